/** Everything that a cluster of nats-servers needs, as files: an authority of its own, a certificate and a configuration each. */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import path from 'node:path';
import { clusterConfig, hostPort, nodeName, type ClusterNode, type ClusterSecrets } from './cluster-config.ts';

const DAY_MS = 86_400_000;
const YEARS_MS = 10 * 365 * DAY_MS;

export interface WrittenCluster {
  /** Folder of each node, to be copied to its machine; `nats.conf` in it names files beside it. */
  readonly folders: readonly string[];
  /** PEM file of the authority, for clients. */
  readonly ca: string;
  readonly secrets: ClusterSecrets;
  /** For `NATS_URL`. */
  readonly url: string;
}

/** `folder` must not be there yet; those above it are made. Secrets and keys are for this user alone. */
export async function writeCluster(folder: string, nodes: readonly ClusterNode[]): Promise<WrittenCluster> {
  const secret = () => randomBytes(24).toString('base64url');
  const secrets: ClusterSecrets = { user: 'full-house', pass: secret(), routePass: secret() };
  await mkdir(path.dirname(folder), { recursive: true });
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    throw new Error(`${folder} is there already; what is in it is left alone. Name a new folder.`);
  });
  const authority = await makeAuthority();
  const put = (file: string, text: string) => writeFile(file, text, { mode: 0o600 });
  const ca = path.join(folder, 'ca.pem');
  await put(ca, authority.cert);
  const folders: string[] = [];
  for (const [at, { host }] of nodes.entries()) {
    const own = path.join(folder, nodeName(at));
    await mkdir(own, { mode: 0o700 });
    const { cert, key } = await makeCertificate(host, nodeName(at), authority);
    // Relative: the folder goes to another machine, and nats-server is started in it.
    const files = { cert: './node.pem', key: './node-key.pem', ca: './ca.pem', store: './store' };
    await put(path.join(own, 'node.pem'), cert);
    await put(path.join(own, 'node-key.pem'), key);
    await put(path.join(own, 'ca.pem'), authority.cert);
    await put(path.join(own, 'nats.conf'), clusterConfig(nodes, at, files, secrets));
    folders.push(own);
  }
  const url = nodes.map(({ host, port }) => `tls://${secrets.user}:${secrets.pass}@${hostPort(host, port)}`).join(',');
  return { folders, ca, secrets, url };
}

interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** Its key is used here and kept nowhere: nobody can make another certificate that these nodes believe. */
async function makeAuthority(): Promise<Pair> {
  const { generate } = await import('selfsigned');
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'Full House cluster' }], {
    ...lifetime(),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { cert, key };
}

async function makeCertificate(host: string, name: string, ca: Pair): Promise<Pair> {
  const { generate } = await import('selfsigned');
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    ...lifetime(),
    ca,
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      // A node is a client of the others.
      { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
      {
        name: 'subjectAltName',
        // Asked for by its address, the client compares the certificate with no name but `localhost`.
        altNames:
          isIP(host) === 0
            ? [{ type: 2, value: host }]
            : [
                { type: 7, ip: host },
                { type: 2, value: 'localhost' },
              ],
      },
    ],
  });
  return { cert, key };
}

function lifetime() {
  return {
    keyType: 'ec' as const,
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(Date.now() + YEARS_MS),
  };
}

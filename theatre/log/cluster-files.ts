/** Everything that a cluster of nats-servers needs, as files: an authority of its own, a certificate and a configuration each. */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import path from 'node:path';
import { daysFrom, makeAuthority, makeCertificate } from '../certificate.ts';
import { clusterConfig, hostPort, nodeName, type ClusterNode, type ClusterSecrets } from './cluster-config.ts';

/** Ten years. */
const GOOD_FOR_DAYS = 3650;

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
  const lifetime = daysFrom(Date.now(), GOOD_FOR_DAYS);
  // Its key is used here and kept nowhere: nobody can make another certificate that these nodes believe.
  const authority = await makeAuthority('Full House cluster', lifetime);
  const put = (file: string, text: string) => writeFile(file, text, { mode: 0o600 });
  const ca = path.join(folder, 'ca.pem');
  await put(ca, authority.cert);
  const folders: string[] = [];
  for (const [at, { host }] of nodes.entries()) {
    const own = path.join(folder, nodeName(at));
    await mkdir(own, { mode: 0o700 });
    // Asked for by its address, the client compares the certificate with no name but `localhost`.
    const hosts = isIP(host) === 0 ? [host] : [host, 'localhost'];
    // A node is a client of the others.
    const wanted = { name: nodeName(at), hosts, lifetime, ca: authority, client: true };
    const { cert, key } = await makeCertificate(wanted);
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

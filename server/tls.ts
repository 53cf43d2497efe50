/** The certificate that the server shows, when it is to speak TLS. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { CERTIFICATE_SOON_MS } from '../theatre/health/limits.ts';
import { writeWhole } from '../theatre/log/write-whole.ts';
import type { TlsFiles } from './app.ts';
import { ConfigError, type Config } from './config.ts';

const DAY_MS = 24 * 3_600_000;
/** Some phones take no certificate that is good for longer. */
const GOOD_FOR_DAYS = 397;

/** Undefined for plain HTTP. Throws `ConfigError` where a certificate or its key cannot be used. */
export async function tlsFor({ tls, dataFolder }: Pick<Config, 'tls' | 'dataFolder'>): Promise<TlsFiles | undefined> {
  if (!tls) return undefined;
  if (tls.kind === 'self') return selfMade(dataFolder);
  const cert = await pem(tls.cert, 'FULL_HOUSE_TLS_CERT');
  const key = await pem(tls.key, 'FULL_HOUSE_TLS_KEY');
  check(cert, key);
  return { cert, key };
}

/** The file of the certificate that the server shows; undefined for plain HTTP. */
export function certificateFile({ tls, dataFolder }: Pick<Config, 'tls' | 'dataFolder'>): string | undefined {
  if (!tls) return undefined;
  return tls.kind === 'self' ? ownFiles(dataFolder).cert : tls.cert;
}

/** When a certificate (PEM) ends, in epoch milliseconds; null where there is none that can be read. */
export function certificateEnd(file: string | undefined): number | null {
  if (file === undefined) return null;
  try {
    return Date.parse(new X509Certificate(readFileSync(file)).validTo);
  } catch {
    return null;
  }
}

function ownFiles(folder: string): { readonly cert: string; readonly key: string } {
  return { cert: join(folder, 'tls-certificate.pem'), key: join(folder, 'tls-key.pem') };
}

async function pem(file: string, variable: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`${variable} names ${file}, which cannot be read (${(error as Error).message}).`);
  }
}

/** Told at the start, and not to each phone as a connection that breaks off. */
function check(cert: string, key: string): void {
  let fits: boolean;
  try {
    fits = new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch (error) {
    throw new ConfigError(
      `FULL_HOUSE_TLS_CERT and FULL_HOUSE_TLS_KEY are to name a certificate and its key as PEM files (${(error as Error).message}).`,
    );
  }
  if (!fits) throw new ConfigError('The key that FULL_HOUSE_TLS_KEY names is not that of FULL_HOUSE_TLS_CERT.');
}

/** One of our own, for this machine's names, kept in the data folder: a phone that was told to trust it need not be told again. */
async function selfMade(folder: string): Promise<TlsFiles> {
  const files = ownFiles(folder);
  if (existsSync(files.cert) && existsSync(files.key)) {
    const cert = await readFile(files.cert, 'utf8');
    const key = await readFile(files.key, 'utf8');
    if (isGood(cert)) return { cert, key };
  }
  const { cert, private: key } = await make();
  await writeWhole(files.key, key);
  await writeWhole(files.cert, cert);
  return { cert, key };
}

function isGood(cert: string): boolean {
  try {
    return Date.parse(new X509Certificate(cert).validTo) > Date.now() + CERTIFICATE_SOON_MS;
  } catch {
    return false;
  }
}

async function make() {
  // Loaded only where it is wanted: it is large.
  const { generate } = await import('selfsigned');
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ scopeid }) => !scopeid)
    .map(({ address }) => address);
  const names = new Set(['localhost', hostname().toLowerCase()].filter((name) => /^[a-z0-9.-]{1,200}$/.test(name)));
  const ips = new Set(['127.0.0.1', '::1', ...addresses]);
  return generate([{ name: 'commonName', value: 'Full House' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    // A little in the past: a phone's clock may be behind ours.
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(Date.now() + (GOOD_FOR_DAYS - 1) * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...Array.from(names, (value) => ({ type: 2 as const, value })),
          ...Array.from(ips, (ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
}

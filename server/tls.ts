/** The certificate that the server shows, when it is to speak TLS. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { daysFrom, makeCertificate, ownHosts } from '../theatre/certificate.ts';
import { CERTIFICATE_SOON_MS } from '../theatre/health/limits.ts';
import { writeWhole } from '../theatre/log/write-whole.ts';
import type { TlsFiles } from './app.ts';
import { ConfigError, type Config } from './config.ts';

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
  const lifetime = daysFrom(Date.now(), GOOD_FOR_DAYS);
  const { cert, key } = await makeCertificate({ name: 'Full House', hosts: ownHosts(), lifetime });
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

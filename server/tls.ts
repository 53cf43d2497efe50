/** The certificate that the server shows, when it is to speak TLS. */
import { readFile } from 'node:fs/promises';
import type { TlsFiles } from './app.ts';
import { ConfigError, type Config } from './config.ts';

/** Undefined for plain HTTP. Throws `ConfigError` where a file cannot be read. */
export async function tlsFor({ tls }: Pick<Config, 'tls' | 'dataFolder'>): Promise<TlsFiles | undefined> {
  if (!tls) return undefined;
  if (tls.kind === 'self') throw new ConfigError('FULL_HOUSE_TLS is not made yet.');
  return {
    cert: await pem(tls.cert, 'FULL_HOUSE_TLS_CERT'),
    key: await pem(tls.key, 'FULL_HOUSE_TLS_KEY'),
  };
}

async function pem(file: string, variable: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`${variable} names ${file}, which cannot be read (${String(error)}).`);
  }
}

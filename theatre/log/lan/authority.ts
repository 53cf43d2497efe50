/** The certificates of this house: an authority of its own, and what it signs for this machine's names and addresses. */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import path from 'node:path';
import { writeWhole } from '../write-whole.ts';

const DAY_MS = 86_400_000;
const AUTHORITY_DAYS = 3650;
const CERTIFICATE_DAYS = 397;
const RENEW_DAYS = 30;

export interface Identity {
  /** PEM of the authority: what other machines are to believe. */
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

interface Pair {
  readonly cert: string;
  readonly key: string;
}

export const authorityFile = (folder: string): string => path.join(folder, 'house-ca.pem');

/** Addresses that other machines on the network may reach this one by. */
export function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ internal, scopeid }) => !internal && !scopeid)
    .map(({ address }) => address);
}

/**
 * The authority is made once and kept (0600) in the folder, its certificate for this machine is made anew each time: names
 * and addresses change. A new authority when the old one ends within a month; then every machine has to be paired again.
 */
export async function houseIdentity(folder: string): Promise<Identity> {
  const authority = (await keptAuthority(folder)) ?? (await makeAuthority(folder));
  const { cert, key } = await makeCertificate(authority);
  return { ca: authority.cert, cert, key };
}

/** Throws where a file is there and cannot be read now: another authority would shut out every machine that was paired. */
async function keptAuthority(folder: string): Promise<Pair | undefined> {
  const [cert, key] = await Promise.all(
    [authorityFile(folder), path.join(folder, 'house-ca-key.pem')].map((file) => readIfThere(file)),
  );
  if (cert === undefined || key === undefined) return undefined;
  try {
    return Date.parse(new X509Certificate(cert).validTo) > Date.now() + RENEW_DAYS * DAY_MS ? { cert, key } : undefined;
  } catch {
    return undefined;
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function makeAuthority(folder: string): Promise<Pair> {
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: `Full House ${hostname()}`.slice(0, 60) }], {
    ...lifetime(AUTHORITY_DAYS),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const pair = { cert: made.cert, key: made.private };
  await writeWhole(path.join(folder, 'house-ca-key.pem'), pair.key);
  await writeWhole(authorityFile(folder), pair.cert);
  return pair;
}

async function makeCertificate(ca: Pair): Promise<Pair> {
  const { generate } = await import('selfsigned');
  const names = new Set(['localhost', hostname().toLowerCase()].filter((name) => /^[a-z0-9.-]{1,200}$/.test(name)));
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'Full House' }], {
    ...lifetime(CERTIFICATE_DAYS),
    ca,
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...Array.from(names, (value) => ({ type: 2 as const, value })),
          ...['127.0.0.1', '::1', ...ownAddresses()].map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  return { cert, key };
}

function lifetime(days: number) {
  return {
    keyType: 'ec' as const,
    algorithm: 'sha256',
    // A little in the past: another machine's clock may be behind ours.
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(Date.now() + days * DAY_MS),
  };
}

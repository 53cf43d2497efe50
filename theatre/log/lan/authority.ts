/** The certificates of this house: an authority of its own, and what it signs for this machine's names and addresses. */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { ALWAYS, makeAuthority, makeCertificate, ownHosts, type CertificatePair } from '../../certificate.ts';
import { writeWhole } from '../write-whole.ts';

export interface Identity {
  /** PEM of the authority: what other machines are to believe. */
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

export const authorityFile = (folder: string): string => path.join(folder, 'house-ca.pem');
const keyFile = (folder: string): string => path.join(folder, 'house-ca-key.pem');

/**
 * The authority is made once and kept (0600) in the folder, its certificate for this machine is made anew each time: names
 * and addresses change. Neither has an end, and the date is never asked: with a clock that is wrong for one start a house
 * would make another authority and shut out every machine that was paired.
 */
export async function houseIdentity(folder: string): Promise<Identity> {
  const authority = (await keptAuthority(folder)) ?? (await newAuthority(folder));
  const { cert, key } = await makeCertificate({
    name: 'Full House',
    hosts: ownHosts(),
    lifetime: ALWAYS,
    ca: authority,
  });
  return { ca: authority.cert, cert, key };
}

/** Throws where a file is there and cannot be read now: another authority would shut out every machine that was paired. */
async function keptAuthority(folder: string): Promise<CertificatePair | undefined> {
  const [cert, key] = await Promise.all([authorityFile(folder), keyFile(folder)].map((file) => readIfThere(file)));
  if (cert === undefined || key === undefined) return undefined;
  return isCertificate(cert) ? { cert, key } : undefined;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
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

async function newAuthority(folder: string): Promise<CertificatePair> {
  const made = await makeAuthority(`Full House ${hostname()}`.slice(0, 60), ALWAYS);
  await writeWhole(keyFile(folder), made.key);
  await writeWhole(authorityFile(folder), made.cert);
  return made;
}

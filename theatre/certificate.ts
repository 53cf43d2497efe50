/** Certificates that a house makes for itself: an authority of its own, and what a machine shows for its names and addresses. */
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import type { generate } from 'selfsigned';

export interface CertificatePair {
  /** PEM. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
}

export interface Lifetime {
  readonly from: Date;
  readonly until: Date;
}

const DAY_MS = 86_400_000;

/**
 * For what is believed because of who signed it, and by no date: machines whose clocks are wrong find each other all the same. Clocks
 * without a battery begin in 1970, and year 9999 is how a certificate says that it has no end (RFC 5280).
 */
export const ALWAYS: Lifetime = { from: new Date(0), until: new Date('9999-12-31T23:59:59Z') };

/** From yesterday, as another machine's clock may be behind ours, for this many days in all. */
export function daysFrom(now: number, days: number): Lifetime {
  return { from: new Date(now - DAY_MS), until: new Date(now + (days - 1) * DAY_MS) };
}

/** Addresses that other machines on the network may reach this one by. */
export function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ internal, scopeid }) => !internal && !scopeid)
    .map(({ address }) => address);
}

/** All that this machine may be called by. */
export function ownHosts(): readonly string[] {
  const names = ['localhost', hostname().toLowerCase()].filter((name) => /^[a-z0-9.-]{1,200}$/.test(name));
  return [...new Set([...names, '127.0.0.1', '::1', ...ownAddresses()])];
}

export async function makeAuthority(name: string, lifetime: Lifetime): Promise<CertificatePair> {
  return generated(name, lifetime, {
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
}

export interface CertificateOptions {
  readonly name: string;
  /** Names and addresses that it is good for. */
  readonly hosts: readonly string[];
  readonly lifetime: Lifetime;
  /** Defaults to itself: then it is to be trusted one by one. */
  readonly ca?: CertificatePair;
  /** For a server that is a client of others with it. Defaults to false. */
  readonly client?: boolean;
}

export async function makeCertificate(options: CertificateOptions): Promise<CertificatePair> {
  const { name, hosts, lifetime, ca, client = false } = options;
  return generated(name, lifetime, {
    ...(ca === undefined ? {} : { ca }),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true, ...(client ? { clientAuth: true } : {}) },
      {
        name: 'subjectAltName',
        altNames: hosts.map((host) => (isIP(host) === 0 ? { type: 2, value: host } : { type: 7, ip: host })),
      },
    ],
  });
}

type More = Pick<NonNullable<Parameters<typeof generate>[1]>, 'ca' | 'extensions'>;

async function generated(name: string, { from, until }: Lifetime, more: More): Promise<CertificatePair> {
  // Loaded only where it is wanted: it is large.
  const selfsigned = await import('selfsigned');
  const { cert, private: key } = await selfsigned.generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: from,
    notAfterDate: until,
    ...more,
  });
  return { cert, key };
}

/** Where a log is, and with which name and password it is spoken to. */
export interface LogAddress {
  readonly servers: readonly string[];
  readonly user?: string;
  readonly pass?: string;
  /** PEM file of the authority that signed the servers' certificates. Defaults to those that the system trusts. */
  readonly ca?: string;
  /** File with the seed of an nkey, in place of a name and a password: one of the machines that a house let in. */
  readonly seed?: string;
}

const EXAMPLE = 'Give it like nats://user:password@host:4222; several servers are separated by commas.';

/** Reads a `NATS_URL` and the files of `FULL_HOUSE_NATS_CA` and `FULL_HOUSE_NATS_SEED`; credentials of the first server that has some count for all. Throws with what to do about it. */
export function addressFromUrl(natsUrl: string, ca?: string, seed?: string): LogAddress {
  const parts = natsUrl
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) throw new Error(`NATS_URL is empty. ${EXAMPLE}`);
  let credentials: { user: string; pass: string } | undefined;
  const servers = parts.map((part) => {
    let url: URL;
    try {
      url = new URL(part.includes('://') ? part : `nats://${part}`);
    } catch {
      throw new Error(`NATS_URL names a server that is no address. ${EXAMPLE}`);
    }
    if (url.protocol !== 'nats:' && url.protocol !== 'tls:') {
      throw new Error(`NATS_URL has the scheme "${url.protocol}", only nats: and tls: will do. ${EXAMPLE}`);
    }
    if (url.hostname === '') throw new Error(`NATS_URL names a server without a host. ${EXAMPLE}`);
    if (!credentials && url.username !== '') {
      credentials = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
    }
    // The client knows a server that wants TLS by its own greeting; the scheme is kept for those that ask for it first.
    return `${url.protocol}//${url.hostname}:${url.port === '' ? '4222' : url.port}`;
  });
  return { servers, ...credentials, ...(ca === undefined ? {} : { ca }), ...(seed === undefined ? {} : { seed }) };
}

/** The address without its password, for messages and logs. */
export function printable(address: LogAddress): string {
  return address.servers.join(', ');
}

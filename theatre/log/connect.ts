/** How a connection to a log is made: its name and key, its patience. For theatre/log alone. */
import { fromSeed } from '@nats-io/nkeys';
import { connect, nkeyAuthenticator, type ConnectionOptions, type NatsConnection } from '@nats-io/transport-node';
import { readFileSync } from 'node:fs';
import type { LogAddress } from './address.ts';
import { LogUnfit, messageOf } from './errors.ts';
import { inboxOf } from './lan/roles.ts';

/** Only where nobody looks after a connection as `liveness.ts` does. */
const PING_MS = 60_000;

export interface ConnectWishes {
  readonly address: LogAddress;
  /** Shown by the server's monitoring: who this connection is. */
  readonly name: string;
}

/** Throws `LogUnfit` for a key that cannot be read. */
export function optionsFor({ address, name }: ConnectWishes): ConnectionOptions {
  const pair = address.seed === undefined ? undefined : readSeed(address.seed);
  return {
    ...(pair ? { authenticator: nkeyAuthenticator(pair.seed), inboxPrefix: inboxOf(pair.publicKey) } : {}),
    servers: address.servers.map((server) => server.replace(/^[a-z]+:\/\//, '')),
    ...(address.user === undefined ? {} : { user: address.user }),
    ...(address.pass === undefined ? {} : { pass: address.pass }),
    ...tlsOf(address),
    name,
    timeout: 2000,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 100,
    reconnectJitter: 100,
    pingInterval: PING_MS,
    maxPingOut: 2,
    // A password that is wrong for a moment, while a server is being set up anew, must not end it for good.
    ignoreAuthErrorAbort: true,
    noAsyncTraces: true,
  };
}

/** Throws `LogUnfit` with what to do. */
function readSeed(file: string): { readonly seed: Uint8Array; readonly publicKey: string } {
  try {
    const seed = new TextEncoder().encode(readFileSync(file, 'utf8').trim());
    return { seed, publicKey: fromSeed(seed).getPublicKey() };
  } catch (error) {
    throw new LogUnfit(`${file} holds no key for a house's log (${messageOf(error)}). Pair this machine again.`);
  }
}

/** The bare connection, where no stream is made sure of. */
export function connectTo(wishes: ConnectWishes, more: ConnectionOptions = {}): Promise<NatsConnection> {
  return connect({ ...optionsFor(wishes), ...more });
}

function tlsOf({ servers, ca }: LogAddress): Pick<ConnectionOptions, 'tls'> {
  if (ca !== undefined) return { tls: { caFile: ca } };
  return servers.some((server) => server.startsWith('tls:')) ? { tls: {} } : {};
}

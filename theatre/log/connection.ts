/** One connection to the log, with the patience of a counter: dead is noticed in seconds, and it reconnects for ever. */
import { JetStreamApiError, jetstreamManager, type JetStreamManager, type StreamInfo } from '@nats-io/jetstream';
import { fromSeed } from '@nats-io/nkeys';
import {
  connect,
  errors,
  millis,
  nkeyAuthenticator,
  type ConnectionOptions,
  type NatsConnection,
} from '@nats-io/transport-node';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { printable, type LogAddress } from './address.ts';
import { LogRefused, LogUnfit, LogUnreachable, messageOf } from './errors.ts';
import { ensureKeyStream } from './key-stream.ts';
import { inboxOf } from './lan/roles.ts';
import { aheadBy } from './log-clock.ts';
import { sinceMajority, watchQuorum, type QuorumWatch } from './quorum.ts';
import { checkStream, ensureStream, type StreamWishes } from './stream.ts';
import { STREAM } from './subjects.ts';

/** How long an answer is waited for. */
export const REQUEST_MS = 2000;
/** Pings unanswered for three intervals mean the other side is dead: 2.1 s. */
const PING_MS = 700;
const OPEN_WITHIN_MS = 15_000;
/** How often it is looked how far this machine's clock is from the log's. */
const CLOCK_MS = 60_000;

export interface Log {
  /** That it can be used: there is a connection, and in a cluster a leader that answers over it. */
  readonly connected: boolean;
  /** Another number after every loss of the connection: what was asked over an earlier one has no answer. */
  readonly link: number;
  /** True while the house refuses this machine: its key was revoked. */
  readonly refused?: boolean;
  /** What this connection's inboxes begin with. Defaults to `_INBOX`. */
  readonly inbox?: string;
  /** True for a machine that was let in by its key: streams are not its to make, and keys not its to erase. Defaults to false. */
  readonly member?: boolean;
  /** Epoch milliseconds by the log's own clock. Defaults to this machine's. */
  now?(): number;
  /** Told at once on every change; answers how to stop listening. */
  onStatus(listener: (connected: boolean) => void): () => void;
  close(): Promise<void>;
  /** For theatre/log alone. */
  readonly connection: NatsConnection;
  /** For theatre/log alone. */
  readonly manager: JetStreamManager;
}

export interface OpenLogOptions extends StreamWishes {
  readonly address: LogAddress;
  /** Shown by the server's monitoring: who this connection is. */
  readonly name: string;
}

class Connection implements Log {
  connected = true;
  link = 0;
  refused = false;
  readonly inbox: string;
  readonly member: boolean;
  readonly connection: NatsConnection;
  readonly manager: JetStreamManager;
  readonly #listeners = new Set<(connected: boolean) => void>();
  #linked = true;
  #answering = true;
  /** The node that another one is sought for. */
  #leaving: string | undefined;
  readonly #quorum: QuorumWatch | undefined;
  #ahead = 0;
  #clockNotice: ((notice: string) => void) | undefined;
  readonly #clockTimer: ReturnType<typeof setInterval>;

  constructor(
    connection: NatsConnection,
    manager: JetStreamManager,
    inbox: string,
    member: boolean,
    onNotice?: (notice: string) => void,
  ) {
    this.#clockNotice = onNotice;
    this.#clockTimer = setInterval(() => void this.readClock(), CLOCK_MS);
    this.#clockTimer.unref();
    this.member = member;
    this.connection = connection;
    this.inbox = inbox;
    this.manager = manager;
    if (connection.info?.cluster !== undefined) this.#quorum = this.#watchQuorum();
    void this.#watch();
  }

  async #watch(): Promise<void> {
    for await (const status of this.connection.status()) {
      if (status.type === 'disconnect' || status.type === 'close') this.#link(false);
      else if (status.type === 'reconnect') this.#link(true);
      else if (status.type === 'error' && isViolation(status.error)) this.#link(false, true);
    }
    this.#quorum?.stop();
    this.#link(false);
  }

  now(): number {
    return Date.now() + this.#ahead;
  }

  /** What is answered says the time there. Never rejects. */
  async readClock(): Promise<void> {
    await this.#askInfo().catch(() => undefined);
  }

  async #askInfo(): Promise<StreamInfo> {
    const askedAt = Date.now();
    const info = await this.manager.streams.info(STREAM);
    const there = Date.parse((info as { ts?: string }).ts ?? '');
    if (!Number.isNaN(there)) this.#ahead = aheadBy({ askedAt, heardAt: Date.now(), there });
    if (this.#ahead !== 0) {
      const seconds = Math.round(Math.abs(this.#ahead) / 1000);
      const by = seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} minutes`;
      this.#clockNotice?.(
        `This machine's clock is ${by} ${this.#ahead > 0 ? 'behind' : 'ahead of'} the log's. What is sold goes by the log's; set this one right.`,
      );
      this.#clockNotice = undefined;
    }
    return info;
  }

  #watchQuorum(): QuorumWatch {
    const { connection } = this;
    return watchQuorum({
      ask: async () => {
        const { cluster } = await this.#askInfo();
        return sinceMajority((cluster?.replicas ?? []).map(({ active }) => millis(active)));
      },
      onChange: (answering) => {
        this.#answering = answering;
        this.#tell();
      },
      onLost: () => {
        if (!this.#linked) return;
        this.#leaving = connection.getServer();
        connection.reconnect().catch(() => undefined);
      },
    });
  }

  #link(linked: boolean, refused = !linked && this.refused): void {
    const news = refused !== this.refused;
    this.#linked = linked;
    this.refused = refused;
    if (!linked) this.link++;
    this.#tell(news);
    if (!linked) return;
    this.#quorum?.look();
    // The client begins with the one that it was connected to.
    if (this.#leaving === this.connection.getServer()) this.connection.reconnect().catch(() => undefined);
    this.#leaving = undefined;
  }

  #tell(news = false): void {
    const connected = this.#linked && this.#answering;
    if (connected === this.connected && !news) return;
    this.connected = connected;
    for (const listener of this.#listeners) listener(connected);
  }

  onStatus(listener: (connected: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    clearInterval(this.#clockTimer);
    this.#quorum?.stop();
    if (this.connected) await Promise.race([this.connection.flush().catch(() => undefined), sleep(500)]);
    await this.connection.close();
  }
}

function optionsFor({ address, name }: Pick<OpenLogOptions, 'address' | 'name'>): ConnectionOptions {
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

/** The bare connection, where no stream is made sure of. For theatre/log alone. */
export function connectTo(options: Pick<OpenLogOptions, 'address' | 'name'>): Promise<NatsConnection> {
  return connect(optionsFor(options));
}

function tlsOf({ servers, ca }: LogAddress): Pick<ConnectionOptions, 'tls'> {
  if (ca !== undefined) return { tls: { caFile: ca } };
  return servers.some((server) => server.startsWith('tls:')) ? { tls: {} } : {};
}

/** Not a handshake that took too long: the key is known to be wrong. */
const isViolation = (error: unknown): boolean =>
  error instanceof errors.AuthorizationError && !/timeout/i.test(error.message);

function isRefusal(error: unknown): boolean {
  return error instanceof errors.AuthorizationError || error instanceof errors.UserAuthenticationExpiredError;
}

/**
 * Connects and makes sure of the stream, trying for 15 seconds; a machine that was let in by its key finds the stream as it
 * is. Throws `LogUnreachable` when nobody answers, `LogUnfit` when the log refuses us or its stream cannot be used.
 */
export async function openLog(options: OpenLogOptions): Promise<Log> {
  const until = Date.now() + OPEN_WITHIN_MS;
  const where = printable(options.address);
  for (;;) {
    let connection: NatsConnection | undefined;
    try {
      const wanted = optionsFor(options);
      connection = await connect(wanted);
      const member = options.address.seed !== undefined;
      const manager = await jetstreamManager(connection, { timeout: REQUEST_MS, checkAPI: !member });
      if (member) await checkStream(manager);
      else {
        await ensureStream(manager, options);
        await ensureKeyStream(manager);
      }
      const log = new Connection(connection, manager, wanted.inboxPrefix ?? '_INBOX', member, options.onNotice);
      await log.readClock();
      return log;
    } catch (error) {
      await connection?.close();
      if (error instanceof LogUnfit) throw error;
      // A handshake that took too long says nothing about the key.
      if (isViolation(error) && options.address.seed !== undefined) {
        throw new LogRefused(`The house at ${where} does not let this machine in. Pair it again at the house's kiosk.`);
      }
      if (isRefusal(error) && options.address.seed === undefined)
        throw new LogUnfit(`The log at ${where} refuses our name or password. Check NATS_URL.`);
      // A cluster that is still choosing its leader answers 503; anything else it says is final.
      if (error instanceof JetStreamApiError && error.status !== 503) {
        throw new LogUnfit(`The log at ${where} cannot be used: ${error.message} (code ${error.code}).`);
      }
      if (Date.now() > until) {
        throw new LogUnreachable(
          `The log at ${where} does not answer: ${messageOf(error)}. Is nats-server running there?`,
        );
      }
      await sleep(200);
    }
  }
}

/** Resolves as soon as the log is connected, or with false when it is not within `ms`. */
export function connectedWithin(log: Log, ms: number): Promise<boolean> {
  if (log.connected) return Promise.resolve(true);
  return new Promise((resolve) => {
    const done = (connected: boolean) => {
      clearTimeout(timer);
      stop();
      resolve(connected);
    };
    const timer = setTimeout(() => done(false), ms);
    const stop = log.onStatus((connected) => {
      if (connected) done(true);
    });
  });
}

/** One connection to the log, with the patience of a counter: dead is noticed in seconds, and it reconnects for ever. */
import { JetStreamApiError, jetstreamManager, type JetStreamManager, type StreamInfo } from '@nats-io/jetstream';
import { connect, errors, millis, type NatsConnection } from '@nats-io/transport-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { printable, type LogAddress } from './address.ts';
import { optionsFor, type ConnectWishes } from './connect.ts';
import { LogRefused, LogUnfit, LogUnreachable, messageOf } from './errors.ts';
import { ensureKeyStream } from './key-stream.ts';
import { watchLiveness } from './liveness.ts';
import { aheadBy } from './log-clock.ts';
import { leaderElsewhere } from './other-nodes.ts';
import { sinceMajority, watchQuorum, type QuorumWatch } from './quorum.ts';
import { checkStream, ensureStream, type StreamWishes } from './stream.ts';
import { STREAM } from './subjects.ts';

/** How long an answer is waited for. */
export const REQUEST_MS = 2000;
const OPEN_WITHIN_MS = 15_000;

/** nats-server's `JSClusterNoPeersErrF`. */
const NO_PEERS = 10_005;
/** How often it is looked how far this machine's clock is from the log's. */
const CLOCK_MS = 60_000;

export interface Log {
  /** That it can be used: there is a connection, and in a cluster a leader that answers over it. */
  readonly connected: boolean;
  /** Another number after every loss of the connection: what was asked over an earlier one has no answer. */
  readonly link: number;
  /** True while the house refuses this machine: its key was revoked. */
  readonly refused?: boolean;
  /** True once what was read of it is not in it any more: another log, or an older copy of it, was put in its place. */
  readonly replaced?: boolean;
  foundReplaced?(): void;
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
  /** Aborted when nobody waits for it any more. Defaults to never. */
  readonly signal?: AbortSignal;
}

class Connection implements Log {
  connected = true;
  link = 0;
  refused = false;
  replaced = false;
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
  readonly #wishes: ConnectWishes;
  readonly #stopLiveness: () => void;
  #ahead = 0;
  #clockNotice: ((notice: string) => void) | undefined;
  readonly #clockTimer: ReturnType<typeof setInterval>;

  constructor(connection: NatsConnection, manager: JetStreamManager, inbox: string, options: OpenLogOptions) {
    this.#wishes = options;
    this.#clockNotice = options.onNotice;
    this.#clockTimer = setInterval(() => void this.readClock(), CLOCK_MS);
    this.#clockTimer.unref();
    this.member = options.address.seed !== undefined;
    this.connection = connection;
    this.inbox = inbox;
    this.manager = manager;
    this.#stopLiveness = watchLiveness({
      arrived: () => connection.stats().inMsgs,
      ask: () => connection.rtt(),
      onDead: () => void connection.reconnect().catch(() => undefined),
    });
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
    this.#stopLiveness();
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
    return watchQuorum({
      ask: async () => {
        const { cluster } = await this.#askInfo();
        return sinceMajority((cluster?.replicas ?? []).map(({ active }) => millis(active)));
      },
      onChange: (answering) => {
        this.#answering = answering;
        this.#tell();
      },
      onLost: () => void this.#seekLeader(),
    });
  }

  /** Moves to another node when a leader is heard of there: while one is being chosen none is better, and moving costs every reader. */
  async #seekLeader(): Promise<void> {
    if (!this.#linked) return;
    const { link } = this;
    const found = await leaderElsewhere(this.connection, this.#wishes);
    if (!found || this.#answering || link !== this.link) return;
    this.#leaving = this.connection.getServer();
    this.connection.reconnect().catch(() => undefined);
  }

  #link(linked: boolean, refused = !linked && this.refused): void {
    const news = refused !== this.refused;
    // A log that was replaced may be put back as it was: then nobody finds it so again.
    [this.#linked, this.refused, this.replaced] = [linked, refused, false];
    if (!linked) this.link++;
    this.#tell(news);
    if (!linked) return;
    this.#quorum?.moved();
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

  foundReplaced(): void {
    if (this.replaced) return;
    this.replaced = true;
    this.#tell(true);
  }

  onStatus(listener: (connected: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    clearInterval(this.#clockTimer);
    this.#quorum?.stop();
    this.#stopLiveness();
    if (this.connected) await Promise.race([this.connection.flush().catch(() => undefined), sleep(500)]);
    await this.connection.close();
  }
}

/** Not a handshake that took too long: the key is known to be wrong. */
const isViolation = (error: unknown): boolean =>
  error instanceof errors.AuthorizationError && !/timeout/i.test(error.message);

function isRefusal(error: unknown): boolean {
  return error instanceof errors.AuthorizationError || error instanceof errors.UserAuthenticationExpiredError;
}

/** A cluster that is still choosing its leader answers 503; one whose nodes have not all come yet, that it lacks peers. */
const mayPass = ({ status, code }: JetStreamApiError): boolean => status === 503 || code === NO_PEERS;

/**
 * Connects and makes sure of the stream, trying for 15 seconds; a machine that was let in by its key finds the stream as it
 * is. Throws `LogUnreachable` when nobody answers, the signal's reason once that is aborted, `LogUnfit` when the log refuses us or its stream cannot be used.
 */
export async function openLog(options: OpenLogOptions): Promise<Log> {
  const until = Date.now() + OPEN_WITHIN_MS;
  const where = printable(options.address);
  for (;;) {
    options.signal?.throwIfAborted();
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
      const log = new Connection(connection, manager, wanted.inboxPrefix ?? '_INBOX', options);
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
      if (error instanceof JetStreamApiError && !(mayPass(error) && Date.now() < until)) {
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

/** Reads the log in order, from a place in it and then for ever, and goes on exactly there after any outage. */
import type { Msg } from '@nats-io/transport-node';
import { parseEvent } from '../contract/log.ts';
import { answers, insist } from './answering.ts';
import { REQUEST_MS, type Log } from './connection.ts';
import { messageOf } from './errors.ts';
import { deliveryOf, isMisplaced, statusOf } from './delivery.ts';
import { checkHistory, type Seen } from './history.ts';
import { lastSequenceOn } from './ledger-queries.ts';
import type { FollowOptions, Follower, Parse } from './follower.ts';
import { HEARTBEAT_MS, openReader, type Reader } from './reader.ts';

export type { FollowedMessage, FollowOptions, Follower, Parse, Skipped } from './follower.ts';

/** Of this process, over all followers. */
export const followCounters = { messages: 0, skipped: 0, resumed: 0, halted: 0 };

/** Heartbeats come with the server's leisure under load; this many may be missing. */
const SILENT_MS = 3 * HEARTBEAT_MS;

/** One consumer on the server; replaced by a new one whenever anything about it is doubtful. */
interface Reading {
  readonly reader: Reader;
  readonly link: number;
  delivered: number;
  /** Last stream sequence on its subjects when it began; undefined until the log said. */
  end: number | undefined;
  caughtUp: boolean;
  heard: number;
}

class StreamFollower<E> implements Follower {
  readonly caughtUp: Promise<void>;
  lag = 0;
  #resolveCaughtUp: () => void = () => undefined;
  #seen: Seen | undefined;
  #next: number;
  #reading: Reading | undefined;
  /** The attempt to start that is under way; another one makes it void. */
  #attempt: symbol | undefined;
  #stopped = false;
  #halted = false;
  #fails = 0;
  #refreshed = 0;
  #suspicion: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #watch: ReturnType<typeof setInterval>;
  readonly #log: Log;
  readonly #options: FollowOptions<E>;
  readonly #parse: Parse<E>;
  readonly #unlisten: () => void;

  constructor(log: Log, options: FollowOptions<E>, parse: Parse<E>) {
    this.#log = log;
    this.#options = options;
    this.#parse = parse;
    this.#next = Math.max(1, options.from);
    this.caughtUp = new Promise((resolve) => (this.#resolveCaughtUp = resolve));
    this.#unlisten = log.onStatus((connected) => this.#onStatus(connected));
    this.#watch = setInterval(() => this.#checkSilence(), HEARTBEAT_MS);
    this.#begin(0);
  }

  #onStatus(connected: boolean): void {
    const reading = this.#reading;
    // A cluster that is choosing its leader tells nothing new, and goes on where it was.
    if (reading?.link === this.#log.link) {
      if (!connected) this.#options.onBehind?.();
      else if (reading.caughtUp) this.#options.onCaughtUp?.();
      return;
    }
    this.#drop();
    // What it asked for over the lost connection will not be answered.
    this.#attempt = undefined;
    if (connected) this.#begin(0);
  }

  get sequence(): number {
    return this.#next - 1;
  }

  get fresh(): boolean {
    return this.#log.connected && this.#reading?.caughtUp === true;
  }

  /** Ends the present reading, if any, and says that we are behind. */
  #drop(problem?: string): void {
    const reading = this.#reading;
    this.#reading = undefined;
    void reading?.reader.stop();
    if (!this.#stopped && (reading || problem !== undefined)) this.#options.onBehind?.(problem);
  }

  #begin(waitMs: number): void {
    if (this.#stopped || this.#halted || this.#attempt) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#start(), waitMs);
  }

  #again(): void {
    this.#drop();
    this.#begin(this.#fails === 0 ? 0 : Math.min(1000, 25 * 2 ** this.#fails));
    this.#fails++;
  }

  async #start(): Promise<void> {
    if (this.#stopped || this.#halted || this.#attempt || this.#reading || !this.#log.connected) return;
    const attempt = Symbol('attempt');
    this.#attempt = attempt;
    try {
      if (this.#seen) {
        followCounters.resumed++;
        await answers(this.#log);
        await this.#checkHistory(this.#seen);
        if (this.#attempt !== attempt || this.#stopped) return;
      }
      await this.#open();
      this.#fails = 0;
    } catch (error) {
      if (this.#attempt !== attempt) return;
      this.#drop(this.#fails >= 10 ? messageOf(error) : undefined);
      this.#fails++;
    } finally {
      if (this.#attempt === attempt) {
        this.#attempt = undefined;
        if (!this.#reading && this.#log.connected) this.#begin(Math.min(1000, 25 * 2 ** Math.min(this.#fails, 8)));
      }
    }
  }

  /** Throws when the log is not the one that was read so far. */
  async #checkHistory(seen: Seen): Promise<void> {
    const problem = await checkHistory(this.#log, seen);
    // A node of a cluster that has just become its leader may not have all at hand: only what lasts is a problem.
    const lasting = problem !== undefined && this.#suspicion !== undefined;
    this.#suspicion = problem;
    if (problem === undefined) return;
    if (lasting) this.#log.foundReplaced?.();
    // Looked at again from time to time: the log may be put back as it was.
    this.#fails = lasting ? 10 : 4;
    throw new Error(problem);
  }

  async #open(): Promise<void> {
    const attempt = this.#attempt;
    let reading: Reading | undefined;
    const opening = openReader(this.#log, {
      subjects: this.#options.subjects,
      from: this.#next,
      bytesPerSecond: this.#options.bytesPerSecond,
      onBegin: (reader) => {
        if (this.#attempt !== attempt || this.#stopped) return void reader.stop();
        reading = { reader, link: this.#log.link, delivered: 0, end: undefined, caughtUp: false, heard: Date.now() };
        this.#reading = reading;
      },
      onMessage: (message) => {
        if (reading && this.#reading === reading) this.#receive(reading, message);
      },
    });
    try {
      // The reader may live on a node of a cluster that is not up to date: the end is asked of the log as a whole.
      const [pending, end] = await Promise.all([opening, this.#askEnd()]);
      if (!reading || this.#reading !== reading) return;
      reading.end = end;
      reading.heard = Date.now();
      // Messages that came before this answer know better what is still to come.
      this.#settle(reading, reading.delivered > 0 ? this.lag : pending);
    } catch (error) {
      if (reading && this.#reading === reading) this.#drop();
      throw error;
    }
  }

  #askEnd(): Promise<number> {
    return insist(this.#log, () => lastSequenceOn(this.#log, this.#options.subjects));
  }

  #receive(reading: Reading, message: Msg): void {
    reading.heard = Date.now();
    const status = statusOf(message);
    if (status) {
      if (status.reply !== undefined) this.#log.connection.publish(status.reply);
      // Something was sent that did not arrive.
      if (status.delivered !== undefined && status.delivered !== reading.delivered) this.#again();
      else if (status.ended) this.#again();
      else if (!reading.caughtUp && reading.end !== undefined) void this.#lookUpEnd(reading);
      return;
    }
    const delivery = deliveryOf(message);
    if (!delivery || delivery.consumerSequence !== reading.delivered + 1) {
      this.#again();
      return;
    }
    reading.delivered = delivery.consumerSequence;
    this.#fails = 0;
    const { sequence, atNs, pending } = delivery;
    if (sequence >= this.#next) {
      const next = this.#next;
      this.#next = sequence + 1;
      this.#seen = { sequence, atNs };
      try {
        this.#tell(sequence, Number(atNs / 1_000_000n), message);
      } catch (error) {
        this.#next = next;
        this.lag = pending + 1;
        this.#halt(`message ${sequence} on ${message.subject} met a fault: ${messageOf(error)}`);
        return;
      }
    }
    // Stopped or dropped by whoever was told.
    if (this.#reading === reading) this.#settle(reading, pending);
  }

  #tell(sequence: number, at: number, message: Msg): void {
    const { subject, data } = message;
    const parsed = isMisplaced(message) ? { problem: 'a schedule has no business here' } : this.#parse(subject, data);
    if ('event' in parsed) {
      followCounters.messages++;
      this.#options.onMessage({ sequence, at, subject, data, event: parsed.event });
    } else {
      followCounters.skipped++;
      this.#options.onSkipped?.({ sequence, subject, problem: parsed.problem });
    }
  }

  /**
   * What was told has thrown, and nobody knows what it has made of the message: nothing more is told before the next start. Thrown
   * on, it would end the connection, and with it all others that read by it.
   */
  #halt(problem: string): void {
    followCounters.halted++;
    this.#halted = true;
    this.#drop(`Nothing more is read here until the next start: ${problem}`);
    this.#resolveCaughtUp();
  }

  #settle(reading: Reading, pending: number): void {
    this.lag = pending;
    if (reading.caughtUp || reading.end === undefined || this.#next <= reading.end) return;
    reading.caughtUp = true;
    this.#options.onCaughtUp?.();
    this.#resolveCaughtUp();
  }

  /**
   * Nothing more to come, and yet not at the end: what stood there has grown too old and gone, or the reader lives on a node of a
   * cluster that is behind the others. Looked up again, and asked of another reader.
   */
  async #lookUpEnd(reading: Reading): Promise<void> {
    const end = await this.#askEnd().catch(() => undefined);
    if (end === undefined || this.#reading !== reading) return;
    reading.end = end;
    this.#settle(reading, this.lag);
    if (!reading.caughtUp) this.#again();
  }

  refresh(): void {
    if (this.#reading?.end !== undefined && Date.now() - this.#refreshed > HEARTBEAT_MS) {
      this.#refreshed = Date.now();
      this.#again();
    }
  }

  /** No word for seconds although the connection lives: the consumer is gone, or its server. */
  #checkSilence(): void {
    const reading = this.#reading;
    if (reading?.end !== undefined && Date.now() - reading.heard > SILENT_MS) this.#again();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
    this.#unlisten();
    const reading = this.#reading;
    this.#reading = undefined;
    if (!reading) return;
    // Without an answer it is forgotten by itself; a closing program need not wait for that.
    await Promise.race([
      reading.reader.stop(),
      this.#log.connection.closed(),
      new Promise((resolve) => setTimeout(resolve, REQUEST_MS / 4).unref()),
    ]);
  }
}

/** Follows the log; see `FollowOptions`. Never throws: what is wrong is told by `onBehind`, and it keeps trying. */
export function follow(log: Log, options: FollowOptions): Follower {
  return new StreamFollower(log, options, parseEvent);
}

/** The same for subjects whose events are another union than the screenings'. */
export function followAs<E>(log: Log, parse: Parse<E>, options: FollowOptions<E>): Follower {
  return new StreamFollower(log, options, parse);
}

/** The screenings that this process follows: one consumer each, shared by the desk, the screens and the kiosk. */
import { isScreeningId } from '../contract/log.ts';
import type { Log } from './connection.ts';
import { LogUnreachable } from './errors.ts';
import type { Skipped } from './follow.ts';
import { lastLedgerSequence } from './ledger-queries.ts';
import { Live, type LiveScreening } from './live-screening.ts';

export type { LiveScreening, LogItem } from './live-screening.ts';

export interface ScreeningsOptions {
  /** A screening that nobody retains is let go of after this many milliseconds. Defaults to one minute. */
  readonly idleMs?: number;
  /** Told of each message that did not parse. Defaults to silence; all are counted. */
  readonly onSkipped?: (info: Skipped) => void;
}

const CATCH_UP_MS = 10_000;

function within(promise: Promise<void>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    void promise.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

export class Screenings {
  readonly #log: Log;
  readonly #options: ScreeningsOptions;
  readonly #open = new Map<string, Promise<Live | undefined>>();
  readonly #live = new Map<string, Live>();
  readonly #opened = new Set<(screening: LiveScreening) => void>();
  readonly #sweep: ReturnType<typeof setInterval>;
  #closed = false;

  constructor(log: Log, options: ScreeningsOptions = {}) {
    this.#log = log;
    this.#options = options;
    this.#sweep = setInterval(() => this.#closeIdle(), Math.min(5000, (options.idleMs ?? 60_000) / 2));
    this.#sweep.unref();
  }

  /**
   * The screening, caught up with the log; undefined when there is none of that id. Calls for one id share one reader.
   * Throws `LogUnreachable` when that cannot be known now.
   */
  async open(id: string): Promise<LiveScreening | undefined> {
    if (this.#closed) throw new LogUnreachable('The log is being closed.');
    if (!isScreeningId(id)) return undefined;
    const known = this.#open.get(id);
    if (known) {
      // Whoever asks has time to retain it.
      this.#live.get(id)?.touch();
      return known;
    }
    const opening = this.#follow(id);
    this.#open.set(id, opening);
    try {
      const live = await opening;
      if (!live) this.#open.delete(id);
      return live;
    } catch (error) {
      this.#open.delete(id);
      throw error;
    }
  }

  /** Those that are followed now. */
  *followed(): Generator<LiveScreening> {
    yield* this.#live.values();
  }

  /** Told of each screening that starts to be followed, once it is caught up. */
  onOpened(listener: (screening: LiveScreening) => void): () => void {
    this.#opened.add(listener);
    return () => void this.#opened.delete(listener);
  }

  async #follow(id: string): Promise<Live | undefined> {
    // Asked first, so that made-up ids cost the server no reader.
    if ((await lastLedgerSequence(this.#log, id)) === 0) return undefined;
    const live = new Live(this.#log, id, (info) => this.#options.onSkipped?.(info));
    const caughtUp = await within(live.caughtUp, CATCH_UP_MS);
    if (!caughtUp || live.state.phase === 'none' || this.#closed) {
      await live.close();
      if (!caughtUp) throw new LogUnreachable(`The log did not tell all of screening ${id} in time.`);
      return undefined;
    }
    this.#live.set(id, live);
    for (const listener of this.#opened) listener(live);
    return live;
  }

  #closeIdle(): void {
    const before = Date.now() - (this.#options.idleMs ?? 60_000);
    for (const [id, live] of this.#live) {
      if (live.idleSince === undefined || live.idleSince > before) continue;
      this.#live.delete(id);
      this.#open.delete(id);
      void live.close();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#sweep);
    await Promise.allSettled(this.#open.values());
    await Promise.all([...this.#live.values()].map((live) => live.close()));
    this.#live.clear();
    this.#open.clear();
  }
}

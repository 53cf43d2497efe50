/** When to flush: at once while it is quiet, and the rarer the longer a flush takes. */

/** Flushing may take a quarter of the time: after each one there is a rest of three times as long. */
const REST = 3;
/** And a tenth of it while nobody notices that rest. */
const EASY_REST = 9;
const UNNOTICED_MS = 25;
/** But nobody waits longer than this for a flush to begin, with as many viewers as there may be. */
const LONGEST_REST_MS = 200;
/** How much the last flush counts against those before: one that was long by accident makes nobody wait. */
const NEWS = 0.3;

/** Paces that have something to flush and wait; shared by all channels of a process, so that they share that quarter. */
export type Waiting = Set<Pace>;

export interface PaceOptions {
  /** Starts a flush; `done` must be called when it ended, with the milliseconds it kept the process busy. */
  readonly flush: () => void;
  /** Monotonic milliseconds. Defaults to `performance.now`. */
  readonly now?: () => number;
  /** Defaults to a pace of its own. */
  readonly waiting?: Waiting;
}

export class Pace {
  readonly #flush: () => void;
  readonly #now: () => number;
  readonly #waiting: Waiting;
  #state: 'idle' | 'due' | 'flushing' | 'closed' = 'idle';
  #again = false;
  #notBefore = 0;
  /** How long a flush keeps the process busy, usually. */
  #usualMs: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #immediate: ReturnType<typeof setImmediate> | undefined;

  constructor({ flush, now = () => performance.now(), waiting = new Set() }: PaceOptions) {
    this.#flush = flush;
    this.#now = now;
    this.#waiting = waiting;
  }

  /** Something is to be flushed. Any number of requests until then are one flush. */
  request(): void {
    if (this.#state === 'flushing') this.#again = true;
    if (this.#state !== 'idle') return;
    this.#state = 'due';
    const wait = this.#notBefore - this.#now();
    if (wait <= 0) {
      // Not synchronously: what the log delivered in one read is one flush.
      this.#immediate = setImmediate(() => this.#start());
      return;
    }
    this.#waiting.add(this);
    this.#timer = setTimeout(() => this.#start(), wait);
  }

  /** A flush ended that kept the process busy for `busyMs`. */
  done(busyMs: number): void {
    if (this.#state !== 'flushing') return;
    this.#usualMs = this.#usualMs === undefined ? busyMs : this.#usualMs + (busyMs - this.#usualMs) * NEWS;
    const usual = this.#usualMs;
    const rest = Math.min(LONGEST_REST_MS, Math.max(usual * REST, Math.min(usual * EASY_REST, UNNOTICED_MS)));
    // With others waiting, each has its turn in a time that is longer by as much.
    const sharing = this.#waiting.size + 1;
    this.#notBefore = this.#now() + (usual + rest) * sharing - usual;
    this.#state = 'idle';
    if (this.#again) {
      this.#again = false;
      this.request();
    }
  }

  close(): void {
    this.#state = 'closed';
    this.#waiting.delete(this);
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
  }

  #start(): void {
    this.#waiting.delete(this);
    this.#state = 'flushing';
    this.#flush();
  }
}

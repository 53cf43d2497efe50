import type { Frame, WholeScreening } from '../../theatre/contract/frame.ts';
import { frameBetween, listsDiffer, wholeScreening, type Moment, type Onlooker, type Shown } from './frame.ts';

export interface ScreeningFeedOptions {
  readonly onlooker: Onlooker;
  /** How the screening is now. */
  readonly now: () => Moment;
  readonly send: (frame: Frame) => void;
  /** Runs something a while later (milliseconds); answers how to call it off. Defaults to `setTimeout`. */
  readonly later?: (run: () => void, ms: number) => () => void;
  /** Milliseconds from some fixed point. Defaults to `Date.now`. */
  readonly clock?: () => number;
}

/** One message per frame of a 60 Hz screen. */
const FRAME_MS = 16;
/** Nobody reads a feed faster: in a rush its lines and the viewers are renewed this often. */
const LISTS_MS = 200;

/**
 * Keeps one window up to date with one screening. It holds what the window has, and compares: however much happens
 * between two frames, the window gets the difference once. While the window has not said that a frame is on its screen
 * none is sent, so a window that lags costs no memory and catches up in one frame.
 */
export class ScreeningFeed {
  readonly #options: ScreeningFeedOptions;
  readonly #later: (run: () => void, ms: number) => () => void;
  readonly #clock: () => number;
  #sent: Shown;
  #listsAt = 0;
  #frame = 0;
  #shown = 0;
  #callOff: (() => void) | undefined;
  /** What is waited for is only the time at which the lists may be renewed. */
  #waitsForLists = false;
  #stopped = false;

  constructor(options: ScreeningFeedOptions) {
    this.#options = options;
    this.#later = options.later ?? setTimer;
    this.#clock = options.clock ?? Date.now;
    const now = options.now();
    this.#sent = { seats: now, lists: now };
  }

  /** The whole screening, as of when the feed began; the frames follow on it. */
  whole(): WholeScreening {
    return wholeScreening(this.#sent.seats, this.#options.onlooker);
  }

  /** To be called after every change; cheap. */
  changed(): void {
    if (this.#stopped || this.#shown < this.#frame || (this.#callOff && !this.#waitsForLists)) return;
    this.#flushIn(FRAME_MS);
  }

  /** The window has this frame on its screen. */
  shown(frame: number): void {
    if (frame !== this.#frame || frame === this.#shown) return;
    this.#shown = frame;
    this.changed();
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff?.();
  }

  #flushIn(ms: number): void {
    this.#callOff?.();
    this.#waitsForLists = ms > FRAME_MS;
    this.#callOff = this.#later(() => this.#flush(), ms);
  }

  #flush(): void {
    this.#callOff = undefined;
    const now = this.#options.now();
    const waitMs = this.#listsAt + LISTS_MS - this.#clock();
    const lists = waitMs <= 0;
    const frame = frameBetween(this.#sent, now, this.#options.onlooker, this.#frame + 1, lists);
    this.#sent = { seats: now, lists: lists ? now : this.#sent.lists };
    if (frame?.feed || frame?.viewers) this.#listsAt = this.#clock();
    if (frame) {
      this.#frame = frame.frame;
      this.#options.send(frame);
    } else if (listsDiffer(this.#sent.lists, now)) {
      this.#flushIn(Math.max(waitMs, FRAME_MS + 1));
    }
  }
}

function setTimer(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

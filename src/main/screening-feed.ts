import type { Frame, WholeScreening } from '../../theatre/contract/frame.ts';
import { frameBetween, wholeScreening, type Moment, type Onlooker } from './frame.ts';

export interface ScreeningFeedOptions {
  readonly onlooker: Onlooker;
  /** How the screening is now. */
  readonly now: () => Moment;
  readonly send: (frame: Frame) => void;
  /** Runs something a while later (milliseconds); answers how to call it off. Defaults to `setTimeout`. */
  readonly later?: (run: () => void, ms: number) => () => void;
}

/** One message per frame of a 60 Hz screen. */
const FRAME_MS = 16;

/**
 * Keeps one window up to date with one screening. It holds what the window has, and compares: however much happens
 * between two frames, the window gets the difference once. While the window has not said that a frame is on its screen
 * none is sent, so a window that lags costs no memory and catches up in one frame.
 */
export class ScreeningFeed {
  readonly #options: ScreeningFeedOptions;
  readonly #later: (run: () => void, ms: number) => () => void;
  #sent: Moment;
  #frame = 0;
  #shown = 0;
  #callOff: (() => void) | undefined;
  #stopped = false;

  constructor(options: ScreeningFeedOptions) {
    this.#options = options;
    this.#later = options.later ?? setTimer;
    this.#sent = options.now();
  }

  /** The whole screening, as of when the feed began; the frames follow on it. */
  whole(): WholeScreening {
    return wholeScreening(this.#sent, this.#options.onlooker);
  }

  /** To be called after every change; cheap. */
  changed(): void {
    if (this.#stopped || this.#callOff || this.#shown < this.#frame) return;
    this.#callOff = this.#later(() => this.#flush(), FRAME_MS);
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

  #flush(): void {
    this.#callOff = undefined;
    const now = this.#options.now();
    const frame = frameBetween(this.#sent, now, this.#options.onlooker, this.#frame + 1);
    this.#sent = now;
    if (!frame) return;
    this.#frame = frame.frame;
    this.#options.send(frame);
  }
}

function setTimer(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

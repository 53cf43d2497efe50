/** Time that passes only when told to: minutes of timers in milliseconds, and every run of one seed the same. */

/** Numbers in [0, 1) that depend on the seed alone (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Timer {
  at: number;
  readonly order: number;
  readonly run: () => void;
  cancelled: boolean;
}

const real = { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, now: Date.now, random: Math.random };

/** Lets everything run that waits for no timer. */
const settled = () => new Promise<void>((resolve) => void real.setImmediate(resolve));

/** What `setTimeout` and `setInterval` answer; of an interval, the timer that comes next. */
class Handle {
  timer: Timer;
  constructor(timer: Timer) {
    this.timer = timer;
  }
  unref = () => this;
  ref = () => this;
  hasRef = () => true;
}

export class VirtualTime {
  /** Epoch milliseconds. */
  now: number;
  readonly random: () => number;
  readonly #timers: Timer[] = [];
  #orders = 0;

  constructor(now: number, seed: number) {
    this.now = now;
    this.random = randomFrom(seed);
  }

  /** Runs something in so many milliseconds; answers how to call it off. */
  after(ms: number, run: () => void): Timer {
    const timer: Timer = { at: this.now + Math.max(0, ms), order: this.#orders++, run, cancelled: false };
    let at = this.#timers.length;
    while (at > 0 && this.#timers[at - 1]!.at <= timer.at) at--;
    // The next one is the last of the list.
    this.#timers.splice(at, 0, timer);
    return timer;
  }

  /** Plays until `done` or until so many milliseconds have passed; answers whether it was done. */
  async playUntil(done: () => boolean, ms: number): Promise<boolean> {
    const end = this.now + ms;
    for (;;) {
      await settled();
      if (done()) return true;
      const next = this.#timers.at(-1);
      if (!next || next.at > end) {
        this.now = end;
        return false;
      }
      this.#timers.pop();
      if (next.cancelled) continue;
      this.now = next.at;
      next.run();
    }
  }

  /** From now until `release` the program's own timers, clock and dice are these. */
  install(): { release: () => void } {
    const later = (run: () => void, ms = 0) => new Handle(this.after(ms, run));
    const repeat = (run: () => void, ms = 0) => {
      const again = () => {
        handle.timer = this.after(ms, again);
        run();
      };
      const handle = new Handle(this.after(ms, again));
      return handle;
    };
    const stop = (handle: unknown) => {
      if (handle instanceof Handle) handle.timer.cancelled = true;
      else real.clearTimeout(handle as NodeJS.Timeout);
    };
    const fakes = { setTimeout: later, setInterval: repeat, clearTimeout: stop, clearInterval: stop };
    Object.assign(globalThis, fakes);
    Date.now = () => this.now;
    Math.random = this.random;
    return {
      release: () => {
        const { setTimeout, clearTimeout, setInterval, clearInterval } = real;
        Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval });
        Date.now = real.now;
        Math.random = real.random;
      },
    };
  }
}

/** Times of a machine that does more than one test: what is promised of a quiet one, asked of a busy one. */
import { availableParallelism, loadavg } from 'node:os';

const TICK_MS = 10;
/** A burst of somebody else's work that is over before any measure of the machine shows it. */
const BURST_MS = 1500;

/** Tasks that want each core, one at least: where five do, what takes a second takes five. */
export const crowd = (): number => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

/** How long to wait here for what is promised within so many milliseconds. */
export const allowedMs = (promisedMs: number): number => promisedMs * crowd() + BURST_MS;

export interface Stopwatch {
  /** Milliseconds since it began, less those in which this process was not let run. */
  readonly ms: number;
  /** Whether what is promised within so many milliseconds was in time, as far as this machine can tell. Stops it. */
  within(promisedMs: number): boolean;
}

/**
 * Measures from now on. A promise of a second that is kept in three on a crowded machine is kept; one that is kept by a client's own
 * default of five seconds, by a retry that comes too late or not at all, is not.
 */
export function stopwatch(): Stopwatch {
  const began = performance.now();
  let last = began;
  let lost = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    lost += Math.max(0, now - last - 2 * TICK_MS);
    last = now;
  }, TICK_MS);
  timer.unref();
  const ms = () => Math.round(performance.now() - began - lost);
  return {
    get ms() {
      return ms();
    },
    within(promisedMs) {
      clearInterval(timer);
      return ms() <= allowedMs(promisedMs);
    },
  };
}

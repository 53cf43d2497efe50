/** When everything in a night happened, as far as it was read: what a playhead moves along. Pure. */
import type { Timeline } from '../../../theatre/replay/pace.ts';

export class Times implements Timeline {
  #times = new Float64Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get startsAt(): number {
    return this.timeOf(1);
  }

  get endsAt(): number {
    return this.timeOf(this.#length);
  }

  add(times: Float64Array): void {
    const length = this.#length + times.length;
    if (length > this.#times.length) {
      const grown = new Float64Array(Math.max(length, this.#times.length * 2));
      grown.set(this.#times.subarray(0, this.#length));
      this.#times = grown;
    }
    this.#times.set(times, this.#length);
    this.#length = length;
  }

  /** Epoch milliseconds of the `count`th item, from 1; beyond the ends, at the ends; 0 of an empty night. */
  timeOf(count: number): number {
    return this.#length === 0 ? 0 : (this.#times[Math.max(0, Math.min(count, this.#length) - 1)] ?? 0);
  }

  /** How many had happened at an instant. */
  countAt(at: number): number {
    let [low, high] = [0, this.#length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#times[middle] as number) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The place a minute later or earlier; always another one, where there is one. */
export function minutesOn(timeline: Timeline, count: number, minutes: number): number {
  const there = timeline.countAt(timeline.timeOf(count) + minutes * 60_000);
  return minutes > 0 ? Math.max(there, count + 1) : Math.min(there, count - 1);
}

/** The next of some places, in either direction; undefined when there is none. `places` ascend. */
export function nextPlace(places: readonly number[], from: number, by: 1 | -1): number | undefined {
  return by > 0 ? places.find((place) => place > from) : places.findLast((place) => place < from);
}

/**
 * A night that can be looked at from any instant. States share what did not change, so a keyframe is a reference to a state
 * that was passed through while loading, and any place is a short fold away from one.
 */
import { blank, type Snapshot } from '../screening/snapshot.ts';
import type { NightItem } from './items.ts';
import { snapshotAfter, type Scene } from './scene.ts';
import { weigh, type Weight } from './weigh.ts';

/** All that a screen shows at one place of a night. */
export interface Moment extends Snapshot {
  /** How many items have happened. */
  readonly count: number;
  /** Epoch milliseconds: the clock of that night. 0 before anything happened. */
  readonly at: number;
}

export interface NightOptions {
  /** Items from one keyframe to the next. Defaults to 256: a seek folds at most so many. */
  readonly keyframeEvery?: number;
}

/** Items that have happened at a place, and what they make. */
interface Place {
  readonly count: number;
  readonly snapshot: Snapshot;
}

export class Night {
  readonly #items: NightItem[] = [];
  /** When each item happened. Never earlier than the one before, also where a log's clock was set back. */
  readonly #times: number[] = [];
  /** The one at `n` is after `n * #every` items. */
  readonly #keyframes: Snapshot[] = [blank];
  readonly #every: number;
  #end: Snapshot = blank;
  /** Where somebody looked last: the next look is mostly a step further. */
  #cursor: Place = { count: 0, snapshot: blank };

  constructor({ keyframeEvery = 256 }: NightOptions = {}) {
    if (!Number.isInteger(keyframeEvery) || keyframeEvery < 1) {
      throw new RangeError(`a keyframe every ${keyframeEvery} items`);
    }
    this.#every = keyframeEvery;
  }

  /** How many items there are so far. */
  get length(): number {
    return this.#items.length;
  }

  /** Epoch milliseconds of the first item, 0 when there is none. */
  get startsAt(): number {
    return this.#times[0] ?? 0;
  }

  /** Epoch milliseconds of the last item, 0 when there is none. */
  get endsAt(): number {
    return this.#times.at(-1) ?? 0;
  }

  /** The log's sequence of the last item, 0 when there is none. */
  get sequence(): number {
    return this.#end.sequence;
  }

  /** Adds the next item, in the log's order, and answers what it changed. Throws on one that is not later than the last. */
  add(item: NightItem): Scene {
    const before = this.#end;
    if (item.sequence <= before.sequence) {
      throw new Error(`item ${item.sequence} of a night comes after ${before.sequence}`);
    }
    const after = snapshotAfter(before, item);
    this.#end = after;
    this.#times.push(Math.max(item.at, this.endsAt));
    const count = this.#items.push(item);
    if (count % this.#every === 0) this.#keyframes.push(after);
    return { count, item, before, after };
  }

  /** The item that is the `count`th, from 1. */
  item(count: number): NightItem | undefined {
    return this.#items[count - 1];
  }

  /** When the `count`th item happened, from 1; before the first, when it began; after the last, when it ended. */
  timeOf(count: number): number {
    return this.#times[Math.max(0, Math.min(count, this.length) - 1)] ?? 0;
  }

  /**
   * What everybody saw after the first `count` items; beyond the ends, at the ends. Equal to the fold from the start. A moment
   * shortly before it, where the caller has one, saves folding.
   */
  seek(count: number, near?: Moment): Moment {
    if (Number.isNaN(count)) throw new RangeError('a place in a night is a number');
    const wanted = Math.max(0, Math.min(Math.trunc(count), this.length));
    let { count: at, snapshot } = this.#nearest(wanted, near && { count: near.count, snapshot: shownBy(near) });
    while (at < wanted) snapshot = snapshotAfter(snapshot, this.#items[at++] as NightItem);
    this.#cursor = { count: wanted, snapshot };
    return { ...snapshot, count: wanted, at: this.timeOf(wanted) };
  }

  /** What everybody saw at an instant, in epoch milliseconds: all that had happened by then, that very millisecond included. */
  seekTime(at: number): Moment {
    return { ...this.seek(this.countAt(at)), at };
  }

  /** How many items had happened at an instant, in epoch milliseconds. */
  countAt(at: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#times[middle] as number) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** How many items there were up to a sequence of the log, that one included. */
  countOf(sequence: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#items[middle] as NightItem).sequence <= sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Everything that happened after the first `from` items and up to the `to`th, one after another. */
  *scenes(from = 0, to = this.length): Generator<Scene> {
    let before: Snapshot = this.seek(from);
    const last = Math.min(to, this.length);
    for (let count = Math.max(0, from) + 1; count <= last; count++) {
      const item = this.#items[count - 1] as NightItem;
      const after = snapshotAfter(before, item);
      yield { count, item, before, after };
      before = after;
    }
  }

  /** What it takes, as far as can be counted from inside: see `Weight`. Takes some milliseconds. */
  weigh(): Weight {
    return weigh(this.#items, this.#keyframes);
  }

  #nearest(wanted: number, near: Place | undefined): Place {
    if (wanted === this.length) return { count: wanted, snapshot: this.#end };
    const frame = Math.floor(wanted / this.#every);
    let nearest: Place = { count: frame * this.#every, snapshot: this.#keyframes[frame] as Snapshot };
    for (const known of [this.#cursor, near]) {
      if (known && known.count <= wanted && known.count > nearest.count) nearest = known;
    }
    return nearest;
  }
}

function shownBy({ sequence, state, presence, feed }: Moment): Snapshot {
  return { sequence, state, presence, feed };
}

/** A night of items that are all there. */
export function nightOf(items: Iterable<NightItem>, options: NightOptions = {}): Night {
  const night = new Night(options);
  for (const item of items) night.add(item);
  return night;
}

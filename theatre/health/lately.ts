/** How things went on: what grew lately, and since when something is as it is. Pure; the time comes in. */
import type { DeskFigures } from '../contract/health.ts';
import { LATELY_MS } from './limits.ts';

/** How much numbers that only grow have grown within the last five minutes. */
export class Lately<K extends string> {
  #samples: { readonly at: number; readonly totals: Readonly<Record<K, number>> }[] = [];

  /** Said about once a second. */
  sample(at: number, totals: Readonly<Record<K, number>>): void {
    this.#samples.push({ at, totals });
    // One that is older stays: it is what the others are compared with.
    while ((this.#samples[1]?.at ?? Number.POSITIVE_INFINITY) <= at - LATELY_MS) this.#samples.shift();
  }

  grown(key: K): number {
    return (this.#samples.at(-1)?.totals[key] ?? 0) - (this.#samples[0]?.totals[key] ?? 0);
  }
}

/** Since when a reader of the log has had something before it that it has not dealt with. */
export class BehindSince {
  since: number | null = null;
  #before = 0;
  #goal = 0;

  /** `end` is the last sequence of the log, as far as it is known. */
  sample(at: number, { lag, fresh, sequence }: { lag: number; fresh: boolean; sequence: number }, end: number): void {
    if (lag === 0 && fresh) this.since = null;
    else if (this.since === null) [this.since, this.#goal] = [at, end];
    // All that was there then is dealt with: what it has not dealt with came after the last look.
    else if (fresh && sequence >= this.#goal) [this.since, this.#goal] = [this.#before, end];
    this.#before = at;
  }
}

/** Since when something is so. */
export class Since {
  since: number | null = null;

  sample(at: number, is: boolean): void {
    this.since = is ? (this.since ?? at) : null;
  }
}

interface Counted {
  readonly appends: number;
  readonly conflicts: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly unsettled: number;
  readonly groupSize: { readonly sum: number; readonly count: number };
}

/** A desk's counters as figures. */
export class DeskHistory {
  readonly #counters: Counted;
  readonly #lately = new Lately<'accepted' | 'rejected' | 'unsettled'>();

  constructor(counters: Counted) {
    this.#counters = counters;
  }

  sample(at: number): void {
    const { accepted, rejected, unsettled } = this.#counters;
    this.#lately.sample(at, { accepted, rejected, unsettled });
  }

  get figures(): DeskFigures {
    const { appends, conflicts, accepted, rejected, unsettled, groupSize } = this.#counters;
    const lately = this.#lately;
    return {
      appends,
      conflicts,
      accepted,
      rejected,
      unsettled,
      groupSize: groupSize.count > 0 ? groupSize.sum / groupSize.count : null,
      lately: {
        accepted: lately.grown('accepted'),
        rejected: lately.grown('rejected'),
        unsettled: lately.grown('unsettled'),
      },
    };
  }
}

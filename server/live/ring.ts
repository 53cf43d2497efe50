/** Past snapshots that some screen may still show, by sequence: what a reconnecting stream continues from. */
import type { Sequenced } from './format.ts';

export interface RingLimits {
  /** Snapshots kept. Defaults to 2,048; they share what did not change, so that one costs some kilobytes. */
  readonly count?: number;
  /** Milliseconds that one is kept once newer ones arrive. Defaults to ten minutes. */
  readonly ageMs?: number;
}

export class Ring<S extends Sequenced> {
  // A Map keeps insertion order, which is the order of sequences: its first entry is the oldest.
  readonly #entries = new Map<number, { readonly snapshot: S; readonly at: number }>();
  readonly #count: number;
  readonly #ageMs: number;

  constructor({ count = 2048, ageMs = 600_000 }: RingLimits = {}) {
    this.#count = count;
    this.#ageMs = ageMs;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Remembers a snapshot that a screen is about to show; `at` is any monotonic clock in milliseconds. */
  keep(snapshot: S, at: number): void {
    if (this.#entries.get(snapshot.sequence)?.snapshot === snapshot) return;
    this.#entries.delete(snapshot.sequence);
    this.#entries.set(snapshot.sequence, { snapshot, at });
    for (const [sequence, entry] of this.#entries) {
      const fits = this.#entries.size <= this.#count && at - entry.at <= this.#ageMs;
      if (fits || entry.snapshot === snapshot) break;
      this.#entries.delete(sequence);
    }
  }

  /** The very snapshot of that sequence, or undefined: one nearby would not do, it may lack a change that was undone. */
  get(sequence: number): S | undefined {
    return this.#entries.get(sequence)?.snapshot;
  }
}

/** A night for those who look at it: all that can be read of it, and no way to change it. */
import type { Night } from './night.ts';

export type NightView = Omit<Night, 'add'>;

/** Grows as the night does. The night itself cannot be reached from it. */
export function viewOf(night: Night): NightView {
  return Object.freeze({
    get length() {
      return night.length;
    },
    get startsAt() {
      return night.startsAt;
    },
    get endsAt() {
      return night.endsAt;
    },
    get sequence() {
      return night.sequence;
    },
    item: (count) => night.item(count),
    timeOf: (count) => night.timeOf(count),
    seek: (count, near) => night.seek(count, near),
    seekTime: (at) => night.seekTime(at),
    countAt: (at) => night.countAt(at),
    countOf: (sequence) => night.countOf(sequence),
    scenes: (from, to) => night.scenes(from, to),
    weigh: () => night.weigh(),
  } satisfies NightView);
}

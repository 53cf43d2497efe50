/** How much memory a night takes, counted from inside: what keyframes share is counted once. */
import type { Snapshot } from '../screening/snapshot.ts';
import type { NightItem } from './items.ts';

export interface Weight {
  readonly items: number;
  readonly keyframes: number;
  /** Bytes of the items, estimated from what their events say. */
  readonly itemBytes: number;
  /** Bytes that the keyframes keep beside the items, what they share counted once. An estimate. */
  readonly keyframeBytes: number;
}

const WORD = 8;
const OBJECT = 24;
/** An entry of a hash map: key, value, next, and its share of the table. */
const ENTRY = 5 * WORD;
/** Events of a kind are alike in size: so many of them are looked at closely. */
const SAMPLE = 500;

export function weigh(items: readonly NightItem[], keyframes: readonly Snapshot[]): Weight {
  return {
    items: items.length,
    keyframes: keyframes.length,
    itemBytes: itemBytes(items),
    keyframeBytes: keyframeBytes(keyframes),
  };
}

function itemBytes(items: readonly NightItem[]): number {
  if (items.length === 0) return 0;
  const every = Math.max(1, Math.floor(items.length / SAMPLE));
  let [bytes, looked] = [0, 0];
  for (let at = 0; at < items.length; at += every, looked++) bytes += sizeOf(items[at]);
  return Math.round((bytes / looked) * items.length);
}

/** What a plain value takes, were nothing of it shared. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return OBJECT + value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let bytes = OBJECT;
  for (const part of Object.values(value)) bytes += WORD + sizeOf(part);
  return bytes;
}

function keyframeBytes(keyframes: readonly Snapshot[]): number {
  const seen = new Set<object>();
  let bytes = 0;
  const once = (value: object, size: () => number): boolean => {
    if (seen.has(value)) return false;
    seen.add(value);
    bytes += size();
    return true;
  };
  const list = <T extends object>(values: readonly T[], size: number): void => {
    if (!once(values, () => OBJECT + WORD * values.length)) return;
    for (const value of values) once(value, () => size);
  };
  const map = (buckets: readonly (ReadonlyMap<string, object> | undefined)[]): void => {
    if (!once(buckets, () => OBJECT + WORD * buckets.length)) return;
    for (const bucket of buckets) {
      if (!bucket || !once(bucket, () => OBJECT + ENTRY * bucket.size)) continue;
      for (const value of bucket.values()) once(value, () => sizeOf(value));
    }
  };
  for (const { state, presence, feed } of keyframes) {
    if (once(state, () => OBJECT + 15 * WORD)) {
      if (once(state.rows, () => OBJECT + WORD * state.rows.length)) {
        for (const row of state.rows) list(row, OBJECT + 4 * WORD);
      }
      map(state.holds.buckets);
      map(state.orders.buckets);
    }
    map(presence.viewers.buckets);
    list(feed, OBJECT + 7 * WORD);
  }
  return bytes;
}

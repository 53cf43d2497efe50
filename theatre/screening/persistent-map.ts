/**
 * A small immutable map: an update copies one bucket and shares the rest, so that a state per event stays cheap and the
 * states before it stay whole. Compare two of them bucket by bucket with `===` to find what changed.
 */
const BUCKETS = 128;

export interface PersistentMap<V> {
  readonly size: number;
  readonly buckets: readonly (ReadonlyMap<string, V> | undefined)[];
}

const empty: PersistentMap<never> = {
  size: 0,
  buckets: Array.from({ length: BUCKETS }, () => undefined),
};

export function emptyMap<V>(): PersistentMap<V> {
  return empty;
}

function bucketOf(key: string): number {
  let hash = 0;
  for (let at = 0; at < key.length; at++) hash = (Math.imul(hash, 31) + key.charCodeAt(at)) | 0;
  return (hash ^ (hash >>> 15)) & (BUCKETS - 1);
}

export function get<V>(map: PersistentMap<V>, key: string): V | undefined {
  return map.buckets[bucketOf(key)]?.get(key);
}

export function set<V>(map: PersistentMap<V>, key: string, value: V): PersistentMap<V> {
  const at = bucketOf(key);
  const before = map.buckets[at];
  const bucket = new Map(before);
  bucket.set(key, value);
  const buckets = map.buckets.slice();
  buckets[at] = bucket;
  return { size: map.size + bucket.size - (before?.size ?? 0), buckets };
}

export function remove<V>(map: PersistentMap<V>, key: string): PersistentMap<V> {
  const at = bucketOf(key);
  const before = map.buckets[at];
  if (!before?.has(key)) return map;
  const bucket = new Map(before);
  bucket.delete(key);
  const buckets = map.buckets.slice();
  buckets[at] = bucket.size === 0 ? undefined : bucket;
  return { size: map.size - 1, buckets };
}

export function* values<V>(map: PersistentMap<V>): Generator<V> {
  for (const bucket of map.buckets) if (bucket) yield* bucket.values();
}

export function* entries<V>(map: PersistentMap<V>): Generator<readonly [string, V]> {
  for (const bucket of map.buckets) if (bucket) yield* bucket.entries();
}

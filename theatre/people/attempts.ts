/** How long to wait after wrong PINs. Pure: the present comes in. */

/** Wrong ones in a row that cost nothing but the typing. */
const FREE = 3;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** After the third, fourth, … wrong one; the last for all that follow. */
const WAITS = [5 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE, 15 * MINUTE];

/** Wrong PINs in a row; `last` is the epoch millisecond of the latest. */
export interface Failures {
  readonly count: number;
  readonly last: number;
}

export const noFailures: Failures = { count: 0, last: 0 };

export const oneMore = (before: Failures | undefined, at: number): Failures => ({
  count: (before?.count ?? 0) + 1,
  last: at,
});

/** Epoch milliseconds before which no PIN is looked at; 0 when one is looked at now. */
export function waitUntil({ count, last }: Failures): number {
  if (count < FREE) return 0;
  return last + (WAITS[Math.min(count - FREE, WAITS.length - 1)] ?? 0);
}

/** A kiosk's wrong PINs fall off by themselves, since no one person's right PIN says anything about the others. */
const KIOSK_MS = 15 * MINUTE;
const KIOSK_FREE = 10;
const MOST_KEPT = 40;

/** Times of a kiosk's wrong PINs, the oldest first. */
export function kioskAfter(before: readonly number[] | undefined, at: number): readonly number[] {
  return [...(before ?? []).filter((time) => time > at - KIOSK_MS), at].slice(-MOST_KEPT);
}

/** The same for a kiosk: from the tenth wrong PIN in a quarter of an hour, whoever's they were. */
export function kioskWaitUntil(times: readonly number[] | undefined, now: number): number {
  const recent = (times ?? []).filter((time) => time > now - KIOSK_MS);
  return waitUntil({ count: Math.max(0, recent.length - KIOSK_FREE + FREE), last: recent.at(-1) ?? 0 });
}

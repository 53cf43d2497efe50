/** How long to wait before another try: longer each time, and never for all at once. */
export interface Backoff {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** `tries` counts those that failed, from 1; `random` is 0 to 1. */
export function waitMs({ firstMs, longestMs }: Backoff, tries: number, random: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(tries - 1, 30));
  return full * (0.5 + random / 2);
}

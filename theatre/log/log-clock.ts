/** The log's own time: several machines sell by it, whatever their clocks say. */

/** Clocks that are set over a network are closer than this, and are left alone. */
const SLACK_MS = 500;

/** By how much the log's clock is ahead of ours at least, in milliseconds; below 0 behind, 0 where that is not sure. All epoch milliseconds, `there` the log's. */
export function aheadBy({ askedAt, heardAt, there }: { askedAt: number; heardAt: number; there: number }): number {
  if (there > heardAt + SLACK_MS) return there - heardAt;
  if (there < askedAt - SLACK_MS) return there - askedAt;
  return 0;
}

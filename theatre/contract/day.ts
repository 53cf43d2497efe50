/** Days of the machine's own time zone. */

export interface DayBounds {
  /** Epoch milliseconds at which it begins. */
  readonly from: number;
  /** And at which the next one does. */
  readonly to: number;
}

/** The bounds of a day like `2026-11-21`; undefined for what is none. It has 23 or 25 hours where clocks are put on or back. */
export function boundsOfDay(day: string): DayBounds | undefined {
  const [, year, month, date] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? []).map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  // Each midnight by itself: where clocks go on at midnight a day begins at one, and the next one does not.
  const from = new Date(year, month - 1, date);
  const to = new Date(year, month - 1, date + 1);
  return from.getMonth() === month - 1 && from.getDate() === date
    ? { from: from.getTime(), to: to.getTime() }
    : undefined;
}

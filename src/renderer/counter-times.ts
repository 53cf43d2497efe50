/** Times as clerks type them: a time of the day, or minutes before the start. Pure. */

const MINUTE = 60_000;

/**
 * The instant (epoch milliseconds) that `18:30`, `1830`, `18.30` or `-30` (minutes before the start) means, or undefined
 * where it is none or is not after `now`. A time of the day is that of the evening, or today's once the evening's is over.
 */
export function instantOf(text: string, now: number, startsAt: number): number | undefined {
  const at = beforeStart(text, startsAt) ?? timeOfDay(text, now, startsAt);
  return at !== undefined && at > now ? at : undefined;
}

function beforeStart(text: string, startsAt: number): number | undefined {
  const match = /^[-−]\s*(\d{1,4})$/.exec(text.trim());
  return match ? startsAt - Number(match[1]) * MINUTE : undefined;
}

function timeOfDay(text: string, now: number, startsAt: number): number | undefined {
  const match = /^([01]?\d|2[0-3])[:.h]?([0-5]\d)$/.exec(text.trim());
  if (!match) return undefined;
  const on = (day: number): number => new Date(day).setHours(Number(match[1]), Number(match[2]), 0, 0);
  const thatEvening = on(startsAt);
  return thatEvening > now ? thatEvening : on(now);
}

/** Half an hour before the start, where that is still to come; else half an hour from now. To the whole five minutes. */
export function usualCollection(now: number, startsAt: number): number {
  const usual = startsAt - 30 * MINUTE;
  const at = usual > now + 5 * MINUTE ? usual : now + 30 * MINUTE;
  return Math.ceil(at / (5 * MINUTE)) * 5 * MINUTE;
}

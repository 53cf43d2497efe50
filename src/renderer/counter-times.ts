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

/**
 * Until when tickets are usually kept: half an hour before the start, or later the nearer that is. Undefined where there is
 * no time left for anybody to come.
 */
export function usualCollection(now: number, startsAt: number): number | undefined {
  const ends = [30, 15, 5].map((minutes) => startsAt - minutes * MINUTE);
  return ends.find((end) => end >= now + 5 * MINUTE);
}

import { afterAll, describe, expect, test } from 'vitest';
import { boundsOfDay } from './day.ts';

const HOUR = 3_600_000;
const zone = process.env['TZ'];
const hoursOf = (day: string): number => {
  const { from, to } = boundsOfDay(day) ?? { from: 0, to: 0 };
  return (to - from) / HOUR;
};
afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe('a day', () => {
  test.each([
    ['Europe/Berlin', '2026-03-28', [24, 23, 24]],
    ['Europe/Berlin', '2026-10-24', [24, 25, 24]],
    // Clocks go on at midnight: that day has no midnight, the next one has.
    ['America/Santiago', '2026-09-05', [24, 23, 24]],
    ['America/Santiago', '2026-04-03', [24, 25, 24]],
  ])('in %s, from %s, ends where the next one begins', (timeZone, first, hours) => {
    process.env['TZ'] = timeZone;
    const days = [0, 1, 2].map((more) => {
      const date = new Date(`${first}T12:00:00Z`);
      date.setUTCDate(date.getUTCDate() + more);
      return date.toISOString().slice(0, 10);
    });
    expect(days.map(hoursOf)).toEqual(hours);
    expect(boundsOfDay(days[0] ?? '')?.to).toBe(boundsOfDay(days[1] ?? '')?.from);
    expect(boundsOfDay(days[1] ?? '')?.to).toBe(boundsOfDay(days[2] ?? '')?.from);
  });

  test.each(['2026-02-30', '2026-13-01', '2026-11-21T00:00', '21.11.2026', ''])('%s is none', (day) => {
    expect(boundsOfDay(day)).toBeUndefined();
  });
});

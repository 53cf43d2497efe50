import { describe, expect, test } from 'vitest';
import { limitsTyped } from './limits-typed.ts';
import { densityPath, marksPath, shareOf } from './scrub-line.ts';
import { minutesOn, nextPlace, Times } from './timeline.ts';

function times(...parts: number[][]): Times {
  const all = new Times();
  for (const part of parts) all.add(Float64Array.from(part));
  return all;
}

describe('when everything happened', () => {
  const night = times([1000, 2000], [2000, 70_000, 200_000]);

  test('is known by place and by instant, whatever parts it came in', () => {
    expect(night.length).toBe(5);
    expect([0, 1, 3, 5, 9].map((count) => night.timeOf(count))).toEqual([1000, 1000, 2000, 200_000, 200_000]);
    expect([999, 1000, 2000, 69_999, 1e9].map((at) => night.countAt(at))).toEqual([0, 1, 3, 3, 5]);
    expect([night.startsAt, night.endsAt, times().timeOf(1), times().countAt(5)]).toEqual([1000, 200_000, 0, 0]);
  });

  test('grows beyond what it had room for', () => {
    const long = times(
      ...Array.from({ length: 30 }, (_, part) => Array.from({ length: 100 }, (_, at) => part * 100 + at)),
    );
    expect([long.length, long.timeOf(3000), long.countAt(1499)]).toEqual([3000, 2999, 1500]);
  });

  test('a minute on is another place, also where nothing happened in it', () => {
    expect(minutesOn(night, 1, 1)).toBe(3);
    expect(minutesOn(night, 3, 1)).toBe(4);
    expect(minutesOn(night, 4, 1)).toBe(5);
    expect(minutesOn(night, 4, -1)).toBe(3);
    expect(minutesOn(night, 5, -1)).toBe(4);
  });

  test('steps go to the next of some places alone', () => {
    expect(nextPlace([3, 8, 8, 9], 3, 1)).toBe(8);
    expect(nextPlace([3, 8, 8, 9], 8, -1)).toBe(3);
    expect(nextPlace([3], 3, 1)).toBeUndefined();
    expect(nextPlace([], 3, -1)).toBeUndefined();
  });
});

describe('the drawing behind the scrubber', () => {
  const span = { from: 0, to: 240_000 };

  test('has a bar for each minute, the busiest as high as there is room', () => {
    const bar = (at: number, ledger: number) => ({ at, ledger, presence: 0, refusals: 0, bookings: 0 });
    const line = { barMs: 60_000, bars: [bar(0, 4), bar(60_000, 0), bar(120_000, 1)] };
    expect(densityPath(line, span)).toBe('M0 100L0 0H250L250 100H500L500 50H750V100Z');
    expect(densityPath({ barMs: 60_000, bars: [] }, span)).toBe('M0 100V100Z');
  });

  test('draws marks that fall together once', () => {
    expect(marksPath([{ at: 60_000 }, { at: 60_010 }, { at: 240_000 }], span)).toBe('M250 0V1M1000 0V1');
  });

  test('has a place for an instant, also in a night of one event', () => {
    expect([-5, 60_000, 1e9].map((at) => shareOf(span, at))).toEqual([0, 0.25, 1]);
    expect(shareOf({ from: 7, to: 7 }, 7)).toBe(0);
  });
});

describe('limits that are typed', () => {
  test('are minutes and seats, and nothing is as it was', () => {
    expect(limitsTyped({ minutes: ' 2,5 ', seats: '' })).toEqual({ change: { holdMs: 150_000 } });
    expect(limitsTyped({ minutes: '', seats: '4' })).toEqual({ change: { maxSeats: 4 } });
    expect(limitsTyped({ minutes: '', seats: '' })).toEqual({ change: {} });
  });

  test.each([
    ['0', ''],
    ['-1', ''],
    ['1e3', ''],
    ['many', ''],
    ['', '0'],
    ['', '2.5'],
  ])('are refused as %s and %s', (minutes, seats) => {
    expect(limitsTyped({ minutes, seats })).toHaveProperty('error');
  });
});

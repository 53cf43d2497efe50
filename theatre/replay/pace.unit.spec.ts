import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { examples } from '../screening/testing/seed.ts';
import {
  advance,
  atEnd,
  nextIn,
  parseSpeed,
  playheadAt,
  speedText,
  type Playhead,
  type Speed,
  type Timeline,
} from './pace.ts';

/** Items at these times. */
function timeline(...times: readonly number[]): Timeline {
  return {
    length: times.length,
    timeOf: (count) => times[Math.max(0, Math.min(count, times.length) - 1)] ?? 0,
    countAt: (at) => times.filter((time) => time <= at).length,
  };
}

const real = (times: number): Speed => ({ kind: 'real', times });
const fixed = (perSecond: number): Speed => ({ kind: 'fixed', perSecond });

describe('real time', () => {
  const night = timeline(10_000, 11_000, 11_000, 13_000);

  test('follows the clock of that night', () => {
    let head = playheadAt(night, 1);
    expect(head).toMatchObject({ count: 1, clock: 10_000 });
    head = advance(night, head, real(1), 999);
    expect(head).toMatchObject({ count: 1, clock: 10_999 });
    head = advance(night, head, real(1), 1);
    expect(head).toMatchObject({ count: 3, clock: 11_000 });
    head = advance(night, head, real(1), 60_000);
    expect(head.count).toBe(4);
    expect(atEnd(night, head)).toBe(true);
    expect(advance(night, head, real(1), 60_000)).toBe(head);
  });

  test('is as many times as fast as is asked for', () => {
    const head = advance(night, playheadAt(night, 1), real(10), 150);
    expect(head).toMatchObject({ count: 3, clock: 11_500 });
  });

  test('passes over a long gap, and says so', () => {
    const gap = timeline(0, 60_000, 61_000, 100_000);
    let head = advance(gap, playheadAt(gap, 1), real(1), 100);
    expect(head).toMatchObject({ count: 1, clock: 58_600, bridge: { from: 0, to: 60_000 } });
    expect(nextIn(gap, head, real(1))).toBe(1_400);
    head = advance(gap, head, real(1), 1_400);
    expect(head).toMatchObject({ count: 2, clock: 60_000, bridge: { from: 0 } });
    head = advance(gap, head, real(1), 1_000);
    expect(head.count).toBe(3);
    head = advance(gap, head, real(1), 1_499);
    expect(head).toMatchObject({ count: 3, bridge: { from: 61_000, to: 100_000 } });
    // At ×60 the same gap is short, and waited through.
    expect(advance(gap, playheadAt(gap, 1), real(60), 500)).toMatchObject({ clock: 30_000, bridge: undefined });
  });

  test('tells how long until something happens', () => {
    expect(nextIn(night, playheadAt(night, 1), real(10))).toBe(100);
    expect(nextIn(timeline(0, 1e9), playheadAt(timeline(0, 1e9), 1), real(1))).toBe(1500);
    expect(nextIn(night, playheadAt(night, 4), real(1))).toBeUndefined();
  });
});

describe('a fixed pace', () => {
  const night = timeline(0, 1e6, 2e6, 3e6, 4e6);

  test('shows so many items a second, whatever the clock of that night says', () => {
    let head = playheadAt(night, 0);
    expect(nextIn(night, head, fixed(4))).toBe(250);
    head = advance(night, head, fixed(4), 200);
    expect(head).toMatchObject({ count: 0 });
    head = advance(night, head, fixed(4), 100);
    expect(head).toMatchObject({ count: 1, clock: 0, bridge: undefined });
    head = advance(night, head, fixed(4), 550);
    expect(head).toMatchObject({ count: 3, clock: 2e6 });
    expect(advance(night, head, fixed(4), 9e9).count).toBe(5);
  });
});

test('over random nights: however time is cut into pieces, every item is shown once, in order, to the end', () => {
  const speed = fc.oneof(fc.constantFrom(real(1), real(10), real(60)), fc.integer({ min: 1, max: 500 }).map(fixed));
  const times = fc.array(fc.nat(3_600_000), { minLength: 1, maxLength: 60 }).map((all) => all.sort((a, b) => a - b));
  fc.assert(
    fc.property(times, speed, fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1 }), (all, pace, pieces) => {
      const night = timeline(...all);
      let head: Playhead = playheadAt(night, 0);
      for (let at = 0; !atEnd(night, head); at++) {
        const next = advance(night, head, pace, pieces[at % pieces.length] as number);
        expect(next.count).toBeGreaterThanOrEqual(head.count);
        expect(next.clock).toBeGreaterThanOrEqual(head.clock);
        expect(pace.kind === 'fixed' || next.count <= night.countAt(next.clock)).toBe(true);
        head = next;
        expect(at).toBeLessThan(200_000);
      }
      // What is left to wait is what has to be waited.
      const start = playheadAt(night, 0);
      const wait = nextIn(night, start, pace) as number;
      expect(advance(night, start, pace, wait + 1e-6).count).toBeGreaterThan(0);
    }),
    examples(200),
  );
});

test('speeds are written as people write them', () => {
  expect(['1', '10', 'x60', '×60', 'X3'].map(parseSpeed)).toEqual([real(1), real(10), real(60), real(60), real(3)]);
  expect(parseSpeed('25/s')).toEqual(fixed(25));
  expect(['', '0', '-1', '0/s', '1.5', 'fast', '1e3', '99999', '9999', '12/m'].map(parseSpeed)).toEqual(
    Array.from({ length: 10 }, () => undefined),
  );
  expect([real(60), fixed(25)].map(speedText)).toEqual(['60', '25/s']);
});

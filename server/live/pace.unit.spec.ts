import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pace, type Waiting } from './pace.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const now = () => Date.now();

/** A pace whose every flush takes as long as it is told to. */
function paced(waiting?: Waiting) {
  const flushes: number[] = [];
  const pacing = {
    flushes,
    takes: 0,
    pace: new Pace({
      now,
      ...(waiting ? { waiting } : {}),
      flush: () => {
        flushes.push(Date.now());
        vi.setSystemTime(Date.now() + pacing.takes);
        pacing.pace.done(pacing.takes);
      },
    }),
  };
  return pacing;
}

test('when it is quiet a change is flushed at once, together with what came in the same read', () => {
  const { pace, flushes } = paced();
  pace.request();
  pace.request();
  expect(flushes).toEqual([]);
  vi.advanceTimersByTime(0);
  expect(flushes).toHaveLength(1);
  vi.advanceTimersByTime(10_000);
  expect(flushes).toHaveLength(1);
});

test.each([
  [1, 9],
  [5, 25],
  [8, 25],
  [10, 30],
  [50, 150],
  [200, 200],
])('after flushes of %i ms it rests for %i ms', (takes, rest) => {
  const pacing = paced();
  pacing.takes = takes;
  for (let count = 0; count < 3; count++) {
    pacing.pace.request();
    vi.advanceTimersByTime(1000);
  }
  pacing.pace.request();
  vi.advanceTimersByTime(0);
  pacing.pace.request();
  vi.advanceTimersByTime(rest - 1);
  expect(pacing.flushes).toHaveLength(4);
  vi.advanceTimersByTime(1);
  expect(pacing.flushes).toHaveLength(5);
});

test('one long flush among short ones makes little difference, many do', () => {
  const pacing = paced();
  const restAfter = (takes: number) => {
    pacing.takes = takes;
    vi.advanceTimersByTime(5000);
    pacing.pace.request();
    vi.advanceTimersByTime(0);
    const ended = Date.now();
    pacing.pace.request();
    const before = pacing.flushes.length;
    while (pacing.flushes.length === before) vi.advanceTimersByTime(1);
    return (pacing.flushes.at(-1) ?? 0) - ended;
  };
  for (let count = 0; count < 10; count++) restAfter(5);
  expect(restAfter(40)).toBeLessThan(55);
  for (let count = 0; count < 10; count++) restAfter(40);
  expect(restAfter(40)).toBeGreaterThan(110);
});

test('it rests no longer than a fifth of a second, and a change that comes later than that waits for nothing', () => {
  const pacing = paced();
  pacing.takes = 400;
  pacing.pace.request();
  vi.advanceTimersByTime(0);
  pacing.pace.request();
  vi.advanceTimersByTime(199);
  expect(pacing.flushes).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(pacing.flushes).toHaveLength(2);
  vi.advanceTimersByTime(2000);
  pacing.pace.request();
  vi.advanceTimersByTime(0);
  expect(pacing.flushes).toHaveLength(3);
});

test('what comes during a flush is flushed after it', () => {
  const flushes: number[] = [];
  const pace = new Pace({ now, flush: () => flushes.push(Date.now()) });
  pace.request();
  vi.advanceTimersByTime(0);
  pace.request();
  vi.advanceTimersByTime(1000);
  expect(flushes).toHaveLength(1);
  pace.done(0);
  vi.advanceTimersByTime(0);
  expect(flushes).toHaveLength(2);
});

test('several that never rest share the process: none takes more than its part', () => {
  const waiting: Waiting = new Set();
  const pacings = [paced(waiting), paced(waiting), paced(waiting)];
  for (const pacing of pacings) pacing.takes = 10;
  const start = Date.now();
  while (Date.now() - start < 10_000) {
    for (const { pace } of pacings) pace.request();
    vi.advanceTimersByTime(1);
  }
  const busy = pacings.reduce((sum, { flushes }) => sum + flushes.length * 10, 0);
  expect(busy / (Date.now() - start)).toBeLessThan(0.3);
  expect(busy / (Date.now() - start)).toBeGreaterThan(0.15);
});

test('a closed one flushes nothing any more', () => {
  const pacing = paced();
  pacing.pace.request();
  pacing.pace.close();
  pacing.pace.request();
  vi.advanceTimersByTime(1000);
  expect(pacing.flushes).toEqual([]);
});

import { expect, test } from 'vitest';
import { BehindSince, Lately } from './lately.ts';
import { LATELY_MS } from './limits.ts';

test('what grew lately is what grew within five minutes', () => {
  const lately = new Lately<'refused'>();
  expect(lately.grown('refused')).toBe(0);
  for (let second = 0; second <= 600; second++) lately.sample(second * 1000, { refused: second });
  expect(lately.grown('refused')).toBe(LATELY_MS / 1000);
});

test('behind since: from when something waits, on from there while it is dealt with, over when nothing does', () => {
  const behind = new BehindSince();
  const look = (at: number, lag: number, sequence: number, end: number) => {
    behind.sample(at, { lag, sequence, fresh: true }, end);
    return behind.since;
  };
  expect(look(1000, 0, 10, 10)).toBeNull();
  expect(look(2000, 3, 10, 13)).toBe(2000);
  // Nothing was dealt with.
  expect(look(60_000, 5, 10, 15)).toBe(2000);
  // All that there was at 2000 is dealt with, what came since is not: it cannot be older than the look before.
  expect(look(61_000, 2, 13, 15)).toBe(60_000);
  expect(look(62_000, 0, 15, 15)).toBeNull();
  behind.sample(63_000, { lag: 0, sequence: 15, fresh: false }, 15);
  expect(behind.since).toBe(63_000);
});

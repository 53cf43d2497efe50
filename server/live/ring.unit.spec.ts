import { expect, test } from 'vitest';
import { Ring } from './ring.ts';

const at = (sequence: number) => ({ sequence });

test('what was kept is found by its sequence, and nothing by one between', () => {
  const ring = new Ring();
  const [four, nine] = [at(4), at(9)];
  ring.keep(four, 0);
  ring.keep(nine, 1);
  ring.keep(nine, 2);
  expect(ring.get(4)).toBe(four);
  expect(ring.get(9)).toBe(nine);
  expect([ring.get(5), ring.get(0), ring.get(10), ring.get(NaN)]).toEqual([undefined, undefined, undefined, undefined]);
  expect(ring.size).toBe(2);
});

test('it is bounded by count', () => {
  const ring = new Ring({ count: 3 });
  for (let sequence = 1; sequence <= 10; sequence++) ring.keep(at(sequence), 0);
  expect(ring.size).toBe(3);
  expect([7, 8, 9, 10].map((sequence) => ring.get(sequence) !== undefined)).toEqual([false, true, true, true]);
});

test('it is bounded by age, but the newest stays', () => {
  const ring = new Ring({ ageMs: 100 });
  ring.keep(at(1), 0);
  ring.keep(at(2), 90);
  ring.keep(at(3), 150);
  expect([1, 2, 3].map((sequence) => ring.get(sequence) !== undefined)).toEqual([false, true, true]);
  ring.keep(at(4), 10_000);
  expect(ring.size).toBe(1);
});

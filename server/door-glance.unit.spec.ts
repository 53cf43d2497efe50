import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { glances } from './assets/door-glance.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** Looks at the picture so often, a tenth of a second apart; answers which looks were a new scan. */
function looker() {
  const seen = glances();
  return (text: string | undefined, times: number, busy = false) =>
    Array.from({ length: times }, (_, at) => {
      vi.advanceTimersByTime(100);
      return seen.look(text, busy) ? at : -1;
    }).filter((at) => at >= 0);
}

test('a ticket that stays in view is one scan, also where some pictures are not read', () => {
  const look = looker();
  expect(look('A', 30)).toEqual([0]);
  expect(look(undefined, 10)).toEqual([]);
  expect(look('A', 30)).toEqual([]);
});

test('one that was taken away and comes back is another', () => {
  const look = looker();
  look('A', 1);
  look(undefined, 20);
  expect(look('A', 5)).toEqual([0]);
});

test('a picture that took long to read is not one without the ticket', () => {
  const look = looker();
  look('A', 1);
  vi.advanceTimersByTime(60_000);
  expect(look('A', 5)).toEqual([]);
});

test('two tickets on one sheet are a scan each, however they alternate', () => {
  const look = looker();
  const found = [];
  for (let at = 0; at < 20; at++) found.push(...look('A', 1).map(() => 'A'), ...look('B', 1).map(() => 'B'));
  expect(found).toEqual(['A', 'B']);
});

test('what comes while another is asked about has its turn after it', () => {
  const look = looker();
  look('A', 1);
  expect(look('B', 5, true)).toEqual([]);
  expect(look('B', 5)).toEqual([0]);
});

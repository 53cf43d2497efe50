import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Visits } from './visits.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

function visiting() {
  const said: string[] = [];
  const tell = (word: string) => (screeningId: string, viewerId: string) => {
    said.push(`${word} ${screeningId} ${viewerId}`);
    return Promise.resolve();
  };
  return { said, visits: new Visits({ join: tell('join'), leave: tell('leave') }, 'gala') };
}

test('a viewer is said to be here with the first stream, and to have left some time after the last', async () => {
  const { said, visits } = visiting();
  visits.opened('ann');
  visits.opened('ann');
  await settle(20);
  visits.closed('ann');
  await settle(5000);
  expect(said).toEqual(['join gala ann']);
  visits.closed('ann');
  await settle(1400);
  expect(said).toEqual(['join gala ann']);
  await settle(200);
  expect(said).toEqual(['join gala ann', 'leave gala ann']);
  await settle(100);
  expect(visits.size).toBe(0);
});

test('a reload is no departure', async () => {
  const { said, visits } = visiting();
  visits.opened('ann');
  for (let reload = 0; reload < 5; reload++) {
    await settle(1000);
    visits.closed('ann');
    await settle(1000);
    visits.opened('ann');
  }
  await settle(10_000);
  expect(said).toEqual(['join gala ann']);
});

test('many who leave are each said to have left, in one go', async () => {
  const { said, visits } = visiting();
  for (let at = 0; at < 100; at++) visits.opened(`viewer-${at}`);
  await settle(100);
  for (let at = 0; at < 50; at++) visits.closed(`viewer-${at}`);
  await settle(700);
  for (let at = 50; at < 100; at++) visits.closed(`viewer-${at}`);
  expect(vi.getTimerCount()).toBe(1);
  await settle(900);
  expect(said.filter((line) => line.startsWith('leave'))).toHaveLength(50);
  await settle(700);
  expect(said.filter((line) => line.startsWith('leave'))).toHaveLength(100);
  await settle(100);
  expect([visits.size, vi.getTimerCount()]).toEqual([0, 0]);
});

test('after it was closed nothing is told any more', async () => {
  const { said, visits } = visiting();
  visits.opened('ann');
  await settle(20);
  visits.closed('ann');
  visits.close();
  await settle(5000);
  expect(said).toEqual(['join gala ann']);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openHub, settle } from './testing/open-hub.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a stream goes on after the page that it belongs to', () => {
  const { source, hub, join } = openHub();
  const page = hub.snapshot();
  source.toggle('ann', 'C-A1');
  const { sink, screen, check } = join('bob', { from: page.sequence });
  screen.load(page, 'bob');
  settle();
  expect(sink.frames).toHaveLength(1);
  expect(JSON.parse(sink.received[0]?.data ?? '').from).toBe(page.sequence);
  check();
});

test('a stream that has the current snapshot gets nothing until something changes', () => {
  const { source, join } = openHub();
  const { sink, check } = join();
  settle();
  expect(sink.frames).toEqual([]);
  source.refuse();
  settle();
  expect(sink.frames).toEqual([]);
  source.toggle('ann', 'C-A1');
  settle();
  check();
});

test.each([
  ['before the ring', 0],
  ['never sent', 2],
  ['in the future', 10_000],
  ['unknown', undefined],
])('a stream from a sequence that is %s gets the whole', (_why, from) => {
  const { source, hub, join } = openHub();
  hub.snapshot();
  source.toggle('ann', 'C-A1');
  source.toggle('ann', 'C-A2');
  const { sink, check } = join('ann', { from });
  settle();
  expect(sink.received.map(({ data }) => JSON.parse(data).from)).toEqual([null]);
  check();
});

test('what was sent is in the ring: a reconnect with its id goes on there, without gap or duplicate', () => {
  const { source, hub, join, counters } = openHub();
  const [first, other] = [join('ann'), join()];
  source.toggle('ann', 'C-A1');
  settle();
  first.check();
  first.leave();
  for (const seat of ['C-A2', 'C-A3']) {
    source.toggle('bob', seat);
    source.toggle('ann', 'C-A1');
    settle();
  }
  const again = join('ann', { from: first.screen.sequence });
  settle();
  first.screen.reconnected();
  first.screen.read(again.sink);
  first.screen.expectShows(hub.snapshot(), 'ann');
  expect(again.sink.frames).toHaveLength(1);
  expect(counters.whole).toBe(0);
  other.check();
});

test('past the bounds of the ring it is the whole again', () => {
  const { source, join, counters } = openHub({ ring: { count: 4 } });
  const first = join();
  source.toggle('ann', 'C-A1');
  settle();
  first.check();
  first.leave();
  const other = join();
  for (const seat of ['C-A2', 'C-A3', 'C-A4', 'C-B1', 'C-B3', 'C-B4']) {
    source.toggle(`v-${seat}`, seat);
    settle();
  }
  const again = join(undefined, { from: first.screen.sequence });
  settle();
  expect(counters.whole).toBe(1);
  again.check();
  other.check();
});

test('a joiner during a flush, from a page newer than what it brings, is not taken back', () => {
  const { source, join } = openHub();
  const late: ReturnType<typeof join>[] = [];
  const first = join();
  first.sink.onWrite = () => {
    first.sink.onWrite = undefined;
    source.toggle('bob', 'C-A2');
    late.push(join('bob'), join('bob', {}));
  };
  source.toggle('ann', 'C-A1');
  settle();
  expect(late.map(({ sink }) => sink.frames.length)).toEqual([0, 2]);
  for (const { check } of [first, ...late]) check();
});

test('a lost log is announced to all screens, also to those who come meanwhile, and so is its return to who was told', () => {
  const { source, join } = openHub();
  const told = ({ sink }: ReturnType<typeof join>) =>
    sink.received.filter(({ event }) => event === 'log').map(({ data }) => data);
  const [first, slow] = [join(), join()];
  source.freshen(false);
  vi.advanceTimersByTime(900);
  source.freshen(true);
  vi.advanceTimersByTime(5000);
  expect(told(first)).toEqual([]);
  source.toggle('ann', 'C-A1');
  slow.sink.slow = true;
  settle();
  source.freshen(false);
  vi.advanceTimersByTime(5000);
  const meanwhile = join();
  settle();
  source.freshen(true);
  settle();
  const after = join();
  source.toggle('ann', 'C-A2');
  settle();
  expect([first, meanwhile, after, slow].map(told)).toEqual([['lost', 'back'], ['lost', 'back'], [], []]);
  slow.sink.drain();
  settle();
  expect(told(slow)).toEqual(['back']);
  expect(slow.sink.received.at(-1)?.id).toBe(source.sequence);
  expect(first.sink.received.find(({ event }) => event === 'log')).not.toHaveProperty('id');
});

test('a hub nobody looks at is given up some time after, and not while somebody does', async () => {
  const { source, hub, join, idle } = openHub();
  expect(source.retained).toBe(1);
  const { leave } = join('ann');
  await vi.advanceTimersByTimeAsync(5000);
  expect(idle()).toBe(0);
  leave();
  leave();
  await vi.advanceTimersByTimeAsync(500);
  const again = join();
  await vi.advanceTimersByTimeAsync(5000);
  expect(idle()).toBe(0);
  again.leave();
  await vi.advanceTimersByTimeAsync(500);
  hub.snapshot();
  await vi.advanceTimersByTimeAsync(999);
  expect(idle()).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(idle()).toBe(1);
  hub.close();
  expect([source.retained, source.listeners]).toEqual([0, 0]);
});

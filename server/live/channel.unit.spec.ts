import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Snapshot } from '../../theatre/screening/snapshot.ts';
import { newCounters } from './counters.ts';
import type { Format } from './format.ts';
import { Hub } from './hub.ts';
import { jsonFormat } from './json-format.ts';
import { FakeScreening } from './testing/fake-screening.ts';
import { checkedFormat, TestScreen, TestSink } from './testing/test-screen.ts';

beforeEach(() => {
  vi.useFakeTimers();
  checkedFormat.renders = 0;
});
afterEach(() => void vi.useRealTimers());

const settle = () => vi.advanceTimersByTime(600);

function opened(options: { ring?: { count: number }; onProblem?: (problem: unknown) => void } = {}) {
  const source = new FakeScreening();
  const counters = newCounters();
  let idle = 0;
  const hub = new Hub({
    source,
    screeningId: 'test',
    attendance: { join: () => Promise.resolve(), leave: () => Promise.resolve() },
    onIdle: () => idle++,
    lingerMs: 1000,
    now: () => Date.now(),
    counters,
    ...options,
  });
  const page = () => ({ from: hub.snapshot().sequence });
  /** A screen that shows the current page, or that says it shows `from`. */
  const join = (
    viewerId?: string,
    { from, format = checkedFormat }: { from?: number | undefined; format?: Format<Snapshot> } = page(),
  ) => {
    const sink = new TestSink();
    const screen = new TestScreen();
    if (from === hub.snapshot().sequence) screen.load(hub.snapshot(), viewerId);
    else screen.sequence = from;
    const leave = hub.subscribe({ sink, viewerId, from, format });
    const check = () => {
      screen.read(sink);
      screen.expectShows(hub.snapshot(), viewerId);
    };
    return { sink, screen, leave, check };
  };
  return { source, hub, counters, join, idle: () => idle };
}

test('changes of one tick are one frame, rendered and encoded once for everyone', () => {
  const { source, join } = opened();
  const screens = [join(), join(), join()];
  source.toggle('ann', 'C-A1');
  source.toggle('bob', 'C-A2');
  source.toggle('ann', 'C-A1');
  settle();
  expect(checkedFormat.renders).toBe(1);
  for (const { sink, check } of screens) {
    expect(sink.frames).toEqual([screens[0]?.sink.frames[0]]);
    check();
  }
});

test('whoever has seats of their own among the changed ones gets an own frame, the others share one', () => {
  const { source, join } = opened();
  const [ann, bob, one, other] = [join('ann'), join('bob'), join('carl'), join()];
  source.toggle('ann', 'C-A1');
  settle();
  expect(checkedFormat.renders).toBe(2);
  expect(ann.sink.frames[0]).not.toBe(one.sink.frames[0]);
  expect(bob.sink.frames[0]).toBe(one.sink.frames[0]);
  expect(other.sink.frames[0]).toBe(one.sink.frames[0]);
  for (const { check } of [ann, bob, one, other]) check();
});

test('a viewer who selected and bought within one tick gets an own frame too', () => {
  const { source, join } = opened();
  const [ann, one] = [join('ann'), join()];
  source.toggle('ann', 'C-A1');
  const payment = { status: 'due', tenders: [] } as const;
  source.do({ type: 'book', viewerId: 'ann', order: 'A', customer: { name: 'Ann' }, payment });
  settle();
  expect(ann.sink.frames[0]).not.toBe(one.sink.frames[0]);
  ann.check();
  one.check();
});

test('more time is told to whose it is, though no seat changed', () => {
  const { source, join } = opened();
  source.toggle('ann', 'C-A1');
  const [ann, one] = [join('ann'), join()];
  source.do({ type: 'extend', viewerId: 'ann', paying: true });
  settle();
  expect(ann.sink.frames[0]).not.toBe(one.sink.frames[0]);
  ann.check();
});

test('alone in the house, one is rendered one frame', () => {
  const { source, join } = opened();
  const ann = join('ann');
  source.toggle('ann', 'C-A1');
  settle();
  expect(checkedFormat.renders).toBe(1);
  ann.check();
});

test('a slow socket is passed over and then gets exactly what it missed, in one frame; nobody waits for it', () => {
  const { source, join, counters } = opened();
  const [slow, other] = [join('slow'), join()];
  slow.sink.slow = true;
  for (const seat of ['C-A1', 'C-A2', 'C-A3', 'C-A4']) {
    source.toggle('ann', seat);
    settle();
  }
  source.toggle('ann', 'C-A2');
  settle();
  expect(slow.sink.frames).toHaveLength(1);
  expect(other.sink.frames).toHaveLength(5);
  other.check();
  expect(counters.skipped).toBeGreaterThan(0);
  slow.sink.drain();
  settle();
  expect(slow.sink.frames).toHaveLength(2);
  expect(JSON.parse(slow.sink.received[1]?.data ?? '').change.seats).toEqual({
    'C-A3': { status: 'held' },
    'C-A4': { status: 'held' },
  });
  slow.check();
});

test('many that were slow alike share the frame that brings them up', () => {
  const { source, join } = opened();
  const slow = [join(), join(), join()];
  for (const { sink } of slow) sink.slow = true;
  source.toggle('ann', 'C-A1');
  settle();
  source.toggle('ann', 'C-A2');
  settle();
  checkedFormat.renders = 0;
  for (const { sink } of slow) sink.drain();
  settle();
  expect(checkedFormat.renders).toBe(1);
  for (const { sink, check } of slow) {
    expect(sink.frames).toHaveLength(2);
    check();
  }
});

test('a stream goes on after the page that it belongs to', () => {
  const { source, hub, join } = opened();
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
  const { source, join } = opened();
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
  const { source, hub, join } = opened();
  hub.snapshot();
  source.toggle('ann', 'C-A1');
  source.toggle('ann', 'C-A2');
  const { sink, check } = join('ann', { from });
  settle();
  expect(sink.received.map(({ data }) => JSON.parse(data).from)).toEqual([null]);
  check();
});

test('what was sent is in the ring: a reconnect with its id goes on there, without gap or duplicate', () => {
  const { source, hub, join, counters } = opened();
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
  const { source, join, counters } = opened({ ring: { count: 4 } });
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
  const { source, join } = opened();
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

test('a flush that takes long lets other work through, and changes that come meanwhile follow in the next', () => {
  const { source, join } = opened();
  const screens = Array.from({ length: 400 }, () => join());
  const between: number[] = [];
  for (const { sink } of screens) sink.onWrite = () => void vi.setSystemTime(Date.now() + 1);
  source.toggle('ann', 'C-A1');
  const watch = () => {
    between.push(screens.filter(({ sink }) => sink.frames.length > 0).length);
    if (between.length === 3) source.toggle('ann', 'C-A2');
    if ((between.at(-1) ?? 0) < screens.length) setImmediate(watch);
  };
  setImmediate(watch);
  vi.advanceTimersByTime(5000);
  expect(between.length).toBeGreaterThan(8);
  for (const { sink, check } of screens) {
    expect(sink.frames).toHaveLength(2);
    check();
  }
});

test('when a format throws, its screens are closed, the others go on, and it is told', () => {
  const problems: unknown[] = [];
  const { source, join } = opened({ onProblem: (problem) => problems.push(problem) });
  const broken: Format<Snapshot> = {
    ...jsonFormat,
    patch() {
      throw new Error('broken');
    },
  };
  const [bad, good] = [join(undefined, { from: 1, format: broken }), join()];
  source.toggle('ann', 'C-A1');
  settle();
  expect(bad.sink.ended).toBe(true);
  expect(problems).toEqual([new Error('broken')]);
  good.check();
  source.toggle('ann', 'C-A2');
  settle();
  expect(problems).toHaveLength(1);
  good.check();
});

test('a hub nobody looks at is given up some time after, and not while somebody does', async () => {
  const { source, hub, join, idle } = opened();
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

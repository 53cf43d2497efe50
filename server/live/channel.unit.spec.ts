import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Snapshot } from '../../theatre/screening/snapshot.ts';
import type { Format } from './format.ts';
import { jsonFormat } from './json-format.ts';
import { openHub, settle } from './testing/open-hub.ts';
import { checkedFormat } from './testing/test-screen.ts';

beforeEach(() => {
  vi.useFakeTimers();
  checkedFormat.renders = 0;
});
afterEach(() => void vi.useRealTimers());

test('changes of one tick are one frame, rendered and encoded once for everyone', () => {
  const { source, join } = openHub();
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
  const { source, join } = openHub();
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
  const { source, join } = openHub();
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
  const { source, join } = openHub();
  source.toggle('ann', 'C-A1');
  const [ann, one] = [join('ann'), join()];
  source.do({ type: 'extend', viewerId: 'ann', paying: true });
  settle();
  expect(ann.sink.frames[0]).not.toBe(one.sink.frames[0]);
  ann.check();
});

test('alone in the house, one is rendered one frame', () => {
  const { source, join } = openHub();
  const ann = join('ann');
  source.toggle('ann', 'C-A1');
  settle();
  expect(checkedFormat.renders).toBe(1);
  ann.check();
});

test('a slow socket is passed over and then gets exactly what it missed, in one frame; nobody waits for it', () => {
  const { source, join, counters } = openHub();
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
  const { source, join } = openHub();
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

test('a flush that takes long lets other work through, and changes that come meanwhile follow in the next', () => {
  const { source, join } = openHub();
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
  const { source, join } = openHub({ onProblem: (problem) => problems.push(problem) });
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

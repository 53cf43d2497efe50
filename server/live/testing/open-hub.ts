/** A hub on a screening without a log, with fake timers as its clock, and screens that check what they get. */
import { vi } from 'vitest';
import type { Snapshot } from '../../../theatre/screening/snapshot.ts';
import { newCounters } from '../counters.ts';
import type { Format } from '../format.ts';
import { Hub } from '../hub.ts';
import { FakeScreening } from './fake-screening.ts';
import { checkedFormat, TestScreen, TestSink } from './test-screen.ts';

/** Lets every flush happen that is due. */
export const settle = () => vi.advanceTimersByTime(600);

export function openHub(options: { ring?: { count: number }; onProblem?: (problem: unknown) => void } = {}) {
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

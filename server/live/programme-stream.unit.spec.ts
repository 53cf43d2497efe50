import type { FastifyReply, FastifyRequest } from 'fastify';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newCounters } from './counters.ts';
import type { Format } from './format.ts';
import type { Hubs } from './hubs.ts';
import { ProgrammeStream, type ProgrammeSnapshot } from './programme-stream.ts';
import { TestSink } from './testing/test-screen.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Shown = ProgrammeSnapshot<string>;
const format: Format<Shown> = {
  patch: (before, after) =>
    before.entries === after.entries ? '' : `${before.entries.join()} → ${after.entries.join()}`,
  whole: ({ entries }) => `all ${entries.join()}`,
};

function programme() {
  const listeners = new Set<() => void>();
  const source = {
    entries: ['Hamlet'] as readonly string[],
    list: () => source.entries,
    onChange: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    change(...entries: string[]) {
      source.entries = entries;
      for (const listener of listeners) listener();
    },
  };
  let sink = new TestSink();
  const hubs = { counters: newCounters(), streams: { open: () => sink } } as unknown as Hubs;
  const stream = new ProgrammeStream(hubs, source);
  const follow = (from?: number) => {
    sink = new TestSink();
    const query = from === undefined ? {} : { from: String(from) };
    stream.stream({ headers: {}, query } as FastifyRequest, {} as FastifyReply, format);
    return sink;
  };
  const settle = () => vi.advanceTimersByTime(1000);
  const said = (of: TestSink) => of.received.map(({ data }) => data);
  return { source, stream, follow, settle, said, listeners };
}

test('a page is followed from what it shows; what changed in one go is one frame', () => {
  const { source, stream, follow, settle, said } = programme();
  const page = stream.snapshot();
  source.change('Hamlet', 'Macbeth');
  const sink = follow(page.sequence);
  settle();
  source.change('Macbeth');
  source.change('Macbeth', 'Othello');
  settle();
  expect(said(sink)).toEqual(['Hamlet → Hamlet,Macbeth', 'Hamlet,Macbeth → Macbeth,Othello']);
  expect(sink.received.at(-1)?.id).toBe(stream.snapshot().sequence);
});

test('a page of another process, or of this one before, gets all of it', () => {
  const { stream, follow, settle, said } = programme();
  const older = follow(stream.snapshot().sequence - 1);
  const unknown = follow();
  settle();
  expect([said(older), said(unknown)]).toEqual([['all Hamlet'], ['all Hamlet']]);
});

test('closed, it listens no more', () => {
  const { stream, listeners } = programme();
  expect(listeners.size).toBe(1);
  stream.close();
  expect(listeners.size).toBe(0);
});

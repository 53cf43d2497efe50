import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { busyNight } from '../../bench/replay-night/busy-night.ts';
import type { NightPart } from '../../theatre/contract/ipc-night.ts';
import { LogUnreachable } from '../../theatre/log/errors.ts';
import type { NightReader, ReadNightOptions } from '../../theatre/log/read-night.ts';
import type { NightItem } from '../../theatre/replay/items.ts';
import { studio } from '../../theatre/seating/houses/studio.ts';
import { NightExport } from './night-export.ts';
import { NightRoom } from './night-room.ts';

const items = busyNight(studio, 5000);
const refusedAs = (reason: string) => ({ done: false, problem: expect.objectContaining({ reason }) as unknown });

/** Has the one night `busy`; `meanwhile` runs after half of it was told. */
function reader(meanwhile: () => void = () => undefined): NightReader {
  return {
    read(id, { onItem, onProgress, signal, after = 0 }: ReadNightOptions) {
      if (id !== 'busy') return Promise.resolve(undefined);
      const rest = items.filter(({ sequence }) => sequence > after);
      for (const [at, item] of rest.entries()) {
        if (at === Math.floor(rest.length / 2)) {
          onProgress?.(at, rest.length);
          meanwhile();
        }
        if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
        onItem(item, new Uint8Array());
      }
      return Promise.resolve({ items: rest.length, sequence: items.length, skipped: 0 });
    },
  };
}

describe('a night for the window', () => {
  const room = (of: NightReader | undefined) => {
    const parts: NightPart[] = [];
    return { parts, room: new NightRoom({ reader: () => of, send: (part) => parts.push(part) }) };
  };

  test('comes in parts, the first of them small, with nothing left out or twice', async () => {
    const { parts, room: nights } = room(reader());
    const answer = await nights.read({ screeningId: 'busy', reading: 3, after: 0 });
    expect(answer).toEqual({ done: true, value: { items: 5000, sequence: 5000, skipped: 0 } });
    const lists = parts.map((part) => JSON.parse(part.items) as NightItem[]);
    expect(lists.map(({ length }) => length)).toEqual([200, 2000, 2000, 800]);
    expect(lists.flat()).toEqual(items);
    expect(parts.every(({ reading, read, total }) => reading === 3 && read <= total)).toBe(true);
  });

  test('is read on from where it was', async () => {
    const { parts, room: nights } = room(reader());
    await nights.read({ screeningId: 'busy', reading: 1, after: 4990 });
    expect(parts.map((part) => (JSON.parse(part.items) as NightItem[]).length)).toEqual([10]);
  });

  test('is no longer read when the window leaves it, or opens another', async () => {
    const { room: nights } = room(reader(() => nights.leave()));
    expect(await nights.read({ screeningId: 'busy', reading: 1, after: 0 })).toEqual(refusedAs('stopped'));
  });

  test('is refused in words where there is none, or no log', async () => {
    const request = { screeningId: 'busy', reading: 1, after: 0 };
    expect(await room(undefined).room.read(request)).toEqual(refusedAs('not-ready'));
    expect(await room(reader()).room.read({ ...request, screeningId: 'other' })).toEqual(
      refusedAs('unknown-screening'),
    );
    const away: NightReader = { read: () => Promise.reject(new LogUnreachable('away')) };
    expect(await room(away).room.read(request)).toEqual(refusedAs('night-unreachable'));
    const faulty: NightReader = { read: () => Promise.reject(new Error('a bug')) };
    await expect(room(faulty).room.read(request)).rejects.toThrow('a bug');
  });
});

describe('an export', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'full-house-export-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const exporting = (of: NightReader | undefined, path: string | undefined, isErased = false) => {
    const suggested: string[] = [];
    const progress: number[] = [];
    const run = new NightExport({
      keys: () => undefined,
      erasures: () => ({ has: () => isErased }),
      reader: () => of,
      askWhere: (name) => {
        suggested.push(name);
        return Promise.resolve(path);
      },
      onProgress: ({ read }) => progress.push(read),
    });
    return { run, suggested, progress };
  };

  test('writes every event as a line, and every order', async () => {
    const [events, orders] = [join(folder, 'events'), join(folder, 'orders')];
    const first = exporting(reader(), events);
    expect(await first.run.run({ screeningId: 'busy', what: 'events' })).toEqual({
      done: true,
      value: { path: events },
    });
    expect([first.suggested, first.progress]).toEqual([['busy-events.jsonl'], [2500]]);
    const lines = readFileSync(events, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as NightItem).event)).toEqual(items.map(({ event }) => event));

    await exporting(reader(), orders).run.run({ screeningId: 'busy', what: 'orders' });
    const sold = items.filter(({ event }) => event.type === 'booked').length;
    expect(readFileSync(orders, 'utf8').trimEnd().split('\r\n')).toHaveLength(sold + 1);
    expect(readdirSync(folder).sort()).toEqual(['events', 'orders']);

    // Of before customers were sealed, and erased since.
    const names = items.flatMap(({ event }) =>
      event.type === 'booked' && 'name' in event.customer ? [event.customer.name] : [],
    );
    const told = () =>
      names.filter((name) => [events, orders].some((file) => readFileSync(file, 'utf8').includes(name)));
    expect(told()).toEqual(names);
    await exporting(reader(), events, true).run.run({ screeningId: 'busy', what: 'events' });
    await exporting(reader(), orders, true).run.run({ screeningId: 'busy', what: 'orders' });
    expect(told()).toEqual([]);
    expect(names).not.toEqual([]);
  });

  test('that is cancelled leaves nothing', async () => {
    const path = join(folder, 'events');
    const { run } = exporting(
      reader(() => run.cancel()),
      path,
    );
    expect(await run.run({ screeningId: 'busy', what: 'events' })).toEqual({ done: true, value: { path: undefined } });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('asks nobody for a night of which the clerk chose no file, and is one at a time', async () => {
    const { run } = exporting(undefined, undefined);
    const asked = run.run({ screeningId: 'busy', what: 'orders' });
    expect(await run.run({ screeningId: 'busy', what: 'orders' })).toEqual(refusedAs('export-running'));
    expect(await asked).toEqual({ done: true, value: { path: undefined } });
  });

  test('says why a file cannot be written', async () => {
    const answer = await exporting(reader(), join(folder, 'no', 'such', 'folder')).run.run({
      screeningId: 'busy',
      what: 'events',
    });
    expect(answer).toEqual(refusedAs('not-written'));
    const unknown = exporting(reader(), join(folder, 'x')).run.run({ screeningId: 'other', what: 'events' });
    expect(await unknown).toEqual(refusedAs('unknown-screening'));
    expect(readdirSync(folder)).toEqual([]);
  });
});

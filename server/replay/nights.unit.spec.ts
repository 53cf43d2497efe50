import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { LogUnreachable } from '../../theatre/log/errors.ts';
import type { NightReader, ReadNightOptions } from '../../theatre/log/read-night.ts';
import type { NightItem } from '../../theatre/replay/items.ts';
import { itemsOf } from '../../theatre/replay/testing/told.ts';
import { closed, opened, selected, T0 } from '../../theatre/screening/testing/given.ts';
import { NoRoom, openNights, type NightsOptions } from './nights.ts';

const night = itemsOf(opened, selected('viewer-ann', ['C-A1']), selected('viewer-bob', ['C-A2']), closed(T0 + 1));

/** A log in memory that counts how often it is read, and can be away. */
class FakeLog implements NightReader {
  readonly has = new Map<string, readonly NightItem[]>();
  reads: string[] = [];
  reachable = true;
  readingAtOnce = 0;
  mostAtOnce = 0;

  async read(id: string, { onItem, after = 0 }: ReadNightOptions) {
    this.reads.push(`${id}>${after}`);
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.readingAtOnce);
    await sleep(2);
    this.readingAtOnce--;
    if (!this.reachable) throw new LogUnreachable('away');
    const items = this.has.get(id);
    if (!items) return undefined;
    const fresh = items.filter(({ sequence }) => sequence > after);
    for (const item of fresh) onItem(item, new Uint8Array());
    return { items: fresh.length, sequence: items.at(-1)?.sequence ?? after, skipped: 0 };
  }
}

const log = new FakeLog();
const archived = new Map<string, readonly NightItem[]>();
const archive = {
  read: async (id: string, onItem: (item: NightItem) => void) => {
    for (const item of archived.get(id) ?? []) onItem(item);
    return Promise.resolve(archived.has(id));
  },
};
const shelves: { close(): void }[] = [];

function shelf(options: Partial<NightsOptions> = {}) {
  const made = openNights({ reader: log, archive, freshMs: 0, ...options });
  shelves.push(made);
  return made;
}

afterEach(() => {
  for (const made of shelves.splice(0)) made.close();
  log.has.clear();
  archived.clear();
  log.reads = [];
  log.reachable = true;
  log.mostAtOnce = 0;
});

describe('loaded nights', () => {
  test('are read once, however many want one at the same time', async () => {
    log.has.set('a', night);
    const nights = shelf({ freshMs: 10_000 });
    const all = await Promise.all(Array.from({ length: 20 }, () => nights.open('a')));
    expect(log.reads).toEqual(['a>0']);
    expect(new Set(all.map((one) => one?.night)).size).toBe(1);
    expect(all[0]).toMatchObject({ id: 'a', opening: 1, archived: false });
  });

  test('grow by what the log has since', async () => {
    log.has.set('a', night.slice(0, 2));
    const nights = shelf();
    const first = await nights.open('a');
    expect(first?.night.length).toBe(2);
    log.has.set('a', night);
    expect((await nights.open('a'))?.night.length).toBe(4);
    expect(first?.night.length).toBe(4);
    expect(log.reads).toEqual(['a>0', 'a>2']);
  });

  test('cannot be changed by those who look at them', async () => {
    log.has.set('a', night);
    const opening = await shelf().open('a');
    expect(Object.isFrozen(opening)).toBe(true);
    expect(Object.isFrozen(opening?.night)).toBe(true);
    expect(opening?.night).not.toHaveProperty('add');
  });

  test('come from the archive where the log has them no more, or cannot be asked', async () => {
    archived.set('a', night);
    log.has.set('a', night.slice(3));
    expect(await shelf().open('a')).toMatchObject({ archived: true, opening: 1 });
    log.reachable = false;
    expect((await shelf().open('a'))?.archived).toBe(true);
    await expect(shelf().open('b')).rejects.toThrow(LogUnreachable);
    log.reachable = true;
    expect(await shelf().open('b')).toBeUndefined();
  });

  test('can be watched without the log once they are loaded', async () => {
    log.has.set('a', night);
    const nights = shelf();
    await nights.open('a');
    log.reachable = false;
    expect((await nights.open('a'))?.night.length).toBe(4);
  });

  test('are opened two at a time, and not without end', async () => {
    for (let at = 0; at < 40; at++) log.has.set(`n${at}`, night);
    const nights = shelf({ mostItems: 1000 });
    const opened = await Promise.allSettled(Array.from({ length: 40 }, (_, at) => nights.open(`n${at}`)));
    expect(log.mostAtOnce).toBe(2);
    const refused = opened.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(18);
    expect(refused.every((one) => one.status === 'rejected' && one.reason instanceof NoRoom)).toBe(true);
  });

  test('make room for others when nobody watches them, and none when somebody does', async () => {
    for (const id of ['a', 'b', 'c']) log.has.set(id, night);
    const nights = shelf({ mostItems: 9 });
    const a = await nights.open('a');
    const release = a?.retain();
    await nights.open('b');
    expect(nights.items).toBe(8);
    await nights.open('c');
    // b went, a stayed: it is being watched.
    expect(nights.items).toBe(8);
    const c = await nights.open('c');
    c?.retain();
    await expect(nights.open('b')).rejects.toThrow(NoRoom);
    release?.();
    release?.();
    expect(await nights.open('b')).toBeDefined();
  });

  test('too long for any room say so', async () => {
    log.has.set('a', night);
    await expect(shelf({ mostItems: 3 }).open('a')).rejects.toThrow('nightTooLong');
  });

  test('are let go of when nobody looked for a while', async () => {
    log.has.set('a', night);
    const nights = shelf({ idleMs: 20, freshMs: 10_000 });
    await nights.open('a');
    await expect.poll(() => nights.items).toBe(0);
    await nights.open('a');
    expect(log.reads).toEqual(['a>0', 'a>0']);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NightItem } from '../replay/items.ts';
import { Night } from '../replay/night.ts';
import { stateHash } from '../replay/night-hash.ts';
import { Attendance } from './attendance.ts';
import { LogUnreachable } from './errors.ts';
import { nightReader } from './read-night.ts';
import { boxOffice, openScreening, type BoxOffice } from './testing/box-office.ts';
import { testLog, type TestLog } from './testing/test-log.ts';

let theatre: TestLog;
let office: BoxOffice;

beforeAll(async () => {
  theatre = await testLog();
  office = boxOffice(await theatre.connect());
});

afterAll(async () => {
  await office.close();
  await theatre.dispose();
});

const viewer = (at: number) => `viewer-${String(at).padStart(4, '0')}`;

/** Forty people at fifty seats at once: some are refused, some buy, one is seen coming and going. */
async function evening(id: string): Promise<void> {
  await openScreening(office.desk, id);
  const attendance = new Attendance({ log: office.log, instance: `${id}-1` });
  await attendance.join(id, viewer(1));
  const people = Array.from({ length: 40 }, (_, at) => viewer(at));
  await Promise.all(
    people.map((viewerId, at) =>
      office.desk.submit(id, { type: 'toggle', viewerId, seatId: `C-${'ABC'.charAt(at % 3)}${(at % 10) + 1}` }),
    ),
  );
  await Promise.all(
    people.slice(0, 15).map((viewerId, at) =>
      office.desk.submit(id, {
        type: 'book',
        viewerId,
        order: `AAAA-${String(at).padStart(4, '0')}`,
        customer: { name: 'A Person' },
        payment: { status: 'due', tenders: [] },
      }),
    ),
  );
  await attendance.leave(id, viewer(1));
  await attendance.close();
}

async function whole(id: string): Promise<{ night: Night; items: NightItem[] }> {
  const night = new Night({ keyframeEvery: 10 });
  const items: NightItem[] = [];
  await nightReader(office.log).read(id, {
    onItem(item) {
      items.push(item);
      night.add(item);
    },
  });
  return { night, items };
}

describe('reading a night', () => {
  it('tells all of one screening and nothing of others, and its end is what the live house shows', async () => {
    await Promise.all([evening('first'), evening('second')]);
    const live = await office.screenings.open('first');
    await expect.poll(() => live?.presence.viewers.size).toBe(0);
    const { night, items } = await whole('first');
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(['ledger', 'presence', 'refusal']));
    const end = night.seek(night.length);
    expect(stateHash(end.state)).toBe(stateHash(live!.state));
    expect(end.feed).toEqual(live?.feed);
    expect(end.presence.viewers.size).toBe(live?.presence.viewers.size);
    expect(items.filter(({ event }) => event.type === 'gone')).toHaveLength(1);
  });

  it('gives the same bytes that are in the log', async () => {
    const bodies: unknown[] = [];
    const events: unknown[] = [];
    await nightReader(office.log).read('first', {
      onItem({ event }, data) {
        events.push(event);
        bodies.push(JSON.parse(new TextDecoder().decode(data)));
      },
    });
    expect(bodies.length).toBeGreaterThan(40);
    expect(bodies).toEqual(events);
  });

  it('reads on where it left off', async () => {
    const parts: NightItem[] = [];
    const instances = new Set<string>();
    const reader = nightReader(office.log);
    const onItem = (item: NightItem) => void parts.push(item);
    await evening('grows');
    const first = await reader.read('grows', { onItem, instances });
    const nothing = await reader.read('grows', { onItem, instances, after: first!.sequence });
    expect(nothing).toEqual({ items: 0, sequence: first?.sequence, skipped: 0 });
    await office.desk.submit('grows', { type: 'close', actor: { id: 'staff', role: 'manager' } });
    const more = await reader.read('grows', { onItem, instances, after: first!.sequence });
    expect(more?.items).toBe(1);
    expect(parts).toEqual((await whole('grows')).items);
  });

  it('says how far it is, and can be stopped', async () => {
    const progress: [number, number][] = [];
    await nightReader(office.log).read('first', {
      onItem: () => undefined,
      onProgress: (read, total) => progress.push([read, total]),
    });
    const [read = 0, total = 0] = progress.at(-1) ?? [];
    expect(read).toBe(total);
    expect(read).toBeGreaterThan(40);
    const stop = new AbortController();
    let told = 0;
    const reading = nightReader(office.log).read('first', {
      signal: stop.signal,
      onItem: () => {
        if (++told === 3) stop.abort();
      },
    });
    await expect(reading).rejects.toThrow('aborted');
    expect(told).toBe(3);
    await expect(
      nightReader(office.log).read('first', { signal: stop.signal, onItem: () => told++ }),
    ).rejects.toThrow();
    expect(told).toBe(3);
  });

  it('leaves no reader behind on the server, however it ends', async () => {
    const failing = nightReader(office.log).read('first', {
      onItem: () => {
        throw new Error('enough');
      },
    });
    await expect(failing).rejects.toThrow('enough');
    const count = async () => {
      const all = await office.log.manager.consumers.list('THEATRE').next();
      return all.length;
    };
    // The live screenings of this office are followed: one each.
    await expect.poll(count).toBe([...office.screenings.followed()].length);
  });

  it('knows nothing of screenings that are not there', async () => {
    const reader = nightReader(office.log);
    for (const id of ['nowhere', '../etc', '*', '', 'x'.repeat(1000)]) {
      expect(await reader.read(id, { onItem: () => expect.unreachable() })).toBeUndefined();
    }
  });

  it('has no way to append: nothing that can be reached from it writes', () => {
    const reader = nightReader(office.log);
    expect(Reflect.ownKeys(reader)).toEqual(['read']);
    expect(Object.isFrozen(reader)).toBe(true);
    // @ts-expect-error -- there is no such thing
    expect(reader.append).toBeUndefined();
  });

  it('says so when the log is out of reach', async () => {
    const log = await theatre.connect();
    await log.close();
    await expect(nightReader(log).read('first', { onItem: () => undefined })).rejects.toThrow(LogUnreachable);
  });
});

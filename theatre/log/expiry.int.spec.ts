import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Selection } from '../screening/events.ts';
import { seatOf } from '../screening/state.ts';
import { boxOffice, openScreening, policy, type BoxOffice } from './testing/box-office.ts';
import { readLedger } from './testing/read-ledger.ts';
import { allowedMs } from './testing/stopwatch.ts';
import { testLog, type TestLog } from './testing/test-log.ts';

/** Long enough for a busy machine to do within it what has to be done before a hold ends. The tests run beside each other: each mostly waits. */
const HOLD_MS = 3000;
let theatre: TestLog;
let office: BoxOffice;

beforeAll(async () => {
  theatre = await testLog();
  office = boxOffice(await theatre.connect(), { policy: { ...policy, holdMs: HOLD_MS } });
});

afterAll(async () => {
  await office.close();
  await theatre.dispose();
});

const toggle = (screening: string, viewerId: string, seatId: string) =>
  office.desk.submit(screening, { type: 'toggle', viewerId, seatId });

async function expiries(screening: string): Promise<{ viewerId: string; at: number; expiresAt: number }[]> {
  const ledger = await readLedger(theatre.address, screening);
  return ledger
    .filter(({ event }) => event.type === 'selection' && event.action === 'expire')
    .map(({ at, event }) => ({
      at,
      viewerId: (event as Selection).viewerId,
      expiresAt: (event as Selection).expiresAt,
    }));
}

async function scheduled(): Promise<string[]> {
  const { state } = await office.log.manager.streams.info('THEATRE', { subjects_filter: 'theatre.expiry.>' });
  return Object.keys(state.subjects ?? {});
}

describe.concurrent('a hold', () => {
  it('ends by an event of the log at its time, and the seat is free for everybody', async ({ expect }) => {
    await openScreening(office.desk, 'ends');
    await toggle('ends', 'viewer-1', 'C-A1');
    const live = await office.screenings.open('ends');
    expect(live && seatOf(live.state, 'C-A1')?.status).toBe('held');
    await expect.poll(() => live && seatOf(live.state, 'C-A1')?.status).toBe('available');
    const [expiry] = await expiries('ends');
    expect(expiry && expiry.at - expiry.expiresAt).toBeGreaterThanOrEqual(-5);
    expect(expiry && expiry.at - expiry.expiresAt).toBeLessThan(allowedMs(1000));
    const { event } = (await readLedger(theatre.address, 'ends')).at(-1) ?? {};
    expect(event).toMatchObject({ by: 'log', selectedSeatIds: [], action: 'expire', viewerId: 'viewer-1' });
    expect(event?.commandId).toMatch(/\/expire$/);
  });

  it('ends once, at the end that its last change put it off to', async ({ expect }) => {
    await openScreening(office.desk, 'put-off');
    await toggle('put-off', 'viewer-1', 'C-A1');
    await sleep(HOLD_MS / 2);
    const last = await toggle('put-off', 'viewer-1', 'C-A2');
    const live = await office.screenings.open('put-off');
    await expect.poll(() => live?.state.counts.available).toBe(50);
    const ended = await expiries('put-off');
    expect(ended).toHaveLength(1);
    expect('accepted' in last && ended[0]?.expiresAt).toBe(
      'accepted' in last && (last.events[0] as Selection).expiresAt,
    );
  });

  it('has one end when a viewer changes it several times within one group', async ({ expect }) => {
    await openScreening(office.desk, 'group');
    const outcomes = await Promise.all(
      ['C-A1', 'C-A2', 'C-A3', 'C-B1'].map((seatId) => toggle('group', 'viewer-1', seatId)),
    );
    expect(outcomes.every((outcome) => 'accepted' in outcome)).toBe(true);
    const live = await office.screenings.open('group');
    await expect.poll(() => live?.state.counts.available).toBe(50);
    expect(await expiries('group')).toHaveLength(1);
  });

  it('has no end any more once it is booked, or given back', async ({ expect }) => {
    await openScreening(office.desk, 'booked');
    await toggle('booked', 'viewer-1', 'C-A1');
    await toggle('booked', 'viewer-2', 'C-A2');
    expect((await scheduled()).filter((subject) => subject.startsWith('theatre.expiry.booked.'))).toHaveLength(2);
    await Promise.all([
      office.desk.submit('booked', {
        type: 'book',
        viewerId: 'viewer-1',
        order: 'AAAA-BBBB',
        customer: { name: 'A' },
        payment: { status: 'due', tenders: [] },
      }),
      toggle('booked', 'viewer-2', 'C-A2'),
    ]);
    expect((await scheduled()).filter((subject) => subject.startsWith('theatre.expiry.booked.'))).toEqual([]);
    await sleep(HOLD_MS + 400);
    expect(await expiries('booked')).toEqual([]);
  });

  it('ends although no program is connected, and although nats-server was killed and started again meanwhile', async ({
    expect,
  }) => {
    const own = await testLog();
    try {
      const log = await own.connect();
      const alone = boxOffice(log, { policy: { ...policy, holdMs: HOLD_MS } });
      await openScreening(alone.desk, 'alone');
      const outcome = await alone.desk.submit('alone', { type: 'toggle', viewerId: 'viewer-1', seatId: 'C-A1' });
      expect(outcome).toMatchObject({ accepted: true });
      await alone.close();
      await log.close();
      process.kill(own.embedded.pid, 'SIGKILL');
      await sleep(HOLD_MS + 500);
      const last = async () => (await readLedger(own.address, 'alone')).at(-1);
      await expect
        .poll(async () => (await last())?.event)
        .toMatchObject({ type: 'selection', action: 'expire', by: 'log' });
      const { at = 0, event } = (await last()) ?? {};
      expect(at - (event as Selection).expiresAt).toBeLessThan(allowedMs(1000));
    } finally {
      await own.dispose();
    }
  });

  it('is over for a rival at its very end, whether or not the log has said so yet', async ({ expect }) => {
    await openScreening(office.desk, 'rival');
    await toggle('rival', 'viewer-1', 'C-A1');
    expect(await toggle('rival', 'viewer-2', 'C-A1')).toMatchObject({ rejected: 'seat-taken' });
    const live = await office.screenings.open('rival');
    const end =
      [...(live?.state.holds.buckets ?? [])].flatMap((bucket) => [...(bucket?.values() ?? [])])[0]?.expiresAt ?? 0;
    // A timer may be a millisecond early.
    while (Date.now() < end) await sleep(Math.max(1, end - Date.now()));
    expect(await toggle('rival', 'viewer-2', 'C-A1')).toMatchObject({ accepted: true });
  });
});

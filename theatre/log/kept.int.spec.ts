import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, it, type ExpectStatic } from 'vitest';
import type { Actor } from '../screening/commands.ts';
import { fold } from '../screening/evolve.ts';
import { get } from '../screening/persistent-map.ts';
import { initial, orderStatus, seatOf } from '../screening/state.ts';
import type { CommandInput } from './desk.ts';
import { boxOffice, openScreening, type BoxOffice } from './testing/box-office.ts';
import { readLedger } from './testing/read-ledger.ts';
import { testLog, type TestLog } from './testing/test-log.ts';

const actor: Actor = { id: 'staff', role: 'manager' };
const ORDER = 'AAAA-BBBB';
/** Long enough for a busy machine to do within it what has to be done before. The tests run beside each other: each mostly waits. */
const SOON_MS = 4_000;
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

async function keep(expect: ExpectStatic, { desk }: BoxOffice, screening: string, collectBy?: number): Promise<void> {
  await desk.submit(screening, { type: 'claim', viewerId: 'kiosk-1', actor, seatIds: ['C-A1', 'C-A2'] });
  const outcome = await desk.submit(screening, {
    type: 'book',
    viewerId: 'kiosk-1',
    actor,
    order: ORDER,
    customer: { name: 'A' },
    payment: { status: 'due', tenders: [] },
    ...(collectBy === undefined ? {} : { collectBy }),
  });
  expect(outcome).toMatchObject({ accepted: true });
}

async function scheduled(screening: string): Promise<string[]> {
  const subjects_filter = `theatre.expiry.${screening}.>`;
  const { state } = await office.log.manager.streams.info('THEATRE', { subjects_filter });
  return Object.keys(state.subjects ?? {});
}

const pay: CommandInput = { type: 'pay', actor, order: ORDER, tenders: [{ kind: 'cash', amount: 5_000 }] };
const withhold = (releaseAt: number): CommandInput => ({
  type: 'withhold',
  actor,
  seatIds: ['C-B1', 'C-B2'],
  reason: 'press',
  kind: 'house',
  releaseAt,
});

describe.concurrent('an order that is kept for collection', () => {
  it('has its seats sold again by the log itself', async ({ expect }) => {
    await openScreening(office.desk, 'kept');
    await keep(expect, office, 'kept', Date.now() + SOON_MS);
    expect(await scheduled('kept')).toEqual([`theatre.expiry.kept.order-${ORDER}`]);
    const live = await office.screenings.open('kept');
    await expect.poll(() => live?.state.counts.available).toBe(50);
    const order = live && get(live.state.orders, ORDER);
    expect(order && orderStatus(order)).toBe('lapsed');
    expect(await office.desk.submit('kept', pay)).toMatchObject({ rejected: 'order-lapsed' });
    const again = await office.desk.submit('kept', { type: 'toggle', viewerId: 'viewer-2', seatId: 'C-A1' });
    expect(again).toMatchObject({ accepted: true });
  });

  it.for<[string, CommandInput]>([
    ['paid', pay],
    ['undone', { type: 'void', actor, order: ORDER }],
  ])('has no end any more once it is %s', async ([how, command], { expect }) => {
    await openScreening(office.desk, how);
    await keep(expect, office, how, Date.now() + 600_000);
    expect(await scheduled(how)).toHaveLength(1);
    expect(await office.desk.submit(how, command)).toMatchObject({ accepted: true });
    expect(await scheduled(how)).toEqual([]);
  });

  it('never had one, where it is paid whenever it is collected', async ({ expect }) => {
    await openScreening(office.desk, 'open-end');
    await keep(expect, office, 'open-end');
    expect(await office.desk.submit('open-end', pay)).toMatchObject({ accepted: true });
    expect(await scheduled('open-end')).toEqual([]);
  });
});

describe.concurrent('seats that are withheld until a time', () => {
  it('are on sale when the log says so, but for those that somebody has withheld again', async ({ expect }) => {
    await openScreening(office.desk, 'house');
    await office.desk.submit('house', withhold(Date.now() + SOON_MS));
    expect(await scheduled('house')).toHaveLength(1);
    await office.desk.submit('house', { type: 'release-seats', actor, seatIds: ['C-B2'] });
    const again = { type: 'withhold', actor, seatIds: ['C-B2'], reason: 'broken', kind: 'kill' } as const;
    await office.desk.submit('house', again);
    const live = await office.screenings.open('house');
    await expect.poll(() => live && seatOf(live.state, 'C-B1')?.status).toBe('available');
    expect(live && seatOf(live.state, 'C-B2')?.status).toBe('withheld');
  });
});

it.concurrent('both happen although no program is connected, and although nats-server was killed meanwhile', async ({
  expect,
}) => {
  const own = await testLog();
  try {
    const log = await own.connect();
    const alone = boxOffice(log);
    await openScreening(alone.desk, 'alone');
    const at = Date.now() + SOON_MS;
    await alone.desk.submit('alone', withhold(at));
    await keep(expect, alone, 'alone', at);
    await alone.close();
    await log.close();
    process.kill(own.embedded.pid, 'SIGKILL');
    await sleep(Math.max(0, at - Date.now()));
    const state = async () => fold(initial, await readLedger(own.address, 'alone'));
    await expect
      .poll(async () => (await state()).counts, { interval: 250 })
      .toEqual({
        available: 50,
        held: 0,
        booked: 0,
        withheld: 0,
      });
    const ledger = await readLedger(own.address, 'alone');
    expect(
      ledger
        .filter(({ event }) => event.by === 'log')
        .map(({ event }) => event.type)
        .sort(),
    ).toEqual(['lapsed', 'released']);
  } finally {
    await own.dispose();
  }
});

import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Log } from '../../../theatre/log/connection.ts';
import { lastSequenceOn } from '../../../theatre/log/ledger-queries.ts';
import { boxOffice, openScreening, type BoxOffice } from '../../../theatre/log/testing/box-office.ts';
import { testLog, type TestLog } from '../../../theatre/log/testing/test-log.ts';
import { repair } from './repair.ts';
import { startDatabase, type TheatreDatabase } from './index.ts';

let theatre: TestLog;
let log: Log;
let office: BoxOffice;
const running: TheatreDatabase[] = [];
const problems: string[] = [];

async function database(name = 'theatre.db'): Promise<TheatreDatabase> {
  const started = await startDatabase({
    log,
    file: path.join(theatre.folder, name),
    onProblem: (problem) => problems.push(problem),
  });
  running.push(started);
  await started.caughtUp;
  return started;
}

async function sell(order: string, ...seatIds: string[]): Promise<void> {
  const viewerId = `viewer-${order.toLowerCase()}`;
  await office.desk.submit('night', { type: 'claim', viewerId, seatIds });
  const sold = await office.desk.submit('night', {
    type: 'book',
    viewerId,
    order,
    customer: { name: 'A Person' },
    payment: { status: 'due', tenders: [] },
  });
  expect(sold).toMatchObject({ accepted: true });
}

beforeEach(async () => {
  theatre = await testLog();
  log = await theatre.connect();
  office = boxOffice(log);
  await openScreening(office.desk, 'night');
});

afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
  await office.close();
  await theatre.dispose();
  problems.length = 0;
});

/** The log is lost and begun again, with a sale of the same seat if asked. */
async function loseTheLog(): Promise<void> {
  await log.manager.streams.purge('THEATRE', { filter: 'theatre.screening.night.ledger' });
  await office.close();
  office = boxOffice(log);
}

describe('the database as a consumer', () => {
  it('has an order as soon as the log told it, and all of them again from a new file', async () => {
    const following = await database();
    await sell('AAAA-0001', 'C-A1', 'C-A2');
    await expect.poll(() => following.orders.byReference('AAAA-0001')?.seats).toHaveLength(2);
    const rebuilt = await database('again.db');
    expect(rebuilt.orders.byReference('AAAA-0001')).toEqual(following.orders.byReference('AAAA-0001'));
    expect(rebuilt.refusedByLock).toBe(0);
  });

  it('goes on where it stopped', async () => {
    const first = await database();
    await sell('AAAA-0001', 'C-A1');
    await expect.poll(() => first.orders.byReference('AAAA-0001')).toBeDefined();
    await running.pop()?.stop();
    await sell('BBBB-0002', 'C-A2');
    const second = await database();
    expect(second.differences).toEqual([]);
    expect(second.orders.byReference('AAAA-0001')).toBeDefined();
    expect(second.orders.byReference('BBBB-0002')).toBeDefined();
  });

  it('finds, at start, a ledger that is not the one it remembers, and writes nothing more', async () => {
    const first = await database();
    await sell('AAAA-0001', 'C-A1');
    await expect.poll(() => first.orders.byReference('AAAA-0001')).toBeDefined();
    await running.pop()?.stop();
    await loseTheLog();
    await openScreening(office.desk, 'night');
    await sell('CCCC-0003', 'C-A1');
    const second = await database();
    expect(second.differences).toMatchObject([{ screeningId: 'night', title: 'Twelfth Night' }]);
    expect(second.orders.byReference('CCCC-0003')).toBeUndefined();
    expect(second.orders.byReference('AAAA-0001')).toBeDefined();
  });
});

describe('mending a log', () => {
  const file = () => path.join(theatre.folder, 'theatre.db');

  async function soldThenLost(): Promise<void> {
    const first = await database();
    await sell('AAAA-0001', 'C-A1');
    await sell('BBBB-0002', 'C-B1', 'C-B2');
    await expect.poll(() => first.orders.byReference('BBBB-0002')).toBeDefined();
    await running.pop()?.stop();
    await loseTheLog();
  }

  it('changes nothing while it only looks', async () => {
    await soldThenLost();
    const { screenings, oldDatabase } = await repair(log, file(), 'look');
    expect(screenings).toMatchObject([{ difference: { kind: 'behind' }, conflicts: [] }]);
    expect(screenings[0]?.missing.map(({ type }) => type)).toEqual(['opened', 'booked', 'booked']);
    expect(oldDatabase).toBeUndefined();
    expect(await office.screenings.open('night')).toBeUndefined();
  });

  it('puts back what was sold, and leaves to people what was sold again', async () => {
    await soldThenLost();
    await openScreening(office.desk, 'night');
    await sell('CCCC-0003', 'C-A1');
    await office.desk.submit('night', {
      type: 'suspend',
      actor: { id: 'staff', role: 'manager' },
      reason: 'the log is another one',
    });
    const refused = await office.desk.submit('night', { type: 'claim', viewerId: 'viewer-late', seatIds: ['C-B1'] });
    expect(refused).toMatchObject({ rejected: 'sales-suspended' });

    const { screenings } = await repair(log, file(), 'from-database');
    expect(screenings[0]?.conflicts).toEqual([{ order: 'AAAA-0001', seatIds: ['C-A1'] }]);
    const after = await database();
    expect(after.differences).toEqual([]);
    expect(after.orders.byReference('BBBB-0002')?.seats.map(({ seatId }) => seatId)).toEqual(['C-B1', 'C-B2']);
    expect(after.orders.byReference('CCCC-0003')).toBeDefined();
    expect(await lastSequenceOn(log, ['theatre.mail.BBBB-0002']), 'it is not mailed again').toBeGreaterThan(0);
    await sell('DDDD-0004', 'C-C1');
  });

  it('can accept the loss, and sells on', async () => {
    await soldThenLost();
    await openScreening(office.desk, 'night');
    await office.desk.submit('night', {
      type: 'suspend',
      actor: { id: 'staff', role: 'manager' },
      reason: 'the log is another one',
    });
    await repair(log, file(), 'accept-loss');
    const after = await database();
    expect(after.differences).toEqual([]);
    expect(after.orders.byReference('AAAA-0001')).toBeUndefined();
    await sell('EEEE-0005', 'C-A1');
  });
});

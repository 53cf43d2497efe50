import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { isPresent } from '../screening/presence.ts';
import { seatOf } from '../screening/state.ts';
import { Attendance } from './attendance.ts';
import { Grace } from './grace.ts';
import { Programme } from './programme.ts';
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

/** A log and an office of a test's own, to be killed, with a screening of this name. */
async function aloneInAHouse(onTestFinished: TestContext['onTestFinished'], screening: string) {
  const own = await testLog();
  onTestFinished(() => own.dispose());
  const alone = boxOffice(await own.connect());
  onTestFinished(() => alone.close());
  await openScreening(alone.desk, screening);
  return { theatre: own, office: alone, screening };
}

/** A viewer who is here, and what is said of presence from then on. */
async function watched({ office: at, screening }: Awaited<ReturnType<typeof aloneInAHouse>>, goneAfterMs: number) {
  const live = await at.screenings.open(screening);
  if (!live) throw new Error('there is no screening');
  const attendance = new Attendance({ log: at.log, instance: screening, goneAfterMs });
  await attendance.join(screening, 'viewer-1');
  while (!isPresent(live.presence, 'viewer-1')) await sleep(10);
  const seen: string[] = [];
  live.onItem((item) => item.kind === 'presence' && seen.push(item.event.type));
  return { attendance, live, seen };
}

describe.concurrent('attendance', () => {
  it('shows who comes and goes, once for each viewer however many tabs they have', async ({ expect }) => {
    await openScreening(office.desk, 'comes');
    const live = await office.screenings.open('comes');
    const here = (viewerId: string) => live !== undefined && isPresent(live.presence, viewerId);
    const attendance = new Attendance({ log: office.log, instance: 'comes-1' });
    await Promise.all([
      attendance.join('comes', 'viewer-1'),
      attendance.join('comes', 'viewer-1'),
      attendance.join('comes', 'viewer-2'),
    ]);
    await expect.poll(() => here('viewer-1') && here('viewer-2')).toBe(true);
    await attendance.leave('comes', 'viewer-1');
    await attendance.leave('comes', 'viewer-2');
    await expect.poll(() => here('viewer-2')).toBe(false);
    expect(here('viewer-1')).toBe(true);
    expect(live?.absentSince('viewer-2')).toBeGreaterThan(0);
    await attendance.close();
    await expect.poll(() => here('viewer-1')).toBe(false);
    const { state } = await office.log.manager.streams.info('THEATRE', {
      subjects_filter: 'theatre.expiry-instance.comes-1',
    });
    expect(state.subjects ?? {}).toEqual({});
  });

  it('is announced over by the log when the process dies, and nobody else leaves with it', async ({ expect }) => {
    await openScreening(office.desk, 'dies');
    const live = await office.screenings.open('dies');
    const survivor = new Attendance({ log: office.log, instance: 'survivor' });
    const dying = await theatre.connect();
    const victim = new Attendance({ log: dying, instance: 'victim', goneAfterMs: 1500 });
    await Promise.all([
      victim.join('dies', 'viewer-1'),
      victim.join('dies', 'viewer-2'),
      survivor.join('dies', 'viewer-2'),
    ]);
    await expect.poll(() => live?.presence.viewers.size).toBe(2);
    // As a kill -9 does: not another word.
    await dying.connection.close();
    await expect.poll(() => live?.presence.viewers.size).toBe(1);
    expect(live && isPresent(live.presence, 'viewer-2')).toBe(true);
    await victim.close();
    await survivor.close();
  });

  it('outlives nats-server: renewed in time it is not declared gone', async ({ expect, onTestFinished }) => {
    const own = await aloneInAHouse(onTestFinished, 'renewed');
    // Long enough for a busy machine to start nats-server again.
    const goneAfterMs = 5000;
    const { attendance, seen } = await watched(own, goneAfterMs);
    process.kill(own.theatre.embedded.pid, 'SIGKILL');
    await sleep(goneAfterMs + 1000);
    expect(seen).toEqual([]);
    await attendance.close();
  });

  it('declared gone it comes back', async ({ expect, onTestFinished }) => {
    const own = await aloneInAHouse(onTestFinished, 'outage');
    const { attendance, live, seen } = await watched(own, 1500);
    // Stopped for longer than the announcement waits.
    process.kill(own.theatre.embedded.pid, 'SIGSTOP');
    await sleep(2500);
    process.kill(own.theatre.embedded.pid, 'SIGCONT');
    await expect.poll(() => seen.join()).toContain('gone,joined');
    await expect.poll(() => isPresent(live.presence, 'viewer-1')).toBe(true);
    await attendance.close();
  });
});

describe.concurrent('grace', () => {
  it('gives the seats of somebody who vanished back, and nobody else loses theirs', async ({ expect }) => {
    await openScreening(office.desk, 'grace');
    const live = await office.screenings.open('grace');
    const release = live?.retain();
    const status = (seatId: string) => live && seatOf(live.state, seatId)?.status;
    const attendance = new Attendance({ log: office.log, instance: 'grace-1' });
    // Long enough for a busy machine to let somebody come back within it.
    const graces = [0, 1].map(() => new Grace({ ...office, graceMs: 4000 }));
    const select = (viewerId: string, seatId: string) =>
      office.desk.submit('grace', { type: 'toggle', viewerId, seatId });
    await Promise.all(['viewer-1', 'viewer-2', 'viewer-3'].map((viewerId) => attendance.join('grace', viewerId)));
    await Promise.all([
      select('viewer-1', 'C-A1'),
      select('viewer-2', 'C-A2'),
      select('viewer-3', 'C-A3'),
      select('program-4', 'C-A4'),
    ]);
    // Whoever is here again is so before anybody's time is over, and would lose their seats first.
    await attendance.leave('grace', 'viewer-3');
    await attendance.leave('grace', 'viewer-1');
    await attendance.join('grace', 'viewer-3');
    expect(status('C-A1')).toBe('held');
    await expect.poll(() => status('C-A1')).toBe('available');
    expect(['C-A2', 'C-A3', 'C-A4'].map(status)).toEqual(['held', 'held', 'held']);
    await Promise.all(graces.map((grace) => grace.close()));
    await attendance.close();
    release?.();
  });
});

describe('the programme', () => {
  it('lists every screening with its counts as they change', async () => {
    const programme = new Programme(office.log);
    await programme.ready;
    expect(programme.list().map(({ id }) => id)).toContain('grace');
    let told = 0;
    programme.onChange(() => told++);
    await openScreening(office.desk, 'listed');
    await office.desk.submit('listed', { type: 'toggle', viewerId: 'viewer-1', seatId: 'C-A1' });
    await expect.poll(() => programme.list().find(({ id }) => id === 'listed')?.counts.held).toBe(1);
    expect(programme.list().find(({ id }) => id === 'listed')).toEqual({
      id: 'listed',
      title: 'Twelfth Night',
      startsAt: '2030-01-01T19:30:00Z',
      house: 'Test house',
      houseId: 'test-house',
      phase: 'open',
      capacity: 50,
      counts: { available: 49, held: 1, booked: 0, withheld: 0 },
      currency: 'EUR',
      prices: { a: 2500 },
    });
    expect(told).toBeGreaterThanOrEqual(2);
    await programme.close();
  });
});

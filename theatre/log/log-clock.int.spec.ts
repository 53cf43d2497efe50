import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { boxOffice, openScreening, policy } from './testing/box-office.ts';
import { openLog } from './connection.ts';
import { aheadBy } from './log-clock.ts';
import { testLog, type TestLog } from './testing/test-log.ts';

let theatre: TestLog;
beforeEach(async () => {
  theatre = await testLog();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await theatre.dispose();
});

const MINUTES_MS = 120_000;

describe.each([
  ['ahead', MINUTES_MS],
  ['behind', -MINUTES_MS],
])('a machine whose clock is two minutes %s', (_which, wrongBy) => {
  it('sells by the log’s time: it takes no hold that lasts, and its own are as long as all', async () => {
    const right = boxOffice(await theatre.connect(), { policy: { ...policy, holdMs: 60_000 } });
    await openScreening(right.desk, 'clocks');
    const held = await right.desk.submit('clocks', { type: 'toggle', viewerId: 'viewer-1', seatId: 'C-A1' });
    expect(held).toMatchObject({ accepted: true });

    const { now } = Date;
    vi.spyOn(Date, 'now').mockImplementation(() => now() + wrongBy);
    const notices: string[] = [];
    const log = await openLog({
      address: theatre.address,
      name: 'wrong',
      onNotice: (notice) => notices.push(notice),
    });
    const wrong = boxOffice(log, { policy: { ...policy, holdMs: 3000 } });
    expect(await wrong.desk.submit('clocks', { type: 'toggle', viewerId: 'viewer-2', seatId: 'C-A1' })).toMatchObject({
      rejected: 'seat-taken',
    });
    const own = await wrong.desk.submit('clocks', { type: 'toggle', viewerId: 'viewer-2', seatId: 'C-A2' });
    const [event] = 'accepted' in own ? own.events : [];
    const expiresAt = event?.type === 'selection' ? event.expiresAt : undefined;
    expect(Math.abs(Number(expiresAt) - now() - 3000)).toBeLessThan(2500);
    expect(notices).toEqual([expect.stringMatching(/clock .* 2 minutes/)]);
    const live = await right.screenings.open('clocks');
    await expect.poll(() => live?.state.counts.held).toBe(1);
    await wrong.close();
    await log.close();
    vi.restoreAllMocks();
    await right.close();
  });
});

it.each([
  [0, 10, 5, 0],
  [0, 10, 400, 0],
  [0, 10, -400, 0],
  [0, 3000, 2900, 0],
  [0, 10, 120_000, 119_990],
  [0, 10, -120_000, -120_000],
])('asked at %d, heard at %d, the log says %d: ahead by %d', (askedAt, heardAt, there, ahead) => {
  expect(aheadBy({ askedAt, heardAt, there })).toBe(ahead);
});

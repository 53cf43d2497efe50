import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seatOf } from '../screening/state.ts';
import { boxOffice, openScreening, planOf, type BoxOffice } from './testing/box-office.ts';
import { testLog, type TestLog } from './testing/test-log.ts';

let theatre: TestLog;
let office: BoxOffice;
let other: BoxOffice;

beforeAll(async () => {
  theatre = await testLog();
  office = boxOffice(await theatre.connect());
  other = boxOffice(await theatre.connect());
});

afterAll(async () => {
  await office.close();
  await other.close();
  await theatre.dispose();
});

const viewer = (at: number) => `viewer-${String(at).padStart(4, '0')}`;

describe('the desk', () => {
  it('opens a screening once, and answers when its own screen shows it', async () => {
    const [first, second] = await Promise.all([openScreening(office.desk, 'once'), openScreening(other.desk, 'once')]);
    expect([first, second].filter((outcome) => 'accepted' in outcome)).toHaveLength(1);
    expect([first, second].filter((outcome) => 'rejected' in outcome)).toMatchObject([
      { rejected: 'screening-exists' },
    ]);
    const live = await office.screenings.open('once');
    expect(live).toMatchObject({ fresh: true, state: { phase: 'open', title: 'Twelfth Night' } });
  });

  it('says of an unknown or malformed id that there is no such screening, without making a reader', async () => {
    const before = (await office.log.manager.streams.info('THEATRE')).state.consumer_count;
    for (const id of ['nowhere', '../etc', 'Ü', 'x'.repeat(10_000), 'a.ledger', '*', '']) {
      const outcome = await office.desk.submit(id, { type: 'toggle', viewerId: viewer(1), seatId: 'C-A1' });
      expect(outcome).toMatchObject({ rejected: 'unknown-screening' });
      expect(await office.screenings.open(id)).toBeUndefined();
    }
    expect((await office.log.manager.streams.info('THEATRE')).state.consumer_count).toBe(before);
  });

  it('lands what is handed in meanwhile as one group, each decided on what the one before leaves', async () => {
    await openScreening(office.desk, 'group');
    const appends = office.desk.counters.appends;
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        office.desk.submit('group', { type: 'toggle', viewerId: viewer(at), seatId: `C-A${(at % 10) + 1}` }),
      ),
    );
    expect(outcomes.filter((outcome) => 'accepted' in outcome)).toHaveLength(10);
    expect(outcomes.filter((outcome) => 'rejected' in outcome && outcome.rejected === 'seat-taken')).toHaveLength(50);
    expect(office.desk.counters.appends - appends).toBe(1);
    const live = await office.screenings.open('group');
    expect(live?.state.counts).toEqual({ available: 40, held: 10, booked: 0, withheld: 0 });
  });

  it('carries out a command that is handed in twice with one id once', async () => {
    await openScreening(office.desk, 'twice');
    const command = { type: 'toggle', viewerId: viewer(1), seatId: 'C-A1', id: 'the-same' } as const;
    const [a, b] = await Promise.all([office.desk.submit('twice', command), office.desk.submit('twice', command)]);
    const c = await office.desk.submit('twice', command);
    expect(b).toEqual(a);
    expect(c).toMatchObject({ accepted: true });
    const live = await office.screenings.open('twice');
    expect(live && seatOf(live.state, 'C-A1')).toMatchObject({ status: 'held', viewerId: viewer(1) });
  });

  it('sells no seat twice when two desks on one log sell the same screening, and starves neither', async () => {
    await openScreening(office.desk, 'rivals', planOf(20, 15));
    const sold = new Map<string, string>();
    const wins = [0, 0];
    const patron = async (desk: number, at: number) => {
      const { desk: mine } = desk === 0 ? office : other;
      const viewerId = `viewer-${desk}-${at}`;
      for (let step = 1; step <= 15; step++) {
        // From both ends of the row: how far each desk comes is its share of the log.
        const column = desk === 0 ? step : 16 - step;
        const seatId = `C-${String.fromCharCode(65 + (at % 20))}${column}`;
        const claimed = await mine.submit('rivals', { type: 'toggle', viewerId, seatId });
        if (!('accepted' in claimed)) continue;
        const booked = await mine.submit('rivals', {
          type: 'book',
          viewerId,
          order: `ORDER-${desk}-${at}-${column}`,
          customer: { name: 'A' },
          payment: { status: 'due', tenders: [] },
        });
        if (!('accepted' in booked)) continue;
        expect(sold.has(seatId)).toBe(false);
        sold.set(seatId, viewerId);
        wins[desk] = (wins[desk] ?? 0) + 1;
      }
    };
    // Neither is still reading the screening in when the other begins.
    await Promise.all([office, other].map(({ screenings }) => screenings.open('rivals')));
    await Promise.all([0, 1].flatMap((desk) => Array.from({ length: 20 }, (_, at) => patron(desk, at))));
    const live = await office.screenings.open('rivals');
    expect(sold.size).toBe(300);
    // The other desk's last sales are on its own screen first.
    await expect.poll(() => live?.state.counts).toMatchObject({ booked: 300, available: 0, held: 0 });
    for (const [seatId, viewerId] of sold) {
      expect(live && seatOf(live.state, seatId)).toMatchObject({ status: 'booked', viewerId });
    }
    expect(Math.min(...wins)).toBeGreaterThan(60);
  });

  it('writes refusals down, a few of each viewer', async () => {
    await openScreening(office.desk, 'refusals');
    await office.desk.submit('refusals', { type: 'toggle', viewerId: viewer(1), seatId: 'C-A1' });
    const live = await office.screenings.open('refusals');
    const seen: string[] = [];
    live?.onItem((item) => item.kind === 'refusal' && seen.push(item.event.reason));
    for (let at = 0; at < 20; at++) {
      await office.desk.submit('refusals', { type: 'toggle', viewerId: viewer(2), seatId: 'C-A1' });
    }
    await expect.poll(() => seen.length).toBeGreaterThan(0);
    expect(seen.length).toBeLessThanOrEqual(10);
    expect(seen[0]).toBe('seat-taken');
  });
});

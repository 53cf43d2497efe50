import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seatOf } from '../screening/state.ts';
import { boxOffice, openScreening, planOf, type BoxOffice } from './testing/box-office.ts';
import { readLedger } from './testing/read-ledger.ts';
import { stopwatch } from './testing/stopwatch.ts';
import { contradicted, storm } from './testing/storm.ts';
import { testLog, type TestLog } from './testing/test-log.ts';

let theatre: TestLog;
let offices: BoxOffice[];

beforeEach(async () => {
  theatre = await testLog();
  offices = [boxOffice(await theatre.connect()), boxOffice(await theatre.connect())];
});

afterEach(async () => {
  await Promise.all(offices.map((office) => office.close()));
  await theatre.dispose();
});

describe('when nats-server is killed in the middle of it', () => {
  it('every accepted command is in the ledger exactly once, and nothing refused is', async () => {
    await openScreening((offices[0] as BoxOffice).desk, 'storm', planOf(20, 30));
    const run = storm(offices, 'storm');
    const { told } = run;
    try {
      for (let kill = 0; kill <= 4; kill++) {
        const before = told.length;
        // Refusals need no server, and forty commands may have been answered as the last one died: with more, there is another.
        await expect
          .poll(() => told.slice(before).filter(({ outcome }) => 'accepted' in outcome).length)
          .toBeGreaterThan(100);
        if (kill < 4) process.kill(theatre.embedded.pid, 'SIGKILL');
      }
    } finally {
      await run.stop();
    }

    const ledger = await readLedger(theatre.address, 'storm');
    expect(
      contradicted(
        told,
        ledger.map(({ event }) => event.commandId),
      ),
    ).toEqual([]);
    expect(offices.reduce((sum, { desk }) => sum + desk.counters.unclear, 0)).toBeGreaterThan(0);
    for (const { screenings } of offices) {
      const live = await screenings.open('storm');
      await live?.reached(ledger.at(-1)?.sequence ?? 0);
      const { counts, index } = live?.state ?? {};
      expect(counts && counts.available + counts.held + counts.booked + counts.withheld).toBe(index?.capacity);
    }
  });

  it('sells again within a second', async () => {
    const { desk } = offices[0] as BoxOffice;
    await openScreening(desk, 'again');
    process.kill(theatre.embedded.pid, 'SIGKILL');
    const killed = stopwatch();
    const outcome = await desk.submit('again', { type: 'toggle', viewerId: 'viewer-1', seatId: 'C-A1' });
    expect(outcome).toMatchObject({ accepted: true });
    expect(killed.within(1000), `${killed.ms} ms`).toBe(true);
  });
});

describe('when nats-server stands still', () => {
  it('says so within three seconds, answers new commands soon, and settles what was under way', async () => {
    const [{ desk, log, screenings }] = offices as [BoxOffice];
    await openScreening(desk, 'still');
    const live = await screenings.open('still');
    process.kill(theatre.embedded.pid, 'SIGSTOP');
    try {
      const stopped = stopwatch();
      const under = desk.submit('still', { type: 'toggle', viewerId: 'viewer-1', seatId: 'C-A1', id: 'under-way' });
      await expect.poll(() => log.connected).toBe(false);
      expect(stopped.within(3000), `${stopped.ms} ms`).toBe(true);
      expect(live?.fresh).toBe(false);
      const asked = stopwatch();
      const rejectedSoon = await desk.submit('still', { type: 'toggle', viewerId: 'viewer-2', seatId: 'C-A2' });
      expect(rejectedSoon).toMatchObject({ unsettled: true, why: 'unreachable' });
      expect(asked.within(1500), `${asked.ms} ms`).toBe(true);
      expect(await under).toMatchObject({ unsettled: true, commandId: 'under-way', why: 'no-answer' });
    } finally {
      process.kill(theatre.embedded.pid, 'SIGCONT');
    }
    await expect.poll(() => live && seatOf(live.state, 'C-A1')).toMatchObject({ status: 'held' });
    await sleep(0);
    expect(
      (await readLedger(theatre.address, 'still')).filter(({ event }) => event.commandId === 'under-way'),
    ).toHaveLength(1);
    expect(await desk.submit('still', { type: 'toggle', viewerId: 'viewer-2', seatId: 'C-A2' })).toMatchObject({
      accepted: true,
    });
  });
});

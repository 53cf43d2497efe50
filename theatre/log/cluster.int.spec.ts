import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boxOffice, openScreening, planOf, policy, type BoxOffice } from './testing/box-office.ts';
import { readLedger } from './testing/read-ledger.ts';
import { contradicted, storm } from './testing/storm.ts';
import { testCluster, type TestCluster } from './testing/test-cluster.ts';

let cluster: TestCluster;
let offices: [BoxOffice, BoxOffice];

beforeEach(async () => {
  cluster = await testCluster();
  offices = [boxOffice(await cluster.connect('a')), boxOffice(await cluster.connect('b'))];
});

afterEach(async () => {
  await Promise.all(offices.map((office) => office.close()));
  await cluster.dispose();
});

const accepted = (told: readonly { outcome: object }[]) => told.filter(({ outcome }) => 'accepted' in outcome).length;

describe('on a cluster of three', { timeout: 120_000 }, () => {
  it('two desks sell without a double sale while its leader is killed, and sell again when it has a new one', async () => {
    await openScreening(offices[0].desk, 'cluster', planOf(20, 30));
    const run = storm(offices, 'cluster');
    await expect.poll(() => accepted(run.told)).toBeGreaterThan(150);
    const leader = await cluster.leader(offices[0].log);
    cluster.kill(leader);
    const before = run.told.length;
    // Choosing a leader takes the servers from four to nine seconds.
    await expect.poll(() => accepted(run.told.slice(before))).toBeGreaterThan(100);
    cluster.revive(leader);
    const after = run.told.length;
    await expect.poll(() => accepted(run.told.slice(after))).toBeGreaterThan(100);
    await run.stop();

    const ledger = await readLedger(cluster.address, 'cluster');
    expect(
      contradicted(
        run.told,
        ledger.map(({ event }) => event.commandId),
      ),
    ).toEqual([]);
    for (const { screenings } of offices) {
      const live = await screenings.open('cluster');
      await live?.reached(ledger.at(-1)?.sequence ?? 0);
      const { available, held, booked, withheld } = live?.state.counts ?? {
        available: 0,
        held: 0,
        booked: 0,
        withheld: 0,
      };
      expect(available + held + booked + withheld).toBe(600);
    }
  });

  it('holds end by themselves, also when the leader was killed meanwhile', async () => {
    const office = boxOffice(offices[0].log, { policy: { ...policy, holdMs: 3000 } });
    await openScreening(office.desk, 'expiry');
    const outcome = await office.desk.submit('expiry', { type: 'toggle', viewerId: 'viewer-1', seatId: 'C-A1' });
    expect(outcome).toMatchObject({ accepted: true });
    cluster.kill(await cluster.leader(office.log));
    // While a new leader is being chosen it cannot be said what there is.
    const open = () => offices[1].screenings.open('expiry').catch(() => undefined);
    await expect.poll(open).toBeDefined();
    const live = await open();
    await expect.poll(() => live?.state.counts.held).toBe(0);
    await office.close();
  });
});

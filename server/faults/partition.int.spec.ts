/** Three nodes on a network whose cables are pulled: a part without the others sells nothing and says so, and nothing is lost when it is whole again. */
import { afterEach, expect, test } from 'vitest';
import { openLog, type Log } from '../../theatre/log/connection.ts';
import { boxOffice, openScreening, planOf, type BoxOffice } from '../../theatre/log/testing/box-office.ts';
import { canMakeNetworks, clusterNetwork } from '../../theatre/log/testing/cluster-network.ts';
import { readLedger } from '../../theatre/log/testing/read-ledger.ts';
import { contradicted, storm, type Told } from '../../theatre/log/testing/storm.ts';
import { testCluster, type TestCluster } from '../../theatre/log/testing/test-cluster.ts';
import { closeAll, long } from './long.ts';

const closers: (() => unknown)[] = [];
afterEach(() => closeAll(closers));

const accepted = (told: readonly Told[]) => told.filter(({ outcome }) => 'accepted' in outcome).length;

/** The node that a client is connected to, or was last. */
function nodeOf({ address: { servers } }: TestCluster, { connection }: Log): number {
  const server = connection.getServer();
  return servers.findIndex((address) => address.endsWith(server));
}

/** Clients choose among the nodes by chance: the first that chose as we want. */
async function connected(cluster: TestCluster, wanted: (node: number) => boolean): Promise<Log> {
  for (;;) {
    const log = await openLog({ address: cluster.address, name: 'desk', replicas: 3 });
    if (wanted(nodeOf(cluster, log))) {
      closers.push(() => log.close());
      return log;
    }
    await log.close();
  }
}

const cases = [
  { what: 'cut off from the other nodes alone', cut: 'shut', mend: 'open', who: 'leader' },
  ...(long
    ? ([
        { what: 'cut off from everybody', cut: 'pull', mend: 'plug', who: 'leader' },
        { what: 'cut off from the other nodes alone', cut: 'shut', mend: 'open', who: 'follower' },
        { what: 'cut off from everybody', cut: 'pull', mend: 'plug', who: 'follower' },
      ] as const)
    : []),
] as const;

test.skipIf(!canMakeNetworks()).each(cases)(
  'a $who that is $what',
  { timeout: 120_000 },
  async ({ cut, mend, who, what }) => {
    const network = clusterNetwork();
    closers.push(network.dispose);
    const cluster = await testCluster(network);
    closers.push(() => cluster.dispose());
    const observer = await cluster.connect('observer');
    const leader = await cluster.leader(observer);
    const node = who === 'leader' ? leader : (leader + 1) % 3;
    // One of two desks is connected to the node that is cut off, the other is not.
    const there = await connected(cluster, (at) => at === node);
    const here = await connected(cluster, (at) => at !== node);
    const offices: [BoxOffice, BoxOffice] = [boxOffice(there), boxOffice(here)];
    closers.push(() => Promise.all(offices.map((office) => office.close())));
    await openScreening(offices[0].desk, 'parted', planOf(20, 30));
    const run = storm(offices, 'parted');
    closers.push(() => run.stop());
    await expect.poll(() => accepted(run.told)).toBeGreaterThan(100);

    const began = Date.now();
    const before = run.told.length;
    let saidSo = 0;
    const soldThere: number[] = [];
    const silent = there.onStatus((connected) => {
      if (!connected && saidSo === 0) saidSo = Date.now() - began;
    });
    network[cut](node);
    // Told before the cut may have been answered after it; what is asked of the part that is alone is not taken.
    await expect.poll(() => saidSo).toBeGreaterThan(0);
    const alone: Told[] = [];
    while (!there.connected && soldThere.length === 0) {
      const asked = Date.now();
      const toggle = { viewerId: 'alone', seatId: 'C-A1', id: `alone-${alone.length}` };
      const outcome = await offices[0].desk.submit('parted', { type: 'toggle', ...toggle });
      alone.push({ ...toggle, outcome });
      // On its way to another node it sells there before it says that it is connected again.
      if ('accepted' in outcome && !there.connected && nodeOf(cluster, there) === node) soldThere.push(asked);
    }
    expect(soldThere).toEqual([]);
    await expect.poll(() => accepted(run.told.slice(before))).toBeGreaterThan(100);
    const soldAgain = Date.now() - began;
    network[mend](node);
    await cluster.whole(observer);
    // Whole again it may lose another one.
    if (long) cluster.kill((node + 1) % 3);
    const since = run.told.length;
    await expect.poll(() => accepted(run.told.slice(since))).toBeGreaterThan(100);
    silent();
    await run.stop();

    const ledger = await readLedger(cluster.address, 'parted');
    const ids = ledger.map(({ event }) => event.commandId);
    expect(contradicted([...run.told, ...alone], ids)).toEqual([]);
    for (const { screenings } of offices) {
      const live = await screenings.open('parted');
      await live?.reached(ledger.at(-1)?.sequence ?? 0);
      const { available = 0, held = 0, booked = 0 } = live?.state.counts ?? {};
      expect(available + held + booked).toBe(600);
    }
    console.log(`${who} ${what}: said so there after ${saidSo} ms, both sold again after ${soldAgain} ms`);
  },
);

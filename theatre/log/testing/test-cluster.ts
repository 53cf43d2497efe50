/** Three real nats-servers on loopback that carry one log together; gone with their folders when disposed of. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addressFromUrl, type LogAddress } from '../address.ts';
import { nodeName } from '../cluster-config.ts';
import { writeCluster } from '../cluster-files.ts';
import { openLog, type Log } from '../connection.ts';
import { findServer } from '../find-server.ts';
import { takeGuard, type Guard } from '../guard.ts';
import { STREAM } from '../subjects.ts';
import type { ClusterNetwork } from './cluster-network.ts';
import { freePort } from './free-port.ts';

export interface TestCluster {
  readonly address: LogAddress;
  connect(this: void, name?: string): Promise<Log>;
  /** The node that leads the stream now, as its number; asked of `log`. */
  leader(this: void, log: Log): Promise<number>;
  /** The node that leads the cluster itself, who gives out readers among other things. */
  metaLeader(this: void): Promise<number>;
  /** Waits until the stream has all three copies up to date again. */
  whole(this: void, log: Log): Promise<void>;
  /** Ends a node as a power cut does. It stays down until `revive`. */
  kill(this: void, node: number): void;
  /** Asks a node to go: it gives what it leads to another one first. */
  end(this: void, node: number, signal: 'SIGTERM' | 'SIGUSR2'): void;
  revive(this: void, node: number): void;
  dispose(this: void): Promise<void>;
}

const NODES = [0, 1, 2] as const;

/** On loopback, or each node on a machine of `network`. The node `late` has yet to come: `revive` starts it. */
export async function testCluster(network?: ClusterNetwork, late?: number): Promise<TestCluster> {
  const folder = await mkdtemp(path.join(tmpdir(), 'full-house-cluster-'));
  const server = await findServer();
  const ports = await Promise.all(NODES.map(() => freePort()));
  const routes = await Promise.all(NODES.map(() => freePort()));
  const pids: number[] = [];
  const guards: Guard[] = [];
  const logs: Log[] = [];
  // As `npm run cluster` writes it, TLS and all; three machines are three addresses of this one.
  const written = await writeCluster(
    path.join(folder, 'cluster'),
    NODES.map((node) => ({
      host: network?.hosts[node] ?? `127.0.0.${node + 1}`,
      port: ports[node] ?? 0,
      routePort: routes[node] ?? 0,
    })),
  );
  const address = addressFromUrl(written.url, written.ca);

  const dispose = async () => {
    await Promise.all(logs.map((log) => log.close()));
    await Promise.all(guards.map((guard) => guard.stop()));
    await rm(folder, { recursive: true, force: true });
  };

  const startNode = async (node: number) => {
    const own = written.folders[node] ?? '';
    const guard = await takeGuard(
      { folder: own, server: (await network?.wrap(node, server, folder)) ?? server, owner: `${process.pid}` },
      { onStarted: (pid) => void (pids[node] = pid), onEnded: () => undefined, onGone: () => undefined },
    );
    if (!guard) throw new Error('a node of the cluster is locked');
    guards[node] = guard;
    if (node !== late) guard.start();
  };

  try {
    await Promise.all(NODES.map(startNode));
    const cluster: TestCluster = {
      address,
      async connect(name = 'test') {
        const log = await openLog({ address, name, replicas: 3 });
        logs.push(log);
        return log;
      },
      async leader(log) {
        const { cluster: state } = await log.manager.streams.info(STREAM);
        return NODES.findIndex((node) => nodeName(node) === state?.leader);
      },
      async metaLeader() {
        // Each says in its own words whom it follows; whoever was last elected has been named last.
        const said = await Promise.all(
          written.folders.map((own) => readFile(path.join(own, 'nats-server.out'), 'utf8').catch(() => '')),
        );
        const named = said
          .flatMap((text) => [...text.matchAll(/ (\d{4}\/\S+ \S+) .*cluster new metadata leader: ([\w-]+)/g)])
          .map(([, at = '', name = '']) => ({ at, node: NODES.findIndex((node) => nodeName(node) === name) }))
          .concat(
            said.flatMap((text, node) =>
              [...text.matchAll(/ (\d{4}\/\S+ \S+) .*Self is new JetStream cluster metadata leader/g)].map(
                ([, at = '']) => ({ at, node }),
              ),
            ),
          )
          .sort((a, b) => (a.at < b.at ? -1 : 1));
        return named.at(-1)?.node ?? -1;
      },
      async whole(log) {
        for (;;) {
          const info = await log.manager.streams.info(STREAM).catch(() => undefined);
          const replicas = info?.cluster?.replicas ?? [];
          if (
            replicas.length === 2 &&
            replicas.every(({ current, offline, lag }) => current && offline !== true && !lag)
          )
            return;
          await sleep(100);
        }
      },
      kill: (node) => void process.kill(pids[node] ?? 0, 'SIGKILL'),
      end: (node, signal) => void process.kill(pids[node] ?? 0, signal),
      revive: (node) => guards[node]?.start(),
      dispose,
    };
    return cluster;
  } catch (error) {
    await dispose();
    throw error;
  }
}

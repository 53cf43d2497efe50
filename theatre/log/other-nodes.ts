/** What the other nodes of a cluster say when ours knows of no leader: it may have been cut off from them, or there is none. */
import { jetstreamManager } from '@nats-io/jetstream';
import { millis, type NatsConnection } from '@nats-io/transport-node';
import { connectTo, type ConnectWishes } from './connect.ts';
import { sinceMajority, SILENT_MS } from './quorum.ts';
import { STREAM } from './subjects.ts';

const WITHIN_MS = 1000;

/**
 * Whether the stream's leader, asked through another node than the one that `connection` has, heard of a majority lately. Asked over
 * connections of their own, so that ours, and all that is read over it, goes on as it is. Never rejects.
 */
export async function leaderElsewhere(connection: NatsConnection, wishes: ConnectWishes): Promise<boolean> {
  const here = connection.getServer();
  const others = connection
    .getServers()
    .map(({ listen }) => listen)
    .filter((listen) => listen !== here);
  const asked = others.map(async (server) => {
    if (!(await answersAt(server, wishes))) throw new Error('nobody leads there');
  });
  return Promise.any(asked).then(
    () => true,
    () => false,
  );
}

async function answersAt(server: string, { address, name }: ConnectWishes): Promise<boolean> {
  const options = { reconnect: false, timeout: WITHIN_MS };
  const connection = await connectTo({ address: { ...address, servers: [server] }, name: `${name}, asking` }, options);
  try {
    const manager = await jetstreamManager(connection, { timeout: WITHIN_MS, checkAPI: false });
    const { cluster } = await manager.streams.info(STREAM);
    return sinceMajority((cluster?.replicas ?? []).map(({ active }) => millis(active))) <= SILENT_MS;
  } finally {
    await connection.close();
  }
}

/** How the copies of a log stand, for whoever looks after its nodes. */
import { LogUnfit } from './errors.ts';
import type { Log } from './connection.ts';
import { KEY_STREAM, STREAM } from './subjects.ts';

export interface Copies {
  /** The node that leads the log; undefined while one is being chosen. */
  readonly leader: string | undefined;
  /** By name; a node has both streams, and stands as the worse of them does. */
  readonly copies: readonly { readonly name: string; readonly state: 'current' | 'catching up' | 'away' }[];
}

/** Throws `LogUnfit` for a log that is no cluster's, and whatever the question comes to where nobody answers. */
export async function copiesOf(log: Log): Promise<Copies> {
  const states = new Map<string, Copies['copies'][number]['state']>();
  let leader: string | undefined;
  for (const stream of [STREAM, KEY_STREAM]) {
    const { cluster } = await log.manager.streams.info(stream);
    if (!cluster) throw new LogUnfit('This log is on one node alone: it is no cluster.');
    if (stream === STREAM) leader = cluster.leader;
    const found = (cluster.replicas ?? []).map(({ name, current, offline, lag }) => ({
      name,
      state: offline === true ? ('away' as const) : current && !lag ? ('current' as const) : ('catching up' as const),
    }));
    if (cluster.leader !== undefined) found.push({ name: cluster.leader, state: 'current' });
    for (const { name, state } of found) {
      if ((states.get(name) ?? 'current') === 'current') states.set(name, state);
    }
  }
  const copies = [...states].map(([name, state]) => ({ name, state })).sort((a, b) => (a.name < b.name ? -1 : 1));
  return { leader, copies };
}

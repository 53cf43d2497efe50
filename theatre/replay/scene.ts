/** One item of a night with what everybody saw before and after it; the same fold as the live screens'. */
import { activityOf } from '../screening/activity.ts';
import { evolve } from '../screening/evolve.ts';
import { evolvePresence } from '../screening/presence.ts';
import { feedAfter, type Snapshot } from '../screening/snapshot.ts';
import type { NightItem } from './items.ts';

export interface Scene {
  /** How many items have happened with this one: the place to seek to in order to see `after`. */
  readonly count: number;
  readonly item: NightItem;
  readonly before: Snapshot;
  readonly after: Snapshot;
}

/** What is seen after one more item. */
export function snapshotAfter(before: Snapshot, item: NightItem): Snapshot {
  const { sequence } = item;
  if (item.kind === 'refusal') return { ...before, sequence };
  const activity = activityOf(before.state, item);
  const feed = activity ? feedAfter(before.feed, activity) : before.feed;
  return item.kind === 'ledger'
    ? { sequence, state: evolve(before.state, item), presence: before.presence, feed }
    : { sequence, state: before.state, presence: evolvePresence(before.presence, item), feed };
}

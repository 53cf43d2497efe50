/** All that a screen shows at one moment. Two of them, compared, say what a screen that has the first must be told. */
import type { Activity } from './activity.ts';
import type { PresenceState } from './presence.ts';
import { nobody } from './presence.ts';
import { initial, type ScreeningState } from './state.ts';

export interface Snapshot {
  /** Stream sequence of the last item in it, of any kind; a stream's `id`. */
  readonly sequence: number;
  readonly state: ScreeningState;
  readonly presence: PresenceState;
  /** Newest first, at most `FEED_LENGTH`. */
  readonly feed: readonly FeedLine[];
}

/** A line of the feed; arrivals and departures that follow one another are one line with a count. */
export interface FeedLine extends Activity {
  readonly count: number;
}

export const FEED_LENGTH = 30;

export const blank: Snapshot = { sequence: 0, state: initial, presence: nobody, feed: [] };

const crowds = new Set<Activity['kind']>(['joined', 'left']);

/** The feed with one more line on top. A line that grew has the newer sequence. */
export function feedAfter(feed: readonly FeedLine[], activity: Activity): readonly FeedLine[] {
  const newest = feed[0];
  if (newest && newest.kind === activity.kind && crowds.has(activity.kind)) {
    return [{ ...activity, count: newest.count + 1 }, ...feed.slice(1)];
  }
  return [{ ...activity, count: 1 }, ...feed.slice(0, FEED_LENGTH - 1)];
}

/** What the hub needs of a screening that is followed in the log; `theatre/log` has it, tests make one. */
import type { PresenceState } from '../../theatre/screening/presence.ts';
import type { FeedLine } from '../../theatre/screening/snapshot.ts';
import type { ScreeningState } from '../../theatre/screening/state.ts';

export interface ScreeningSource {
  readonly state: ScreeningState;
  readonly presence: PresenceState;
  /** Stream sequence of the last item folded, of any kind. */
  readonly sequence: number;
  readonly feed: readonly FeedLine[];
  /** False while the log cannot be read or is being caught up with: what is shown may be late. */
  readonly fresh: boolean;
  onFresh(listener: (fresh: boolean) => void): () => void;
  /** Calls back synchronously after each item was folded. */
  onItem(listener: () => void): () => void;
  /** Keeps it followed until released. */
  retain(): () => void;
}

export interface ScreeningSources {
  /** Caught up; undefined when there is no such screening; rejects when that cannot be known. */
  open(screeningId: string): Promise<ScreeningSource | undefined>;
}

/** Says in the log who is looking, for this instance, and sees to it that the log learns of it; never rejects. */
export interface Attendances {
  join(screeningId: string, viewerId: string): Promise<void>;
  leave(screeningId: string, viewerId: string): Promise<void>;
}

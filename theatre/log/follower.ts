/** What whoever follows the log is told, and can ask. */
import type { TheatreEvent } from '../contract/log.ts';

export interface FollowedMessage<E = TheatreEvent> {
  /** Stream sequence. */
  readonly sequence: number;
  /** Epoch milliseconds: the log's own time of the message. */
  readonly at: number;
  readonly subject: string;
  /** The body as it is in the log. */
  readonly data: Uint8Array;
  readonly event: E;
}

export interface Skipped {
  readonly sequence: number;
  readonly subject: string;
  readonly problem: string;
}

/** Makes a typed event of a message's bytes, or says in words what is wrong with them. Never throws. */
export type Parse<E> = (subject: string, bytes: Uint8Array) => { readonly event: E } | { readonly problem: string };

export interface FollowOptions<E = TheatreEvent> {
  readonly subjects: readonly string[];
  /** Stream sequence to start at; 1 is the start. */
  readonly from: number;
  /** No faster than this, so that others in the same process are not kept waiting. Defaults to as fast as it goes. */
  readonly bytesPerSecond?: number;
  /** In order, each once. Where it throws, nothing more is told until the next start: `onBehind` says so, once. */
  onMessage(message: FollowedMessage<E>): void;
  /** A message that does not parse; it is passed over. Defaults to counting alone. */
  onSkipped?(info: Skipped): void;
  /** All that was in the log has been told; again after each outage. */
  onCaughtUp?(): void;
  /** What comes may be late or missing from now on, until `onCaughtUp`. With a problem where it will not mend by itself. */
  onBehind?(problem?: string): void;
}

export interface Follower {
  /** Resolves when all that was in the log at the start has been told, or nothing more will be. */
  readonly caughtUp: Promise<void>;
  /** Messages in the log that are known of and not yet told. */
  readonly lag: number;
  /** Stream sequence of the last message told; what is before the place it began at counts as told. */
  readonly sequence: number;
  /** False while it cannot read, and until it has told all that was there when it could again. */
  readonly fresh: boolean;
  /** Something must have come that did not: its reader on the server is replaced. At most once a second. */
  refresh?(): void;
  stop(): Promise<void>;
}

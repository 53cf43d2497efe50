/** What a stream is made of: where it writes, what it writes, and for whom. */
import type { Frame } from './frame.ts';

/** Anything that has a place in the log's order. */
export interface Sequenced {
  readonly sequence: number;
}

/** How a screen is told of a snapshot. Pure: the same arguments give the same text. */
export interface Format<S extends Sequenced> {
  /** `event:` of each frame. Defaults to none: a plain message. */
  readonly event?: string;
  /**
   * What turns a screen that shows `before` into one that shows `after`; '' when nothing differs. Without a viewer it is
   * the frame for everyone whose own seats are untouched.
   */
  patch(before: S, after: S, viewerId?: string): string;
  /** All of it, whatever the screen shows. Without a viewer it is for everyone who has nothing of their own, and says so. */
  whole(snapshot: S, viewerId?: string): string;
}

/** Who needs a frame of their own. */
export interface Audience<S extends Sequenced> {
  /** Viewers for whom the shared patch between two snapshots does not tell all. */
  touched(before: S, after: S): ReadonlySet<string>;
  /** Whether a viewer has something of their own in a snapshot. */
  owns(snapshot: S, viewerId: string): boolean;
}

/** One open stream. Never queues on our side: a false from `write` is a promise that nothing is written until it drained. */
export interface Sink {
  /** False when the other side does not keep up: `drained` follows when it does. */
  write(frame: Frame): boolean;
  /** Called by whoever writes; at most one listener. `closed` is called once, also when it was closed already. */
  listen(listener: SinkListener): void;
  /** Ends the stream. `closed` follows. */
  end(): void;
}

export interface SinkListener {
  drained(): void;
  closed(): void;
}

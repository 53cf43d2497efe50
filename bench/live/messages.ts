/** What the three processes of a measurement say to one another. */

export type Contender = 'full-house' | 'baseline' | 'baseline-shared';

/** Sent to the server under test; it answers each with `ServerFigures`. */
export interface Ask {
  /** Whether to collect garbage first, for what is said of memory; its time counts for the phase after. */
  readonly collect: boolean;
}

export interface ServerFigures {
  /** Processor time of the process since it started, in milliseconds. */
  readonly cpuMs: number;
  /** In bytes. */
  readonly rss: number;
  /** JavaScript objects and buffers, in bytes. */
  readonly held: number;
  readonly counters: unknown;
}

export interface LoadOptions {
  readonly url: string;
  readonly screeningId: string;
  /** The server's, so that thousands of sessions need not load a page each. */
  readonly sessionKey: string;
  readonly viewers: number;
  /** Clicks a second, by `sessions` of the viewers in turn. */
  readonly rate: number;
  readonly sessions: number;
  /** Seconds without and with clicks. */
  readonly idleSeconds: number;
  readonly seconds: number;
}

/** Sent by the load generator when a phase begins. It goes on when it is told to. */
export interface Phase {
  readonly phase: 'connected' | 'idle' | 'clicking' | 'clicked' | 'settled';
}

export interface LoadResult {
  readonly clicks: number;
  readonly accepted: number;
  readonly refused: number;
  readonly failed: number;
  /** Accepted clicks times screens that were to show them. */
  readonly due: number;
  /** Of those, never shown. */
  readonly missed: number;
  /** Milliseconds from the click's intended time until it was answered: the log's part, and this machine's disk. */
  readonly answeredP50: number;
  readonly answeredP99: number;
  /** Milliseconds from then until a screen had it, 0 where the screen was first: the live view's part. */
  readonly sinceAnsweredP50: number;
  readonly sinceAnsweredP99: number;
  /** Milliseconds from the click's intended time until a screen had it: of all that were shown. */
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
  /** Screens that do not show the log's map when nothing moves any more. */
  readonly wrong: number;
  /** Streams that ended before they should. */
  readonly lost: number;
  readonly frames: number;
  readonly megabytes: number;
  /** The generator's own processor time while clicking, in percent of one core: near 100 the figures say more of it than of the server. */
  readonly ownCpu: number;
  /** By how much the generator's own timers were late while clicking, p99 in milliseconds: part of every latency above. */
  readonly ownDelayP99: number;
}

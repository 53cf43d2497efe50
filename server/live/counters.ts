/** What the live view counts about itself, since the process started; the metrics page reads it. */
export interface LiveCounters {
  /** Streams open now. */
  streams: number;
  /** Channels (screenings and others) open now. */
  channels: number;
  /** Flushes that wrote something or not, and how long they kept the process busy in all, in milliseconds. */
  flushes: number;
  busyMs: number;
  /** From the first change that a flush carries until all of its screens have it, the last flush's, in milliseconds. */
  lagMs: number;
  /** When that flush ended, in monotonic milliseconds. */
  lagAt: number;
  /** Frames rendered and encoded. */
  rendered: number;
  /** Frames written to sockets, and their bytes. */
  written: number;
  bytes: number;
  /** Changes of a snapshot that went out together with a later one. */
  conflated: number;
  /** Times a socket was passed over because it did not drain. */
  skipped: number;
  /** Streams that began from a past snapshot, and with the whole. */
  resumed: number;
  whole: number;
  /** Sockets closed because they drained nothing for too long. */
  dropped: number;
}

export function newCounters(): LiveCounters {
  return {
    streams: 0,
    channels: 0,
    flushes: 0,
    busyMs: 0,
    lagMs: 0,
    lagAt: 0,
    rendered: 0,
    written: 0,
    bytes: 0,
    conflated: 0,
    skipped: 0,
    resumed: 0,
    whole: 0,
    dropped: 0,
  };
}

/** A screen that was late a while ago is not late now: after so long without a change there is nothing to be late with. */
const LAG_COUNTS_MS = 15_000;

/** How late screens are, in milliseconds; `now` is monotonic. */
export function lagNow({ lagMs, lagAt }: Pick<LiveCounters, 'lagMs' | 'lagAt'>, now = performance.now()): number {
  return now - lagAt < LAG_COUNTS_MS ? lagMs : 0;
}

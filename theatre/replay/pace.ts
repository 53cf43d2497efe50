/**
 * How a replay moves through a night: a pure function of the place, the speed and the time that went by. Whoever plays it
 * has the timer.
 */

/** Real time so many times as fast, or so many items a second whatever the clock of that night says. */
export type Speed =
  | { readonly kind: 'real'; readonly times: number }
  | { readonly kind: 'fixed'; readonly perSecond: number };

/** What is needed of a night in order to move through it. */
export interface Timeline {
  readonly length: number;
  /** Epoch milliseconds of the `count`th item, from 1; never earlier than the one before. */
  timeOf(count: number): number;
  /** How many items had happened at an instant. */
  countAt(at: number): number;
}

/** A time in which nothing happened, passed over instead of waited through. Epoch milliseconds. */
export interface Bridge {
  readonly from: number;
  readonly to: number;
}

export interface Playhead {
  readonly count: number;
  /** The clock of that night, in epoch milliseconds. */
  readonly clock: number;
  /** Part of an item that is due at a fixed pace. */
  readonly part: number;
  /** The last gap that was passed over, until the next item after it has been shown for a while. */
  readonly bridge: Bridge | undefined;
}

export interface PaceOptions {
  /** A gap that would be waited through for longer than this is passed over, in milliseconds of the one who watches. Defaults to 5,000. */
  readonly longestWaitMs?: number;
  /** How long is waited instead. Defaults to 1,500. */
  readonly shortWaitMs?: number;
}

const LONGEST_WAIT_MS = 5000;
const SHORT_WAIT_MS = 1500;

/** A playhead at a place, as after a seek or a step. */
export function playheadAt(timeline: Timeline, count: number): Playhead {
  const place = Math.max(0, Math.min(Math.trunc(count), timeline.length));
  return { count: place, clock: timeline.timeOf(place), part: 0, bridge: undefined };
}

/** Whether there is nothing more to play. */
export function atEnd(timeline: Timeline, { count }: Playhead): boolean {
  return count >= timeline.length;
}

/** Where the playhead is after `elapsedMs` more of playing. */
export function advance(
  timeline: Timeline,
  from: Playhead,
  speed: Speed,
  elapsedMs: number,
  options: PaceOptions = {},
): Playhead {
  if (atEnd(timeline, from) || elapsedMs <= 0) return from;
  return speed.kind === 'fixed'
    ? advanceByItems(timeline, from, (speed.perSecond * elapsedMs) / 1000)
    : advanceByClock(timeline, from, speed.times, elapsedMs, options);
}

function advanceByItems(timeline: Timeline, from: Playhead, items: number): Playhead {
  const due = from.part + items;
  const whole = Math.floor(due);
  if (whole === 0) return { ...from, part: due };
  return { ...playheadAt(timeline, from.count + whole), part: due - whole };
}

function advanceByClock(
  timeline: Timeline,
  from: Playhead,
  times: number,
  elapsedMs: number,
  { longestWaitMs = LONGEST_WAIT_MS, shortWaitMs = SHORT_WAIT_MS }: PaceOptions,
): Playhead {
  let { count, clock, bridge } = from;
  let left = elapsedMs * times;
  while (left > 0 && count < timeline.length) {
    const next = timeline.timeOf(count + 1);
    const gap = next - clock;
    if (gap > longestWaitMs * times) {
      bridge = { from: clock, to: next };
      clock = next - Math.min(shortWaitMs, longestWaitMs) * times;
      continue;
    }
    if (gap > left) {
      clock += left;
      break;
    }
    left -= Math.max(0, gap);
    clock = Math.max(clock, next);
    count = Math.max(count + 1, timeline.countAt(clock));
    if (bridge && clock - bridge.to > shortWaitMs * times) bridge = undefined;
  }
  return { count, clock, part: 0, bridge };
}

/** Milliseconds of playing until the next item is shown; undefined at the end. */
export function nextIn(
  timeline: Timeline,
  from: Playhead,
  speed: Speed,
  { longestWaitMs = LONGEST_WAIT_MS, shortWaitMs = SHORT_WAIT_MS }: PaceOptions = {},
): number | undefined {
  if (atEnd(timeline, from)) return undefined;
  if (speed.kind === 'fixed') return ((1 - from.part) / speed.perSecond) * 1000;
  const wait = Math.max(0, timeline.timeOf(from.count + 1) - from.clock) / speed.times;
  return wait > longestWaitMs ? shortWaitMs : wait;
}

/** `1`, `10`, `60` (also with a × or x) for real time, `20/s` for a fixed pace; undefined for anything else. */
export function parseSpeed(text: string): Speed | undefined {
  const [, times] = /^[x×]?(\d{1,4})$/i.exec(text) ?? [];
  if (times !== undefined && Number(times) >= 1 && Number(times) <= 3600) {
    return { kind: 'real', times: Number(times) };
  }
  const [, perSecond] = /^(\d{1,4})\/s$/.exec(text) ?? [];
  if (perSecond !== undefined && Number(perSecond) >= 1) return { kind: 'fixed', perSecond: Number(perSecond) };
  return undefined;
}

export function speedText(speed: Speed): string {
  return speed.kind === 'real' ? String(speed.times) : `${speed.perSecond}/s`;
}

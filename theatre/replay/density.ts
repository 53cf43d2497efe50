/** How busy a night was, minute by minute, and the places in it that one looks for. */
import { get } from '../screening/persistent-map.ts';
import type { SeatId } from '../seating/plan.ts';
import type { Scene } from './scene.ts';

export type MarkKind =
  | 'opened'
  | 'booked'
  | 'refunded'
  | 'exchanged'
  | 'lapsed'
  | 'expired'
  | 'sold-out'
  | 'withheld'
  | 'released'
  | 'suspended'
  | 'resumed'
  | 'amended'
  | 'repriced'
  | 'cancelled'
  | 'closed';

export interface Mark {
  readonly kind: MarkKind;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The place to seek to in order to see it. */
  readonly count: number;
  /** Seats that it is about; empty for the screening as a whole. */
  readonly seatIds: readonly SeatId[];
  readonly viewerId?: string;
}

export interface Bar {
  /** Epoch milliseconds of its beginning. */
  readonly at: number;
  /** Events that changed a seat. */
  readonly ledger: number;
  /** People who came or left. */
  readonly presence: number;
  /** Commands that were refused. */
  readonly refusals: number;
  readonly bookings: number;
}

export interface DensityLine {
  /** Milliseconds that a bar stands for: a minute or several. */
  readonly barMs: number;
  /** Without gaps, from the first minute to the last. */
  readonly bars: readonly Bar[];
}

type Tally = { -readonly [K in keyof Bar]: Bar[K] };

export const MINUTE_MS = 60_000;

/** Counts while a night is loaded; can be drawn at any time. */
export class Density {
  readonly marks: Mark[] = [];
  readonly #minutes = new Map<number, Tally>();
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  add(scene: Scene): void {
    const { item } = scene;
    const minute = Math.floor(item.at / MINUTE_MS);
    this.#first = Math.min(this.#first, minute);
    this.#last = Math.max(this.#last, minute);
    let tally = this.#minutes.get(minute);
    if (!tally) this.#minutes.set(minute, (tally = emptyBar(minute * MINUTE_MS)));
    if (item.kind === 'ledger') tally.ledger++;
    else if (item.kind === 'presence') tally.presence++;
    else tally.refusals++;
    if (item.event.type === 'booked') tally.bookings++;
    this.#mark(scene);
  }

  /** At most `most` bars, of as many minutes each as that takes. */
  line(most = 2000): DensityLine {
    if (this.#minutes.size === 0) return { barMs: MINUTE_MS, bars: [] };
    const minutes = Math.ceil((this.#last - this.#first + 1) / Math.max(1, Math.trunc(most)));
    const barMs = minutes * MINUTE_MS;
    const bars = Array.from({ length: Math.ceil((this.#last - this.#first + 1) / minutes) }, (_, index) =>
      emptyBar(this.#first * MINUTE_MS + index * barMs),
    );
    for (const [minute, tally] of this.#minutes) {
      const bar = bars[Math.floor((minute - this.#first) / minutes)] as Tally;
      for (const key of ['ledger', 'presence', 'refusals', 'bookings'] as const) bar[key] += tally[key];
    }
    return { barMs, bars };
  }

  /** The minute in which most happened, by a number of it; undefined when nothing did. The earliest of several. */
  peak(by: (bar: Bar) => number): Bar | undefined {
    let peak: Tally | undefined;
    for (const bar of this.#minutes.values()) {
      const [most, here] = [peak ? by(peak) : 0, by(bar)];
      if (here > most || (here === most && here > 0 && peak && bar.at < peak.at)) peak = bar;
    }
    return peak && { ...peak };
  }

  #mark({ item, before, after, count }: Scene): void {
    if (item.kind !== 'ledger' || before.state === after.state) return;
    const { event, at } = item;
    const mark = (kind: MarkKind, seatIds: readonly SeatId[] = [], viewerId?: string) =>
      this.marks.push({ kind, at, count, seatIds, ...(viewerId === undefined ? {} : { viewerId }) });
    switch (event.type) {
      case 'opened':
        if (before.state.phase === 'none') mark('opened');
        break;
      case 'amended':
      case 'repriced':
      case 'cancelled':
      case 'closed':
      case 'suspended':
      case 'resumed':
        mark(event.type);
        break;
      case 'withheld':
      case 'released':
        mark(event.type, event.seatIds);
        break;
      case 'booked':
        mark(
          'booked',
          event.bookedSeats.map(({ seatId }) => seatId),
          event.viewerId,
        );
        break;
      case 'refunded':
        mark(
          'refunded',
          event.refundedSeats.map(({ seatId }) => seatId),
        );
        break;
      case 'exchanged':
        mark(
          'exchanged',
          event.to.map(({ seatId }) => seatId),
        );
        break;
      case 'lapsed': {
        const [had, has] = [before, after].map(({ state }) => get(state.orders, event.order)?.seatIds ?? []);
        if (had?.length && has?.length === 0) mark('lapsed', had);
        break;
      }
      case 'paid':
      case 'ticketed':
      case 'admitted':
      case 'collected':
        break;
      case 'selection': {
        // An end that was put off, or that came when everything was given back already, is none.
        const [held, holds] = [before, after].map(({ state }) => get(state.holds, event.viewerId)?.seatIds ?? []);
        if (event.action === 'expire' && held?.length && holds?.length === 0) mark('expired', held, event.viewerId);
        break;
      }
      default:
        event satisfies never;
    }
    const left = ({ available, held }: { available: number; held: number }) => available + held;
    const full = after.state.counts;
    if (left(full) === 0 && full.booked > 0 && left(before.state.counts) > 0) mark('sold-out');
  }
}

function emptyBar(at: number): Tally {
  return { at, ledger: 0, presence: 0, refusals: 0, bookings: 0 };
}

/** The density of a night that is loaded. */
export function densityOf(scenes: Iterable<Scene>): Density {
  const density = new Density();
  for (const scene of scenes) density.add(scene);
  return density;
}

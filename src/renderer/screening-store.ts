import { batch } from 'solid-js';
import { createStore, reconcile, type SetStoreFunction, type Store } from 'solid-js/store';
import type { Frame, FrameParts, WholeScreening, WithheldNote } from '../../theatre/contract/frame.ts';
import type { SeatStatus } from '../../theatre/screening/view.ts';
import { indexPlan, type SeatId } from '../../theatre/seating/plan.ts';

/** A screening on the screen. The two records are keyed by seat id, so that a change touches what shows that seat alone. */
export interface ShownScreening {
  readonly status: Readonly<Record<SeatId, SeatStatus>>;
  /** The colour of who holds a seat, '' for nobody. */
  readonly color: Readonly<Record<SeatId, string>>;
  /** How the house withholds a seat; null where it does not. */
  readonly note: Readonly<Record<SeatId, WithheldNote | null>>;
  readonly fresh: boolean;
  readonly title: string;
  readonly startsAt: string;
  readonly phase: FrameParts['phase'];
  readonly suspended: FrameParts['suspended'];
  readonly counts: FrameParts['counts'];
  readonly feed: FrameParts['feed'];
  readonly viewers: FrameParts['viewers'];
  readonly hold: FrameParts['hold'];
  readonly settlement: FrameParts['settlement'];
  readonly priceList: FrameParts['priceList'];
}

export interface ScreeningStore {
  readonly shown: Store<ShownScreening>;
  /** Puts a frame on the screen, in one go. */
  apply(this: void, frame: Frame): void;
}

type Mutable<T> = {
  -readonly [K in keyof T]: T[K] extends Readonly<Record<string, unknown>>
    ? { -readonly [P in keyof T[K]]: T[K][P] }
    : T[K];
};

export function createScreeningStore(whole: WholeScreening): ScreeningStore {
  const [shown, set] = createStore<Mutable<ShownScreening>>(initially(whole));
  return { shown, apply: (frame) => batch(() => put(set, frame)) };
}

function initially(whole: WholeScreening): ShownScreening {
  const status: Record<SeatId, SeatStatus> = {};
  const color: Record<SeatId, string> = {};
  const note: Record<SeatId, WithheldNote | null> = {};
  for (const seatId of indexPlan(whole.plan).byId.keys()) {
    status[seatId] = 'available';
    color[seatId] = '';
    note[seatId] = null;
  }
  for (const [seatId, is, holder, withheld] of whole.seats) {
    status[seatId] = is;
    color[seatId] = holder;
    note[seatId] = withheld ?? null;
  }
  const { fresh, title, startsAt, phase, suspended, counts, feed, viewers, hold, settlement, priceList } = whole;
  return {
    status,
    color,
    note,
    fresh,
    title,
    startsAt,
    phase,
    suspended,
    counts,
    feed,
    viewers,
    hold,
    settlement,
    priceList,
  };
}

function put(set: SetStoreFunction<Mutable<ShownScreening>>, frame: Frame): void {
  for (const [seatId, is, holder, withheld] of frame.seats) {
    set('status', seatId, is);
    set('color', seatId, holder);
    set('note', seatId, withheld ?? null);
  }
  set('fresh', frame.fresh);
  if (frame.title !== undefined) set('title', frame.title);
  if (frame.startsAt !== undefined) set('startsAt', frame.startsAt);
  if (frame.phase !== undefined) set('phase', frame.phase);
  if (frame.suspended !== undefined) set('suspended', frame.suspended);
  if (frame.counts !== undefined) set('counts', reconcile(frame.counts));
  // Lines and viewers that stay keep their elements.
  if (frame.feed !== undefined) set('feed', reconcile(frame.feed, { key: 'sequence' }));
  if (frame.viewers !== undefined) set('viewers', reconcile(frame.viewers, { key: 'viewerId' }));
  if (frame.hold !== undefined) set('hold', reconcile(frame.hold, { key: 'seatId' }));
  if (frame.priceList !== undefined) set('priceList', frame.priceList);
  if (frame.settlement !== undefined) set('settlement', frame.settlement);
}

/** Pure: what the kiosk's window is shown of a snapshot, and what of it changed since another. */
import {
  VIEWERS_SHOWN,
  type Frame,
  type FrameParts,
  type OwnHold,
  type SeatCell,
  type ViewerLine,
  type Viewers,
  type WholeScreening,
} from '../../theatre/contract/frame.ts';
import type { Policy } from '../../theatre/screening/commands.ts';
import type { PriceList } from '../../theatre/screening/price.ts';
import { get, values } from '../../theatre/screening/persistent-map.ts';
import type { Snapshot } from '../../theatre/screening/snapshot.ts';
import {
  priceOf,
  seatOf,
  totalOf,
  type ScreeningState,
  type Seat,
  type ShownPhase,
} from '../../theatre/screening/state.ts';
import { changedKeys, changedSeats, statusFor } from '../../theatre/screening/view.ts';
import { viewerColor } from '../../theatre/screening/viewer.ts';
import type { SeatId } from '../../theatre/seating/plan.ts';

/** Who looks: the kiosk's own viewer id, and the limits that its sales obey. */
export interface Onlooker {
  readonly viewerId: string;
  readonly policy: Policy;
}

/** A snapshot, with what else the kiosk knows at that moment. */
export interface Moment extends Snapshot {
  /** Whether it is known to be the latest. */
  readonly fresh: boolean;
  readonly settlement: FrameParts['settlement'];
}

export function wholeScreening(now: Moment, onlooker: Onlooker): WholeScreening {
  const { state } = now;
  const seats: SeatCell[] = [];
  for (const [rowIndex, row] of state.rows.entries()) {
    for (const [seatIndex, seat] of row.entries()) {
      const planned = state.index.rows[rowIndex]?.[seatIndex];
      if (planned && seat.status !== 'available') seats.push(cellOf(planned.id, seat, onlooker));
    }
  }
  return {
    screeningId: state.id,
    sequence: now.sequence,
    fresh: now.fresh,
    viewerId: onlooker.viewerId,
    title: state.title,
    startsAt: state.startsAt,
    plan: state.index.plan,
    priceList: priceListOf(state),
    currency: state.currency,
    seats,
    phase: phaseOf(state),
    suspended: state.suspended ?? null,
    counts: state.counts,
    feed: now.feed,
    viewers: viewersOf(now),
    hold: holdOf(state, onlooker),
    settlement: now.settlement,
  };
}

/** What a window has: the lists of feed and viewers are told less often than the rest. */
export interface Shown {
  readonly seats: Moment;
  readonly lists: Moment;
}

/** Whether the feed or the viewers differ between two moments. */
export function listsDiffer(before: Moment, after: Moment): boolean {
  return (
    before.feed !== after.feed ||
    before.presence !== after.presence ||
    changedKeys(before.state.holds, after.state.holds).length > 0
  );
}

/**
 * What a window that shows `before` has to be told to show `after`; undefined when that is nothing. With `lists` false the
 * feed and the viewers are left as they are shown.
 */
export function frameBetween(
  { seats: before, lists: listed }: Shown,
  after: Moment,
  onlooker: Onlooker,
  frame: number,
  lists = true,
): Frame | undefined {
  const was = before.state;
  const is = after.state;
  const seats = changedSeats(was, is).flatMap((seatId) => {
    const seat = seatOf(is, seatId);
    return seat ? [cellOf(seatId, seat, onlooker)] : [];
  });
  const parts: { -readonly [K in keyof FrameParts]?: FrameParts[K] } = {};
  if (was.title !== is.title) parts.title = is.title;
  if (was.startsAt !== is.startsAt) parts.startsAt = is.startsAt;
  if (was.phase !== is.phase) parts.phase = phaseOf(is);
  if (was.suspended !== is.suspended) parts.suspended = is.suspended ?? null;
  if (was.counts !== is.counts) parts.counts = is.counts;
  if (lists && listed.feed !== after.feed) parts.feed = after.feed;
  if (lists && listsDiffer({ ...listed, feed: after.feed }, after)) parts.viewers = viewersOf(after);
  if (get(was.holds, onlooker.viewerId) !== get(is.holds, onlooker.viewerId)) parts.hold = holdOf(is, onlooker);
  if (was.prices !== is.prices || was.discounts !== is.discounts || was.promos !== is.promos) {
    parts.priceList = priceListOf(is);
  }
  if (before.settlement !== after.settlement) parts.settlement = after.settlement;
  if (seats.length === 0 && Object.keys(parts).length === 0 && before.fresh === after.fresh) return undefined;
  return { screeningId: is.id, frame, sequence: after.sequence, fresh: after.fresh, seats, ...parts };
}

function phaseOf({ phase }: ScreeningState): ShownPhase {
  return phase === 'none' ? 'open' : phase;
}

function priceListOf({ prices, discounts, promos }: ScreeningState): PriceList {
  return { prices, discounts, promos };
}

function cellOf(seatId: SeatId, seat: Seat, { viewerId }: Onlooker): SeatCell {
  if (seat.status === 'withheld') {
    const { kind, reason, releaseAt } = seat;
    return [seatId, 'withheld', '', { kind, reason, ...(releaseAt === undefined ? {} : { releaseAt }) }];
  }
  const color = seat.status === 'held' ? viewerColor(seat.viewerId) : '';
  return [seatId, statusFor(seat, { viewerId, staff: true }), color];
}

function holdOf(state: ScreeningState, { viewerId, policy }: Onlooker): OwnHold | null {
  const hold = get(state.holds, viewerId);
  if (!hold) return null;
  return {
    seats: hold.seatIds.map((seatId) => ({
      seatId,
      category: state.index.byId.get(seatId)?.category ?? '',
      price: priceOf(state, seatId),
    })),
    total: totalOf(state, hold.seatIds),
    expiresAt: hold.expiresAt,
    extendable: hold.expiresAt < hold.startedAt + policy.limitMs,
    lost: hold.lost,
  };
}

/** Those who hold seats first, then by arrival; whoever left and still holds seats until the grace period ends is absent. */
function viewersOf({ presence, state }: Snapshot): Viewers {
  const present = [...values(presence.viewers)].map(({ viewerId, color, since }) => ({
    viewerId,
    color,
    since,
    seats: get(state.holds, viewerId)?.seatIds.length ?? 0,
  }));
  present.sort(
    (a, b) => Number(b.seats > 0) - Number(a.seats > 0) || a.since - b.since || (a.viewerId < b.viewerId ? -1 : 1),
  );
  const shown = present
    .slice(0, VIEWERS_SHOWN)
    .map(({ viewerId, color, seats }): ViewerLine => ({ viewerId, color, seats }));
  return { shown, total: present.length };
}

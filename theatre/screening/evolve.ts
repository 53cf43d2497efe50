/** `evolve(state, recorded)`: the one fold behind every screen, every decision and every replay. Pure. */
import { indexPlan, type SeatId } from '../seating/plan.ts';
import { admitted, collected, exchanged, lapsed, paid, refunded, taken, ticketed } from './after-sale.ts';
import { Draft } from './draft.ts';
import type { Booked, LedgerEvent, Opened, Recorded, Selection } from './events.ts';
import { cancelled, released, withheld } from './evolve-house.ts';
import { emptyMap, get, remove, set } from './persistent-map.ts';
import { defaultDiscounts } from './price.ts';
import { available, initial, type Hold, type Loss, type ScreeningState } from './state.ts';

function opened(event: Opened, sequence: number): ScreeningState {
  const index = indexPlan(event.plan);
  return {
    ...initial,
    phase: 'open',
    sequence,
    id: event.screeningId,
    title: event.title,
    startsAt: event.startsAt,
    prices: event.prices,
    discounts: event.discounts ?? defaultDiscounts,
    promos: event.promos ?? [],
    currency: event.currency,
    index,
    rows: index.rows.map((row) => row.map(() => available)),
    holds: emptyMap(),
    orders: emptyMap(),
    counts: { available: index.capacity, held: 0, booked: 0, withheld: 0 },
  };
}

/** Whoever acted on their selection again has read what was lost; what somebody else did to it they have not. */
function lossesAfter(event: Selection, before: Hold | undefined, gone: readonly SeatId[], at: number): readonly Loss[] {
  if (event.action === 'deselect') return [];
  if (event.action === 'release' && isOwnRelease(event, before)) return [];
  // Other seats for those they had, in one go, is their own doing.
  if (event.action === 'select' && event.startedAt === before?.startedAt) return [];
  // Otherwise a `select` or `extend` takes nothing away: what is missing from it had run out before.
  const why = event.action !== 'release' ? 'expired' : event.by === 'log' ? 'released' : 'freed';
  const kept = event.action === 'expire' || event.action === 'release' ? (before?.lost ?? []) : [];
  return [...kept, ...gone.map((seatId): Loss => ({ seatId, why, at }))];
}

/** The viewer gave it back, or the counter what the counter held. */
export function isOwnRelease(event: Pick<Selection, 'by' | 'viewerId'>, before: Hold | undefined): boolean {
  if (event.by === event.viewerId) return true;
  return event.by !== 'log' && before !== undefined && before.by !== before.viewerId;
}

function selection(state: ScreeningState, event: Selection, sequence: number, at: number): ScreeningState {
  const before = get(state.holds, event.viewerId);
  const draft = new Draft(state);
  // An end that was put off since it was scheduled is no end.
  if (event.action === 'expire' && (!before || event.expiresAt < before.expiresAt)) {
    return draft.done(sequence);
  }
  const gone = (before?.seatIds ?? []).filter((seatId) => !event.selectedSeatIds.includes(seatId));
  for (const seatId of gone) draft.free(seatId);
  const kept: SeatId[] = [];
  for (const seatId of event.selectedSeatIds) {
    const seat = draft.seat(seatId);
    // A booked seat stays booked whatever a later message says, and what is withheld sells at the counter at most.
    if (!seat || seat.status === 'booked') continue;
    if (seat.status === 'withheld' && (seat.kind !== 'house' || event.by === event.viewerId)) continue;
    kept.push(seatId);
    if (seat.status === 'held') {
      if (seat.viewerId !== event.viewerId) draft.dispossess(seat.viewerId, { seatId, why: 'taken', at });
      // Theirs all along, unless it had run out and is claimed afresh.
      else if (event.startedAt === before?.startedAt) continue;
    }
    draft.put(seatId, { status: 'held', viewerId: event.viewerId, since: at, ...draft.origin(seatId) });
  }
  const lost = lossesAfter(event, before, gone, at);
  draft.holds =
    kept.length === 0 && lost.length === 0
      ? remove(draft.holds, event.viewerId)
      : set(draft.holds, event.viewerId, {
          viewerId: event.viewerId,
          seatIds: kept,
          expiresAt: event.expiresAt,
          startedAt: event.startedAt,
          checkedOut: event.checkedOut,
          lost,
          by: event.action === 'select' || !before ? event.by : before.by,
        });
  return draft.done(sequence);
}

function booked(state: ScreeningState, event: Booked, sequence: number, at: number): ScreeningState {
  const draft = new Draft(state);
  const sold = new Set(event.bookedSeats.map(({ seatId }) => seatId));
  for (const seatId of get(state.holds, event.viewerId)?.seatIds ?? []) {
    if (!sold.has(seatId)) draft.free(seatId);
  }
  draft.holds = remove(draft.holds, event.viewerId);
  for (const seatId of sold) {
    const seat = draft.seat(seatId);
    if (!seat || seat.status === 'booked') continue;
    if (seat.status === 'held') draft.dispossess(seat.viewerId, { seatId, why: 'booked', at });
    const { viewerId, order } = event;
    draft.put(seatId, { status: 'booked', viewerId, order, since: at, ...draft.origin(seatId) });
  }
  const orders = set(state.orders, event.order, {
    order: event.order,
    viewerId: event.viewerId,
    seatIds: event.bookedSeats.map(({ seatId }) => seatId),
    seats: event.bookedSeats,
    total: event.total,
    at,
    payment: event.payment.status,
    ...taken(undefined, event.payment.tenders, 1),
    tenders: event.payment.tenders,
    collected: false,
    issue: 0,
    ticketed: false,
    ...(event.collectBy === undefined ? {} : { collectBy: event.collectBy }),
    lapsed: false,
    admitted: {},
    by: event.by,
    ...(event.shift === undefined ? {} : { shift: event.shift }),
    ...(event.promo === undefined ? {} : { promo: event.promo }),
  });
  return draft.done(sequence, { orders });
}

/** The state after one more ledger event. Events at or before `state.sequence` are already in it. */
export function evolve(state: ScreeningState, { sequence, at, event }: Recorded<LedgerEvent>): ScreeningState {
  if (sequence <= state.sequence) return state;
  if (event.type === 'opened') {
    return state.phase === 'none' ? opened(event, sequence) : { ...state, sequence };
  }
  if (state.phase === 'none') return { ...state, sequence };
  switch (event.type) {
    case 'selection':
      return selection(state, event, sequence, at);
    case 'booked':
      return booked(state, event, sequence, at);
    case 'paid':
      return paid(state, event, sequence);
    case 'lapsed':
      return lapsed(state, event, sequence);
    case 'ticketed':
      return ticketed(state, event, sequence);
    case 'collected':
      return collected(state, event, sequence);
    case 'admitted':
      return admitted(state, event, sequence, at);
    case 'refunded':
      return refunded(state, event, sequence);
    case 'exchanged':
      return exchanged(state, event, sequence, at);
    case 'withheld':
      return withheld(state, event, sequence, at);
    case 'released':
      return released(state, event, sequence);
    case 'amended': {
      const { title = state.title, startsAt = state.startsAt } = event;
      return { ...state, sequence, title, startsAt };
    }
    case 'repriced': {
      const { prices, discounts, promos } = event;
      return { ...state, sequence, prices, discounts, promos };
    }
    case 'cancelled':
      return { ...cancelled(state, sequence, at), cancelReason: event.reason };
    case 'closed':
      return { ...state, sequence, phase: state.phase === 'cancelled' ? 'cancelled' : 'closed' };
    case 'suspended':
      return { ...state, sequence, suspended: event.reason };
    case 'resumed':
      return { ...state, sequence, suspended: undefined };
    default:
      return event satisfies never;
  }
}

/** Folds many; the same as `evolve` one after another. */
export function fold(state: ScreeningState, events: Iterable<Recorded<LedgerEvent>>): ScreeningState {
  let now = state;
  for (const recorded of events) now = evolve(now, recorded);
  return now;
}

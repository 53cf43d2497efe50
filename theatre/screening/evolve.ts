/** `evolve(state, recorded)`: the one fold behind every screen, every decision and every replay. Pure. */
import { indexPlan, type SeatId } from '../seating/plan.ts';
import type { Booked, LedgerEvent, Opened, Recorded, Selection } from './events.ts';
import { exchanged, paid, refunded, taken } from './after-sale.ts';
import { Draft } from './draft.ts';
import { emptyMap, get, remove, set } from './persistent-map.ts';
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
  if (event.action === 'release' && event.by === event.viewerId) return [];
  // A `select` or `extend` takes nothing away: what is missing from it had run out before.
  const why = event.action === 'release' ? 'released' : 'expired';
  const kept = event.action === 'expire' || event.action === 'release' ? (before?.lost ?? []) : [];
  return [...kept, ...gone.map((seatId): Loss => ({ seatId, why, at }))];
}

function selection(state: ScreeningState, event: Selection, sequence: number, at: number): ScreeningState {
  const before = get(state.holds, event.viewerId);
  const draft = new Draft(state);
  // An end that was put off since it was scheduled is no end.
  if (event.action === 'expire' && (!before || event.expiresAt < before.expiresAt)) {
    return draft.done(sequence);
  }
  const gone = (before?.seatIds ?? []).filter((seatId) => !event.selectedSeatIds.includes(seatId));
  for (const seatId of gone) draft.put(seatId, available);
  const kept: SeatId[] = [];
  for (const seatId of event.selectedSeatIds) {
    const seat = draft.seat(seatId);
    // A booked seat stays booked whatever a later message says.
    if (!seat || seat.status === 'booked' || seat.status === 'withheld') continue;
    kept.push(seatId);
    if (seat.status === 'held') {
      if (seat.viewerId !== event.viewerId) draft.dispossess(seat.viewerId, { seatId, why: 'taken', at });
      // Theirs all along, unless it had run out and is claimed afresh.
      else if (event.startedAt === before?.startedAt) continue;
    }
    draft.put(seatId, { status: 'held', viewerId: event.viewerId, since: at });
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
        });
  return draft.done(sequence);
}

function booked(state: ScreeningState, event: Booked, sequence: number, at: number): ScreeningState {
  const draft = new Draft(state);
  for (const seatId of get(state.holds, event.viewerId)?.seatIds ?? []) {
    draft.put(seatId, available);
  }
  draft.holds = remove(draft.holds, event.viewerId);
  for (const { seatId } of event.bookedSeats) {
    const seat = draft.seat(seatId);
    if (!seat || seat.status === 'booked') continue;
    if (seat.status === 'held') draft.dispossess(seat.viewerId, { seatId, why: 'booked', at });
    draft.put(seatId, {
      status: 'booked',
      viewerId: event.viewerId,
      order: event.order,
      since: at,
    });
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
    collected: false,
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
    case 'collected': {
      const order = get(state.orders, event.order);
      if (!order) return { ...state, sequence };
      return { ...state, sequence, orders: set(state.orders, event.order, { ...order, collected: true }) };
    }
    case 'refunded':
      return refunded(state, event, sequence);
    case 'exchanged':
      return exchanged(state, event, sequence, at);
    case 'withheld': {
      const draft = new Draft(state);
      for (const seatId of event.seatIds) {
        const seat = draft.seat(seatId);
        if (!seat || seat.status === 'booked') continue;
        if (seat.status === 'held') {
          draft.dispossess(seat.viewerId, { seatId, why: 'withheld', at });
        }
        draft.put(seatId, { status: 'withheld', reason: event.reason, since: at });
      }
      return draft.done(sequence);
    }
    case 'released': {
      const draft = new Draft(state);
      for (const seatId of event.seatIds) {
        if (draft.seat(seatId)?.status === 'withheld') draft.put(seatId, available);
      }
      return draft.done(sequence);
    }
    case 'closed':
      return { ...state, sequence, phase: 'closed' };
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

/** Mends a ledger that lost its end from a copy of what was sold. Pure. */
import type { BookedSeat, LedgerEvent, Recorded } from './events.ts';
import { evolve, fold } from './evolve.ts';
import { priceOfAll, sumOf } from './money.ts';
import { get } from './persistent-map.ts';
import { initial, seatOf, type Order } from './state.ts';

export interface Restoration {
  /** To append, in order; each is in the copy and not in the ledger. */
  readonly events: readonly LedgerEvent[];
  /** Orders of the copy whose seats or money the ledger has dealt with otherwise since: for people to settle. */
  readonly conflicts: readonly { readonly order: string; readonly seatIds: readonly string[] }[];
}

/**
 * What a screening's ledger lacks of `copy` (its events in their order, selections left out), told by their command ids: a
 * seat that is on sale may never have been withheld, or have been released since.
 */
export function restoration(ledger: readonly Recorded<LedgerEvent>[], copy: readonly LedgerEvent[]): Restoration {
  const known = new Set(ledger.map(({ event }) => event.commandId));
  const events: LedgerEvent[] = [];
  const conflicts: { order: string; seatIds: readonly string[] }[] = [];
  let state = fold(initial, ledger);
  for (const event of copy) {
    // Whether sales are suspended is for those who mend it to say.
    if (known.has(event.commandId) || event.type === 'selection') continue;
    if (event.type === 'suspended' || event.type === 'resumed') continue;
    if (event.type === 'opened' && state.phase !== 'none') continue;
    if (event.type === 'booked') {
      const sold = event.bookedSeats
        .map(({ seatId }) => seatId)
        .filter((seatId) => seatOf(state, seatId)?.status === 'booked');
      if (sold.length > 0 || get(state.orders, event.order)) {
        conflicts.push({ order: event.order, seatIds: sold });
        continue;
      }
    }
    if ('order' in event && event.type !== 'booked') {
      const order = get(state.orders, event.order);
      if (!order) continue;
      if (!fits(order, event)) {
        conflicts.push({ order: event.order, seatIds: movedSeats(event) });
        continue;
      }
    }
    if (event.type === 'exchanged') {
      const sold = event.to.map(({ seatId }) => seatId).filter((seatId) => seatOf(state, seatId)?.status === 'booked');
      if (sold.length > 0) {
        conflicts.push({ order: event.order, seatIds: sold });
        continue;
      }
    }
    const after = evolve(state, { sequence: state.sequence + 1, at: 0, event });
    events.push(event);
    state = after;
  }
  return { events, conflicts };
}

const seatIdsOf = (seats: readonly BookedSeat[]) => seats.map(({ seatId }) => seatId);

/** Seats that an event takes from its order. */
function movedSeats(event: LedgerEvent): readonly string[] {
  if (event.type === 'refunded') return seatIdsOf(event.refundedSeats);
  return event.type === 'exchanged' ? seatIdsOf(event.from) : [];
}

/** Whether seats and money of the order are still what the event says happened to them. */
function fits(order: Order, event: LedgerEvent): boolean {
  const isPaid = order.payment === 'paid';
  switch (event.type) {
    case 'paid':
      return !isPaid && order.seatIds.length > 0 && order.total === event.amount;
    case 'refunded':
      if (!movedSeats(event).every((seatId) => order.seatIds.includes(seatId))) return false;
      return event.amount === (isPaid ? priceOfAll(event.refundedSeats) : 0);
    case 'exchanged':
      if (!movedSeats(event).every((seatId) => order.seatIds.includes(seatId))) return false;
      return sumOf(event.tenders) === (isPaid ? Math.abs(event.difference) : 0);
    default:
      return true;
  }
}

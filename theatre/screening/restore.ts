/** Mends a ledger that lost its end from a copy of what was sold. Pure. */
import type { LedgerEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { get } from './persistent-map.ts';
import { seatOf, type ScreeningState } from './state.ts';

export interface Restoration {
  /** To append, in order; each is in the copy and not in the ledger. */
  readonly events: readonly LedgerEvent[];
  /** Orders of the copy whose seats the ledger has sold to somebody else since: for people to settle. */
  readonly conflicts: readonly { readonly order: string; readonly seatIds: readonly string[] }[];
}

function isMissing(state: ScreeningState, event: LedgerEvent): boolean {
  switch (event.type) {
    case 'opened':
      return state.phase === 'none';
    case 'closed':
      return state.phase === 'open';
    case 'booked':
      return get(state.orders, event.order) === undefined;
    case 'withheld':
      return event.seatIds.some((seatId) => seatOf(state, seatId)?.status === 'available');
    case 'released':
      return event.seatIds.some((seatId) => seatOf(state, seatId)?.status === 'withheld');
    case 'selection':
    case 'suspended':
    case 'resumed':
      return false;
    default:
      return event satisfies never;
  }
}

/** What `state` lacks of `copy` (a screening's events in their order). */
export function restoration(state: ScreeningState, copy: readonly LedgerEvent[]): Restoration {
  const events: LedgerEvent[] = [];
  const conflicts: { order: string; seatIds: string[] }[] = [];
  let mended = state;
  for (const event of copy) {
    if (!isMissing(mended, event)) continue;
    if (event.type === 'booked') {
      const sold = event.bookedSeats
        .map(({ seatId }) => seatId)
        .filter((seatId) => seatOf(mended, seatId)?.status === 'booked');
      if (sold.length > 0) {
        conflicts.push({ order: event.order, seatIds: sold });
        continue;
      }
    }
    events.push(event);
    mended = evolve(mended, { sequence: mended.sequence + 1, at: 0, event });
  }
  return { events, conflicts };
}

/** What one viewer sees of a state, and what differs between two states. */
import type { SeatId } from '../seating/plan.ts';
import type { Hold, ScreeningState, Seat } from './state.ts';
import type { PersistentMap } from './persistent-map.ts';

export type SeatStatus = 'available' | 'selected' | 'other_selected' | 'booked' | 'withheld';

/** The public audience: nobody's selection is theirs, and what is withheld is not theirs to know. */
export const anyone: Onlooker = { staff: false };

export interface Onlooker {
  /** Whose own seats show as `selected`. Defaults to nobody's. */
  readonly viewerId?: string;
  /** Staff see `withheld`; for everyone else such a seat cannot be had, like a booked one. */
  readonly staff: boolean;
}

export function statusFor(seat: Seat, onlooker: Onlooker): SeatStatus {
  switch (seat.status) {
    case 'available':
    case 'booked':
      return seat.status;
    case 'held':
      return seat.viewerId === onlooker.viewerId ? 'selected' : 'other_selected';
    case 'withheld':
      return onlooker.staff ? 'withheld' : 'booked';
    default:
      return seat satisfies never;
  }
}

/** Ids of the seats that differ between two states of one screening, in plan order. Untouched rows cost nothing. */
export function changedSeats(before: ScreeningState, after: ScreeningState): SeatId[] {
  const changed: SeatId[] = [];
  if (before.rows === after.rows) return changed;
  for (const [rowIndex, row] of after.rows.entries()) {
    const old = before.rows[rowIndex];
    if (old === row) continue;
    const planned = after.index.rows[rowIndex] ?? [];
    for (const [seatIndex, seat] of row.entries()) {
      if (old?.[seatIndex] !== seat) {
        const id = planned[seatIndex]?.id;
        if (id !== undefined) changed.push(id);
      }
    }
  }
  return changed;
}

/** Keys whose value differs between two maps. Untouched buckets cost nothing. */
export function changedKeys<V>(before: PersistentMap<V>, after: PersistentMap<V>): string[] {
  const changed: string[] = [];
  if (before === after) return changed;
  for (const [at, bucket] of after.buckets.entries()) {
    const old = before.buckets[at];
    if (old === bucket) continue;
    for (const [key, value] of bucket ?? []) if (old?.get(key) !== value) changed.push(key);
    for (const key of old?.keys() ?? []) if (!bucket?.has(key)) changed.push(key);
  }
  return changed;
}

/** Viewers whose own hold (seats, end or losses) differs between two states. */
export function changedViewers(before: ScreeningState, after: ScreeningState): string[] {
  return changedKeys<Hold>(before.holds, after.holds);
}

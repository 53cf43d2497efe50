/** What one event did to one seat, read off the seat before and after it. */
import type { LedgerEvent } from '../screening/events.ts';
import { isOwnRelease } from '../screening/evolve.ts';
import { get } from '../screening/persistent-map.ts';
import { seatOf, type Hold, type Seat } from '../screening/state.ts';
import { changedSeats } from '../screening/view.ts';
import type { SeatId } from '../seating/plan.ts';
import type { Scene } from './scene.ts';

/** How a seat stopped being somebody's hold. */
export type Loss =
  /** They gave this seat back. */
  | 'let-go'
  /** They gave all back. */
  | 'gave-back'
  /** Their time ran out, and the log said so. */
  | 'expired'
  /** Their time had run out, and somebody else was faster than the log's word of it. */
  | 'taken'
  /** They were away for the grace period. */
  | 'absent'
  /** Staff gave it back for them. */
  | 'released-by-staff'
  /** The house took it off sale. */
  | 'withheld'
  /** It was sold to somebody else. */
  | 'sold-to-other';

export interface SeatChange {
  readonly seatId: SeatId;
  readonly before: Seat;
  readonly after: Seat;
  readonly event: LedgerEvent;
  /** Of whoever held the seat before. */
  readonly hold?: Hold;
}

/** Every seat that a scene changed; none for presence and refusals. */
export function seatChanges({ item, before, after }: Scene): SeatChange[] {
  // The opening is the first of the house, not a change of each seat.
  if (item.kind !== 'ledger' || before.state.index !== after.state.index) return [];
  return changedSeats(before.state, after.state).flatMap((seatId) => {
    const [was, is] = [seatOf(before.state, seatId), seatOf(after.state, seatId)];
    // Released by the house while somebody has it, it is theirs as before.
    if (!was || !is || (item.event.type === 'released' && was.status === is.status)) return [];
    const hold = was.status === 'held' ? get(before.state.holds, was.viewerId) : undefined;
    return [{ seatId, before: was, after: is, event: item.event, ...(hold ? { hold } : {}) }];
  });
}

/** Why whoever held the seat before no longer does; undefined where nobody did, who did still does, or bought it. */
export function lossOf({ before, after, event, hold }: SeatChange): Loss | undefined {
  if (before.status !== 'held') return undefined;
  const { viewerId } = before;
  switch (after.status) {
    case 'withheld':
      // A house seat that is let go returns to the house.
      return event.type === 'withheld' ? 'withheld' : freedBy(event, viewerId, hold);
    case 'booked':
      return after.viewerId === viewerId ? undefined : 'sold-to-other';
    case 'held':
      // Claimed afresh by the same viewer: it had run out.
      return after.viewerId === viewerId ? 'expired' : 'taken';
    case 'available':
      return freedBy(event, viewerId, hold);
    default:
      return after satisfies never;
  }
}

function freedBy(event: LedgerEvent, viewerId: string, hold: Hold | undefined): Loss {
  if (event.type === 'cancelled') return 'released-by-staff';
  if (event.type !== 'selection') return 'let-go';
  switch (event.action) {
    case 'deselect':
      return 'let-go';
    case 'release':
      if (isOwnRelease({ by: event.by, viewerId }, hold)) return 'gave-back';
      return event.by === 'log' ? 'absent' : 'released-by-staff';
    case 'select':
      // Other seats for those they had, in one go; a selection takes nothing else away that had not run out.
      return event.startedAt === hold?.startedAt ? 'let-go' : 'expired';
    case 'expire':
    case 'extend':
      return 'expired';
    default:
      return event.action satisfies never;
  }
}

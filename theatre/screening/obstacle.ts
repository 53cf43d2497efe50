/** What stands between a viewer and a seat. */
import type { SeatId } from '../seating/plan.ts';
import type { LostSeat } from './events.ts';
import { liveHold, seatOf, type ScreeningState } from './state.ts';

/** A seat that a refusal names though nobody has it. */
export const unobstructed = (seatId: SeatId): LostSeat => ({ seatId, status: 'available', byMs: 0 });

/** What keeps a seat from a viewer at an instant, or undefined when nothing does. */
export function obstacle(state: ScreeningState, seatId: SeatId, viewerId: string, at: number): LostSeat | undefined {
  const seat = seatOf(state, seatId);
  if (!seat || seat.status === 'available') return undefined;
  const byMs = Math.max(0, at - seat.since);
  if (seat.status === 'withheld') return { seatId, status: 'withheld', byMs };
  if (seat.status === 'held') {
    if (seat.viewerId === viewerId || !liveHold(state, seat.viewerId, at)) return undefined;
  }
  return { seatId, status: seat.status, holder: seat.viewerId, byMs };
}

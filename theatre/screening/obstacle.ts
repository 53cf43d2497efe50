/** What stands between a viewer and a seat. */
import type { SeatId } from '../seating/plan.ts';
import type { LostSeat } from './events.ts';
import { houseOf, liveHold, seatOf, type ScreeningState } from './state.ts';

/** A seat that a refusal names though nobody has it. */
export const unobstructed = (seatId: SeatId): LostSeat => ({ seatId, status: 'available', byMs: 0 });

/** What keeps a seat from a viewer at an instant, or undefined when nothing does. House seats are the counter's alone. */
export function obstacle(
  state: ScreeningState,
  seatId: SeatId,
  viewerId: string,
  at: number,
  houseSeats = false,
): LostSeat | undefined {
  const seat = seatOf(state, seatId);
  if (!seat || seat.status === 'available') return undefined;
  const byMs = Math.max(0, at - seat.since);
  const withheld: LostSeat = { seatId, status: 'withheld', byMs };
  if (seat.status === 'withheld') return houseSeats && seat.kind === 'house' ? undefined : withheld;
  if (seat.status === 'held') {
    if (seat.viewerId === viewerId) return undefined;
    // Past its end it is free, which for a house seat is back with the house.
    if (!liveHold(state, seat.viewerId, at)) return houseSeats || !houseOf(seat) ? undefined : withheld;
  }
  return { seatId, status: seat.status, holder: seat.viewerId, byMs };
}

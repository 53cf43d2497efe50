/** What the house does to its seats: the part of `evolve` that withholds, releases and cancels. */
import { Draft } from './draft.ts';
import type { Released, Withheld } from './events.ts';
import { set, values } from './persistent-map.ts';
import { available, type Loss, type ScreeningState, type Withholding } from './state.ts';

export function withheld(state: ScreeningState, event: Withheld, sequence: number, at: number): ScreeningState {
  const draft = new Draft(state);
  const withholding: Withholding = {
    reason: event.reason,
    since: at,
    kind: event.kind ?? 'kill',
    by: event.commandId,
    ...(event.releaseAt === undefined ? {} : { releaseAt: event.releaseAt }),
  };
  for (const seatId of event.seatIds) {
    const seat = draft.seat(seatId);
    if (!seat || seat.status === 'booked') continue;
    if (seat.status === 'held') draft.dispossess(seat.viewerId, { seatId, why: 'withheld', at });
    draft.put(seatId, { status: 'withheld', ...withholding });
  }
  return draft.done(sequence);
}

/** A house seat that is held or sold meanwhile has nothing to go back to any more. */
export function released(state: ScreeningState, event: Released, sequence: number): ScreeningState {
  const draft = new Draft(state);
  for (const seatId of event.seatIds) {
    const seat = draft.seat(seatId);
    if (!seat || seat.status === 'available') continue;
    const by = seat.status === 'withheld' ? seat.by : seat.house?.by;
    if (by === undefined || (event.withheldBy !== undefined && event.withheldBy !== by)) continue;
    if (seat.status === 'withheld') draft.put(seatId, available);
    else {
      const { house: _, ...rest } = seat;
      draft.put(seatId, rest);
    }
  }
  return draft.done(sequence);
}

/** Nobody can buy any more; what was sold stays until it is refunded. */
export function cancelled(state: ScreeningState, sequence: number, at: number): ScreeningState {
  const draft = new Draft(state);
  for (const hold of values(state.holds)) {
    if (hold.seatIds.length === 0) continue;
    for (const seatId of hold.seatIds) draft.free(seatId);
    const lost = [...hold.lost, ...hold.seatIds.map((seatId): Loss => ({ seatId, why: 'cancelled', at }))];
    draft.holds = set(draft.holds, hold.viewerId, { ...hold, seatIds: [], lost });
  }
  return draft.done(sequence, { phase: 'cancelled' });
}

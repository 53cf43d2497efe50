/** What must hold in every state of a screening, as a list of what does not. */
import type { LedgerEvent } from '../events.ts';
import { get, values } from '../persistent-map.ts';
import { available, seatOf, type Seat, type ScreeningState } from '../state.ts';
import type { Policy } from '../decide.ts';

/** Every seat of the plan with what the state says of it, in plan order. */
export function seats(state: ScreeningState): [string, Seat][] {
  return [...state.index.byId.keys()].map((seatId) => [seatId, seatOf(state, seatId) ?? available]);
}

const sameMembers = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && new Set([...some, ...others]).size === some.length;

/** The counts are a recount and add up to the capacity; a hold's seats are exactly those marked as held by that viewer. */
export function problemsOfState(state: ScreeningState, policy: Policy): string[] {
  const problems: string[] = [];
  const recount = { available: 0, held: 0, booked: 0, withheld: 0 };
  const marked = new Map<string, string[]>();
  for (const [seatId, seat] of seats(state)) {
    recount[seat.status]++;
    if (seat.status === 'held') marked.set(seat.viewerId, [...(marked.get(seat.viewerId) ?? []), seatId]);
    if (seat.status === 'booked' && !get(state.orders, seat.order)?.seatIds.includes(seatId)) {
      problems.push(`${seatId} is booked by ${seat.order}, which does not have it`);
    }
  }
  const total = Object.values(state.counts).reduce((sum, count) => sum + count, 0);
  if (total !== state.index.capacity) problems.push(`${total} seats counted, ${state.index.capacity} in the house`);
  if (JSON.stringify(recount) !== JSON.stringify(state.counts)) {
    problems.push(`counted ${JSON.stringify(state.counts)}, there are ${JSON.stringify(recount)}`);
  }
  for (const { viewerId, seatIds, lost, expiresAt, startedAt } of values(state.holds)) {
    const theirs = marked.get(viewerId) ?? [];
    marked.delete(viewerId);
    if (!sameMembers(seatIds, theirs))
      problems.push(`${viewerId} holds ${seatIds.join()}, marked are ${theirs.join()}`);
    if (seatIds.length > policy.maxSeats) problems.push(`${viewerId} holds ${seatIds.length} seats`);
    if (expiresAt > startedAt + policy.limitMs) problems.push(`${viewerId} holds beyond the absolute limit`);
    if (seatIds.length + lost.length === 0) problems.push(`${viewerId} has a hold of nothing`);
    if (lost.some(({ seatId }) => seatIds.includes(seatId))) problems.push(`${viewerId} is told of a loss they have`);
  }
  for (const viewerId of marked.keys()) problems.push(`seats are marked for ${viewerId}, who has no hold`);
  return problems;
}

/** No seat is in two bookings of the log, no order was taken twice, and the state has each of them. */
export function problemsOfSales(state: ScreeningState, events: Iterable<LedgerEvent>): string[] {
  const problems: string[] = [];
  const sold = new Map<string, string>();
  const orders = new Set<string>();
  for (const event of events) {
    if (event.type !== 'booked') continue;
    if (orders.has(event.order)) problems.push(`order ${event.order} was taken twice`);
    orders.add(event.order);
    if (!get(state.orders, event.order)) problems.push(`order ${event.order} was lost`);
    for (const { seatId } of event.bookedSeats) {
      const other = sold.get(seatId);
      if (other !== undefined) problems.push(`${seatId} was sold to ${other} and to ${event.order}`);
      sold.set(seatId, event.order);
    }
  }
  for (const [seatId, seat] of seats(state)) {
    const order = seat.status === 'booked' ? seat.order : undefined;
    if (order !== sold.get(seatId)) problems.push(`${seatId} is ${order}’s, sold to ${sold.get(seatId)}`);
  }
  if (orders.size !== state.orders.size) problems.push(`${orders.size} orders taken, ${state.orders.size} remembered`);
  return problems;
}

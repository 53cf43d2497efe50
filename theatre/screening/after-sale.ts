/** What becomes of an order once it was taken: the part of `evolve` that moves money and seats that were sold. */
import { Draft } from './draft.ts';
import type { Exchanged, Paid, Refunded, Tender } from './events.ts';
import { get, remove, set } from './persistent-map.ts';
import { available, type Order, type ScreeningState } from './state.ts';

/** The money of an order after tenders were taken (1) or given back (-1). */
export function taken(
  order: Order | undefined,
  tenders: readonly Tender[],
  direction: 1 | -1,
): Pick<Order, 'paid' | 'drawer'> {
  const drawer = { cash: 0, card: 0, ...order?.drawer };
  for (const { kind, amount } of tenders) drawer[kind] += direction * amount;
  return { paid: drawer.cash + drawer.card, drawer };
}

export function paid(state: ScreeningState, event: Paid, sequence: number): ScreeningState {
  const order = get(state.orders, event.order);
  if (!order || order.payment === 'paid') return { ...state, sequence };
  const after: Order = { ...order, payment: 'paid', ...taken(order, event.tenders, 1) };
  return { ...state, sequence, orders: set(state.orders, event.order, after) };
}

export function refunded(state: ScreeningState, event: Refunded, sequence: number): ScreeningState {
  const order = get(state.orders, event.order);
  if (!order) return { ...state, sequence };
  const draft = new Draft(state);
  const back = new Set(event.refundedSeats.map(({ seatId }) => seatId));
  for (const seatId of back) giveBack(draft, order.order, seatId);
  const seats = order.seats.filter(({ seatId }) => !back.has(seatId));
  const orders = set(state.orders, event.order, withSeats({ ...order, ...taken(order, event.tenders, -1) }, seats));
  return draft.done(sequence, { orders });
}

export function exchanged(state: ScreeningState, event: Exchanged, sequence: number, at: number): ScreeningState {
  const order = get(state.orders, event.order);
  const draft = new Draft(state);
  // Where a seat is sold already, they keep what they had.
  if (!order || event.to.some(({ seatId }) => draft.seat(seatId)?.status === 'booked')) return { ...state, sequence };
  const from = new Set(event.from.map(({ seatId }) => seatId));
  for (const seatId of from) giveBack(draft, order.order, seatId);
  for (const { seatId } of event.to) {
    const seat = draft.seat(seatId);
    if (seat?.status === 'held') {
      if (seat.viewerId === order.viewerId) letGo(draft, order.viewerId, seatId);
      else draft.dispossess(seat.viewerId, { seatId, why: 'booked', at });
    }
    draft.put(seatId, { status: 'booked', viewerId: order.viewerId, order: order.order, since: at });
  }
  const seats = [...order.seats.filter(({ seatId }) => !from.has(seatId)), ...event.to];
  const money = taken(order, event.tenders, event.difference < 0 ? -1 : 1);
  // Other seats are other tickets, which nobody has collected.
  const after = { ...withSeats({ ...order, ...money }, seats), collected: false };
  return draft.done(sequence, { orders: set(state.orders, event.order, after) });
}

function withSeats(order: Order, seats: Order['seats']): Order {
  return {
    ...order,
    seats,
    seatIds: seats.map(({ seatId }) => seatId),
    total: seats.reduce((sum, { price }) => sum + price, 0),
  };
}

function giveBack(draft: Draft, order: string, seatId: string): void {
  const seat = draft.seat(seatId);
  if (seat?.status === 'booked' && seat.order === order) draft.put(seatId, available);
}

/** Out of the buyer's own selection, since it is theirs now. */
function letGo(draft: Draft, viewerId: string, seatId: string): void {
  const hold = get(draft.holds, viewerId);
  if (!hold) return;
  const seatIds = hold.seatIds.filter((other) => other !== seatId);
  draft.holds =
    seatIds.length + hold.lost.length === 0
      ? remove(draft.holds, viewerId)
      : set(draft.holds, viewerId, { ...hold, seatIds });
}

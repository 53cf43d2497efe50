/** What becomes of an order once it was taken: the part of `evolve` that moves money and seats that were sold. */
import { Draft } from './draft.ts';
import type { Admitted, Collected, Exchanged, Lapsed, Paid, Refunded, Tender, Ticketed } from './events.ts';
import { get, remove, set } from './persistent-map.ts';
import type { Order, ScreeningState } from './state.ts';

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

/** The state with one order changed; the same seats. */
function withOrder(state: ScreeningState, sequence: number, order: Order): ScreeningState {
  return { ...state, sequence, orders: set(state.orders, order.order, order) };
}

export function paid(state: ScreeningState, event: Paid, sequence: number): ScreeningState {
  const order = get(state.orders, event.order);
  if (!order || order.payment === 'paid') return { ...state, sequence };
  const after = { ...withoutTenders(order), payment: 'paid' as const, ...taken(order, event.tenders, 1) };
  // Money that another till took is not the sale's own to undo.
  const own = event.by === order.by && event.shift === order.shift;
  return withOrder(state, sequence, own ? { ...after, tenders: event.tenders } : after);
}

export function collected(state: ScreeningState, event: Collected, sequence: number): ScreeningState {
  const order = get(state.orders, event.order);
  return order ? withOrder(state, sequence, { ...order, collected: true }) : { ...state, sequence };
}

export function ticketed(state: ScreeningState, event: Ticketed, sequence: number): ScreeningState {
  const order = get(state.orders, event.order);
  if (!order || event.issue <= order.issue) return { ...state, sequence };
  return withOrder(state, sequence, { ...order, issue: event.issue, ticketed: true });
}

export function admitted(state: ScreeningState, event: Admitted, sequence: number, at: number): ScreeningState {
  const order = get(state.orders, event.order);
  const { seatId, door, issue, commandId } = event;
  if (!order?.seatIds.includes(seatId) || order.admitted[seatId]) return { ...state, sequence };
  return withOrder(state, sequence, {
    ...order,
    admitted: { ...order.admitted, [seatId]: { at, door, issue, commandId } },
  });
}

/** An order that was paid after all, or is gone, does not lapse. */
export function lapsed(state: ScreeningState, event: Lapsed, sequence: number): ScreeningState {
  const order = get(state.orders, event.order);
  if (!order || order.payment === 'paid' || order.seatIds.length === 0) return { ...state, sequence };
  if (order.collectBy === undefined || event.collectBy < order.collectBy) return { ...state, sequence };
  const draft = new Draft(state);
  for (const seatId of order.seatIds) giveBack(draft, order.order, seatId);
  const after: Order = { ...withSeats(order, []), lapsed: true };
  return draft.done(sequence, { orders: set(state.orders, event.order, after) });
}

export function refunded(state: ScreeningState, event: Refunded, sequence: number): ScreeningState {
  const order = get(state.orders, event.order);
  if (!order) return { ...state, sequence };
  const draft = new Draft(state);
  const back = new Set(event.refundedSeats.map(({ seatId }) => seatId));
  for (const seatId of back) giveBack(draft, order.order, seatId);
  const seats = order.seats.filter(({ seatId }) => !back.has(seatId));
  const after = withSeats({ ...order, ...taken(order, event.tenders, -1) }, seats);
  return draft.done(sequence, { orders: set(state.orders, event.order, after) });
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
    const { viewerId } = order;
    draft.put(seatId, { status: 'booked', viewerId, order: order.order, since: at, ...draft.origin(seatId) });
  }
  const seats = [...order.seats.filter(({ seatId }) => !from.has(seatId)), ...event.to];
  const money = taken(order, event.tenders, event.difference < 0 ? -1 : 1);
  // Other seats are other tickets, which nobody has made out or collected.
  const after = { ...withSeats({ ...order, ...money }, seats), collected: false, ticketed: false };
  return draft.done(sequence, { orders: set(state.orders, event.order, after) });
}

function withoutTenders({ tenders: _, ...order }: Order): Order {
  return order;
}

/** The order with other seats than it was sold with. */
function withSeats(order: Order, seats: Order['seats']): Order {
  const seatIds = seats.map(({ seatId }) => seatId);
  const admissions = Object.entries(order.admitted).filter(([seatId]) => seatIds.includes(seatId));
  return {
    ...withoutTenders(order),
    seats,
    seatIds,
    total: seats.reduce((sum, { price }) => sum + price, 0),
    admitted: Object.fromEntries(admissions),
  };
}

function giveBack(draft: Draft, order: string, seatId: string): void {
  const seat = draft.seat(seatId);
  if (seat?.status === 'booked' && seat.order === order) draft.free(seatId);
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

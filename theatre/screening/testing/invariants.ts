/** What must hold in every state of a screening, as a list of what does not. */
import type { LedgerEvent, Tender } from '../events.ts';
import { get, values } from '../persistent-map.ts';
import { available, seatOf, type Order, type Seat, type ScreeningState } from '../state.ts';
import type { Policy } from '../decide.ts';
import { COUNTER_MAX_SEATS } from '../permission.ts';

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
  for (const order of values(state.orders)) problems.push(...problemsOfOrder(state, order));
  for (const { viewerId, seatIds, lost, expiresAt, startedAt, by } of values(state.holds)) {
    const theirs = marked.get(viewerId) ?? [];
    marked.delete(viewerId);
    if (!sameMembers(seatIds, theirs))
      problems.push(`${viewerId} holds ${seatIds.join()}, marked are ${theirs.join()}`);
    const most = by === viewerId ? policy.maxSeats : COUNTER_MAX_SEATS;
    if (seatIds.length > most) problems.push(`${viewerId} holds ${seatIds.length} seats`);
    if (expiresAt > startedAt + policy.limitMs) problems.push(`${viewerId} holds beyond the absolute limit`);
    if (seatIds.length + lost.length === 0) problems.push(`${viewerId} has a hold of nothing`);
    if (lost.some(({ seatId }) => seatIds.includes(seatId))) problems.push(`${viewerId} is told of a loss they have`);
  }
  for (const viewerId of marked.keys()) problems.push(`seats are marked for ${viewerId}, who has no hold`);
  return problems;
}

/** Its seats are booked by it, its total is theirs, and its money is all of that or none. */
function problemsOfOrder(
  state: ScreeningState,
  { order, seatIds, seats: priced, total, payment, paid, drawer }: Order,
) {
  const problems: string[] = [];
  for (const seatId of seatIds) {
    const seat = seatOf(state, seatId);
    if (seat?.status !== 'booked' || seat.order !== order)
      problems.push(`${order} has ${seatId}, which is not its own`);
  }
  if (
    !sameMembers(
      seatIds,
      priced.map(({ seatId }) => seatId),
    )
  )
    problems.push(`${order} has seats without prices`);
  if (priced.reduce((sum, { price }) => sum + price, 0) !== total) problems.push(`${order} does not come to ${total}`);
  if (paid !== (payment === 'paid' ? total : 0)) problems.push(`${order}, ${payment}, of ${total}, has ${paid}`);
  if (drawer.cash + drawer.card !== paid) problems.push(`the drawer of ${order} does not come to ${paid}`);
  return problems;
}

const sumOf = (tenders: readonly Tender[]) => tenders.reduce((sum, { amount }) => sum + amount, 0);

/** What was taken less what was given back, as the log alone has it, is what the orders have; and never less than nothing. */
export function problemsOfMoney(state: ScreeningState, events: Iterable<LedgerEvent>): string[] {
  const problems: string[] = [];
  const [taken, back, sales] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const add = (to: Map<string, number>, order: string, amount: number) => to.set(order, (to.get(order) ?? 0) + amount);
  for (const event of events) {
    if (event.type === 'booked') {
      add(taken, event.order, sumOf(event.payment.tenders));
      add(sales, event.order, event.total);
    } else if (event.type === 'paid') add(taken, event.order, sumOf(event.tenders));
    else if (event.type === 'refunded') {
      if (sumOf(event.tenders) !== event.amount) problems.push(`${event.order} was given back another amount`);
      add(back, event.order, event.amount);
      if (event.void && (back.get(event.order) ?? 0) !== (taken.get(event.order) ?? 0))
        problems.push(`${event.order} was undone without all of its money`);
    } else if (event.type === 'exchanged') {
      add(event.difference < 0 ? back : taken, event.order, sumOf(event.tenders));
      add(sales, event.order, Math.max(0, event.difference));
    } else continue;
    const [paid, given] = [taken.get(event.order) ?? 0, back.get(event.order) ?? 0];
    if (given > paid) problems.push(`${event.order} was given back ${given} of ${paid}`);
    if (given > (sales.get(event.order) ?? 0)) problems.push(`${event.order} was given back more than it was sold for`);
  }
  for (const { order, paid } of values(state.orders)) {
    const should = (taken.get(order) ?? 0) - (back.get(order) ?? 0);
    if (paid !== should) problems.push(`${order} has ${paid}, the log ${should}`);
  }
  return [...problems, ...problemsOfShifts(state, events)];
}

/** What each shift took less what it gave back, all shifts together, is what the orders have; by kind of money. */
function problemsOfShifts(state: ScreeningState, events: Iterable<LedgerEvent>): string[] {
  const shifts = new Map<string, { cash: number; card: number }>();
  for (const event of events) {
    const tenders = event.type === 'booked' ? event.payment.tenders : 'tenders' in event ? event.tenders : [];
    if (tenders.length === 0) continue;
    const { by, shift } = event;
    const till = shifts.get(shift ?? by) ?? { cash: 0, card: 0 };
    const given = event.type === 'refunded' || (event.type === 'exchanged' && event.difference < 0);
    for (const { kind, amount } of tenders) till[kind] += given ? -amount : amount;
    shifts.set(shift ?? by, till);
  }
  const drawers = [...values(state.orders)].map(({ drawer }) => drawer);
  return (['cash', 'card'] as const).flatMap((kind) => {
    const tills = [...shifts.values()].reduce((sum, till) => sum + till[kind], 0);
    const orders = drawers.reduce((sum, drawer) => sum + drawer[kind], 0);
    const none = [...shifts.keys()].filter((shift) => shift.startsWith('op-'));
    return [
      ...(tills === orders ? [] : [`the shifts have ${tills} in ${kind}, the orders ${orders}`]),
      ...none.map((by) => `${by} moved money in no shift`),
    ];
  });
}

/** No seat is in two bookings of the log at a time, no order was taken twice, and the state has each of them. */
export function problemsOfSales(state: ScreeningState, events: Iterable<LedgerEvent>): string[] {
  const problems: string[] = [];
  const sold = new Map<string, string>();
  const orders = new Set<string>();
  /** Those that may lapse, with the end of their time. */
  const kept = new Map<string, number>();
  for (const event of events) {
    if (event.type === 'paid') kept.delete(event.order);
    if (event.type === 'lapsed' && event.collectBy >= (kept.get(event.order) ?? Number.POSITIVE_INFINITY)) {
      for (const [seatId, order] of sold) if (order === event.order) sold.delete(seatId);
    }
    if (event.type === 'refunded') for (const { seatId } of event.refundedSeats) sold.delete(seatId);
    if (event.type === 'exchanged') {
      for (const { seatId } of event.from) sold.delete(seatId);
      for (const { seatId } of event.to) {
        if (sold.has(seatId))
          problems.push(`${seatId} was sold to ${sold.get(seatId)} and exchanged to ${event.order}`);
        sold.set(seatId, event.order);
      }
    }
    if (event.type !== 'booked') continue;
    if (orders.has(event.order)) problems.push(`order ${event.order} was taken twice`);
    orders.add(event.order);
    if (event.payment.status === 'due' && event.collectBy !== undefined) kept.set(event.order, event.collectBy);
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

/** The part of `decide` that is about orders already taken: paying, collecting, taking back, exchanging. */
import type { Collect, Decision, Exchange, Pay, Refund, Rejection, Void } from './commands.ts';
import { priceOfTickets } from './decide-sale.ts';
import type { BookedSeat, TicketType } from './events.ts';
import { addUp, priceOfAll, sumOf, theWayItCame } from './money.ts';
import { obstacle, unobstructed } from './obstacle.ts';
import { accept, commonOf, reject } from './outcome.ts';
import { get } from './persistent-map.ts';
import { promoOf } from './price.ts';
import type { Order, ScreeningState } from './state.ts';

/** A mistake is undone within this; after it, it is a refund. */
export const VOID_MS = 10 * 60_000;

type OrderCommand = Pay | Collect | Refund | Exchange | Void;

export function decideOrder(state: ScreeningState, command: OrderCommand): Decision | Rejection {
  const order = standing(state, command);
  if ('rejected' in order) return order;
  switch (command.type) {
    case 'pay': {
      if (order.payment === 'paid') return reject('already-paid');
      if (order.collectBy !== undefined && command.at >= order.collectBy) return reject('order-lapsed');
      const { tenders } = command;
      if (!addUp(tenders, order.total)) return reject('payment-mismatch');
      const { total: amount } = order;
      return accept({ ...of(order, command), type: 'paid', amount, currency: state.currency, tenders });
    }
    case 'collect':
      if (order.payment === 'due') return reject('payment-due');
      return order.collected ? accept() : accept({ ...of(order, command), type: 'collected' });
    case 'refund':
      return refund(state, order, command);
    case 'exchange':
      return exchange(state, order, command);
    case 'void':
      return voided(state, order, command);
    default:
      return command satisfies never;
  }
}

/** The order, as long as it has seats. */
export function standing(state: ScreeningState, command: { readonly order: string }): Order | Rejection {
  const order = get(state.orders, command.order);
  if (!order) return reject('unknown-order');
  if (order.lapsed) return reject('order-lapsed');
  return order.seatIds.length === 0 ? reject('order-refunded') : order;
}

const of = ({ order }: Order, command: OrderCommand) => ({ ...commonOf(command), order });

function refund(state: ScreeningState, order: Order, command: Refund): Decision | Rejection {
  const back = seatsOf(order, command.seatIds ?? order.seatIds);
  if ('rejected' in back) return back;
  const inside = insideWithoutManager(order, back.seats, command);
  if (inside) return inside;
  const amount = order.payment === 'paid' ? priceOfAll(back.seats) : 0;
  const tenders = command.tenders ?? theWayItCame(order, amount);
  if (!addUp(tenders, amount)) return reject('payment-mismatch');
  const { currency } = state;
  const { reason } = command;
  return accept({
    ...of(order, command),
    type: 'refunded',
    refundedSeats: back.seats,
    amount,
    currency,
    tenders,
    reason,
  });
}

function exchange(state: ScreeningState, order: Order, command: Exchange): Decision | Rejection {
  const from = seatsOf(order, command.from);
  if ('rejected' in from) return from;
  const wanted = [...new Set(command.to)];
  if (wanted.length === 0) return reject('nothing-selected');
  const inside = insideWithoutManager(order, from.seats, command);
  if (inside) return inside;
  // What the buyer holds themselves is no obstacle, nor is a house seat at the counter.
  const lost = wanted
    .map((seatId) => obstacle(state, seatId, order.viewerId, command.at, true))
    .filter((seat) => seat !== undefined);
  if (lost.length > 0) return reject('seat-taken', lost);
  const to = exchangedSeats(state, order, from.seats, wanted);
  const difference = priceOfAll(to) - priceOfAll(from.seats);
  const owed = order.payment === 'paid' ? difference : 0;
  const tenders = command.tenders ?? (owed < 0 ? theWayItCame(order, -owed) : []);
  if (!addUp(tenders, Math.abs(owed))) return reject('payment-mismatch');
  const { currency } = state;
  return accept({ ...of(order, command), type: 'exchanged', from: from.seats, to, difference, currency, tenders });
}

/** New seats at today's prices: ticket types go over one by one, a further seat is a full one; the order's promo stays while it is on. */
export function exchangedSeats(
  state: ScreeningState,
  order: Pick<Order, 'promo'>,
  from: readonly BookedSeat[],
  to: readonly string[],
): readonly BookedSeat[] {
  const types: Record<string, TicketType> = {};
  for (const [at, seatId] of to.entries()) types[seatId] = from[at]?.ticketType ?? 'full';
  const promo = order.promo === undefined ? undefined : promoOf(state, order.promo)?.code;
  const priced = priceOfTickets(state, to, types, promo);
  if ('rejected' in priced) throw new Error(`promo ${promo} was there and is not`);
  return priced.seats;
}

/** Only who sold it, in the shift that they sold it in, and as long as nothing else became of it. */
function voided(state: ScreeningState, order: Order, command: Void): Decision | Rejection {
  const { actor, at } = command;
  const { tenders, seats: refundedSeats } = order;
  if (order.by !== actor.id || order.shift !== actor.shift) return reject('not-allowed');
  if (tenders === undefined || Object.keys(order.admitted).length > 0) return reject('not-allowed');
  if (at - order.at > VOID_MS) return reject('too-late');
  const amount = sumOf(tenders);
  const { currency } = state;
  const undone = { type: 'refunded', refundedSeats, amount, currency, tenders, reason: 'void', void: true } as const;
  return accept({ ...of(order, command), ...undone });
}

/** Who is sitting in the house is given money back by a manager only. */
function insideWithoutManager(
  order: Order,
  seats: readonly BookedSeat[],
  { actor }: Refund | Exchange,
): Rejection | undefined {
  const inside = seats.filter(({ seatId }) => order.admitted[seatId]);
  if (inside.length === 0 || actor.role === 'manager') return undefined;
  return reject(
    'needs-manager',
    inside.map(({ seatId }) => unobstructed(seatId)),
  );
}

/** These seats of the order, or a refusal that names those which are not its own. */
function seatsOf(order: Order, seatIds: readonly string[]): { readonly seats: readonly BookedSeat[] } | Rejection {
  const named = new Set(seatIds);
  const others = [...named].filter((seatId) => !order.seatIds.includes(seatId));
  if (others.length > 0) return reject('not-in-order', others.map(unobstructed));
  if (named.size === 0) return reject('nothing-selected');
  return { seats: order.seats.filter(({ seatId }) => named.has(seatId)) };
}

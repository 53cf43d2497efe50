/** The part of `decide` that is about orders already taken: paying, collecting, refunding, exchanging. */
import type { Collect, Decision, Exchange, Pay, Reason, Refund, Rejection } from './commands.ts';
import { EVENT_VERSION, type BookedSeat, type LedgerEvent, type LostSeat, type Minor, type Tender } from './events.ts';
import { get } from './persistent-map.ts';
import { obstacle, unobstructed } from './obstacle.ts';
import { priceOf, type Order, type ScreeningState } from './state.ts';

const reject = (rejected: Reason, seats: readonly LostSeat[] = []): Rejection => ({ rejected, seats });
const accept = (...events: LedgerEvent[]): Decision => ({ events });

const sum = (tenders: readonly Tender[]): Minor => tenders.reduce((total, { amount }) => total + amount, 0);
const priceOfAll = (seats: readonly BookedSeat[]): Minor => seats.reduce((total, { price }) => total + price, 0);

/** Whole amounts that add up; a negative one would turn taking into giving. */
function addUp(tenders: readonly Tender[], amount: Minor): boolean {
  return (
    tenders.every((tender) => Number.isSafeInteger(tender.amount) && tender.amount >= 0) && sum(tenders) === amount
  );
}

/** So much of an order's money, by card first, the way it came. */
function theWayItCame({ drawer }: Order, amount: Minor): readonly Tender[] {
  const card = Math.max(0, Math.min(drawer.card, amount));
  const tenders: readonly Tender[] = [
    { kind: 'card', amount: card },
    { kind: 'cash', amount: amount - card },
  ];
  return tenders.filter((tender) => tender.amount > 0);
}

type OrderCommand = Pay | Collect | Refund | Exchange;

export function decideOrder(state: ScreeningState, command: OrderCommand): Decision | Rejection {
  const order = get(state.orders, command.order);
  if (!order) return reject('unknown-order');
  if (order.seatIds.length === 0) return reject('order-refunded');
  const common = { version: EVENT_VERSION, commandId: command.id, by: command.by, order: order.order };
  switch (command.type) {
    case 'pay': {
      if (order.payment === 'paid') return reject('already-paid');
      const { tenders } = command;
      if (!addUp(tenders, order.total)) return reject('payment-mismatch');
      return accept({ ...common, type: 'paid', amount: order.total, currency: state.currency, tenders });
    }
    case 'collect':
      if (order.payment === 'due') return reject('payment-due');
      return order.collected ? accept() : accept({ ...common, type: 'collected' });
    case 'refund': {
      const refundedSeats = seatsOf(order, command.seatIds ?? order.seatIds);
      if ('rejected' in refundedSeats) return refundedSeats;
      const amount = order.payment === 'paid' ? priceOfAll(refundedSeats.seats) : 0;
      const tenders = command.tenders ?? theWayItCame(order, amount);
      if (!addUp(tenders, amount)) return reject('payment-mismatch');
      const { reason } = command;
      const { currency } = state;
      return accept({
        ...common,
        type: 'refunded',
        refundedSeats: refundedSeats.seats,
        amount,
        currency,
        tenders,
        reason,
      });
    }
    case 'exchange':
      return exchange(state, order, command, common);
    default:
      return command satisfies never;
  }
}

function exchange(
  state: ScreeningState,
  order: Order,
  command: Exchange,
  common: { version: number; commandId: string; by: string; order: string },
): Decision | Rejection {
  const from = seatsOf(order, command.from);
  if ('rejected' in from) return from;
  const wanted = [...new Set(command.to)];
  if (wanted.length === 0) return reject('nothing-selected');
  // What the buyer holds themselves is no obstacle.
  const lost = wanted
    .map((seatId) => obstacle(state, seatId, order.viewerId, command.at))
    .filter((seat) => seat !== undefined);
  if (lost.length > 0) return reject('seat-taken', lost);
  const to = wanted.map((seatId) => ({
    seatId,
    category: state.index.byId.get(seatId)?.category ?? '',
    price: priceOf(state, seatId),
  }));
  const difference = priceOfAll(to) - priceOfAll(from.seats);
  const owed = order.payment === 'paid' ? difference : 0;
  const tenders = command.tenders ?? (owed < 0 ? theWayItCame(order, -owed) : []);
  if (!addUp(tenders, Math.abs(owed))) return reject('payment-mismatch');
  return accept({ ...common, type: 'exchanged', from: from.seats, to, difference, currency: state.currency, tenders });
}

/** These seats of the order, or a refusal that names those which are not its own. */
function seatsOf(order: Order, seatIds: readonly string[]): { readonly seats: readonly BookedSeat[] } | Rejection {
  const named = new Set(seatIds);
  const others = [...named].filter((seatId) => !order.seatIds.includes(seatId));
  if (others.length > 0) return reject('not-in-order', others.map(unobstructed));
  if (named.size === 0) return reject('nothing-selected');
  return { seats: order.seats.filter(({ seatId }) => named.has(seatId)) };
}

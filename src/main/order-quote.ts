/** Pure: what an act on an order would come to. It is decided as it would be, on the state as it is, and nothing is appended. */
import type { OrderAct, Quote } from '../../theatre/contract/ipc-orders.ts';
import type { CommandInput } from '../../theatre/log/desk.ts';
import type { Actor, Command, Decision, Exchange, Policy, Rejection } from '../../theatre/screening/commands.ts';
import { decide, isRejection } from '../../theatre/screening/decide.ts';
import type { BookedSeat, LedgerEvent } from '../../theatre/screening/events.ts';
import { get, set } from '../../theatre/screening/persistent-map.ts';
import type { ScreeningState } from '../../theatre/screening/state.ts';

export interface Asked {
  readonly order: string;
  readonly act: OrderAct;
  readonly actor: Actor;
  readonly commandId: string;
  /** Of the ticket in the hand, where somebody is let in by it. */
  readonly issue?: number;
}

/** The command that carries an act out. A payment without tenders is none: it is not known yet how it is paid. */
export function commandOf({ order, act, actor, commandId: id, issue }: Asked): CommandInput & { readonly id: string } {
  switch (act.type) {
    case 'pay':
      return { type: 'pay', id, order, actor, tenders: act.tenders ?? [] };
    case 'collect':
      return { type: 'collect', id, order, actor };
    case 'admit': {
      const { seatId, door } = act;
      return { type: 'admit', id, order, actor, seatId, door, ...(issue === undefined ? {} : { issue }) };
    }
    case 'refund': {
      const { seatIds, reason } = act;
      return { type: 'refund', id, order, actor, seatIds, reason, ...tendersOf(act) };
    }
    case 'exchange':
      return { type: 'exchange', id, order, actor, from: act.from, to: act.to, ...tendersOf(act) };
    default:
      return act satisfies never;
  }
}

const tendersOf = ({ tenders }: Extract<OrderAct, { type: 'refund' | 'exchange' }>) =>
  tenders === undefined ? {} : { tenders };

export interface Now {
  readonly state: ScreeningState;
  readonly policy: Policy;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What it comes to, or why it would be refused. */
export function quoteOf(now: Now, asked: Asked): Quote | Rejection {
  const { state } = now;
  const order = get(state.orders, asked.order);
  const { act, commandId } = asked;
  if (act.type === 'exchange') return quoteExchange(now, asked);
  const tried: OrderAct =
    act.type === 'pay' ? { type: 'pay', tenders: [{ kind: 'cash', amount: order?.total ?? 0 }] } : act;
  const outcome = decideNow(now, commandOf({ ...asked, act: tried }));
  if (isRejection(outcome)) return outcome;
  const none = { commandId, currency: state.currency, tenders: [], back: [], instead: [] };
  if (act.type === 'pay') return { ...none, direction: 'take', amount: order?.total ?? 0 };
  const refunded = eventOf(outcome, 'refunded');
  if (!refunded) return { ...none, direction: 'none', amount: 0 };
  const { amount, tenders, refundedSeats } = refunded;
  return { ...none, direction: amount > 0 ? 'give' : 'none', amount, tenders, back: refundedSeats.map(priced) };
}

/** First as if nothing were paid yet, which says what the seats cost; then what of it is to be settled. */
function quoteExchange(now: Now, asked: Asked): Quote | Rejection {
  const { state } = now;
  const order = get(state.orders, asked.order);
  const command = commandOf(asked) as CommandInput & Exchange;
  const unpaid = order
    ? { ...state, orders: set(state.orders, order.order, { ...order, payment: 'due' as const }) }
    : state;
  const free = decideNow({ ...now, state: unpaid }, { ...command, tenders: [] });
  if (isRejection(free)) return free;
  const exchanged = eventOf(free, 'exchanged');
  if (!exchanged) throw new Error('an exchange made no exchange');
  const owed = order?.payment === 'paid' ? exchanged.difference : 0;
  const seats = {
    commandId: asked.commandId,
    currency: state.currency,
    back: exchanged.from.map(priced),
    instead: exchanged.to.map(priced),
  };
  if (owed >= 0) return { ...seats, direction: owed > 0 ? 'take' : 'none', amount: owed, tenders: [] };
  const given = decideNow(now, command);
  if (isRejection(given)) return given;
  return { ...seats, direction: 'give', amount: -owed, tenders: eventOf(given, 'exchanged')?.tenders ?? [] };
}

function decideNow({ state, policy, at }: Now, command: CommandInput & { readonly id: string }): Decision | Rejection {
  return decide(state, { ...command, at } as Command, policy);
}

function eventOf<T extends LedgerEvent['type']>(
  { events }: Decision,
  type: T,
): Extract<LedgerEvent, { type: T }> | undefined {
  return events.find((event): event is Extract<LedgerEvent, { type: T }> => event.type === type);
}

const priced = ({ seatId, price }: BookedSeat) => ({ seatId, price });

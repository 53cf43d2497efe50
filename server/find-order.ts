/** An order for whoever asks: from the database, or from what this server took a moment ago. */
import { setTimeout as sleep } from 'node:timers/promises';
import { get } from '../theatre/screening/persistent-map.ts';
import { orderStatus, type ScreeningState } from '../theatre/screening/state.ts';
import type { OrderDetails, OrderSeat } from './consumers/database/orders.ts';
import type { Parts } from './parts.ts';
import type { RecentOrders } from './recent-orders.ts';

/** A booking on another server is in our database after this, unless something is wrong. */
const WAIT_MS = 1000;
const LOOK_EVERY_MS = 50;

/** Undefined where there is none, after having waited a moment for the database. */
export async function findOrder(
  parts: Pick<Parts, 'orders'>,
  recent: RecentOrders,
  reference: string,
): Promise<OrderDetails | undefined> {
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    const order = parts.orders.byReference(reference) ?? recent.byReference(reference);
    if (order || waited >= WAIT_MS) return order;
    await sleep(LOOK_EVERY_MS);
  }
}

/** The order as the ledger has it now: the database may be a moment behind. */
export function orderNow<O extends OrderDetails>(order: O, state: ScreeningState): O {
  const now = get(state.orders, order.reference);
  if (!now) return order;
  const { total, paid, payment, issue, ticketed } = now;
  const seats = now.seats.map(({ seatId, category, price, ticketType = 'full' }): OrderSeat => {
    const admission = now.admitted[seatId];
    const admitted = admission ? { at: admission.at, door: admission.door } : null;
    return { seatId, category, price, ticketType, admitted };
  });
  const { title, startsAt } = state;
  const cancelled = state.phase === 'cancelled';
  const status = orderStatus(now);
  return { ...order, title, startsAt, cancelled, seats, total, paid, paymentStatus: payment, issue, ticketed, status };
}

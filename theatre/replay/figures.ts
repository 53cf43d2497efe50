/** The house's figures as of any place in a night. */
import type { Minor } from '../screening/events.ts';
import { values } from '../screening/persistent-map.ts';
import type { Snapshot } from '../screening/snapshot.ts';

export interface Figures {
  readonly capacity: number;
  readonly available: number;
  readonly held: number;
  readonly sold: number;
  readonly withheld: number;
  /** Orders that stand: those that were refunded as a whole are none. */
  readonly orders: number;
  /** What the orders come to that stand, paid or still due, in minor units of `currency`. */
  readonly takings: Minor;
  /** Of it, money that was taken, less what was given back. */
  readonly paid: Minor;
  readonly currency: string;
  /** People who hold at least one seat. */
  readonly choosing: number;
  /** People who are looking. */
  readonly viewers: number;
}

export function figuresOf({ state, presence }: Pick<Snapshot, 'state' | 'presence'>): Figures {
  const { available, held, booked, withheld } = state.counts;
  let [takings, paid, orders] = [0, 0, 0];
  for (const order of values(state.orders)) {
    takings += order.total;
    paid += order.paid;
    if (order.seatIds.length > 0) orders++;
  }
  let choosing = 0;
  for (const { seatIds } of values(state.holds)) if (seatIds.length > 0) choosing++;
  return {
    capacity: state.index.capacity,
    available,
    held,
    sold: booked,
    withheld,
    orders,
    takings,
    paid,
    currency: state.currency,
    choosing,
    viewers: presence.viewers.size,
  };
}

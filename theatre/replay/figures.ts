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
  readonly orders: number;
  /** What the orders come to, paid or still due, in minor units of `currency`. */
  readonly takings: Minor;
  readonly currency: string;
  /** People who hold at least one seat. */
  readonly choosing: number;
  /** People who are looking. */
  readonly viewers: number;
}

export function figuresOf({ state, presence }: Pick<Snapshot, 'state' | 'presence'>): Figures {
  const { available, held, booked, withheld } = state.counts;
  let takings = 0;
  for (const { total } of values(state.orders)) takings += total;
  let choosing = 0;
  for (const { seatIds } of values(state.holds)) if (seatIds.length > 0) choosing++;
  return {
    capacity: state.index.capacity,
    available,
    held,
    sold: booked,
    withheld,
    orders: state.orders.size,
    takings,
    currency: state.currency,
    choosing,
    viewers: presence.viewers.size,
  };
}

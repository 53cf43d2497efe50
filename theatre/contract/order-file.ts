/** One order out of what was sold of a screening. */
import type { LedgerEvent } from '../screening/events.ts';
import { get } from '../screening/persistent-map.ts';
import { orderStatus } from '../screening/state.ts';
import type { Sold } from './door-list.ts';
import type { OrderFile } from './ipc-orders.ts';

/** Undefined where there is no such order. `asOf` as in the answer. */
export function orderFileOf(
  { state, events, people }: Sold,
  reference: string,
  asOf: number | null,
): OrderFile | undefined {
  const order = get(state.orders, reference);
  const own = events.filter(({ event }) => orderOf(event) === reference);
  if (!order || own.length === 0) return undefined;
  const customer = people.get(reference) ?? null;
  const { id, title, startsAt, index, currency } = state;
  const screening = { id, title, startsAt, house: index.plan.name };
  return { order, status: orderStatus(order), customer, currency, screening, events: own, asOf };
}

/** The order that an event is about, where it is about one. */
export function orderOf(event: LedgerEvent): string | undefined {
  return 'order' in event ? event.order : undefined;
}

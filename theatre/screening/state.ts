/** The state of one screening: immutable, and sharing what did not change with the states before it. */
import type { PlanIndex, SeatId } from '../seating/plan.ts';
import { indexPlan } from '../seating/plan.ts';
import type { BookedSeat, Minor, Tender } from './events.ts';
import { emptyMap, get, type PersistentMap } from './persistent-map.ts';

export type Seat =
  | { readonly status: 'available' }
  | { readonly status: 'held'; readonly viewerId: string; readonly since: number }
  | {
      readonly status: 'booked';
      readonly viewerId: string;
      readonly order: string;
      readonly since: number;
    }
  | { readonly status: 'withheld'; readonly reason: string; readonly since: number };

/** Why a viewer no longer has a seat they had selected, told to them until they act again. */
export interface Loss {
  readonly seatId: SeatId;
  readonly why: 'expired' | 'taken' | 'booked' | 'withheld' | 'released';
  readonly at: number;
}

export interface Hold {
  readonly viewerId: string;
  readonly seatIds: readonly SeatId[];
  /** Epoch milliseconds: at this instant the seats are free. */
  readonly expiresAt: number;
  readonly startedAt: number;
  readonly checkedOut: boolean;
  readonly lost: readonly Loss[];
}

export interface Order {
  readonly order: string;
  readonly viewerId: string;
  /** That it has now; none once all were refunded. */
  readonly seatIds: readonly SeatId[];
  /** The same seats at the prices they were sold at. */
  readonly seats: readonly BookedSeat[];
  /** What these seats come to. */
  readonly total: Minor;
  readonly at: number;
  readonly payment: 'due' | 'paid';
  /** Money taken less money given back, in all; the total while it is paid, else 0. */
  readonly paid: Minor;
  /** The same by kind: where a refund went another way than the money came, one of them may be negative. */
  readonly drawer: Readonly<Record<Tender['kind'], Minor>>;
  /** Whether the tickets for these seats were handed over. */
  readonly collected: boolean;
}

export type OrderStatus = 'due' | 'paid' | 'collected' | 'refunded';

/** The one word for where an order is. */
export function orderStatus({
  seatIds,
  payment,
  collected,
}: Pick<Order, 'seatIds' | 'payment' | 'collected'>): OrderStatus {
  if (seatIds.length === 0) return 'refunded';
  return collected ? 'collected' : payment;
}

export interface Counts {
  readonly available: number;
  readonly held: number;
  readonly booked: number;
  readonly withheld: number;
}

export interface ScreeningState {
  /** `none` until an `opened` was seen. */
  readonly phase: 'none' | 'open' | 'closed';
  /** Why sales are shut for now, in words for staff; undefined while they are not. */
  readonly suspended: string | undefined;
  /** Of the last ledger event folded in; 0 when there is none. */
  readonly sequence: number;
  readonly id: string;
  readonly title: string;
  readonly startsAt: string;
  readonly prices: Readonly<Record<string, Minor>>;
  readonly currency: string;
  readonly index: PlanIndex;
  /** Like `index.rows`, seat for seat. A row is copied only when one of its seats changes. */
  readonly rows: readonly (readonly Seat[])[];
  readonly holds: PersistentMap<Hold>;
  readonly orders: PersistentMap<Order>;
  readonly counts: Counts;
}

export const available: Seat = { status: 'available' };

export const initial: ScreeningState = {
  phase: 'none',
  suspended: undefined,
  sequence: 0,
  id: '',
  title: '',
  startsAt: '',
  prices: {},
  currency: '',
  index: indexPlan({
    id: '',
    name: '',
    categories: [],
    focalPoint: { column: 0, row: 0 },
    curvature: 0,
    sections: [],
  }),
  rows: [],
  holds: emptyMap(),
  orders: emptyMap(),
  counts: { available: 0, held: 0, booked: 0, withheld: 0 },
};

/** The seat with this id, or undefined where the plan has none (an inactive position, say). */
export function seatOf(state: ScreeningState, seatId: SeatId): Seat | undefined {
  const planned = state.index.byId.get(seatId);
  return planned && state.rows[planned.rowIndex]?.[planned.seatIndex];
}

/** The viewer's hold at an instant; one past its end holds nothing, also before the log has said so. */
export function liveHold(state: ScreeningState, viewerId: string, at: number): Hold | undefined {
  const hold = get(state.holds, viewerId);
  return hold && hold.seatIds.length > 0 && at < hold.expiresAt ? hold : undefined;
}

/** What a viewer has selected, in the order they chose, as the log has it now. */
export function selectionOf(state: ScreeningState, viewerId: string): readonly SeatId[] {
  return get(state.holds, viewerId)?.seatIds ?? [];
}

export function priceOf(state: ScreeningState, seatId: SeatId): Minor {
  const category = state.index.byId.get(seatId)?.category;
  const price = category === undefined ? undefined : state.prices[category];
  if (price === undefined) throw new Error(`seat ${seatId} has no price`);
  return price;
}

export function totalOf(state: ScreeningState, seatIds: readonly SeatId[]): Minor {
  return seatIds.reduce((sum, seatId) => sum + priceOf(state, seatId), 0);
}

/** The state of one screening: immutable, and sharing what did not change with the states before it. */
import type { PlanIndex, SeatId } from '../seating/plan.ts';
import { indexPlan } from '../seating/plan.ts';
import type { BookedSeat, Discounts, Minor, Promo, Tender, WithheldKind } from './events.ts';
import { emptyMap, get, type PersistentMap } from './persistent-map.ts';

/** That the house keeps a seat off sale, and for how long. */
export interface Withholding {
  readonly reason: string;
  readonly since: number;
  /** A house seat sells at the counter, a kill nowhere. */
  readonly kind: WithheldKind;
  /** Id of the command that withheld it. */
  readonly by: string;
  /** Epoch milliseconds at which the log releases it. */
  readonly releaseAt?: number;
}

export type Seat =
  | { readonly status: 'available' }
  | {
      readonly status: 'held';
      readonly viewerId: string;
      readonly since: number;
      /** Of a house seat: what it goes back to when it is free again. */
      readonly house?: Withholding;
    }
  | {
      readonly status: 'booked';
      readonly viewerId: string;
      readonly order: string;
      readonly since: number;
      readonly house?: Withholding;
    }
  | ({ readonly status: 'withheld' } & Withholding);

/** Why a viewer no longer has a seat they had selected, told to them until they act again. */
export interface Loss {
  readonly seatId: SeatId;
  readonly why: 'expired' | 'taken' | 'booked' | 'withheld' | 'released' | 'freed' | 'cancelled';
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
  /** Who made it: the viewer, or somebody of the counter. */
  readonly by: string;
}

/** A ticket that was let in: when (epoch milliseconds), at which door, of which issue. */
export interface Admission {
  readonly at: number;
  readonly door: string;
  readonly issue: number;
  /** Of the scan that let it in: the same scan asked again is told so. */
  readonly commandId: string;
}

export interface Order {
  readonly order: string;
  readonly viewerId: string;
  /** That it has now; none once all were refunded, or it lapsed. */
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
  /** As it was taken, while nothing else became of it: what a void gives back. */
  readonly tenders?: readonly Tender[];
  /** Whether the tickets for these seats were handed over. */
  readonly collected: boolean;
  /** Of its tickets, the last that was made out; 0 before the first. */
  readonly issue: number;
  /** Whether the tickets of that issue are for the seats that it has now: not so after an exchange. */
  readonly ticketed: boolean;
  /** Epoch milliseconds until which it is kept for collection. */
  readonly collectBy?: number;
  readonly lapsed: boolean;
  readonly admitted: Readonly<Record<SeatId, Admission>>;
  /** Who sold it, and in which shift: the viewer, or somebody of the counter. */
  readonly by: string;
  readonly shift?: string;
  readonly promo?: string;
}

/**
 * Which issue of tickets is good for the seats that an order has now: the last that was made out, or the next while there is
 * none for these seats. So a ticket that was shown before it was recorded, or before it was paid, needs no other one.
 */
export function ticketIssue({ issue, ticketed }: Pick<Order, 'issue' | 'ticketed'>): number {
  return ticketed ? issue : issue + 1;
}

export type OrderStatus = 'held' | 'paid' | 'ticketed' | 'collected' | 'refunded' | 'lapsed';

/** The one word for where an order is; `held` is one that is not paid yet. */
export function orderStatus({
  seatIds,
  payment,
  collected,
  ticketed,
  lapsed,
}: Pick<Order, 'seatIds' | 'payment' | 'collected' | 'ticketed' | 'lapsed'>): OrderStatus {
  if (lapsed) return 'lapsed';
  if (seatIds.length === 0) return 'refunded';
  if (payment === 'due') return 'held';
  if (collected) return 'collected';
  return ticketed ? 'ticketed' : 'paid';
}

export interface Counts {
  readonly available: number;
  readonly held: number;
  readonly booked: number;
  readonly withheld: number;
}

export type Phase = 'none' | 'open' | 'closed' | 'cancelled';

/** Of a screening that there is. */
export type ShownPhase = Exclude<Phase, 'none'>;

export interface ScreeningState {
  /** `none` until an `opened` was seen. */
  readonly phase: Phase;
  /** Why it was cancelled, in words for staff; undefined while it is not. */
  readonly cancelReason: string | undefined;
  /** Why sales are shut for now, in words for staff; undefined while they are not. */
  readonly suspended: string | undefined;
  /** Of the last ledger event folded in; 0 when there is none. */
  readonly sequence: number;
  readonly id: string;
  readonly title: string;
  readonly startsAt: string;
  readonly prices: Readonly<Record<string, Minor>>;
  readonly discounts: Discounts;
  readonly promos: readonly Promo[];
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
  cancelReason: undefined,
  suspended: undefined,
  sequence: 0,
  id: '',
  title: '',
  startsAt: '',
  prices: {},
  discounts: {},
  promos: [],
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

/** What a seat goes back to when it is free again: a house seat to what withholds it, until the log or staff release it. */
export function houseOf(seat: Seat | undefined): Withholding | undefined {
  if (!seat || seat.status === 'available') return undefined;
  const house = seat.status === 'withheld' ? withholdingOf(seat) : seat.house;
  return house?.kind === 'house' ? house : undefined;
}

function withholdingOf({ status: _, ...withholding }: Extract<Seat, { status: 'withheld' }>): Withholding {
  return withholding;
}

/** What a full ticket for this seat costs now. */
export function priceOf(state: ScreeningState, seatId: SeatId): Minor {
  const category = state.index.byId.get(seatId)?.category;
  const price = category === undefined ? undefined : state.prices[category];
  if (price === undefined) throw new Error(`seat ${seatId} has no price`);
  return price;
}

export function totalOf(state: ScreeningState, seatIds: readonly SeatId[]): Minor {
  return seatIds.reduce((sum, seatId) => sum + priceOf(state, seatId), 0);
}

/** What can be asked of a screening, and the answers that are not events. */
import type { PartyRequest } from '../seating/best-available.ts';
import type { SeatId, SeatingPlan } from '../seating/plan.ts';
import type { Customer, LedgerEvent, LostSeat, Minor, Payment, Tender } from './events.ts';

/** Limits that the house sets; durations in milliseconds. */
export interface Policy {
  /** A claim expires this long after the viewer's last change. */
  readonly holdMs: number;
  /** Going to pay puts the end off to this long from then, once. */
  readonly checkoutMs: number;
  /** No hold lives longer than this from its first seat. */
  readonly limitMs: number;
  /** Seats that one viewer may hold at a time. */
  readonly maxSeats: number;
}

/** Of every command. */
export interface CommandCommon {
  /** Unique; finds the outcome in the log when an answer was lost. */
  readonly id: string;
  /** Epoch milliseconds at which it is decided. */
  readonly at: number;
}

export interface Open extends CommandCommon {
  readonly type: 'open';
  readonly screeningId: string;
  readonly title: string;
  readonly startsAt: string;
  readonly plan: SeatingPlan;
  readonly prices: Readonly<Record<string, Minor>>;
  readonly currency: string;
}
/** Claims the seat, or gives it back when it is the viewer's. */
export interface Toggle extends CommandCommon {
  readonly type: 'toggle';
  readonly viewerId: string;
  readonly seatId: SeatId;
}
/** Claims several seats beside what the viewer has: all of them or none. */
export interface Claim extends CommandCommon {
  readonly type: 'claim';
  readonly viewerId: string;
  readonly seatIds: readonly SeatId[];
}
/** Claims the best seats there are for a party, decided in the queue like any claim: no two parties are offered the same. */
export interface ClaimBest extends CommandCommon {
  readonly type: 'claim-best';
  readonly viewerId: string;
  readonly party: PartyRequest;
}
/** More time to choose (`paying` false) or, once, to pay (`paying` true). */
export interface Extend extends CommandCommon {
  readonly type: 'extend';
  readonly viewerId: string;
  readonly paying: boolean;
}
/** Gives all back: by the viewer, by the server for one who vanished, or by staff. */
export interface Release extends CommandCommon {
  readonly type: 'release';
  readonly viewerId: string;
  readonly by: string;
}
/** Sells the viewer's whole selection. The same order asked for twice is one order. */
export interface Book extends CommandCommon {
  readonly type: 'book';
  readonly viewerId: string;
  readonly order: string;
  readonly customer: Customer;
  /** How it is paid; `due` needs no tender, `paid` needs tenders that add up to the total. */
  readonly payment: Payment;
  /** What the buyer saw. When the selection is no longer that, nothing is sold. Defaults to whatever is held. */
  readonly seatIds?: readonly SeatId[];
}
/** Takes the money for an order that is due. The tenders add up to what it comes to. */
export interface Pay extends CommandCommon {
  readonly type: 'pay';
  readonly order: string;
  readonly tenders: readonly Tender[];
  /** `staff`, or the viewer id of the till. */
  readonly by: string;
}
/** Hands the tickets of a paid order over. */
export interface Collect extends CommandCommon {
  readonly type: 'collect';
  readonly order: string;
  readonly by: string;
}
/** Takes seats of an order back, with the money that was paid for them. */
export interface Refund extends CommandCommon {
  readonly type: 'refund';
  readonly order: string;
  /** Defaults to all that the order has. */
  readonly seatIds?: readonly SeatId[];
  /** How the money is given back. Defaults to the way it came. */
  readonly tenders?: readonly Tender[];
  readonly reason: string;
  readonly by: string;
}
/** Gives an order other seats for some of its own: all of it or nothing. */
export interface Exchange extends CommandCommon {
  readonly type: 'exchange';
  readonly order: string;
  readonly from: readonly SeatId[];
  readonly to: readonly SeatId[];
  /** How the difference is settled. Money that is given back goes the way it came where nothing is said. */
  readonly tenders?: readonly Tender[];
  readonly by: string;
}
export interface Withhold extends CommandCommon {
  readonly type: 'withhold';
  readonly seatIds: readonly SeatId[];
  readonly reason: string;
}
export interface ReleaseSeats extends CommandCommon {
  readonly type: 'release-seats';
  readonly seatIds: readonly SeatId[];
}
export interface Close extends CommandCommon {
  readonly type: 'close';
}

/** Shuts sales until `resume`: nobody can claim or buy, what is sold stays sold. */
export interface Suspend extends CommandCommon {
  readonly type: 'suspend';
  readonly reason: string;
}
export interface Resume extends CommandCommon {
  readonly type: 'resume';
}

export type Command =
  | Open
  | Toggle
  | Claim
  | ClaimBest
  | Extend
  | Release
  | Book
  | Pay
  | Collect
  | Refund
  | Exchange
  | Withhold
  | ReleaseSeats
  | Close
  | Suspend
  | Resume;

export type Reason =
  | 'unknown-screening'
  | 'screening-exists'
  | 'screening-closed'
  | 'sales-suspended'
  | 'unknown-seat'
  | 'seat-taken'
  | 'not-enough-seats'
  | 'too-many-seats'
  | 'nothing-selected'
  | 'hold-expired'
  | 'no-more-time'
  | 'selection-changed'
  | 'payment-mismatch'
  | 'unknown-order'
  | 'not-in-order'
  | 'already-paid'
  | 'payment-due'
  | 'order-refunded';

export interface Rejection {
  readonly rejected: Reason;
  /** The seats it concerns; empty where it concerns none in particular. */
  readonly seats: readonly LostSeat[];
}
export interface Decision {
  readonly events: readonly LedgerEvent[];
}

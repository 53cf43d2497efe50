/**
 * What happens to a screening, past tense. Each event stands for itself: it carries who, what and all that a reader needs,
 * and no secret. When it happened is the log's own timestamp (see `Recorded`), not a field.
 */
import type { SeatId } from '../seating/plan.ts';
import type { Customer } from './customer.ts';
import type { BookedSeat, Comp, Discounts, Minor, Offer, Payment, Promo, Tender } from './sale-values.ts';

export type { BookedSeat, Comp, Discounts, Minor, Offer, Payment, Promo, Tender, TicketType } from './sale-values.ts';
export type { Customer, CustomerErased, Person, SealedCustomer } from './customer.ts';

/** The version that this code writes. A reader meeting a higher one must not guess. */
export const EVENT_VERSION = 1;

interface Common {
  readonly version: number;
  /** Of the command that caused it; the outcome of a command is found in the log by this id. */
  readonly commandId: string;
  /** A viewer id, an operator's id (`op-…`), `staff` for whoever has the house's own key, or `log` for what the log itself publishes. */
  readonly by: string;
  /** The till's shift that it happened in; absent for what no till did. */
  readonly shift?: string;
}

export interface Opened extends Common, Offer {
  readonly type: 'opened';
}

/** Another title or another time; tickets that were sold stay good. */
export interface Amended extends Common {
  readonly type: 'amended';
  readonly title?: string;
  readonly startsAt?: string;
}

/** What seats cost from now on; what was sold keeps its price. */
export interface Repriced extends Common {
  readonly type: 'repriced';
  readonly prices: Readonly<Record<string, Minor>>;
  readonly discounts: Discounts;
  readonly promos: readonly Promo[];
}

/** It will not take place. Orders are refunded one by one after it. */
export interface Cancelled extends Common {
  readonly type: 'cancelled';
  readonly reason: string;
}

export type SelectionAction = 'select' | 'deselect' | 'extend' | 'expire' | 'release';

export interface Selection extends Common {
  readonly type: 'selection';
  readonly viewerId: string;
  /** The viewer's whole selection after this event, so that any one event rebuilds it. */
  readonly selectedSeatIds: readonly SeatId[];
  /** The seat that was clicked, for the activity feed; absent where several changed at once. */
  readonly seatId?: SeatId;
  readonly action: SelectionAction;
  /** Epoch milliseconds. The end of the hold; in an `expire`, the end that it announces. */
  readonly expiresAt: number;
  /** Epoch milliseconds of the first claim since the viewer last held nothing; the absolute limit counts from here. */
  readonly startedAt: number;
  /** True once the hold was extended for paying, which it is once. */
  readonly checkedOut: boolean;
}

export interface Booked extends Common {
  readonly type: 'booked';
  readonly viewerId: string;
  /** Short reference, printed on the tickets. */
  readonly order: string;
  readonly bookedSeats: readonly BookedSeat[];
  readonly total: Minor;
  readonly currency: string;
  readonly payment: Payment;
  readonly customer: Customer;
  readonly promo?: string;
  /** Why tickets were given away, and the manager who said so. */
  readonly comp?: Comp;
  /** Epoch milliseconds. Kept for collection until then; the seats of an order still due are free after it. */
  readonly collectBy?: number;
}

/** An order that was kept for collection was not collected in time: its seats are on sale again. The log publishes it. */
export interface Lapsed extends Common {
  readonly type: 'lapsed';
  readonly order: string;
  /** The end that it announces. */
  readonly collectBy: number;
}

/** Tickets were made out, on paper or to be downloaded; only those of the latest issue are good. */
export interface Ticketed extends Common {
  readonly type: 'ticketed';
  readonly order: string;
  /** 1 at first, one more with each reprint. */
  readonly issue: number;
}

/** A ticket was let in, once. */
export interface Admitted extends Common {
  readonly type: 'admitted';
  readonly order: string;
  readonly seatId: SeatId;
  readonly issue: number;
  /** Which door, in words. */
  readonly door: string;
}

/** An order that was due is paid, in full. */
export interface Paid extends Common {
  readonly type: 'paid';
  readonly order: string;
  readonly amount: Minor;
  readonly currency: string;
  /** Money taken; adds up to the amount. */
  readonly tenders: readonly Tender[];
}

/** The tickets were handed over. */
export interface Collected extends Common {
  readonly type: 'collected';
  readonly order: string;
}

/** Seats of an order that are given back, and on sale again. */
export interface Refunded extends Common {
  readonly type: 'refunded';
  readonly order: string;
  /** At the prices that they were sold at. */
  readonly refundedSeats: readonly BookedSeat[];
  /** Money given back: what was paid for these seats, 0 where nothing was. */
  readonly amount: Minor;
  readonly currency: string;
  /** Money given back; adds up to the amount. */
  readonly tenders: readonly Tender[];
  readonly reason: string;
  /** Undone at the till right after it was sold: a mistake, no refund. */
  readonly void?: boolean;
}

/** Seats of an order that became other seats, in one step. */
export interface Exchanged extends Common {
  readonly type: 'exchanged';
  readonly order: string;
  /** On sale again, at the prices that they were sold at. */
  readonly from: readonly BookedSeat[];
  /** Sold to this order instead. */
  readonly to: readonly BookedSeat[];
  /** Price of `to` less the price of `from`. */
  readonly difference: Minor;
  readonly currency: string;
  /** Money taken where the difference is positive, given back where it is negative; none where the order is still due. */
  readonly tenders: readonly Tender[];
}

export interface Withheld extends Common {
  readonly type: 'withheld';
  readonly seatIds: readonly SeatId[];
  readonly reason: string;
  /** A house seat sells at the counter and not on phones, a kill sells nowhere. Defaults to `kill`. */
  readonly kind?: WithheldKind;
  /** Epoch milliseconds at which the log releases them. */
  readonly releaseAt?: number;
}

export type WithheldKind = 'house' | 'kill';

/** Withheld seats that are on sale again. */
export interface Released extends Common {
  readonly type: 'released';
  readonly seatIds: readonly SeatId[];
  /** Command id of the `withheld` whose time is over; only seats still withheld by that one are released. */
  readonly withheldBy?: string;
}

export interface Closed extends Common {
  readonly type: 'closed';
}

/** Sales are shut because the log and what was remembered of it differ; staff decide what is true. */
export interface Suspended extends Common {
  readonly type: 'suspended';
  /** In plain words, for staff. */
  readonly reason: string;
}

export interface Resumed extends Common {
  readonly type: 'resumed';
}

/** All that changes a seat, on the one subject `theatre.screening.{id}.ledger`. */
export type LedgerEvent =
  | Opened
  | Amended
  | Repriced
  | Selection
  | Booked
  | Lapsed
  | Paid
  | Ticketed
  | Admitted
  | Collected
  | Refunded
  | Exchanged
  | Withheld
  | Released
  | Cancelled
  | Closed
  | Suspended
  | Resumed;

/** On `theatre.screening.{id}.presence`. A viewer is there as long as one server instance says so. */
export type PresenceEvent =
  | {
      readonly type: 'joined';
      readonly version: number;
      readonly viewerId: string;
      readonly color: string;
      readonly instance: string;
    }
  | {
      readonly type: 'left';
      readonly version: number;
      readonly viewerId: string;
      readonly instance: string;
    };

/** On `theatre.instances`: the log announces that a server or kiosk has stopped renewing its own notice. */
export interface Gone {
  readonly type: 'gone';
  readonly version: number;
  readonly instance: string;
}

/** A seat that a command did not get: in what state it was, whose, and for how long already. */
export interface LostSeat {
  readonly seatId: SeatId;
  readonly status: 'held' | 'booked' | 'withheld' | 'available';
  /** Viewer id of who has it; absent for a withheld seat. */
  readonly holder?: string;
  /** Milliseconds by which the other was earlier. */
  readonly byMs: number;
}

/** On `theatre.screening.{id}.refusal`; no part of any decision. */
export interface Refused {
  readonly type: 'refused';
  readonly version: number;
  readonly commandId: string;
  readonly viewerId: string;
  readonly command: string;
  readonly reason: string;
  readonly seats: readonly LostSeat[];
}

/** An event with what the log says of it: its stream sequence, and its time in epoch milliseconds. */
export interface Recorded<E> {
  readonly sequence: number;
  readonly at: number;
  readonly event: E;
}

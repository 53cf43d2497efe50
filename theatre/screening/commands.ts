/** What can be asked of a screening, and the answers that are not events. */
import type { PartyRequest } from '../seating/best-available.ts';
import type { SeatId } from '../seating/plan.ts';
import type {
  Customer,
  Discounts,
  LedgerEvent,
  LostSeat,
  Minor,
  Offer,
  Payment,
  Promo,
  Tender,
  TicketType,
  WithheldKind,
} from './events.ts';

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

export type Role = 'cashier' | 'manager';

/** Somebody of the house, as the process that hands the command in has made sure. */
export interface Actor {
  /** An operator's id, or `staff` for whoever has the house's own key. */
  readonly id: string;
  readonly role: Role;
  /** The shift that is open at their till. */
  readonly shift?: string;
}

/** Of every command. */
export interface CommandCommon {
  /** Unique; finds the outcome in the log when an answer was lost. */
  readonly id: string;
  /** Epoch milliseconds at which it is decided. */
  readonly at: number;
}

/** What staff alone can ask for. */
interface StaffCommand extends CommandCommon {
  readonly actor: Actor;
}
/** What patrons ask for themselves, and staff at the counter. */
interface SalesCommand extends CommandCommon {
  readonly viewerId: string;
  /** At the counter. Absent for a patron, and for what the log or a server does on its own. */
  readonly actor?: Actor;
}

export interface Open extends StaffCommand, Offer {
  readonly type: 'open';
}
/** Another title, another time. */
export interface Amend extends StaffCommand {
  readonly type: 'amend';
  readonly title?: string;
  readonly startsAt?: string;
}
/** Prices from now on; what is not named stays as it is. A manager's. */
export interface Reprice extends StaffCommand {
  readonly type: 'reprice';
  readonly prices?: Readonly<Record<string, Minor>>;
  readonly discounts?: Discounts;
  readonly promos?: readonly Promo[];
}
/** Ends sales for good; refunds follow, order by order. A manager's. */
export interface Cancel extends StaffCommand {
  readonly type: 'cancel';
  readonly reason: string;
}
/** Claims the seat, or gives it back when it is the viewer's. */
export interface Toggle extends SalesCommand {
  readonly type: 'toggle';
  readonly seatId: SeatId;
}
/** Claims several seats beside what the viewer has: all of them or none. */
export interface Claim extends SalesCommand {
  readonly type: 'claim';
  readonly seatIds: readonly SeatId[];
  /** In place of what the viewer has, which stays theirs where not all of these can be had. Defaults to false. */
  readonly instead?: boolean;
}
/** Claims the best seats there are for a party, decided in the queue like any claim: no two parties are offered the same. */
export interface ClaimBest extends SalesCommand {
  readonly type: 'claim-best';
  readonly party: PartyRequest;
  /** Whether house seats may be among them. The counter's; defaults to false. */
  readonly houseSeats?: boolean;
  /** In place of what the viewer has, whose seats are as good as free for it. Defaults to false. */
  readonly instead?: boolean;
  /** Seats that are not to be offered. Defaults to none. */
  readonly notThese?: readonly SeatId[];
}
/** More time to choose (`paying` false) or, once, to pay (`paying` true). */
export interface Extend extends SalesCommand {
  readonly type: 'extend';
  readonly paying: boolean;
}
/** Gives all back: by the viewer, by the server for one who vanished, or by staff. */
export interface Release extends SalesCommand {
  readonly type: 'release';
  /** Who does it, where it is neither the viewer nor the `actor`: `log` for one who vanished. */
  readonly by?: string;
}
/** Sells the viewer's whole selection. The same order asked for twice is one order. */
export interface Book extends SalesCommand {
  readonly type: 'book';
  readonly order: string;
  readonly customer: Customer;
  /** How it is paid; `due` needs no tender, `paid` needs tenders that add up to the total. */
  readonly payment: Payment;
  /** What the buyer saw. When the selection is no longer that, nothing is sold. Defaults to whatever is held. */
  readonly seatIds?: readonly SeatId[];
  /** What the buyer saw it come to. When it comes to something else, nothing is sold. */
  readonly total?: Minor;
  /** Ticket type by seat; what is not named is `full`. Anything else is the counter's. */
  readonly ticketTypes?: Readonly<Record<SeatId, TicketType>>;
  readonly promo?: string;
  /** For `comp` tickets: why, and which manager agreed (their PIN was checked by the process that says so). */
  readonly comp?: { readonly reason: string; readonly approvedBy?: string };
  /** Epoch milliseconds. Keeps an order that is due for collection until then. The counter's. */
  readonly collectBy?: number;
}
/** Takes the money for an order that is due. The tenders add up to what it comes to. */
export interface Pay extends StaffCommand {
  readonly type: 'pay';
  readonly order: string;
  readonly tenders: readonly Tender[];
}
/** Hands the tickets of a paid order over. */
export interface Collect extends StaffCommand {
  readonly type: 'collect';
  readonly order: string;
}
/** Makes tickets out; again only as a reprint, which makes the earlier ones void. The buyer may have the first issue. */
export interface IssueTickets extends CommandCommon {
  readonly type: 'issue-tickets';
  readonly order: string;
  readonly reprint: boolean;
  readonly actor?: Actor;
}
/** Lets a ticket in, once. */
export interface Admit extends StaffCommand {
  readonly type: 'admit';
  readonly order: string;
  readonly seatId: SeatId;
  /** Of the ticket that was scanned; absent where the code was typed from a list. */
  readonly issue?: number;
  readonly door: string;
}
/** Undoes a sale of the actor's own shift within ten minutes, as long as nobody was let in with it. */
export interface Void extends StaffCommand {
  readonly type: 'void';
  readonly order: string;
}
/** Takes seats of an order back, with the money that was paid for them. */
export interface Refund extends StaffCommand {
  readonly type: 'refund';
  readonly order: string;
  /** Defaults to all that the order has. */
  readonly seatIds?: readonly SeatId[];
  /** How the money is given back. Defaults to the way it came. */
  readonly tenders?: readonly Tender[];
  readonly reason: string;
}
/** Gives an order other seats for some of its own: all of it or nothing. */
export interface Exchange extends StaffCommand {
  readonly type: 'exchange';
  readonly order: string;
  readonly from: readonly SeatId[];
  readonly to: readonly SeatId[];
  /** How the difference is settled. Money that is given back goes the way it came where nothing is said. */
  readonly tenders?: readonly Tender[];
}
export interface Withhold extends StaffCommand {
  readonly type: 'withhold';
  /** Whose own hold on these seats gives way; nobody's where none is named. */
  readonly viewerId?: string;
  readonly seatIds: readonly SeatId[];
  readonly reason: string;
  readonly kind: WithheldKind;
  /** Epoch milliseconds at which they are released by the log. */
  readonly releaseAt?: number;
}
export interface ReleaseSeats extends StaffCommand {
  readonly type: 'release-seats';
  readonly seatIds: readonly SeatId[];
}
export interface Close extends StaffCommand {
  readonly type: 'close';
}

/** Shuts sales until `resume`: nobody can claim or buy, what is sold stays sold. */
export interface Suspend extends StaffCommand {
  readonly type: 'suspend';
  readonly reason: string;
}
export interface Resume extends StaffCommand {
  readonly type: 'resume';
}

export type Command =
  | Open
  | Amend
  | Reprice
  | Cancel
  | Toggle
  | Claim
  | ClaimBest
  | Extend
  | Release
  | Book
  | Pay
  | IssueTickets
  | Admit
  | Void
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
  | 'order-refunded'
  | 'order-lapsed'
  | 'screening-cancelled'
  | 'not-allowed'
  | 'needs-manager'
  | 'no-shift'
  | 'unknown-promo'
  | 'unknown-ticket-type'
  | 'too-late'
  | 'ticket-superseded'
  | 'already-admitted';

export interface Rejection {
  readonly rejected: Reason;
  /** The seats it concerns; empty where it concerns none in particular. */
  readonly seats: readonly LostSeat[];
  /** With `already-admitted`: when (epoch milliseconds) and at which door. */
  readonly admitted?: { readonly at: number; readonly door: string };
}
export interface Decision {
  readonly events: readonly LedgerEvent[];
}

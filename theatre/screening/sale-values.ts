/** What sales are made of, in events and commands alike: money, types of tickets, what a screening costs, how it was paid. */
import type { SeatId, SeatingPlan } from '../seating/plan.ts';

/** Money is an integer in minor units of the screening's ISO 4217 currency. */
export type Minor = number;

/** `companion` goes with an accessible seat of the same order; `comp` is worth 0 and needs a manager. */
export type TicketType = 'full' | 'concession' | 'child' | 'companion' | 'comp';

/** Percent off the price of the category, 0 to 100; what is not named costs the full price. */
export type Discounts = Readonly<Partial<Record<Exclude<TicketType, 'full' | 'comp'>, number>>>;

export interface Promo {
  /** Capital letters and digits, as it is typed. */
  readonly code: string;
  /** Off what the ticket would cost otherwise, 1 to 100. */
  readonly percent: number;
}

/** A screening as it is put on sale. */
export interface Offer {
  readonly screeningId: string;
  readonly title: string;
  /** ISO 8601, with an offset or `Z`. */
  readonly startsAt: string;
  /** The whole plan, so that a later change to a house changes no screening already opened. */
  readonly plan: SeatingPlan;
  /** Price per category letter. */
  readonly prices: Readonly<Record<string, Minor>>;
  readonly currency: string;
  /** Defaults to the house's own (see `defaultDiscounts`). */
  readonly discounts?: Discounts;
  readonly promos?: readonly Promo[];
}

export interface BookedSeat {
  readonly seatId: SeatId;
  readonly category: string;
  /** What it was sold for. */
  readonly price: Minor;
  /** Defaults to `full`. */
  readonly ticketType?: TicketType;
}

/** `due` is paid when the tickets are collected; a tender is money that was taken. */
export interface Payment {
  readonly status: 'due' | 'paid';
  readonly tenders: readonly Tender[];
}

/** Money over the counter, of whichever direction the event says; never negative. */
export interface Tender {
  readonly kind: 'cash' | 'card';
  readonly amount: Minor;
  /** What the card terminal printed, to find the payment again; never a card number. */
  readonly reference?: string;
}

export interface Comp {
  readonly reason: string;
  readonly approvedBy: string;
}

/**
 * What whoever bought an order should hear of, as a fold of the ledgers: that it was booked, that its screening was cancelled
 * or takes place at another time, that its seats were exchanged or given back. Pure.
 */
import type { BookedSeat, LedgerEvent, Recorded, Tender } from '../screening/events.ts';

export type News =
  | { readonly kind: 'booked' }
  | { readonly kind: 'cancelled' }
  /** From when to when, ISO 8601. */
  | { readonly kind: 'moved'; readonly from: string; readonly to: string }
  | { readonly kind: 'exchanged' }
  | {
      readonly kind: 'refunded';
      readonly seats: readonly BookedSeat[];
      /** Money given back, in minor units. */
      readonly amount: number;
      readonly tenders: readonly Tender[];
    };

/** A mail that is to be written. */
export interface Tidings {
  /** Of this mail, and of no other; the order's own reference for its confirmation. */
  readonly id: string;
  readonly order: string;
  readonly screeningId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly news: News;
}

/**
 * Follows from the command that caused the news, so that every server, and a log that was put back from a copy, has the same.
 * What a subject cannot have is written by its code.
 */
export function mailIdOf(order: string, kind: News['kind'], commandId: string): string {
  if (kind === 'booked') return order;
  const token = commandId.replace(/[^A-Za-z0-9-]/g, (sign) => `=${sign.codePointAt(0)?.toString(16) ?? ''}=`);
  return `${order}_${kind}-${token}`;
}

/** Whose mail it is. */
export function orderOfMail(id: string): string {
  return id.split('_', 1)[0] ?? id;
}

/** Whether it is one of as many as a house has orders: those wait for the others. */
export function isBulk(id: string): boolean {
  return /_(cancelled|moved)-/.test(id);
}

interface Screening {
  startsAt: string;
  cancelled: boolean;
  /** Seats of each order that can be written to. */
  readonly orders: Map<string, number>;
}

export class MailNews {
  readonly #screenings = new Map<string, Screening>();

  /** What is to be written because of this event; of a screening's events each once, in their order. */
  ledger(screeningId: string, recorded: Recorded<LedgerEvent>): readonly Tidings[] {
    const { at, event } = recorded;
    const tidings = (order: string, news: News): Tidings => ({
      id: mailIdOf(order, news.kind, event.commandId),
      order,
      screeningId,
      at,
      news,
    });
    if (event.type === 'opened') {
      this.#screenings.set(screeningId, { startsAt: event.startsAt, cancelled: false, orders: new Map() });
    }
    const screening = this.#screenings.get(screeningId);
    if (!screening)
      return event.type === 'booked' && isWritable(event) ? [tidings(event.order, { kind: 'booked' })] : [];
    const { orders } = screening;
    const toAll = (news: News) => [...orders].filter(([, seats]) => seats > 0).map(([order]) => tidings(order, news));
    switch (event.type) {
      case 'booked':
        if (!isWritable(event)) return [];
        orders.set(event.order, event.bookedSeats.length);
        return [tidings(event.order, { kind: 'booked' })];
      case 'lapsed':
        // Whoever did not come for them was told until when when they booked.
        orders.delete(event.order);
        return [];
      case 'refunded': {
        const seats = orders.get(event.order);
        if (seats === undefined) return [];
        const left = seats - event.refundedSeats.length;
        if (left > 0) orders.set(event.order, left);
        else orders.delete(event.order);
        // Undone at the till: whoever it was for stands there. Nothing paid for what was cancelled: they have been told.
        if (event.void === true || (screening.cancelled && event.amount === 0)) return [];
        const { refundedSeats, amount, tenders } = event;
        return [tidings(event.order, { kind: 'refunded', seats: refundedSeats, amount, tenders })];
      }
      case 'exchanged':
        return orders.has(event.order) ? [tidings(event.order, { kind: 'exchanged' })] : [];
      case 'cancelled':
        screening.cancelled = true;
        return toAll({ kind: 'cancelled' });
      case 'amended': {
        const { startsAt: to = screening.startsAt } = event;
        const from = screening.startsAt;
        screening.startsAt = to;
        return to === from ? [] : toAll({ kind: 'moved', from, to });
      }
      default:
        return [];
    }
  }
}

/** Whether there may be an address; of a sealed one that is seen when its mail is to be made. */
function isWritable({ customer }: Extract<LedgerEvent, { type: 'booked' }>): boolean {
  return 'sealed' in customer || (customer.email ?? '') !== '';
}

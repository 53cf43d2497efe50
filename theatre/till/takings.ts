/** What the screenings' ledgers say about money and tickets at the counter, line by line. Knows no prices but those in events. */
import type { BookedSeat, Comp, LedgerEvent, Minor, Recorded, Tender, TicketType } from '../screening/events.ts';

/** So many tickets of a type; negative where they were taken back. */
export interface TicketLine {
  readonly ticketType: TicketType;
  readonly tickets: number;
  readonly amount: Minor;
}

/** One sale, payment, refund, undoing or exchange that happened in a shift. */
export interface Entry {
  /** `kept` is an order for later collection: no money yet. `paid` is the money for an order that was due. */
  readonly kind: 'sold' | 'kept' | 'paid' | 'refunded' | 'voided' | 'exchanged';
  readonly at: number;
  readonly sequence: number;
  readonly screeningId: string;
  readonly order: string;
  readonly by: string;
  readonly currency: string;
  readonly tickets: readonly TicketLine[];
  /** Taken, or negative where it was given back. */
  readonly cash: Minor;
  readonly card: Minor;
  readonly comp?: Comp;
}

interface KnownOrder {
  readonly seats: readonly BookedSeat[];
  readonly paid: boolean;
}

/** Is told every ledger event once, of each screening in order, and keeps what each shift did. */
export class Takings {
  /** Stream sequence of the last event told. */
  sequence = 0;
  readonly #orders = new Map<string, KnownOrder>();
  readonly #byShift = new Map<string, Entry[]>();

  add(screeningId: string, recorded: Recorded<LedgerEvent>): void {
    const { sequence, at, event } = recorded;
    this.sequence = Math.max(this.sequence, sequence);
    if (!('order' in event)) return;
    const key = `${screeningId} ${event.order}`;
    const known = this.#orders.get(key);
    const after = orderAfter(known, event);
    if (after) this.#orders.set(key, after);
    if (event.shift === undefined) return;
    const what = entryOf(known, event);
    if (!what) return;
    const entry: Entry = { ...what, at, sequence, screeningId, order: event.order, by: event.by };
    const entries = this.#byShift.get(event.shift);
    if (entries) entries.push(entry);
    else this.#byShift.set(event.shift, [entry]);
  }

  /** In the order in which they happened. */
  entriesOf(shift: string): readonly Entry[] {
    return this.#byShift.get(shift) ?? [];
  }

  /** Cash taken less cash given back. */
  cashOf(shift: string, currency: string): Minor {
    return cashIn(this.entriesOf(shift), currency);
  }
}

export function cashIn(entries: readonly Entry[], currency: string): Minor {
  return entries.reduce((sum, entry) => (entry.currency === currency ? sum + entry.cash : sum), 0);
}

function orderAfter(known: KnownOrder | undefined, event: LedgerEvent): KnownOrder | undefined {
  switch (event.type) {
    case 'booked':
      return { seats: event.bookedSeats, paid: event.payment.status === 'paid' };
    case 'paid':
      return known && { ...known, paid: true };
    case 'refunded':
      return known && { ...known, seats: without(known.seats, event.refundedSeats) };
    case 'exchanged':
      return known && { ...known, seats: [...without(known.seats, event.from), ...event.to] };
    default:
      return undefined;
  }
}

type What = Pick<Entry, 'kind' | 'currency' | 'tickets' | 'cash' | 'card' | 'comp'>;

function entryOf(known: KnownOrder | undefined, event: LedgerEvent): What | undefined {
  switch (event.type) {
    case 'booked': {
      const { payment, currency, comp } = event;
      return {
        kind: payment.status === 'paid' ? 'sold' : 'kept',
        currency,
        tickets: linesOf(event.bookedSeats, 1),
        ...drawer(payment.tenders, 1),
        ...(comp ? { comp } : {}),
      };
    }
    case 'paid': {
      const { currency, tenders } = event;
      return { kind: 'paid', currency, tickets: linesOf(known?.seats ?? [], 1), ...drawer(tenders, 1) };
    }
    case 'refunded': {
      // Nothing was sold, so nothing is taken back.
      if (known?.paid === false) return undefined;
      const { currency, tenders } = event;
      const kind = event.void === true ? 'voided' : 'refunded';
      return { kind, currency, tickets: linesOf(event.refundedSeats, -1), ...drawer(tenders, -1) };
    }
    case 'exchanged': {
      if (known?.paid === false) return undefined;
      const { currency, difference, tenders } = event;
      const tickets = [...linesOf(event.from, -1), ...linesOf(event.to, 1)];
      return { kind: 'exchanged', currency, tickets, ...drawer(tenders, difference < 0 ? -1 : 1) };
    }
    default:
      return undefined;
  }
}

function without(seats: readonly BookedSeat[], gone: readonly BookedSeat[]): BookedSeat[] {
  const ids = new Set(gone.map(({ seatId }) => seatId));
  return seats.filter(({ seatId }) => !ids.has(seatId));
}

function linesOf(seats: readonly BookedSeat[], sign: 1 | -1): TicketLine[] {
  return seats.map(({ ticketType = 'full', price }) => ({ ticketType, tickets: sign, amount: sign * price }));
}

function drawer(tenders: readonly Tender[], sign: 1 | -1): { cash: Minor; card: Minor } {
  const sums = { cash: 0, card: 0 };
  for (const { kind, amount } of tenders) sums[kind] += sign * amount;
  return sums;
}

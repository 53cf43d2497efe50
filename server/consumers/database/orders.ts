/** What other parts may ask the database. */
import type { Database } from 'better-sqlite3';
import type { TicketType } from '../../../theatre/screening/events.ts';
import type { OrderStatus } from '../../../theatre/screening/state.ts';
import { orderStatus } from '../../../theatre/screening/state.ts';
import { People } from './people.ts';
import { partsOf } from './search.ts';
import { SoldBooks } from './sold.ts';

export interface OrderSeat {
  readonly seatId: string;
  readonly category: string;
  /** Minor units. */
  readonly price: number;
  readonly ticketType: TicketType;
  /** When (epoch milliseconds) and at which door its ticket was let in; null until then. */
  readonly admitted: { readonly at: number; readonly door: string } | null;
}

export interface OrderDetails {
  readonly reference: string;
  readonly screeningId: string;
  readonly title: string;
  /** ISO 8601. */
  readonly startsAt: string;
  readonly house: string;
  readonly viewerId: string;
  /** Null: erased, or nobody's to know any more. */
  readonly name: string | null;
  readonly email: string | null;
  /** Of the seats that it has now; minor units of `currency`. */
  readonly total: number;
  readonly currency: string;
  readonly paymentStatus: 'due' | 'paid';
  /** Epoch milliseconds. */
  readonly bookedAt: number;
  /** Epoch milliseconds at which the tickets for these seats were handed over; null until then. */
  readonly collectedAt: number | null;
  /** Epoch milliseconds until which it is kept for collection; null where it is not. */
  readonly collectBy: number | null;
  /** Of its tickets, the last issue that was made out; 0 before the first. */
  readonly issue: number;
  /** Whether that issue is for the seats that it has now. */
  readonly ticketed: boolean;
  readonly promo: string | null;
  /** Who sold it (a viewer who bought it themselves, an operator, `staff`), and in which shift. */
  readonly soldBy: string;
  readonly shift: string | null;
  readonly status: OrderStatus;
  /** Money taken less money given back. */
  readonly paid: number;
  /** That it has now; none once all were refunded. */
  readonly seats: readonly OrderSeat[];
}

/** Of a search: enough for a line in a list. */
export type FoundOrder = Omit<OrderDetails, 'seats'> & { readonly seatIds: readonly string[] };

export interface Totals {
  readonly screenings: number;
  readonly orders: number;
  readonly customers: number;
  readonly tickets: number;
  readonly payments: number;
}

/** A search answers no more than this. */
export const MOST_FOUND = 50;

type Row = Omit<OrderDetails, 'seats' | 'status' | 'ticketed'> & {
  readonly ticketed: 0 | 1;
  readonly lapsedAt: number | null;
};
type SeatRow = Omit<OrderSeat, 'admitted'> & { readonly admittedAt: number | null; readonly door: string | null };

const columns = `o.reference, o.screening_id AS screeningId, s.title, s.starts_at AS startsAt, s.house,
  o.viewer_id AS viewerId, iif(o.erased, NULL, o.name) AS name, o.email, o.total, o.currency,
  o.payment_status AS paymentStatus, o.booked_at AS bookedAt, o.collected_at AS collectedAt,
  o.collect_by AS collectBy, o.lapsed_at AS lapsedAt, o.issue, o.ticketed, o.promo, o.sold_by AS soldBy, o.shift,
  (SELECT coalesce(sum(amount), 0) FROM payments p WHERE p.reference = o.reference) AS paid
  FROM orders o JOIN screenings s ON s.id = o.screening_id`;

export class Orders {
  /** Whole screenings as they were sold, and how far the rows go. */
  readonly books: SoldBooks;
  /** Whose orders are whose. */
  readonly people: People;
  readonly #db: Database;
  readonly #order;
  readonly #seats;

  constructor(db: Database) {
    this.#db = db;
    this.books = new SoldBooks(db);
    this.people = new People(db);
    this.#order = db.prepare<[string], Row>(`SELECT ${columns} WHERE o.reference = ?`);
    this.#seats = db.prepare<[string], SeatRow>(
      `SELECT seat_id AS seatId, category, price, ticket_type AS ticketType, admitted_at AS admittedAt, door
       FROM tickets WHERE reference = ? AND ended_sequence IS NULL ORDER BY rowid`,
    );
  }

  /** The order with this reference, or undefined where the database has none (yet). */
  byReference(reference: string): OrderDetails | undefined {
    const order = this.#order.get(reference);
    if (!order) return undefined;
    const seats = this.#seats.all(reference).map(seatOf);
    return { ...detailsOf(order, seats), seats };
  }

  /**
   * Orders in which every word of the query is found (part of a name, e-mail, reference; a seat), accents and case
   * ignored, the newest first, at most `MOST_FOUND`; of one screening where it is named. Nothing for an empty query.
   */
  search(query: string, screeningId?: string): FoundOrder[] {
    const parts = partsOf(query);
    if (parts.length === 0) return [];
    const where = [
      ...parts.map(() => 'instr(o.searched, ?) > 0'),
      ...(screeningId === undefined ? [] : ['o.screening_id = ?']),
    ];
    const rows = this.#db
      .prepare<string[], Row>(
        `SELECT ${columns} WHERE ${where.join(' AND ')} ORDER BY o.sequence DESC LIMIT ${MOST_FOUND}`,
      )
      .all(...parts, ...(screeningId === undefined ? [] : [screeningId]));
    return rows.map((order) => {
      const seats = this.#seats.all(order.reference);
      return { ...detailsOf(order, seats), seatIds: seats.map(({ seatId }) => seatId) };
    });
  }

  /** How much there is of each. */
  totals(): Totals {
    const count = (table: string) => this.#db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
    return {
      screenings: count('screenings'),
      orders: count('orders'),
      customers: count('customers'),
      tickets: count('tickets WHERE ended_sequence IS NULL'),
      payments: count('payments'),
    };
  }
}

function seatOf({ admittedAt, door, ...seat }: SeatRow): OrderSeat {
  return { ...seat, admitted: admittedAt === null ? null : { at: admittedAt, door: door ?? '' } };
}

function detailsOf({ lapsedAt, ...row }: Row, seats: readonly SeatRow[] | readonly OrderSeat[]) {
  const ticketed = row.ticketed === 1;
  const status = orderStatus({
    seatIds: seats.map(({ seatId }) => seatId),
    payment: row.paymentStatus,
    collected: row.collectedAt !== null,
    ticketed,
    lapsed: lapsedAt !== null,
  });
  return { ...row, ticketed, status };
}

/** What other parts may ask the database. */
import type { Database } from 'better-sqlite3';

export interface OrderSeat {
  readonly seatId: string;
  readonly category: string;
  /** Minor units. */
  readonly price: number;
}

export interface OrderDetails {
  readonly reference: string;
  readonly screeningId: string;
  readonly title: string;
  /** ISO 8601. */
  readonly startsAt: string;
  readonly house: string;
  readonly viewerId: string;
  readonly name: string;
  readonly email: string | null;
  /** Minor units of `currency`. */
  readonly total: number;
  readonly currency: string;
  readonly paymentStatus: 'due' | 'paid';
  /** Epoch milliseconds. */
  readonly bookedAt: number;
  readonly seats: readonly OrderSeat[];
}

export class Orders {
  readonly #order;
  readonly #seats;

  constructor(db: Database) {
    this.#order = db.prepare<[string], Omit<OrderDetails, 'seats'>>(
      `SELECT o.reference, o.screening_id AS screeningId, s.title, s.starts_at AS startsAt, s.house,
              o.viewer_id AS viewerId, o.name, o.email, o.total, o.currency,
              o.payment_status AS paymentStatus, o.booked_at AS bookedAt
       FROM orders o JOIN screenings s ON s.id = o.screening_id WHERE o.reference = ?`,
    );
    this.#seats = db.prepare<[string], OrderSeat>(
      'SELECT seat_id AS seatId, category, price FROM tickets WHERE reference = ? ORDER BY rowid',
    );
  }

  /** The order with this reference, or undefined where the database has none (yet). */
  byReference(reference: string): OrderDetails | undefined {
    const order = this.#order.get(reference);
    return order && { ...order, seats: this.#seats.all(reference) };
  }
}

/** What the database knows of people rather than of orders: whose an order is, and what it is sealed with. */
import type { Database } from 'better-sqlite3';

export interface PaymentRow {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly what: string;
  readonly kind: string;
  /** Minor units; negative where it was given back. */
  readonly amount: number;
  readonly cardReference: string | null;
}

export class People {
  readonly #ofEmail;
  readonly #key;
  readonly #payments;

  constructor(db: Database) {
    this.#ofEmail = db
      .prepare<[string], string>(
        `SELECT reference FROM orders WHERE known_as IS NOT NULL AND email IS NOT NULL
         AND substr(known_as, instr(known_as, char(10)) + 1) = ? ORDER BY sequence`,
      )
      .pluck();
    this.#key = db.prepare<[string], string | null>('SELECT customer_key FROM orders WHERE reference = ?').pluck();
    this.#payments = db.prepare<[string], PaymentRow>(
      `SELECT at, what, kind, amount, card_reference AS cardReference FROM payments
       WHERE reference = ? ORDER BY sequence, rowid`,
    );
  }

  /** References of the orders with this e-mail address, however it is written, the oldest first. */
  ordersOf(email: string): readonly string[] {
    return this.#ofEmail.all(email.trim().toLowerCase());
  }

  /** Id of the key that an order's customer is sealed with; undefined where it never was. */
  keyOf(reference: string): string | undefined {
    return this.#key.get(reference) ?? undefined;
  }

  paymentsOf(reference: string): readonly PaymentRow[] {
    return this.#payments.all(reference);
  }
}

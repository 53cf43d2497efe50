/** What each event of a ledger means for the rows. */
import { SqliteError, type Database } from 'better-sqlite3';
import { indexPlan } from '../../../theatre/seating/plan.ts';
import type {
  Booked,
  BookedSeat,
  CustomerErased,
  Exchanged,
  Lapsed,
  LedgerEvent,
  Opened,
  Paid,
  Refunded,
  Tender,
} from '../../../theatre/screening/events.ts';
import { isSealed, unseal } from '../../../theatre/customer/seal.ts';
import type { Secrets } from '../../../theatre/log/customer-keys.ts';
import { knownAs, Searchable } from './search.ts';

/** Where and when an event stands. */
interface Place {
  readonly screeningId: string;
  readonly sequence: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

export class Rows {
  refusedByLock = 0;
  readonly #db: Database;
  readonly #searchable: Searchable;
  readonly #statements;

  constructor(db: Database) {
    this.#db = db;
    this.#searchable = new Searchable(db);
    this.#statements = {
      screening: db.prepare(
        `INSERT INTO screenings VALUES (@id, @title, @startsAt, @house, @capacity, @currency, 'open', 0, '')
         ON CONFLICT (id) DO NOTHING`,
      ),
      amended: db.prepare(
        'UPDATE screenings SET title = coalesce(@title, title), starts_at = coalesce(@startsAt, starts_at) WHERE id = @id',
      ),
      closed: db.prepare<[string]>("UPDATE screenings SET phase = 'closed' WHERE id = ? AND phase = 'open'"),
      cancelled: db.prepare<[string]>("UPDATE screenings SET phase = 'cancelled' WHERE id = ?"),
      order: db.prepare(
        `INSERT INTO orders (reference, screening_id, viewer_id, name, email, total, currency, payment_status, booked_at,
           sequence, known_as, customer_key, erased, paid_at, sold_by, shift, promo, comp_reason, comp_by, collect_by)
         VALUES (@reference, @screeningId, @viewerId, @name, @email, @total, @currency, @paymentStatus, @at,
           @sequence, @knownAs, @customerKey, @erased, @paidAt, @soldBy, @shift, @promo, @compReason, @compBy, @collectBy)`,
      ),
      ticket: db.prepare(
        'INSERT INTO tickets (screening_id, seat_id, reference, category, price, ticket_type) VALUES (?, ?, ?, ?, ?, ?)',
      ),
      payment: db.prepare(
        `INSERT INTO payments (reference, kind, amount, what, at, sequence, by, shift, card_reference)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ),
      paid: db.prepare<[number, string]>(
        "UPDATE orders SET payment_status = 'paid', paid_at = ? WHERE reference = ? AND payment_status = 'due'",
      ),
      // Not where it was paid after all, is gone, or is kept for longer: the fold lets none of these lapse either.
      lapsed: db.prepare<[number, string, number]>(
        `UPDATE orders SET lapsed_at = ? WHERE reference = ? AND payment_status = 'due' AND collect_by <= ?
         AND EXISTS (SELECT 1 FROM tickets WHERE reference = orders.reference AND ended_sequence IS NULL)`,
      ),
      ticketed: db.prepare(
        'UPDATE orders SET issue = @issue, ticketed = 1 WHERE reference = @order AND issue < @issue',
      ),
      unticketed: db.prepare<[string]>('UPDATE orders SET ticketed = 0 WHERE reference = ?'),
      admitted: db.prepare(
        `UPDATE tickets SET admitted_at = @at, admitted_issue = @issue, door = @door
         WHERE reference = @order AND seat_id = @seatId AND ended_sequence IS NULL AND admitted_at IS NULL`,
      ),
      collected: db.prepare<[number | null, string]>('UPDATE orders SET collected_at = ? WHERE reference = ?'),
      end: db.prepare<[number, number, string, string, string, string]>(
        `UPDATE tickets SET ended_sequence = ?, ended_at = ?, ended_by = ?
         WHERE screening_id = ? AND seat_id = ? AND reference = ? AND ended_sequence IS NULL`,
      ),
      total: db.prepare<[string, string]>(
        `UPDATE orders SET total =
           (SELECT coalesce(sum(price), 0) FROM tickets WHERE reference = ? AND ended_sequence IS NULL)
         WHERE reference = ?`,
      ),
      refunded: db.prepare<[number, string, string]>(
        `UPDATE orders SET refunded_at = ? WHERE reference = ?
         AND NOT EXISTS (SELECT 1 FROM tickets WHERE reference = ? AND ended_sequence IS NULL)`,
      ),
      seats: db
        .prepare<[string], string>(
          'SELECT seat_id FROM tickets WHERE reference = ? AND ended_sequence IS NULL ORDER BY rowid',
        )
        .pluck(),
      known: db.prepare('SELECT 1 FROM orders WHERE reference = ?'),
      refused: db.prepare('INSERT INTO refused_by_lock VALUES (?, ?, ?)'),
      erasure: db.prepare('INSERT OR REPLACE INTO erasures VALUES (@order, @sequence, @at, @by)'),
      isErased: db.prepare<[string]>('SELECT 1 FROM erasures WHERE reference = ?'),
      erase: db.prepare<[string]>(
        "UPDATE orders SET name = '', email = NULL, known_as = NULL, erased = 1 WHERE reference = ?",
      ),
      // One that was never sealed; the log has it in plain words until it is trimmed.
      eraseCopy: db.prepare<[string, string]>(
        `UPDATE ledger_copy SET event = json_set(event, '$.customer', json('{"name":""}'))
         WHERE sequence = (SELECT sequence FROM orders WHERE reference = ?) AND event ->> '$.type' = 'booked'
           AND event ->> '$.order' = ? AND event ->> '$.customer.sealed' IS NULL`,
      ),
    };
  }

  /** From here on nobody is told whose order this is. Call in a transaction. */
  erase({ order, by }: Pick<CustomerErased, 'order' | 'by'>, { sequence, at }: Pick<Place, 'sequence' | 'at'>): void {
    this.#statements.erasure.run({ order, by, sequence, at });
    this.#forget(order);
  }

  #forget(order: string): void {
    this.#statements.erase.run(order);
    this.#statements.eraseCopy.run(order, order);
    this.#searchable.write(order);
  }

  /** `secrets` are the keys of the customers that can be read. Call in a transaction. */
  write(
    { screeningId, sequence, at, event }: Place & { readonly event: LedgerEvent },
    secrets: Secrets = new Map(),
  ): void {
    const place = { screeningId, sequence, at };
    switch (event.type) {
      case 'opened':
        this.#opened(event);
        break;
      case 'booked':
        this.#locked(place, event.order, () => this.#booked(place, event, secrets));
        break;
      case 'paid':
        this.#paid(place, event);
        break;
      case 'collected':
        this.#statements.collected.run(at, event.order);
        break;
      case 'refunded':
        this.#refunded(place, event);
        break;
      case 'exchanged':
        this.#locked(place, event.order, () => this.#exchanged(place, event));
        break;
      case 'lapsed':
        this.#lapsed(place, event);
        break;
      case 'ticketed':
        this.#statements.ticketed.run({ order: event.order, issue: event.issue });
        break;
      case 'admitted': {
        const { order, seatId, issue, door } = event;
        this.#statements.admitted.run({ order, seatId, issue, door, at });
        break;
      }
      case 'amended':
        this.#statements.amended.run({
          id: screeningId,
          title: event.title ?? null,
          startsAt: event.startsAt ?? null,
        });
        break;
      case 'cancelled':
        this.#statements.cancelled.run(screeningId);
        break;
      case 'closed':
        this.#statements.closed.run(screeningId);
        break;
      // Selections are for a while; what is withheld and what it costs is read from the fold.
      case 'selection':
      case 'repriced':
      case 'withheld':
      case 'released':
      case 'suspended':
      case 'resumed':
        break;
      default:
        event satisfies never;
    }
  }

  /** All of it, or, where a seat is sold already, none of it and a note. */
  #locked({ sequence, screeningId }: Place, order: string, write: () => void): void {
    try {
      this.#db.transaction(write)();
    } catch (error) {
      if (!(error instanceof SqliteError) || !error.code.startsWith('SQLITE_CONSTRAINT')) throw error;
      this.refusedByLock++;
      this.#statements.refused.run(sequence, screeningId, `order ${order}: ${error.message}`);
    }
  }

  #opened(event: Opened): void {
    this.#statements.screening.run({
      id: event.screeningId,
      title: event.title,
      startsAt: event.startsAt,
      house: event.plan.name,
      capacity: indexPlan(event.plan).capacity,
      currency: event.currency,
    });
  }

  #booked(place: Place, event: Booked, secrets: Secrets): void {
    const { customer } = event;
    const key = isSealed(customer) ? customer.key : null;
    const person = unseal(customer, secrets.get(key ?? ''), { screeningId: place.screeningId, order: event.order });
    const { name, email = null } = person ?? { name: '' };
    const { status, tenders } = event.payment;
    this.#statements.order.run({
      ...place,
      reference: event.order,
      viewerId: event.viewerId,
      name,
      email,
      knownAs: person ? knownAs(name, email) : null,
      customerKey: key,
      erased: person ? 0 : 1,
      total: event.total,
      currency: event.currency,
      paymentStatus: status,
      paidAt: status === 'paid' ? place.at : null,
      soldBy: event.by,
      shift: event.shift ?? null,
      promo: event.promo ?? null,
      compReason: event.comp?.reason ?? null,
      compBy: event.comp?.approvedBy ?? null,
      collectBy: event.collectBy ?? null,
    });
    this.#tickets(place, event.order, event.bookedSeats);
    this.#payments(place, event, 'sale', tenders, 1);
    if (this.#statements.isErased.get(event.order)) this.#forget(event.order);
    else this.#searchable.write(event.order);
  }

  #paid(place: Place, event: Paid): void {
    // The fold takes no money twice either.
    if (this.#statements.paid.run(place.at, event.order).changes === 0) return;
    this.#payments(place, event, 'sale', event.tenders, 1);
  }

  #refunded(place: Place, event: Refunded): void {
    if (!this.#knows(event.order)) return;
    const what = event.void === true ? 'void' : 'refund';
    this.#end(place, event.order, what, seatIdsOf(event.refundedSeats));
    this.#payments(place, event, what, event.tenders, -1);
    this.#statements.total.run(event.order, event.order);
    this.#statements.refunded.run(place.at, event.order, event.order);
    this.#searchable.write(event.order);
  }

  #lapsed(place: Place, event: Lapsed): void {
    if (this.#statements.lapsed.run(place.at, event.order, event.collectBy).changes === 0) return;
    this.#end(place, event.order, 'lapse', this.#statements.seats.all(event.order));
    this.#statements.total.run(event.order, event.order);
    this.#searchable.write(event.order);
  }

  #exchanged(place: Place, event: Exchanged): void {
    if (!this.#knows(event.order)) return;
    this.#end(place, event.order, 'exchange', seatIdsOf(event.from));
    this.#tickets(place, event.order, event.to);
    this.#payments(place, event, 'exchange', event.tenders, event.difference < 0 ? -1 : 1);
    this.#statements.total.run(event.order, event.order);
    this.#statements.collected.run(null, event.order);
    this.#statements.unticketed.run(event.order);
    this.#searchable.write(event.order);
  }

  /** One that the second lock refused is not there. */
  #knows(order: string): boolean {
    return this.#statements.known.get(order) !== undefined;
  }

  #tickets({ screeningId }: Place, order: string, seats: readonly BookedSeat[]): void {
    for (const { seatId, category, price, ticketType = 'full' } of seats) {
      this.#statements.ticket.run(screeningId, seatId, order, category, price, ticketType);
    }
  }

  #end({ screeningId, sequence, at }: Place, order: string, by: string, seatIds: readonly string[]): void {
    for (const seatId of seatIds) this.#statements.end.run(sequence, at, by, screeningId, seatId, order);
  }

  #payments({ at, sequence }: Place, event: Sale, what: string, tenders: readonly Tender[], direction: 1 | -1): void {
    const { order, by, shift = null } = event;
    for (const { kind, amount, reference = null } of tenders) {
      this.#statements.payment.run(order, kind, direction * amount, what, at, sequence, by, shift, reference);
    }
  }
}

/** An event that moves money. */
type Sale = Booked | Paid | Refunded | Exchanged;

const seatIdsOf = (seats: readonly BookedSeat[]) => seats.map(({ seatId }) => seatId);

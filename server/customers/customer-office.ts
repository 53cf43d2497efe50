/** One customer's own: all that the house has of them, and that it forgets them. For staff's routes and for the command. */
import { setTimeout as sleep } from 'node:timers/promises';
import { orderFileOf } from '../../theatre/contract/order-file.ts';
import type { Log } from '../../theatre/log/connection.ts';
import type { CustomerKeys } from '../../theatre/log/customer-keys.ts';
import type { Erasures, ErasureOutcome } from '../../theatre/log/erasures.ts';
import { lastSequenceOn } from '../../theatre/log/ledger-queries.ts';
import { EVERY_CUSTOMER, EVERY_LEDGER } from '../../theatre/log/subjects.ts';
import type { LedgerEvent } from '../../theatre/screening/events.ts';
import type { OrderDetails, Orders } from '../consumers/database/orders.ts';
import type { PaymentRow } from '../consumers/database/people.ts';
import { mailsOf, type NotedMail } from './mails-of.ts';

/** By what somebody is found. A name alone may be many people's. */
export type Who = { readonly email: string } | { readonly order: string };

type Written<T extends { readonly at: number }> = Omit<T, 'at'> & { readonly at: string };

/** An order as its customer may take it along: times in ISO 8601 (UTC), money in minor units of `currency`. */
export interface OrderExport {
  readonly reference: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly screening: {
    readonly id: string;
    readonly title: string;
    readonly startsAt: string;
    readonly house: string;
  };
  readonly bookedAt: string;
  readonly status: OrderDetails['status'];
  readonly total: number;
  readonly paid: number;
  readonly currency: string;
  readonly collectBy: string | null;
  readonly collectedAt: string | null;
  /** That it has now. */
  readonly seats: readonly {
    readonly seatId: string;
    readonly category: string;
    readonly price: number;
    readonly ticketType: string;
    readonly admitted: { readonly at: string; readonly door: string } | null;
  }[];
  readonly tickets: { readonly issue: number };
  readonly payments: readonly Written<PaymentRow>[];
  readonly mails: readonly Written<NotedMail>[];
  /** All that became of it, oldest first, as it stands in the books but for who bought, which is above. */
  readonly history: readonly { readonly at: string; readonly event: object }[];
}

export interface CustomerExport {
  readonly format: 'full-house-customer';
  readonly version: 1;
  readonly exportedAt: string;
  readonly orders: readonly OrderExport[];
}

/** What came of erasing one order's customer. */
export interface ErasedOrder {
  readonly order: string;
  readonly title: string;
  /** ISO 8601. */
  readonly startsAt: string;
  readonly seatIds: readonly string[];
  readonly outcome: ErasureOutcome;
  /** Booked before customers were sealed: shown nowhere any more, and in the log's files until they are trimmed. */
  readonly plain: boolean;
}

export interface CustomerOfficeOptions {
  readonly log: Log;
  readonly keys: Pick<CustomerKeys, 'read'>;
  readonly orders: Pick<Orders, 'byReference' | 'books' | 'people'>;
  readonly erasures: Pick<Erasures, 'erase' | 'has'>;
}

const FORGOTTEN_WITHIN_MS = 2000;
/** A booking that was answered is in the database before that, unless it cannot be written. */
const UP_TO_DATE_WITHIN_MS = 2000;

const isSaid = (outcome: ErasureOutcome): boolean => outcome === 'erased' || outcome === 'said';

export class CustomerOffice {
  readonly #options: CustomerOfficeOptions;

  constructor(options: CustomerOfficeOptions) {
    this.#options = options;
  }

  /** Their orders, the oldest first; none where nobody is known by that. */
  ordersOf(who: Who): readonly OrderDetails[] {
    const { orders } = this.#options;
    const references = 'order' in who ? [who.order] : orders.people.ordersOf(who.email);
    return references.flatMap((reference) => orders.byReference(reference) ?? []);
  }

  /** Undefined where nobody is known by that. Throws `LogUnreachable`: half of it would look like all of it. */
  async export(who: Who, now: number): Promise<CustomerExport | undefined> {
    await this.#upToDate();
    const found = this.ordersOf(who);
    if (found.length === 0) return undefined;
    const orders: OrderExport[] = [];
    for (const order of found) orders.push(await this.#exportOrder(order));
    return { format: 'full-house-customer', version: 1, exportedAt: iso(now), orders };
  }

  /**
   * Says in the log that these orders are nobody's any more, erases their keys, and waits until the database here has forgotten them.
   * May be asked for again. Throws `LogUnreachable` before anything is done.
   */
  async erase(who: Who, by: string): Promise<readonly ErasedOrder[]> {
    const { log, keys, orders, erasures } = this.#options;
    await this.#upToDate();
    const found = this.ordersOf(who);
    const mails = await Promise.all(found.map(({ reference }) => mailsOf(log, keys, reference, true)));
    const done: ErasedOrder[] = [];
    for (const [at, { reference, screeningId, title, startsAt, seats }] of found.entries()) {
      const own = orders.people.keyOf(reference);
      const outcome = await erasures.erase({
        by,
        screeningId,
        order: reference,
        keys: [...(own === undefined ? [] : [own]), ...(mails[at]?.keys ?? [])],
      });
      const seatIds = seats.map(({ seatId }) => seatId);
      done.push({ order: reference, title, startsAt, seatIds, outcome, plain: own === undefined });
    }
    for (const until = Date.now() + FORGOTTEN_WITHIN_MS; Date.now() < until; await sleep(25)) {
      const known = done.filter(({ order, outcome }) => isSaid(outcome) && orders.byReference(order)?.name !== null);
      if (known.length === 0) break;
    }
    return done;
  }

  /** Whoever bought a moment ago is found too: the log knows them before the database does. */
  async #upToDate(): Promise<void> {
    const { log, orders } = this.#options;
    const end = await lastSequenceOn(log, [EVERY_LEDGER, EVERY_CUSTOMER]);
    for (const until = Date.now() + UP_TO_DATE_WITHIN_MS; Date.now() < until; await sleep(25)) {
      if (orders.books.sequence >= end) return;
    }
  }

  async #exportOrder(order: OrderDetails): Promise<OrderExport> {
    const { log, keys, orders, erasures } = this.#options;
    const { reference, screeningId, name, email, title, startsAt, house, status, total, paid, currency, issue } = order;
    const sold = orders.books.of(screeningId);
    const file = sold && orderFileOf(sold, reference, null);
    const { noted } = await mailsOf(log, keys, reference, name === null || erasures.has(reference));
    return {
      reference,
      name,
      email,
      screening: { id: screeningId, title, startsAt, house },
      bookedAt: iso(order.bookedAt),
      status,
      total,
      paid,
      currency,
      collectBy: isoOrNull(order.collectBy),
      collectedAt: isoOrNull(order.collectedAt),
      seats: order.seats.map(({ admitted, ...seat }) => ({
        ...seat,
        admitted: admitted && { at: iso(admitted.at), door: admitted.door },
      })),
      tickets: { issue },
      payments: orders.people.paymentsOf(reference).map(written),
      mails: noted.map(written),
      history: (file?.events ?? []).map(({ at, event }) => ({ at: iso(at), event: withoutCustomer(event) })),
    };
  }
}

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

function written<T extends { readonly at: number }>({ at, ...more }: T): Written<T> {
  return { at: iso(at), ...more };
}

function withoutCustomer(event: LedgerEvent): object {
  if (event.type !== 'booked') return event;
  const { customer: _, ...more } = event;
  return more;
}

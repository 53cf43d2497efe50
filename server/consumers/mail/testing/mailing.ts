/** The mail consumer of a test, impatient, with orders that are booked straight into the log. */
import { encodeEvent } from '../../../../theatre/contract/log.ts';
import { append } from '../../../../theatre/log/append.ts';
import type { Log } from '../../../../theatre/log/connection.ts';
import { ledgerOf } from '../../../../theatre/log/subjects.ts';
import { readMailConfig } from '../../../mail-config.ts';
import type { ConsumerContext, OfficeOrder } from '../../consumer.ts';
import { startMail, type Mail } from '../index.ts';
import { patience, type Patience } from '../patience.ts';

export const impatient: Patience = {
  ...patience,
  server: { firstMs: 100, longestMs: 400 },
  mail: { firstMs: 100, longestMs: 400 },
  // A mail that is sent on a busy machine is not taken for lost meanwhile.
  outcomeMs: 30_000,
  skewMs: 200,
};

export const anOrder = (reference: string, more: Partial<OfficeOrder> = {}): OfficeOrder => ({
  reference,
  screeningId: 'tempest',
  title: 'The Tempest',
  startsAt: '2030-01-01T19:30:00Z',
  house: 'Studio',
  name: 'Anna Adler',
  email: `${reference.toLowerCase()}@example.org`,
  total: 5000,
  currency: 'EUR',
  paymentStatus: 'due',
  collectBy: null,
  erased: false,
  cancelled: false,
  seats: [
    { seatId: 'C-A2', price: 2500 },
    { seatId: 'C-A3', price: 2500 },
  ],
  ...more,
});

/** Starts it for orders that are all like `anOrder`. */
export function mailing(
  log: Log,
  env: Readonly<Record<string, string>>,
  problems: string[] = [],
  orders: (reference: string) => OfficeOrder = anOrder,
  patient: Patience = impatient,
): Promise<Mail> {
  const mail = readMailConfig({ FULL_HOUSE_MAIL_FROM: 'Full House <box@house.example>', ...env });
  const context = {
    log,
    config: { mail, locale: 'en-GB' },
    office: {
      now: async (reference: string) => orders(reference),
      link: (reference: string) => `http://house.example/orders/${reference}?key=k`,
    },
    onProblem: (problem: string) => problems.push(problem),
  };
  return startMail(context as unknown as ConsumerContext, patient);
}

/** Appends the sale of an order. */
export async function book(log: Log, order: string, email: string | undefined = `${order}@example.org`): Promise<void> {
  const body = encodeEvent({
    type: 'booked',
    version: 1,
    commandId: `book-${order}`,
    by: 'ann-ann',
    viewerId: 'ann-ann',
    order,
    bookedSeats: [{ seatId: 'C-A2', category: 'a', price: 2500 }],
    total: 2500,
    currency: 'EUR',
    payment: { status: 'due', tenders: [] },
    customer: { name: 'Anna Adler', ...(email === undefined ? {} : { email }) },
  });
  const result = await append(log, [{ subject: ledgerOf('tempest'), body }]);
  if (result.kind !== 'appended') throw new Error(`not booked: ${result.kind}`);
}

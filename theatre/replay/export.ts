/** A night as files: its events as JSON Lines, its orders as CSV. Line by line, so that whoever writes can stop any time. */
import type { Booked } from '../screening/events.ts';
import type { NightItem } from './items.ts';

/** How an epoch in milliseconds is written: ISO 8601, in UTC or with an offset. */
export type WriteTime = (at: number) => string;

/** Each line ends with a line break. Names and e-mail addresses of customers are in it. */
export function* eventLines(items: Iterable<NightItem>, isoTime: WriteTime): Generator<string> {
  for (const { sequence, at, kind, event } of items) {
    yield `${JSON.stringify({ sequence, at: isoTime(at), kind, event })}\n`;
  }
}

export const ordersHeader = [
  'order',
  'booked_at',
  'name',
  'email',
  'seats',
  'seat_ids',
  'total',
  'currency',
  'payment',
  'cash',
  'card',
] as const;

/** RFC 4180, in UTF-8, the header first. Money is in major units with a point. */
export function* orderLines(items: Iterable<NightItem>, isoTime: WriteTime): Generator<string> {
  yield row(ordersHeader);
  for (const { at, event } of items) if (event.type === 'booked') yield row(orderCells(event, isoTime(at)));
}

function orderCells(event: Booked, bookedAt: string): readonly (string | number)[] {
  const { order, customer, bookedSeats, total, currency, payment } = event;
  const money = (minor: number) => amount(minor, currency);
  const paidBy = (kind: 'cash' | 'card') =>
    money(payment.tenders.reduce((sum, tender) => sum + (tender.kind === kind ? tender.amount : 0), 0));
  return [
    order,
    bookedAt,
    customer.name,
    customer.email ?? '',
    bookedSeats.length,
    bookedSeats.map(({ seatId }) => seatId).join(' '),
    money(total),
    currency,
    payment.status,
    paidBy('cash'),
    paidBy('card'),
  ];
}

const digits = new Map<string, number>();

function amount(minor: number, currency: string): string {
  let places = digits.get(currency);
  if (places === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    digits.set(currency, (places = format.resolvedOptions().maximumFractionDigits ?? 2));
  }
  return (minor / 10 ** places).toFixed(places);
}

function row(cells: readonly (string | number)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** A cell that no spreadsheet takes for a formula, whatever a customer called themselves. */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  // OWASP: these begin a formula; so do they after spaces, and in their full-width forms, in some programs.
  const safe = /^\s*[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  return /^[\w.:@ -]*$/.test(safe) && safe === safe.trim() ? safe : `"${safe.replaceAll('"', '""')}"`;
}

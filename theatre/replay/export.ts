/** A night as files: its events as JSON Lines, its orders as CSV. Line by line, so that whoever writes can stop any time. */
import type { Booked, Person } from '../screening/events.ts';
import { evolve } from '../screening/evolve.ts';
import { get } from '../screening/persistent-map.ts';
import { initial, orderStatus, type Order } from '../screening/state.ts';
import type { NightItem } from './items.ts';

/** How an epoch in milliseconds is written: ISO 8601, in UTC or with an offset. */
export type WriteTime = (at: number) => string;

/** Who bought; undefined where nobody knows any more. */
export type WhoBought = (booked: Booked) => Person | undefined;

const plain: WhoBought = ({ customer }) => ('name' in customer ? customer : undefined);

/**
 * Each line ends with a line break. Customers are as sealed as they are in the log; those of before there were keys are in plain words
 * unless `isErased` says of their order that nobody is to be told any more.
 */
export function* eventLines(
  items: Iterable<NightItem>,
  isoTime: WriteTime,
  isErased: (order: string) => boolean = () => false,
): Generator<string> {
  for (const { sequence, at, kind, event: known } of items) {
    const hidden = known.type === 'booked' && 'name' in known.customer && isErased(known.order);
    const event = hidden ? { ...known, customer: { name: '' } } : known;
    yield `${JSON.stringify({ sequence, at: isoTime(at), kind, event })}\n`;
  }
}

const header = [
  'order',
  'booked_at',
  'name',
  'email',
  'booked_seats',
  'seats',
  'total',
  'currency',
  'status',
  'paid',
  'cash',
  'card',
] as const;

/** Items after which somebody else gets a turn. */
const TURN = 2000;

/**
 * RFC 4180, in UTF-8, the header first: each order as it stands at the end, refunds and exchanges included. Money is in major
 * units with a point; a customer who was erased is left empty. Pieces may be empty: whoever writes them can breathe there.
 */
export function* orderLines(
  items: Iterable<NightItem>,
  isoTime: WriteTime,
  whoBought: WhoBought = plain,
): Generator<string> {
  yield row(header);
  const bookings: { readonly event: Booked; readonly at: number }[] = [];
  let state = initial;
  let count = 0;
  for (const item of items) {
    if (item.kind === 'ledger') state = evolve(state, item);
    if (item.event.type === 'booked') bookings.push({ event: item.event, at: item.at });
    if (++count % TURN === 0) yield '';
  }
  for (const { event, at } of bookings) {
    const order = get(state.orders, event.order);
    if (order) yield row(orderCells(event, isoTime(at), order, whoBought(event)));
  }
}

const idsOf = (seats: readonly { readonly seatId: string }[]) => seats.map(({ seatId }) => seatId).join(' ');

function orderCells(
  { order, bookedSeats, currency }: Booked,
  bookedAt: string,
  now: Order,
  person: Person | undefined,
): readonly string[] {
  const money = (minor: number) => amount(minor, currency);
  return [
    order,
    bookedAt,
    person?.name ?? '',
    person?.email ?? '',
    idsOf(bookedSeats),
    idsOf(now.seats),
    money(now.total),
    currency,
    orderStatus(now),
    money(now.paid),
    money(now.drawer.cash),
    money(now.drawer.card),
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

function row(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** A cell that no spreadsheet takes for a formula, whatever a customer called themselves. */
export function csvCell(value: string): string {
  // A plain number, a negative one too, is what it says.
  if (/^-?\d+(\.\d+)?$/.test(value)) return value;
  // OWASP: these begin a formula; so do they after spaces, and in their full-width forms, in some programs.
  const begun = /^\s*[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  // A spreadsheet that reads semicolons, as in Germany, takes no heed of our quotes in the middle of what it thinks a cell.
  const safe = begun.replace(/([;,\t]["'\s]*)(?=[=+\-@＝＋－＠])/g, `$1'`);
  return /^[\w.:@ -]*$/.test(safe) && safe === safe.trim() ? safe : `"${safe.replaceAll('"', '""')}"`;
}

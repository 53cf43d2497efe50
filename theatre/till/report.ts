/** A shift in figures, and a day of them: a pure fold of the tills' events and the screenings' ledgers, and of nothing else. */
import type { Minor, TicketType } from '../screening/events.ts';
import { cashIn, type Entry, type TicketLine } from './takings.ts';
import { expectedCash, type CashMove, type Closing, type Shift } from './till.ts';

/** Money each way. */
export interface BothWays {
  readonly taken: Minor;
  readonly givenBack: Minor;
}

/** Orders, and the tickets and money that they are about. */
export interface Sum {
  readonly orders: number;
  readonly tickets: number;
  readonly amount: Minor;
}

export interface CompLine {
  readonly order: string;
  readonly tickets: number;
  readonly reason: string;
  readonly approvedBy: string;
}

/** Money in minor units of `currency`; times in epoch milliseconds; people by their ids. */
export interface Figures {
  readonly currency: string;
  readonly float: Minor;
  /** What was sold or paid for, by ticket type, before anything was taken back. */
  readonly sales: readonly TicketLine[];
  readonly sold: Sum;
  readonly refunds: Sum;
  readonly voids: Sum;
  readonly exchanges: { readonly orders: number } & BothWays;
  /** Orders kept for collection, not paid here. */
  readonly kept: Sum;
  readonly comps: readonly CompLine[];
  readonly cash: BothWays;
  readonly card: BothWays;
  readonly paidIn: Minor;
  readonly paidOut: Minor;
  /** Float, paid in, less paid out, and cash taken less cash given back. */
  readonly expected: Minor;
}

export interface ShiftReport extends Figures {
  readonly till: string;
  readonly shift: string;
  readonly operator: string;
  readonly openedAt: number;
  readonly moves: readonly CashMove[];
  /** The first and the last order sold or paid. */
  readonly first?: { readonly at: number; readonly order: string };
  readonly last?: { readonly at: number; readonly order: string };
  /** Who sold how much. */
  readonly sellers: readonly ({ readonly by: string } & Sum)[];
  /** Absent while it is open. */
  readonly closed?: Closing;
}

/** All shifts that were opened on a day, and what they come to in each currency. */
export interface DayReport {
  /** `2026-11-21`, in the house's own time. */
  readonly day: string;
  readonly shifts: readonly ShiftReport[];
  readonly totals: readonly DayTotal[];
}

export interface DayTotal extends Omit<Figures, 'float'> {
  /** Of closed shifts. */
  readonly counted: Minor;
  readonly variance: Minor;
}

const TYPES: readonly TicketType[] = ['full', 'concession', 'child', 'companion', 'comp'];

export function shiftReport(till: string, shift: Shift, all: readonly Entry[]): ShiftReport {
  // A till has one kind of money in it.
  const entries = all.filter(({ currency }) => currency === shift.currency);
  const sales = entries.filter(({ kind }) => kind === 'sold' || kind === 'paid');
  const [first, last] = [sales[0], sales.at(-1)];
  const moved = (kind: CashMove['kind']) =>
    shift.moves.filter((move) => move.kind === kind).reduce((sum, { amount }) => sum + amount, 0);
  return {
    till,
    shift: shift.shift,
    operator: shift.operator,
    openedAt: shift.openedAt,
    currency: shift.currency,
    float: shift.float,
    sales: byType(sales.flatMap(({ tickets }) => tickets)),
    sold: sumOf(sales),
    refunds: sumOf(entries.filter(({ kind }) => kind === 'refunded')),
    voids: sumOf(entries.filter(({ kind }) => kind === 'voided')),
    exchanges: exchangesOf(entries.filter(({ kind }) => kind === 'exchanged')),
    kept: sumOf(entries.filter(({ kind }) => kind === 'kept')),
    comps: entries.flatMap(compOf),
    cash: bothWays(entries.map(({ cash }) => cash)),
    card: bothWays(entries.map(({ card }) => card)),
    paidIn: moved('in'),
    paidOut: moved('out'),
    expected: expectedCash(shift, cashIn(entries, shift.currency)),
    moves: shift.moves,
    ...(first && last ? { first: { at: first.at, order: first.order }, last: { at: last.at, order: last.order } } : {}),
    sellers: sellersOf(sales),
    ...(shift.closed ? { closed: shift.closed } : {}),
  };
}

export function dayReport(day: string, shifts: readonly ShiftReport[]): DayReport {
  const sorted = [...shifts].sort((a, b) => a.openedAt - b.openedAt || (a.shift < b.shift ? -1 : 1));
  const currencies = [...new Set(sorted.map(({ currency }) => currency))].sort();
  return { day, shifts: sorted, totals: currencies.map((currency) => totalOf(currency, sorted)) };
}

function totalOf(currency: string, all: readonly ShiftReport[]): DayTotal {
  const shifts = all.filter((shift) => shift.currency === currency);
  const add = (pick: (shift: ShiftReport) => Minor) => shifts.reduce((sum, shift) => sum + pick(shift), 0);
  const sum = (pick: (shift: ShiftReport) => Sum): Sum => ({
    orders: add((shift) => pick(shift).orders),
    tickets: add((shift) => pick(shift).tickets),
    amount: add((shift) => pick(shift).amount),
  });
  const ways = (pick: (shift: ShiftReport) => BothWays): BothWays => ({
    taken: add((shift) => pick(shift).taken),
    givenBack: add((shift) => pick(shift).givenBack),
  });
  return {
    currency,
    sales: byType(shifts.flatMap(({ sales }) => sales)),
    sold: sum(({ sold }) => sold),
    refunds: sum(({ refunds }) => refunds),
    voids: sum(({ voids }) => voids),
    exchanges: { orders: add(({ exchanges }) => exchanges.orders), ...ways(({ exchanges }) => exchanges) },
    kept: sum(({ kept }) => kept),
    comps: shifts.flatMap(({ comps }) => comps),
    cash: ways(({ cash }) => cash),
    card: ways(({ card }) => card),
    paidIn: add(({ paidIn }) => paidIn),
    paidOut: add(({ paidOut }) => paidOut),
    expected: add(({ expected }) => expected),
    counted: add(({ closed }) => closed?.countedTotal ?? 0),
    variance: add(({ closed }) => closed?.variance ?? 0),
  };
}

function byType(lines: readonly TicketLine[]): TicketLine[] {
  return TYPES.map((ticketType) => {
    const ofType = lines.filter((line) => line.ticketType === ticketType);
    const add = (pick: (line: TicketLine) => number) => ofType.reduce((sum, line) => sum + pick(line), 0);
    return { ticketType, tickets: add(({ tickets }) => tickets), amount: add(({ amount }) => amount) };
  }).filter(({ tickets }) => tickets !== 0);
}

/** Counted without a sign: that they were taken back is said by their name. */
function sumOf(entries: readonly Entry[]): Sum {
  const lines = entries.flatMap(({ tickets }) => tickets);
  return {
    orders: new Set(entries.map(({ order }) => order)).size,
    tickets: Math.abs(lines.reduce((sum, { tickets }) => sum + tickets, 0)),
    amount: Math.abs(lines.reduce((sum, { amount }) => sum + amount, 0)),
  };
}

function bothWays(amounts: readonly Minor[]): BothWays {
  return {
    taken: amounts.reduce((sum, amount) => sum + Math.max(0, amount), 0),
    givenBack: amounts.reduce((sum, amount) => sum + Math.max(0, -amount), 0),
  };
}

function exchangesOf(entries: readonly Entry[]): { orders: number } & BothWays {
  return { orders: sumOf(entries).orders, ...bothWays(entries.map(({ cash, card }) => cash + card)) };
}

function compOf({ order, tickets, comp }: Entry): CompLine[] {
  const given = tickets.filter(({ ticketType }) => ticketType === 'comp').length;
  return comp && given > 0 ? [{ order, tickets: given, ...comp }] : [];
}

function sellersOf(sales: readonly Entry[]): ({ by: string } & Sum)[] {
  const people = [...new Set(sales.map(({ by }) => by))];
  return people.map((by) => ({ by, ...sumOf(sales.filter((entry) => entry.by === by)) }));
}

import { describe, expect, it } from 'vitest';
import type { BookedSeat, LedgerEvent } from '../screening/events.ts';
import { dayReport, shiftReport } from './report.ts';
import { Takings } from './takings.ts';
import type { Shift } from './till.ts';

const shift: Shift = {
  shift: 's1',
  operator: 'op-tom',
  openedAt: 1000,
  currency: 'EUR',
  float: 5000,
  moves: [
    { kind: 'in', at: 1500, amount: 2000, reason: 'Change', by: 'op-tom' },
    { kind: 'out', at: 1600, amount: 1250, reason: 'Flowers', by: 'op-mia' },
  ],
};
const common = { version: 1, commandId: 'c', by: 'op-tom', shift: 's1' };
const full = (seatId: string, price = 4800): BookedSeat => ({ seatId, category: 'a', price });
const typed = (seatId: string, ticketType: 'child' | 'comp', price: number): BookedSeat => ({
  ...full(seatId, price),
  ticketType,
});
const booked = (order: string, bookedSeats: BookedSeat[], more: object = {}): LedgerEvent => {
  const total = bookedSeats.reduce((sum, { price }) => sum + price, 0);
  return {
    ...common,
    type: 'booked',
    viewerId: 'kiosk-1',
    order,
    bookedSeats,
    total,
    currency: 'EUR',
    payment: { status: 'paid', tenders: [{ kind: 'cash', amount: total }] },
    customer: { name: 'Ada' },
    ...more,
  };
};
const due = { payment: { status: 'due', tenders: [] } };
const atNoTill = ({ shift: _, ...event }: LedgerEvent): LedgerEvent => ({ ...event, by: 'viewer-1' }) as LedgerEvent;

/** What happened, a second apart; a patron's order and somebody else's shift are in between. */
const events: readonly LedgerEvent[] = [
  atNoTill(booked('WEB1', [full('C-A1'), full('C-A2')], due)),
  booked('AAA1', [full('C-B1'), typed('C-B2', 'child', 2400)]),
  booked('AAA2', [full('C-B3')], {
    by: 'op-mia',
    payment: {
      status: 'paid',
      tenders: [
        { kind: 'cash', amount: 2000 },
        { kind: 'card', amount: 2800 },
      ],
    },
  }),
  booked('AAA3', [typed('C-B4', 'comp', 0)], {
    payment: { status: 'paid', tenders: [] },
    comp: { reason: 'Press', approvedBy: 'op-mia' },
  }),
  booked('AAA4', [full('C-C1')], { ...due, collectBy: 9999 }),
  booked('BBB1', [full('C-C2')], { shift: 's2' }),
  {
    ...common,
    type: 'paid',
    order: 'WEB1',
    amount: 9600,
    currency: 'EUR',
    tenders: [{ kind: 'card', amount: 9600 }],
  },
  {
    ...common,
    type: 'refunded',
    order: 'AAA1',
    refundedSeats: [typed('C-B2', 'child', 2400)],
    amount: 2400,
    currency: 'EUR',
    tenders: [{ kind: 'cash', amount: 2400 }],
    reason: 'ill',
  },
  {
    ...common,
    type: 'exchanged',
    order: 'AAA2',
    from: [full('C-B3')],
    to: [full('C-A3', 3600)],
    difference: -1200,
    currency: 'EUR',
    tenders: [{ kind: 'cash', amount: 1200 }],
  },
  booked('AAA5', [full('C-C3')]),
  {
    ...common,
    type: 'refunded',
    order: 'AAA5',
    refundedSeats: [full('C-C3')],
    amount: 4800,
    currency: 'EUR',
    tenders: [{ kind: 'cash', amount: 4800 }],
    reason: 'undone',
    void: true,
  },
  // Other seats for it, before it was paid: nothing was settled.
  {
    ...common,
    type: 'exchanged',
    order: 'AAA4',
    from: [full('C-C1')],
    to: [full('C-D1', 3600)],
    difference: -1200,
    currency: 'EUR',
    tenders: [],
  },
  // Given up before it was paid: there is no money in it.
  {
    ...common,
    type: 'refunded',
    order: 'AAA4',
    refundedSeats: [full('C-D1', 3600)],
    amount: 0,
    currency: 'EUR',
    tenders: [],
    reason: 'changed their mind',
  },
  booked('YEN1', [full('C-C4', 900)], { currency: 'JPY' }),
];

const takings = new Takings();
for (const [at, event] of events.entries()) takings.add('hamlet', { sequence: at + 1, at: 2000 + at, event });
const report = shiftReport('kiosk-1', shift, takings.entriesOf('s1'));

describe('a shift’s report', () => {
  it('has sales by type and by whom, at the prices of the day, a patron’s order when it is paid', () => {
    expect(report.sales).toEqual([
      { ticketType: 'full', tickets: 5, amount: 4800 + 4800 + 9600 + 4800 },
      { ticketType: 'child', tickets: 1, amount: 2400 },
      { ticketType: 'comp', tickets: 1, amount: 0 },
    ]);
    expect(report.sold).toEqual({ orders: 5, tickets: 7, amount: 26_400 });
    expect(report.sellers).toEqual([
      { by: 'op-tom', orders: 4, tickets: 6, amount: 21_600 },
      { by: 'op-mia', orders: 1, tickets: 1, amount: 4800 },
    ]);
    expect(report.first).toEqual({ at: 2001, order: 'AAA1' });
    expect(report.last).toEqual({ at: 2009, order: 'AAA5' });
  });

  it('tells refunds, mistakes, exchanges, comps and what was only kept apart', () => {
    expect(report.refunds).toEqual({ orders: 1, tickets: 1, amount: 2400 });
    expect(report.voids).toEqual({ orders: 1, tickets: 1, amount: 4800 });
    expect(report.exchanges).toEqual({ orders: 1, taken: 0, givenBack: 1200 });
    expect(report.comps).toEqual([{ order: 'AAA3', tickets: 1, reason: 'Press', approvedBy: 'op-mia' }]);
    expect(report.kept).toEqual({ orders: 1, tickets: 1, amount: 4800 });
  });

  it('has the money by tender, and what should be in the drawer', () => {
    expect(report.cash).toEqual({ taken: 7200 + 2000 + 4800, givenBack: 2400 + 1200 + 4800 });
    expect(report.card).toEqual({ taken: 2800 + 9600, givenBack: 0 });
    expect([report.paidIn, report.paidOut]).toEqual([2000, 1250]);
    expect(report.expected).toBe(5000 + 2000 - 1250 + 14_000 - 8400);
    expect(takings.cashOf('s1', 'EUR')).toBe(5600);
  });
});

describe('a day’s report', () => {
  it('adds its shifts up, each currency by itself', () => {
    const other = shiftReport('kiosk-2', { ...shift, shift: 's2', openedAt: 500, moves: [] }, takings.entriesOf('s2'));
    const yen = shiftReport('kiosk-1', { ...shift, currency: 'JPY', moves: [], float: 0 }, takings.entriesOf('s1'));
    const day = dayReport('2026-11-21', [report, other, yen]);
    expect(day.shifts.map(({ till }) => till)).toEqual(['kiosk-2', 'kiosk-1', 'kiosk-1']);
    expect(day.totals.map(({ currency, sold }) => [currency, sold.amount])).toEqual([
      ['EUR', 31_200],
      ['JPY', 900],
    ]);
    expect(day.totals[0]?.expected).toBe(report.expected + other.expected);
  });

  it('of a day without shifts is empty', () => {
    expect(dayReport('2026-11-21', [])).toEqual({ day: '2026-11-21', shifts: [], totals: [] });
  });
});

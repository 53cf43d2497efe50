import { describe, expect, test } from 'vitest';
import type { Book } from './commands.ts';
import { decide } from './decide.ts';
import type { BookedSeat, TicketType } from './events.ts';
import { get } from './persistent-map.ts';
import { orderStatus } from './state.ts';
import { by, cashier, KIOSK, lapsedAt, manager, ORDER } from './testing/counter.ts';
import {
  booked,
  bookedEvent,
  command,
  given,
  happened,
  MINUTE,
  opened,
  openedEvent,
  paidEvent,
  plan,
  policy,
  rejection,
  selected,
  stateAfter,
  T0,
  type Happening,
  type Wish,
} from './testing/given.ts';

const seats = ['L-A1', 'C-A1', 'C-A2'];
const chose = (seatIds: readonly string[]) => selected(KIOSK, seatIds, T0, { by: cashier.id });
const chosen = [opened, chose(seats)];
const book = (more: Partial<Book> = {}): Wish => ({
  type: 'book',
  viewerId: KIOSK,
  actor: cashier,
  order: ORDER,
  customer: { name: 'A Person' },
  payment: { status: 'due', tenders: [] },
  ...more,
});
const free = (seatId: string) => ({ seatId, status: 'available', byMs: 0 }) as const;
const priced = (price: number, seatId: string, ticketType?: TicketType): BookedSeat => ({
  seatId,
  category: seatId.startsWith('L') ? 'b' : 'a',
  price,
  ...(ticketType === undefined ? {} : { ticketType }),
});
const sold = (bookedSeats: readonly BookedSeat[], more: object = {}) =>
  bookedEvent(KIOSK, [], {
    ...by(cashier),
    bookedSeats,
    total: bookedSeats.reduce((sum, { price }) => sum + price, 0),
    ...more,
  });

describe('ticket types', () => {
  test('each at its own price', () => {
    const ticketTypes = { 'L-A1': 'child', 'C-A1': 'concession', 'C-A2': 'full' } as const;
    given(...chosen)
      .when(book({ ticketTypes }))
      .then([sold([priced(900, 'L-A1', 'child'), priced(2_000, 'C-A1', 'concession'), priced(2_500, 'C-A2')])]);
  });

  test('the house’s own discounts, and a promo on top', () => {
    const house = happened(T0, openedEvent({ discounts: { child: 30 }, promos: [{ code: 'AUTUMN', percent: 50 }] }));
    given(house, chose(seats))
      .when(book({ ticketTypes: { 'L-A1': 'child' }, promo: 'autumn' }))
      .then([sold([priced(630, 'L-A1', 'child'), priced(1_250, 'C-A1'), priced(1_250, 'C-A2')], { promo: 'AUTUMN' })]);
    given(house, chose(seats))
      .when(book({ promo: 'SPRING' }))
      .then(rejection('unknown-promo'));
  });

  test('one that there is not, or for a seat that is not being sold, sells nothing', () => {
    given(...chosen)
      .when(book({ ticketTypes: { 'C-A1': 'senior' as TicketType } }))
      .then(rejection('unknown-ticket-type', free('C-A1')));
    given(...chosen)
      .when(book({ ticketTypes: { 'C-A4': 'child' } }))
      .then(rejection('selection-changed'));
  });

  test('paid as a whole, or not at all', () => {
    const tenders = [{ kind: 'cash', amount: 900 }] as const;
    given(opened, chose(['L-A1']))
      .when(book({ ticketTypes: { 'L-A1': 'child' }, payment: { status: 'paid', tenders } }))
      .then([sold([priced(900, 'L-A1', 'child')], { payment: { status: 'paid', tenders } })]);
    given(opened, chose(['L-A1']))
      .when(book({ payment: { status: 'paid', tenders } }))
      .then(rejection('payment-mismatch'));
  });
});

describe('a companion', () => {
  const sections = plan.sections.map((section) => (section.id === 'C' ? { ...section, accessible: ['A1'] } : section));
  const house = happened(T0, openedEvent({ plan: { ...plan, sections } }));

  test('goes with a wheelchair place of the same order, one with each', () => {
    given(house, chose(['C-A1', 'C-A2']))
      .when(book({ ticketTypes: { 'C-A2': 'companion' } }))
      .then([sold([priced(2_500, 'C-A1'), priced(0, 'C-A2', 'companion')])]);
    given(house, chose(['C-A1', 'C-A2', 'C-A3']))
      .when(book({ ticketTypes: { 'C-A2': 'companion', 'C-A3': 'companion' } }))
      .then(rejection('not-allowed', free('C-A3')));
  });

  test('and with no other seat', () => {
    given(house, chose(['C-A2', 'C-A3']))
      .when(book({ ticketTypes: { 'C-A2': 'companion' } }))
      .then(rejection('not-allowed', free('C-A2')));
    given(house, chose(['C-A1']))
      .when(book({ ticketTypes: { 'C-A1': 'companion' } }))
      .then(rejection('not-allowed', free('C-A1')));
  });
});

describe('a comp', () => {
  const ticketTypes = { 'L-A1': 'comp' } as const;
  const one = [opened, chose(['L-A1'])];
  const given0 = [priced(0, 'L-A1', 'comp')];

  test('needs a reason and a manager', () => {
    for (const comp of [undefined, { reason: 'Press' }, { reason: ' ', approvedBy: 'op-mo' }]) {
      given(...one)
        .when(book({ ticketTypes, ...(comp ? { comp } : {}) }))
        .then(rejection('needs-manager', free('L-A1')));
    }
    given(...one)
      .when(book({ ticketTypes, actor: manager }))
      .then(rejection('needs-manager', free('L-A1')));
  });

  test('is worth nothing, and says who agreed', () => {
    const payment = { status: 'paid', tenders: [] } as const;
    given(...one)
      .when(book({ ticketTypes, payment, comp: { reason: 'Press', approvedBy: 'op-mo' } }))
      .then([sold(given0, { payment, comp: { reason: 'Press', approvedBy: 'op-mo' } })]);
    given(...one)
      .when(book({ ticketTypes, actor: manager, comp: { reason: 'Press' } }))
      .then([sold(given0, { ...by(manager), comp: { reason: 'Press', approvedBy: 'op-mo' } })]);
  });

  test('that was agreed to and not given is not noted', () => {
    given(...one)
      .when(book({ comp: { reason: 'Press', approvedBy: 'op-mo' } }))
      .then([sold([priced(1_800, 'L-A1')])]);
  });
});

describe('kept for collection', () => {
  const collectBy = T0 + 30 * MINUTE;
  const kept = [opened, booked(KIOSK, ['L-A1'], T0, { ...by(cashier), collectBy })];
  const pay = (at: number): Wish => ({
    type: 'pay',
    actor: cashier,
    order: ORDER,
    tenders: [{ kind: 'cash', amount: 1_800 }],
    at,
  });
  const paid = paidEvent(1_800, by(cashier));

  test('until a time that is to come, before it starts', () => {
    const startsAt = new Date(T0 + 60 * MINUTE).toISOString();
    const house = [happened(T0, openedEvent({ startsAt })), chose(['L-A1'])];
    given(...house)
      .when(book({ collectBy }))
      .then([sold([priced(1_800, 'L-A1')], { collectBy })]);
    for (const never of [T0, T0 - 1, T0 + 60 * MINUTE, Number.NaN]) {
      given(...house)
        .when(book({ collectBy: never }))
        .then(rejection('too-late'));
    }
    given(happened(T0, openedEvent({ startsAt: 'soon' })), chose(['L-A1']))
      .when(book({ collectBy }))
      .then(rejection('too-late'));
  });

  test('only what is to be paid yet', () => {
    const payment = { status: 'paid', tenders: [{ kind: 'cash', amount: 1_800 }] } as const;
    given(opened, chose(['L-A1']))
      .when(book({ collectBy, payment }))
      .then(rejection('not-allowed'));
  });

  test('under a reference that names no subject is a bug', () => {
    const wish = book({ collectBy, order: 'a.b' });
    expect(() => decide(stateAfter(opened, chose(['L-A1'])), command(wish), policy)).toThrow(/a\.b/);
  });

  test('is paid in time, and not after it', () => {
    given(...kept)
      .when(pay(collectBy - 1))
      .then([paid]);
    given(...kept)
      .when(pay(collectBy))
      .then(rejection('order-lapsed'));
  });

  test('lapses when the log says so, and is over', () => {
    const state = stateAfter(...kept, lapsedAt(collectBy));
    const order = get(state.orders, ORDER);
    expect(order && orderStatus(order)).toBe('lapsed');
    expect(state.counts).toEqual({ available: 9, held: 0, booked: 0, withheld: 0 });
    given(...kept, lapsedAt(collectBy))
      .when(pay(collectBy))
      .then(rejection('order-lapsed'));
    given(...kept, lapsedAt(collectBy))
      .when({ type: 'refund', actor: cashier, order: ORDER, reason: 'ill' })
      .then(rejection('order-lapsed'));
  });

  test('does not lapse once it is paid, nor at an earlier end', () => {
    const status = (...after: readonly Happening[]) => {
      const order = get(stateAfter(...kept, ...after).orders, ORDER);
      return order && orderStatus(order);
    };
    expect(status(happened(T0, paid), lapsedAt(collectBy))).toBe('paid');
    expect(status(lapsedAt(collectBy - 1))).toBe('held');
    expect(status(lapsedAt(collectBy), happened(T0, paid))).not.toBe('held');
  });
});

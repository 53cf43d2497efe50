import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { LedgerEvent } from '../../../theatre/screening/events.ts';
import {
  bookedEvent,
  exchangedEvent,
  openedEvent,
  paidEvent,
  refundedEvent,
} from '../../../theatre/screening/testing/given.ts';
import { Orders } from './orders.ts';
import { migrate } from './schema.ts';
import { Store } from './store.ts';

const AT = 1_700_000_000_000;
const BY = AT + 60_000;
const ORDER = 'AAAA-0001';

function stored(...events: readonly LedgerEvent[]) {
  const store = new Store(':memory:');
  store.apply(
    [openedEvent(), ...events].map((event, index) => ({
      screeningId: 'first-night',
      sequence: index + 1,
      at: AT + index,
      event,
      data: Buffer.from(JSON.stringify(event)),
    })),
  );
  return { store, orders: new Orders(store.db) };
}

const common = { version: 1, commandId: 'c', by: 'op-1', shift: 'shift-9' };
const kept = bookedEvent('kiosk-1', ['L-A1', 'C-A1'], { ...common, collectBy: BY });
const lapse = (collectBy = BY): LedgerEvent => ({ ...common, type: 'lapsed', order: ORDER, collectBy });
const ticketed = (issue: number): LedgerEvent => ({ ...common, type: 'ticketed', order: ORDER, issue });
const admitted = (seatId: string, door: string): LedgerEvent => ({
  ...common,
  type: 'admitted',
  order: ORDER,
  seatId,
  issue: 1,
  door,
});

describe('a sale of the counter', () => {
  it('is known by who sold it, in which shift, and by ticket type', () => {
    const [seat] = bookedEvent('', ['L-A1']).bookedSeats;
    const tenders = [{ kind: 'card', amount: 900, reference: 'T-77' }] as const;
    const { orders, store } = stored(
      bookedEvent('kiosk-1', [], {
        ...common,
        bookedSeats: [{ ...seat, seatId: 'L-A1', category: 'b', price: 900, ticketType: 'child' }],
        total: 900,
        payment: { status: 'paid', tenders },
        promo: 'AUTUMN',
      }),
    );
    expect(orders.byReference(ORDER)).toMatchObject({
      soldBy: 'op-1',
      shift: 'shift-9',
      promo: 'AUTUMN',
      seats: [{ seatId: 'L-A1', ticketType: 'child' }],
    });
    expect(store.db.prepare('SELECT by, shift, card_reference FROM payments').all()).toEqual([
      { by: 'op-1', shift: 'shift-9', card_reference: 'T-77' },
    ]);
  });

  it('undone is a void, which is no refund', () => {
    const tenders = [{ kind: 'cash', amount: 4_300 }] as const;
    const { store, orders } = stored(
      bookedEvent('kiosk-1', ['L-A1', 'C-A1'], { ...common, payment: { status: 'paid', tenders } }),
      refundedEvent(['L-A1', 'C-A1'], { amount: 4_300, tenders, void: true }),
    );
    expect(orders.byReference(ORDER)).toMatchObject({ status: 'refunded', paid: 0 });
    expect(store.db.prepare('SELECT amount, what FROM payments ORDER BY sequence').all()).toEqual([
      { amount: 4_300, what: 'sale' },
      { amount: -4_300, what: 'void' },
    ]);
  });
});

describe('an order that is kept for collection', () => {
  it('lapses, and its seats are sold again', () => {
    const again = bookedEvent('bob', ['C-A1'], { order: 'BBBB-0002' });
    const { store, orders } = stored(kept, lapse(), again);
    expect(store.refusedByLock).toBe(0);
    expect(orders.byReference(ORDER)).toMatchObject({ status: 'lapsed', total: 0, seats: [], collectBy: BY });
    expect(orders.search('c-a1')).toMatchObject([{ reference: 'BBBB-0002', status: 'held' }]);
  });

  it.each([
    ['was paid before', [kept, paidEvent(4_300), lapse()], { status: 'paid', paid: 4_300 }],
    ['was refunded before', [kept, refundedEvent(['L-A1', 'C-A1']), lapse()], { status: 'refunded' }],
    ['is kept for longer', [kept, lapse(BY - 1)], { status: 'held' }],
    ['is kept without an end', [bookedEvent('ann', ['L-A1']), lapse()], { status: 'held' }],
  ] satisfies [string, LedgerEvent[], object][])('does not lapse when it %s', (_, events, expected) => {
    expect(stored(...events).orders.byReference(ORDER)).toMatchObject(expected);
  });
});

describe('tickets', () => {
  const paid = bookedEvent('ann', ['L-A1', 'C-A1'], {
    payment: { status: 'paid', tenders: [{ kind: 'card', amount: 4_300 }] },
  });

  it('are made out, let in once, and out of date after an exchange', () => {
    const inside = [paid, ticketed(1), admitted('L-A1', 'Main'), admitted('L-A1', 'Side')];
    expect(stored(...inside).orders.byReference(ORDER)).toMatchObject({
      status: 'ticketed',
      issue: 1,
      seats: [{ admitted: { at: AT + 3, door: 'Main' } }, { admitted: null }],
    });
    const moved = stored(...inside, exchangedEvent(['C-A1'], ['C-A2'])).orders.byReference(ORDER);
    expect(moved).toMatchObject({ status: 'paid', issue: 1, ticketed: false });
    expect(stored(...inside, ticketed(2), ticketed(1)).orders.byReference(ORDER)?.issue).toBe(2);
  });
});

describe('a screening that changes', () => {
  it('has its new title and time, and is cancelled once', () => {
    const { orders, store } = stored(
      bookedEvent('ann', ['L-A1']),
      { ...common, type: 'amended', title: 'Second night' },
      { ...common, type: 'amended', startsAt: '2030-01-02T19:30:00Z' },
      { ...common, type: 'cancelled', reason: 'ill' },
      { ...common, type: 'closed' },
    );
    expect(orders.byReference(ORDER)).toMatchObject({ title: 'Second night', startsAt: '2030-01-02T19:30:00Z' });
    expect(store.db.prepare('SELECT phase FROM screenings').pluck().all()).toEqual(['cancelled']);
    expect(store.copyOf('first-night').map(({ type }) => type)).toEqual([
      'opened',
      'booked',
      'amended',
      'amended',
      'cancelled',
      'closed',
    ]);
  });
});

it('a database from before counter sales says of earlier ones what the copy of the log does', () => {
  const db = new Sqlite(':memory:');
  migrate(db, 3);
  const event = JSON.stringify(bookedEvent('viewer-ann', ['L-A1'], { by: 'staff' }));
  db.exec(`
    INSERT INTO screenings VALUES ('first-night', 'First night', '2030-01-01T19:30:00Z', 'The Attic', 9, 'EUR', 'open', 2, 'h');
    INSERT INTO orders (reference, screening_id, viewer_id, name, total, currency, payment_status, booked_at, sequence)
      VALUES ('AAAA-0001', 'first-night', 'viewer-ann', 'Ann', 1800, 'EUR', 'paid', ${AT}, 2);
    INSERT INTO tickets (screening_id, seat_id, reference, category, price) VALUES ('first-night', 'L-A1', 'AAAA-0001', 'b', 1800);
  `);
  db.prepare("INSERT INTO ledger_copy VALUES (2, 'first-night', ?, ?)").run(AT, event);
  migrate(db);
  expect(new Orders(db).byReference(ORDER)).toMatchObject({
    soldBy: 'staff',
    status: 'paid',
    seats: [{ ticketType: 'full' }],
  });
});

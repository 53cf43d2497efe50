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
import { Rows } from './rows.ts';
import { migrate } from './schema.ts';
import { MOST_FOUND } from './orders.ts';
import { Store } from './store.ts';

const AT = 1_700_000_000_000;

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

const card = (amount: number) => [{ kind: 'card', amount }] as const;
const paid = { status: 'paid', tenders: card(4_300) } as const;
const anna = { name: 'Zoë Ångström', email: 'Zoe@Example.org' };
const sold = bookedEvent('viewer-ann', ['L-A1', 'C-A1'], { payment: paid, customer: anna });
const collected: LedgerEvent = { type: 'collected', version: 1, commandId: 'c', by: 'staff', order: 'AAAA-0001' };

describe('after the sale', () => {
  it('a due order is paid and collected', () => {
    const { orders } = stored(bookedEvent('viewer-ann', ['L-A1']), paidEvent(1_800), collected);
    expect(orders.byReference('AAAA-0001')).toMatchObject({
      paymentStatus: 'paid',
      paid: 1_800,
      collectedAt: AT + 3,
      status: 'collected',
    });
  });

  it('a part is refunded, then the rest, and every coin is a row', () => {
    const part = refundedEvent(['C-A1'], { amount: 2_500, tenders: card(2_500) });
    const rest = refundedEvent(['L-A1'], { amount: 1_800, tenders: [{ kind: 'cash', amount: 1_800 }] });
    expect(stored(sold, part).orders.byReference('AAAA-0001')).toMatchObject({
      status: 'paid',
      total: 1_800,
      paid: 1_800,
      seats: [{ seatId: 'L-A1' }],
    });
    const { store, orders } = stored(sold, part, rest);
    expect(orders.byReference('AAAA-0001')).toMatchObject({ status: 'refunded', total: 0, paid: 0, seats: [] });
    expect(store.db.prepare('SELECT kind, amount, what FROM payments ORDER BY sequence').all()).toEqual([
      { kind: 'card', amount: 4_300, what: 'sale' },
      { kind: 'card', amount: -2_500, what: 'refund' },
      { kind: 'cash', amount: -1_800, what: 'refund' },
    ]);
  });

  it('a refunded seat is sold again, and both sales are remembered', () => {
    const back = refundedEvent(['C-A1'], { amount: 2_500, tenders: card(2_500) });
    const { store, orders } = stored(sold, back, bookedEvent('viewer-bob', ['C-A1'], { order: 'BBBB-0002' }));
    expect(store.refusedByLock).toBe(0);
    expect(orders.byReference('BBBB-0002')?.seats).toHaveLength(1);
    const tickets = store.db.prepare("SELECT reference, ended_by FROM tickets WHERE seat_id = 'C-A1'").all();
    expect(tickets).toEqual([
      { reference: 'AAAA-0001', ended_by: 'refund' },
      { reference: 'BBBB-0002', ended_by: null },
    ]);
  });

  it('an exchange moves the seats and the difference, and asks for new tickets', () => {
    const move = exchangedEvent(['C-A1'], ['L-A2'], { tenders: card(700) });
    const { store, orders } = stored(sold, collected, move);
    expect(orders.byReference('AAAA-0001')).toMatchObject({
      total: 3_600,
      paid: 3_600,
      status: 'paid',
      collectedAt: null,
      seats: [{ seatId: 'L-A1' }, { seatId: 'L-A2' }],
    });
    expect(orders.search('L-A2')).toHaveLength(1);
    expect(orders.search('C-A1')).toEqual([]);
    expect(store.refusedByLock).toBe(0);
  });

  it('an exchange to a seat that is sold is refused by the second lock, whole', () => {
    const move = exchangedEvent(['C-A1'], ['L-A2'], { tenders: card(700) });
    const { store, orders } = stored(sold, bookedEvent('viewer-bob', ['L-A2'], { order: 'BBBB-0002' }), move);
    expect(store.refusedByLock).toBe(1);
    expect(orders.byReference('AAAA-0001')).toMatchObject({
      paid: 4_300,
      seats: [{ seatId: 'L-A1' }, { seatId: 'C-A1' }],
    });
  });

  it('one customer who buys twice is one, however they write themselves', () => {
    const again = { name: ' zoe  angstrom ', email: 'zoe@example.ORG' };
    const { orders } = stored(
      sold,
      bookedEvent('viewer-bob', ['C-A2'], { order: 'BBBB-0002', customer: again }),
      bookedEvent('viewer-cat', ['C-A3'], { order: 'CCCC-0003', customer: { name: 'Zoë Ångström' } }),
    );
    expect(orders.totals()).toEqual({ screenings: 1, orders: 3, customers: 2, tickets: 4, payments: 1 });
  });
});

describe('the search', () => {
  const { orders } = stored(
    sold,
    bookedEvent('viewer-bob', ['C-A2'], { order: 'B0BB-0002', customer: { name: 'Søren O’Brien', email: 'so@x.dk' } }),
  );
  const found = (query: string, screening?: string) =>
    orders.search(query, screening).map(({ reference }) => reference);

  it.each([
    ['a part of a name', 'ström'],
    ['without its accents', 'angstro'],
    ['in capitals', 'ZOE'],
    ['several parts in any order', 'ångs zo'],
    ['an e-mail address', 'zoe@example.org'],
    ['a part of it', '@example'],
    ['the reference', 'AAAA-0001'],
    ['the reference as people type it', 'aaaa0001'],
    ['a seat', 'c-a1'],
    ['a seat and a name', 'C-A1 zoë'],
  ])('finds by %s', (_, query) => expect(found(query)).toEqual(['AAAA-0001']));

  it('takes letters that are no accents, and apostrophes of any kind', () => {
    expect(found('soren')).toEqual(['B0BB-0002']);
    expect(found("o'brien")).toEqual(['B0BB-0002']);
  });

  it.each(['', '   ', 'zzz', '%', '_', "' OR 1=1 --", 'zoe soren', 'C-A'.repeat(200)])(
    'finds nothing for %j',
    (query) => {
      expect(found(query)).toEqual([]);
    },
  );

  it('is of one screening where that is named', () => {
    expect(found('zoe', 'first-night')).toHaveLength(1);
    expect(found('zoe', 'another')).toEqual([]);
  });

  it('answers no more than a screen of them, the newest first', () => {
    const many = Array.from({ length: MOST_FOUND + 10 }, (_, n) =>
      bookedEvent('viewer-bob', [], { order: `M${n}`, customer: { name: 'Many' } }),
    );
    const references = stored(...many).orders.search('many');
    expect(references).toHaveLength(MOST_FOUND);
    expect(references[0]?.reference).toBe(`M${MOST_FOUND + 9}`);
  });
});

describe('a database from before refunds', () => {
  it('is brought along with all that was sold, and goes on', () => {
    const db = new Sqlite(':memory:');
    migrate(db, 1);
    db.exec(`
      INSERT INTO screenings VALUES ('first-night', 'First night', '2030-01-01T19:30:00Z', 'The Attic', 9, 'EUR', 'open', 2, 'h');
      INSERT INTO orders VALUES ('AAAA-0001', 'first-night', 'viewer-ann', 'Zoë Ångström', 'zoe@example.org', 4300, 'EUR', 'paid', ${AT}, 2);
      INSERT INTO tickets VALUES ('first-night', 'L-A1', 'AAAA-0001', 'b', 1800), ('first-night', 'C-A1', 'AAAA-0001', 'a', 2500);
      INSERT INTO payments VALUES ('AAAA-0001', 'card', 4300);
    `);
    migrate(db);
    const orders = new Orders(db);
    expect(orders.search('angstrom c-a1')).toMatchObject([{ reference: 'AAAA-0001', paid: 4_300, status: 'paid' }]);
    expect(orders.totals()).toEqual({ screenings: 1, orders: 1, customers: 1, tickets: 2, payments: 1 });
    const event = refundedEvent(['C-A1'], { amount: 2_500, tenders: card(2_500) });
    new Rows(db).write({ screeningId: 'first-night', sequence: 3, at: AT + 1, event });
    expect(orders.byReference('AAAA-0001')).toMatchObject({ total: 1_800, paid: 1_800, seats: [{ seatId: 'L-A1' }] });
    expect(() => db.exec("INSERT INTO tickets SELECT * FROM tickets WHERE seat_id = 'L-A1'")).toThrow(/UNIQUE/);
  });
});

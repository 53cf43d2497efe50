import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LedgerEvent } from '../../../theatre/screening/events.ts';
import { bookedEvent, openedEvent, selectionEvent } from '../../../theatre/screening/testing/given.ts';
import { describeDifference, LedgerCheck } from './differences.ts';
import { Orders } from './orders.ts';
import { Store, type LedgerMessage } from './store.ts';

let folder: string;
const file = () => join(folder, 'theatre.db');
const open: Store[] = [];

function store(): Store {
  const made = new Store(file());
  open.push(made);
  return made;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'full-house-db-'));
});

afterEach(() => {
  for (const each of open.splice(0)) each.close();
  rmSync(folder, { recursive: true });
});

/** Messages of one ledger as the log would have them, from stream sequence `first`. */
function messages(events: readonly LedgerEvent[], first = 1): LedgerMessage[] {
  return events.map((event, index) => ({
    screeningId: 'first-night',
    sequence: first + index,
    at: 1_700_000_000_000 + index,
    event,
    data: Buffer.from(JSON.stringify(event)),
  }));
}

const paid = bookedEvent('viewer-ann', ['C-A1', 'C-A2'], {
  order: 'PAID-0001',
  customer: { name: 'Zoë Ångström', email: 'zoe@example.org' },
  payment: {
    status: 'paid',
    tenders: [
      { kind: 'cash', amount: 3_000 },
      { kind: 'card', amount: 2_000 },
    ],
  },
});
const night = messages([
  openedEvent(),
  selectionEvent('viewer-ann', ['C-A1', 'C-A2']),
  paid,
  selectionEvent('viewer-bob', ['L-A1']),
  bookedEvent('viewer-bob', ['L-A1'], { order: 'DUE0-0002' }),
]);

/** All rows of all tables, for comparing two databases. */
function contents({ db }: Store): unknown {
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all() as string[];
  return tables.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()]);
}

function differencesOf(remembering: Store, ledger: readonly LedgerMessage[]) {
  const check = new LedgerCheck(remembering.remembered());
  for (const { screeningId, sequence, data } of ledger) check.add(screeningId, sequence, data);
  return check.differences();
}

describe('the rows', () => {
  it('answer an order with its seats, money and screening', () => {
    const made = store();
    made.apply(night);
    expect(new Orders(made.db).byReference('PAID-0001')).toEqual({
      reference: 'PAID-0001',
      screeningId: 'first-night',
      title: 'First night',
      startsAt: '2030-01-01T19:30:00Z',
      house: 'The Attic',
      viewerId: 'viewer-ann',
      name: 'Zoë Ångström',
      email: 'zoe@example.org',
      total: 5_000,
      currency: 'EUR',
      paymentStatus: 'paid',
      bookedAt: 1_700_000_000_002,
      collectedAt: null,
      collectBy: null,
      issue: 0,
      ticketed: false,
      promo: null,
      soldBy: 'viewer-ann',
      shift: null,
      status: 'paid',
      paid: 5_000,
      seats: [
        { seatId: 'C-A1', category: 'a', price: 2_500, ticketType: 'full', admitted: null },
        { seatId: 'C-A2', category: 'a', price: 2_500, ticketType: 'full', admitted: null },
      ],
    });
    expect(new Orders(made.db).byReference('NONE-0000')).toBeUndefined();
  });

  it('are the same however the log was cut into pieces, restarts and repeats included', () => {
    const whole = store();
    whole.apply(night);
    const expected = contents(whole);
    for (let cut = 0; cut <= night.length; cut++) {
      rmSync(file(), { force: true });
      rmSync(`${file()}-wal`, { force: true });
      rmSync(`${file()}-shm`, { force: true });
      const first = new Store(file());
      first.apply(night.slice(0, cut));
      first.close();
      const second = store();
      second.apply(night);
      second.apply(night.slice(0, 2));
      expect(contents(second)).toEqual(expected);
      expect(second.sequence).toBe(5);
    }
  });

  it('keep rows and sequence together: what fails half way leaves neither', () => {
    const made = store();
    made.apply(night.slice(0, 2));
    const before = contents(made);
    const broken = { ...night[3]!, event: { type: 'booked' } as unknown as LedgerEvent };
    expect(() => made.apply([night[2]!, broken])).toThrow();
    expect(contents(made)).toEqual(before);
    made.apply(night);
    expect(made.sequence).toBe(5);
  });

  it('refuse a second sale of a seat, whole, and go on', () => {
    const made = store();
    made.apply(night);
    const twice = bookedEvent('viewer-cat', ['C-A4', 'C-A1'], { order: 'TWICE-003' });
    made.apply(messages([twice, bookedEvent('viewer-dan', ['C-A4'], { order: 'AFTER-004' })], 6));
    const orders = new Orders(made.db);
    expect(orders.byReference('TWICE-003')).toBeUndefined();
    expect(orders.byReference('AFTER-004')?.seats).toHaveLength(1);
    expect(made.refusedByLock).toBe(1);
  });
});

describe('the memory of the ledger', () => {
  it('finds nothing where the log is the same or has gone on', () => {
    const made = store();
    made.apply(night);
    expect(differencesOf(made, night)).toEqual([]);
    expect(differencesOf(made, [...night, ...messages([paid], 6)])).toEqual([]);
  });

  it('notices a log that ends earlier', () => {
    const made = store();
    made.apply(night);
    const [difference] = differencesOf(made, night.slice(0, 3));
    expect(difference).toMatchObject({ kind: 'behind', remembered: 5, found: 3 });
    expect(describeDifference(difference!)).toContain('“First night” ends at 3');
  });

  it('notices a log that says something else, also where it is longer by now', () => {
    const made = store();
    made.apply(night);
    const other = messages([openedEvent(), paid, paid, paid, paid, paid, paid]);
    expect(differencesOf(made, other)).toMatchObject([{ kind: 'differs', remembered: 5, found: 5 }]);
  });

  it('survives a restart', () => {
    const made = new Store(file());
    made.apply(night.slice(0, 4));
    made.close();
    const again = store();
    again.apply(night);
    expect(differencesOf(again, night)).toEqual([]);
  });
});

describe('a file that cannot be used', () => {
  it('is named with what to do', () => {
    expect(() => new Store(join(folder, 'missing', 'theatre.db'))).toThrow(/missing/);
    const made = store();
    made.db.pragma('user_version = 99');
    expect(() => new Store(file())).toThrow(/newer Full House/);
  });
});

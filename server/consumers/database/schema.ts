/** The database's tables, as steps that are each applied once; `user_version` counts them. */
import type { Database } from 'better-sqlite3';
import { knownAs, Searchable } from './search.ts';

type Step = string | ((db: Database) => void);

const steps: readonly Step[] = [
  `
  CREATE TABLE progress (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    sequence INTEGER NOT NULL
  ) STRICT;
  INSERT INTO progress VALUES (1, 0);

  CREATE TABLE screenings (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    starts_at TEXT NOT NULL,
    house TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    currency TEXT NOT NULL,
    phase TEXT NOT NULL,
    ledger_sequence INTEGER NOT NULL,
    ledger_hash TEXT NOT NULL
  ) STRICT;

  CREATE TABLE orders (
    reference TEXT PRIMARY KEY,
    screening_id TEXT NOT NULL REFERENCES screenings (id),
    viewer_id TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    total INTEGER NOT NULL,
    currency TEXT NOT NULL,
    payment_status TEXT NOT NULL,
    booked_at INTEGER NOT NULL,
    sequence INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE tickets (
    screening_id TEXT NOT NULL REFERENCES screenings (id),
    seat_id TEXT NOT NULL,
    reference TEXT NOT NULL REFERENCES orders (reference),
    category TEXT NOT NULL,
    price INTEGER NOT NULL,
    UNIQUE (screening_id, seat_id)
  ) STRICT;
  CREATE INDEX tickets_by_order ON tickets (reference);

  CREATE TABLE payments (
    reference TEXT NOT NULL REFERENCES orders (reference),
    kind TEXT NOT NULL,
    amount INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX payments_by_order ON payments (reference);

  -- What was sold, word for word, so that a log that lost its end can be mended from here.
  CREATE TABLE ledger_copy (
    sequence INTEGER PRIMARY KEY,
    screening_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    event TEXT NOT NULL
  ) STRICT;
  CREATE INDEX ledger_copy_by_screening ON ledger_copy (screening_id, sequence);

  -- Bookings in the log that the second lock refused. Always empty, unless the first lock failed.
  CREATE TABLE refused_by_lock (
    sequence INTEGER PRIMARY KEY,
    screening_id TEXT NOT NULL,
    problem TEXT NOT NULL
  ) STRICT;
  `,
  afterTheSale,
  `
  -- Ledgers that were archived and trimmed from the log since, as the log's notice says: why they are gone.
  CREATE TABLE archived_ledgers (
    screening_id TEXT PRIMARY KEY,
    ledger_sequence INTEGER NOT NULL,
    ledger_hash TEXT NOT NULL,
    archived_at INTEGER NOT NULL,
    file_sha256 TEXT NOT NULL
  ) STRICT;
  `,
  `
  -- Who sold it, in which shift, and how; null or 0 where nobody of the house did.
  ALTER TABLE orders ADD COLUMN sold_by TEXT NOT NULL DEFAULT '';
  ALTER TABLE orders ADD COLUMN shift TEXT;
  ALTER TABLE orders ADD COLUMN promo TEXT;
  ALTER TABLE orders ADD COLUMN comp_reason TEXT;
  ALTER TABLE orders ADD COLUMN comp_by TEXT;
  ALTER TABLE orders ADD COLUMN collect_by INTEGER;
  ALTER TABLE orders ADD COLUMN lapsed_at INTEGER;
  -- Of the tickets, the last issue that was made out, and whether it is for the seats that the order has.
  ALTER TABLE orders ADD COLUMN issue INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE orders ADD COLUMN ticketed INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE tickets ADD COLUMN ticket_type TEXT NOT NULL DEFAULT 'full';
  ALTER TABLE tickets ADD COLUMN admitted_at INTEGER;
  ALTER TABLE tickets ADD COLUMN admitted_issue INTEGER;
  ALTER TABLE tickets ADD COLUMN door TEXT;
  -- Who took it or gave it back, in which shift, and what the card terminal printed.
  ALTER TABLE payments ADD COLUMN by TEXT NOT NULL DEFAULT '';
  ALTER TABLE payments ADD COLUMN shift TEXT;
  ALTER TABLE payments ADD COLUMN card_reference TEXT;

  -- What is known of earlier sales stands in the copy.
  UPDATE orders SET sold_by = coalesce(
    (SELECT event ->> '$.by' FROM ledger_copy WHERE ledger_copy.sequence = orders.sequence), '');
  UPDATE payments SET by = coalesce(
    (SELECT event ->> '$.by' FROM ledger_copy WHERE ledger_copy.sequence = payments.sequence), '');
  `,
  erasable,
];

/** Customers, money both ways, tickets that ended, and a column to search; what was sold before is brought along. */
function afterTheSale(db: Database): void {
  db.exec(`
  CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    -- The same person: name without accents and case, and e-mail.
    known_as TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    email TEXT
  ) STRICT;

  ALTER TABLE orders ADD COLUMN customer_id INTEGER REFERENCES customers (id);
  ALTER TABLE orders ADD COLUMN paid_at INTEGER;
  ALTER TABLE orders ADD COLUMN collected_at INTEGER;
  ALTER TABLE orders ADD COLUMN refunded_at INTEGER;
  -- Words between spaces: name, e-mail, reference, seats; without accents, in small letters.
  ALTER TABLE orders ADD COLUMN searched TEXT NOT NULL DEFAULT '';
  CREATE INDEX orders_by_time ON orders (sequence);

  ALTER TABLE payments ADD COLUMN what TEXT NOT NULL DEFAULT 'sale';
  ALTER TABLE payments ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE payments ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;
  UPDATE payments SET (at, sequence) =
    (SELECT booked_at, orders.sequence FROM orders WHERE orders.reference = payments.reference);

  CREATE TABLE all_tickets (
    screening_id TEXT NOT NULL REFERENCES screenings (id),
    seat_id TEXT NOT NULL,
    reference TEXT NOT NULL REFERENCES orders (reference),
    category TEXT NOT NULL,
    price INTEGER NOT NULL,
    -- Sequence and time of the refund or exchange after which the seat was on sale again; null while it is good.
    ended_sequence INTEGER,
    ended_at INTEGER,
    ended_by TEXT
  ) STRICT;
  INSERT INTO all_tickets SELECT screening_id, seat_id, reference, category, price, NULL, NULL, NULL FROM tickets ORDER BY rowid;
  DROP TABLE tickets;
  ALTER TABLE all_tickets RENAME TO tickets;
  CREATE UNIQUE INDEX tickets_once ON tickets (screening_id, seat_id) WHERE ended_sequence IS NULL;
  CREATE INDEX tickets_by_order ON tickets (reference);
  `);
  const sold = db.prepare('SELECT reference FROM orders ORDER BY sequence').all() as { reference: string }[];
  const searchable = new Searchable(db);
  const mark = db.prepare('UPDATE orders SET paid_at = iif(payment_status = ?, booked_at, NULL) WHERE reference = ?');
  for (const { reference } of sold) {
    mark.run('paid', reference);
    searchable.write(reference);
  }
}

/**
 * Who bought can be erased: a name is in its order's row alone, and customers are what the orders say. So the rows are the same however
 * late somebody was erased.
 */
function erasable(db: Database): void {
  db.exec(`
  -- The same person: name without accents and case, and e-mail. Null where nobody knows who it was.
  ALTER TABLE orders ADD COLUMN known_as TEXT;
  -- The key that the customer is sealed with; null for one that was never sealed.
  ALTER TABLE orders ADD COLUMN customer_key TEXT;
  -- 1: the key is gone, or somebody said that this order is nobody's any more. Name and e-mail are empty then.
  ALTER TABLE orders ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX orders_by_person ON orders (known_as);

  CREATE TABLE erasures (
    reference TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL
  ) STRICT;
  `);
  const write = db.prepare('UPDATE orders SET known_as = ? WHERE reference = ?');
  const sold = db.prepare('SELECT reference, name, email FROM orders').all() as {
    reference: string;
    name: string;
    email: string | null;
  }[];
  for (const { reference, name, email } of sold) write.run(knownAs(name, email), reference);
  db.exec(`
  ALTER TABLE orders DROP COLUMN customer_id;
  DROP TABLE customers;
  CREATE VIEW customers AS
    SELECT min(sequence) AS first_sequence, known_as, name, email, count(*) AS orders
    FROM orders WHERE known_as IS NOT NULL GROUP BY known_as;
  `);
}

/** The version that this code writes. */
export const SCHEMA = steps.length;

/** From this version on what is deleted is overwritten. */
const ERASABLE_FROM = steps.indexOf(erasable) + 1;

/** Brings a database to the newest schema, or to an older one for tests. Throws where it was written by a newer Full House. */
export function migrate(db: Database, to = steps.length): void {
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > steps.length) {
    throw new Error(
      `the database ${db.name} was written by a newer Full House (schema ${version}, this one knows ${steps.length}): update Full House, or move the file away and it is built again from the log`,
    );
  }
  db.transaction(() => {
    for (const step of steps.slice(version, to)) {
      if (typeof step === 'string') db.exec(step);
      else step(db);
    }
    db.pragma(`user_version = ${Math.max(version, to)}`);
  })();
  // Before it was the rule to overwrite what is deleted, names may have been left behind between the rows.
  if (version > 0 && version < ERASABLE_FROM && to >= ERASABLE_FROM) db.exec('VACUUM');
}

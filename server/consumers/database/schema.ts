/** The database's tables, as steps that are each applied once; `user_version` counts them. */
import type { Database } from 'better-sqlite3';

const steps: readonly string[] = [
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
];

/** Brings a database to the newest schema. Throws where it was written by a newer Full House. */
export function migrate(db: Database): void {
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > steps.length) {
    throw new Error(
      `the database ${db.name} was written by a newer Full House (schema ${version}, this one knows ${steps.length}): update Full House, or move the file away and it is built again from the log`,
    );
  }
  db.transaction(() => {
    for (const step of steps.slice(version)) db.exec(step);
    db.pragma(`user_version = ${steps.length}`);
  })();
}

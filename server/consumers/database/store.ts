/** The database file: what the log said, as rows, with the sequence up to which they are true in the same transaction. */
import Sqlite, { type Database } from 'better-sqlite3';
import type { LedgerEvent, Recorded } from '../../../theatre/screening/events.ts';
import { messageOf } from '../../../theatre/log/errors.ts';
import { EMPTY_LEDGER, hashAfter } from './ledger-hash.ts';
import { Rows } from './rows.ts';
import { migrate } from './schema.ts';

/** A ledger message as the log has it. */
export interface LedgerMessage extends Recorded<LedgerEvent> {
  readonly screeningId: string;
  /** The body, byte for byte. */
  readonly data: Uint8Array;
}

/** How far into one screening's ledger the database remembers, and the hash up to there. */
export interface RememberedLedger {
  readonly screeningId: string;
  readonly title: string;
  readonly sequence: number;
  readonly hash: string;
}

interface Position {
  sequence: number;
  hash: string;
}

/** Kept word for word: what is sold, withheld or closed. Selections come and go. */
const kept = new Set<LedgerEvent['type']>([
  'opened',
  'booked',
  'paid',
  'collected',
  'refunded',
  'exchanged',
  'withheld',
  'released',
  'closed',
]);

export class Store {
  readonly db: Database;
  readonly #positions = new Map<string, Position>();
  readonly #rows: Rows;
  readonly #statements;

  /** Opens or makes the file (a path, or `:memory:`). Throws with words for an operator where it can't. */
  constructor(file: string) {
    try {
      this.db = new Sqlite(file);
      this.db.pragma('journal_mode = WAL');
      this.db.pragma('synchronous = NORMAL');
      this.db.pragma('foreign_keys = ON');
    } catch (error) {
      throw new Error(
        `the database ${file} cannot be opened (${messageOf(error)}): check the disk and the file's owner, or move the file away and it is built again from the log`,
        { cause: error },
      );
    }
    migrate(this.db);
    const db = this.db;
    this.#rows = new Rows(db);
    this.#statements = {
      progress: db.prepare<[number]>('UPDATE progress SET sequence = ?'),
      ledger: db.prepare<[number, string, string]>(
        'UPDATE screenings SET ledger_sequence = ?, ledger_hash = ? WHERE id = ?',
      ),
      copy: db.prepare('INSERT INTO ledger_copy VALUES (?, ?, ?, ?)'),
    };
    for (const ledger of this.remembered()) {
      this.#positions.set(ledger.screeningId, { sequence: ledger.sequence, hash: ledger.hash });
    }
  }

  /** Sales that the second lock refused since the start; not 0 means that the first one failed. */
  get refusedByLock(): number {
    return this.#rows.refusedByLock;
  }

  /** Stream sequence up to which the rows are true. */
  get sequence(): number {
    return this.db.prepare('SELECT sequence FROM progress').pluck().get() as number;
  }

  remembered(): RememberedLedger[] {
    return this.db
      .prepare(
        `SELECT id AS screeningId, title, ledger_sequence AS sequence, ledger_hash AS hash
         FROM screenings ORDER BY id`,
      )
      .all() as RememberedLedger[];
  }

  /** What was kept of one screening's ledger, word for word and in order. */
  copyOf(screeningId: string): LedgerEvent[] {
    const events = this.db
      .prepare('SELECT event FROM ledger_copy WHERE screening_id = ? ORDER BY sequence')
      .pluck()
      .all(screeningId) as string[];
    return events.map((event) => JSON.parse(event) as LedgerEvent);
  }

  /** Applies messages in the log's order, all or none of them. Those applied before change nothing. */
  apply(messages: readonly LedgerMessage[]): void {
    const touched = new Map<string, Position>();
    this.db.transaction(() => {
      let sequence = this.sequence;
      for (const message of messages) {
        if (message.sequence <= sequence) continue;
        sequence = message.sequence;
        const before = touched.get(message.screeningId) ??
          this.#positions.get(message.screeningId) ?? { sequence: 0, hash: EMPTY_LEDGER };
        touched.set(message.screeningId, {
          sequence,
          hash: hashAfter(before.hash, sequence, message.data),
        });
        this.#write(message);
      }
      for (const [screeningId, { sequence: at, hash }] of touched) {
        this.#statements.ledger.run(at, hash, screeningId);
      }
      this.#statements.progress.run(sequence);
    })();
    for (const [screeningId, position] of touched) this.#positions.set(screeningId, position);
  }

  close(): void {
    this.db.close();
  }

  #write(message: LedgerMessage): void {
    const { screeningId, sequence, at, event } = message;
    if (kept.has(event.type)) {
      this.#statements.copy.run(sequence, screeningId, at, JSON.stringify(event));
    }
    this.#rows.write(message);
  }
}

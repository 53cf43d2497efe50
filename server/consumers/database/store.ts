/** The database file: what the log said, as rows, with the sequence up to which they are true in the same transaction. */
import Sqlite, { type Database } from 'better-sqlite3';
import type { CustomerErased, LedgerEvent, Recorded } from '../../../theatre/screening/events.ts';
import type { Secrets } from '../../../theatre/log/customer-keys.ts';
import type { ArchiveNotice } from '../../../theatre/log/archive-notice.ts';
import { isSealed } from '../../../theatre/customer/seal.ts';
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

/** From here on nobody is told who bought an order. */
export type ErasureMessage = Recorded<CustomerErased>;

/** How far into one screening's ledger the database remembers, and the hash up to there. */
export interface RememberedLedger {
  readonly screeningId: string;
  readonly title: string;
  readonly sequence: number;
  readonly hash: string;
}

/** Up to where an archive has a ledger, and the hash up to there. */
export type ArchivedLedger = Pick<ArchiveNotice, 'ledgerSequence' | 'ledgerHash'>;

const BUSY_MS = 20;

interface Position {
  sequence: number;
  hash: string;
}

/** Kept word for word: what is sold, withheld, amended or closed. Selections come and go. */
const kept = new Set<LedgerEvent['type']>([
  'opened',
  'amended',
  'repriced',
  'cancelled',
  'booked',
  'lapsed',
  'paid',
  'ticketed',
  'admitted',
  'collected',
  'refunded',
  'exchanged',
  'withheld',
  'released',
  'closed',
]);

const NO_SECRETS: Secrets = new Map();

const isOfLedger = (message: LedgerMessage | ErasureMessage): message is LedgerMessage => 'screeningId' in message;

/** The ids of the keys that customers in these messages are sealed with. */
export function keysIn(messages: readonly (LedgerMessage | ErasureMessage)[]): string[] {
  return messages.flatMap(({ event }) =>
    event.type === 'booked' && isSealed(event.customer) ? [event.customer.key] : [],
  );
}

export class Store {
  readonly db: Database;
  /** What was erased is in the journal yet; applying nothing is enough to try again. */
  journalDue = true;
  readonly #positions = new Map<string, Position>();
  /** Up to where each archived ledger was trimmed. */
  readonly #archived = new Map<string, number>();
  readonly #rows: Rows;
  readonly #statements;

  /** Opens or makes the file (a path, or `:memory:`). Throws with words for an operator where it can't. */
  constructor(file: string) {
    try {
      this.db = new Sqlite(file);
      this.db.pragma('journal_mode = WAL');
      this.db.pragma('synchronous = NORMAL');
      this.db.pragma('foreign_keys = ON');
      // What is deleted or changed is overwritten: a name that was erased is in no byte of the file.
      this.db.pragma('secure_delete = ON');
    } catch (error) {
      throw new Error(
        `the database ${file} cannot be opened (${messageOf(error)}): check the disk and the file's owner, or move the file away and it is built again from the log`,
        { cause: error },
      );
    }
    migrate(this.db);
    // From here on sales share this thread with it: what another program has locked is tried again later, not waited for.
    this.db.pragma(`busy_timeout = ${BUSY_MS}`);
    // Whoever had it before may have been killed between erasing and clearing.
    this.#clearJournal();
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
    const archived = db.prepare('SELECT screening_id AS id, ledger_sequence AS sequence FROM archived_ledgers').all();
    for (const { id, sequence } of archived as { id: string; sequence: number }[]) this.#archived.set(id, sequence);
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

  /**
   * Applies messages in the log's order, all or none of them. Those applied before change nothing. `secrets` are the keys of the
   * customers in them, as far as there are any: without its key a customer is erased.
   */
  apply(messages: readonly (LedgerMessage | ErasureMessage)[], secrets: Secrets = NO_SECRETS): void {
    const touched = new Map<string, Position>();
    let erased = false;
    this.db.transaction(() => {
      let sequence = this.sequence;
      for (const message of messages) {
        if (message.sequence <= sequence) continue;
        sequence = message.sequence;
        if (!isOfLedger(message)) {
          this.#rows.erase(message.event, message);
          erased = true;
          continue;
        }
        const before = touched.get(message.screeningId) ??
          this.#positions.get(message.screeningId) ?? { sequence: 0, hash: EMPTY_LEDGER };
        // Taken in from an archive, or what is left of a ledger whose archive is elsewhere.
        if (sequence <= Math.max(before.sequence, this.#archived.get(message.screeningId) ?? 0)) continue;
        touched.set(message.screeningId, {
          sequence,
          hash: hashAfter(before.hash, sequence, message.data),
        });
        this.#write(message, secrets);
      }
      for (const [screeningId, { sequence: at, hash }] of touched) {
        this.#statements.ledger.run(at, hash, screeningId);
      }
      this.#statements.progress.run(sequence);
    })();
    for (const [screeningId, position] of touched) this.#positions.set(screeningId, position);
    this.journalDue ||= erased;
    if (this.journalDue) this.#clearJournal();
  }

  /** What was erased stands in SQLite's journal until that is cleared, which cannot be done while another program reads. */
  #clearJournal(): void {
    const [{ busy } = { busy: 1 }] = this.db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    this.journalDue = busy !== 0;
  }

  /**
   * Takes in what it lacks of one screening's ledger from an archive, which has it from its start; the place in the log stays
   * what it was, and what the log still has of it changes nothing later. Throws where the archive is of another ledger.
   */
  adopt(screeningId: string, messages: readonly LedgerMessage[], secrets: Secrets = NO_SECRETS): void {
    const known = this.#positions.get(screeningId) ?? { sequence: 0, hash: EMPTY_LEDGER };
    const position: Position = { sequence: 0, hash: EMPTY_LEDGER };
    this.db.transaction(() => {
      for (const message of messages) {
        position.hash = hashAfter(position.hash, message.sequence, message.data);
        position.sequence = message.sequence;
        if (message.sequence > known.sequence) this.#write(message, secrets);
        else if (message.sequence === known.sequence && position.hash !== known.hash) {
          throw new Error(`the archive of ${screeningId} is not of the ledger that was remembered`);
        }
      }
      if (position.sequence > known.sequence) {
        this.#statements.ledger.run(position.sequence, position.hash, screeningId);
      }
    })();
    if (position.sequence > known.sequence) this.#positions.set(screeningId, position);
  }

  /** Screenings whose ledger was archived further than the rows are. */
  behindArchives(): string[] {
    return this.db
      .prepare(
        `SELECT id FROM screenings JOIN archived_ledgers ON screening_id = id
         WHERE screenings.ledger_sequence < archived_ledgers.ledger_sequence ORDER BY id`,
      )
      .pluck()
      .all() as string[];
  }

  /** When and where a ledger began. */
  openedOf(screeningId: string): { readonly at: number; readonly sequence: number } | undefined {
    return this.db
      .prepare('SELECT at, sequence FROM ledger_copy WHERE screening_id = ? ORDER BY sequence LIMIT 1')
      .get(screeningId) as { at: number; sequence: number } | undefined;
  }

  /** What was noted of a ledger that is in the log no more. */
  archived(screeningId: string): ArchivedLedger | undefined {
    return this.db
      .prepare(
        'SELECT ledger_sequence AS ledgerSequence, ledger_hash AS ledgerHash FROM archived_ledgers WHERE screening_id = ?',
      )
      .get(screeningId) as ArchivedLedger | undefined;
  }

  noteArchived(notice: ArchiveNotice): void {
    this.db
      .prepare('INSERT OR REPLACE INTO archived_ledgers VALUES (?, ?, ?, ?, ?)')
      .run(notice.screeningId, notice.ledgerSequence, notice.ledgerHash, notice.archivedAt, notice.sha256);
    this.#archived.set(notice.screeningId, notice.ledgerSequence);
  }

  close(): void {
    this.db.close();
  }

  #write(message: LedgerMessage, secrets: Secrets): void {
    const { screeningId, sequence, at, event } = message;
    if (kept.has(event.type)) {
      this.#statements.copy.run(sequence, screeningId, at, JSON.stringify(event));
    }
    this.#rows.write(message, secrets);
  }
}

/** What was sold of a screening, folded again from the copy that the database keeps: the log need not be there for it. */
import type { Database } from 'better-sqlite3';
import type { LedgerEvent, Recorded } from '../../../theatre/screening/events.ts';
import { evolve } from '../../../theatre/screening/evolve.ts';
import { initial } from '../../../theatre/screening/state.ts';
import type { Sold } from '../../../theatre/contract/door-list.ts';

export class SoldBooks {
  readonly #copy;
  readonly #people;
  readonly #progress;

  constructor(db: Database) {
    this.#copy = db.prepare<[string], { sequence: number; at: number; event: string }>(
      'SELECT sequence, at, event FROM ledger_copy WHERE screening_id = ? ORDER BY sequence',
    );
    this.#people = db.prepare<[string], { reference: string; name: string; email: string | null }>(
      'SELECT reference, name, email FROM orders WHERE screening_id = ? AND NOT erased',
    );
    this.#progress = db.prepare<[], number>('SELECT sequence FROM progress').pluck();
  }

  /** Stream sequence up to which the rows are true. */
  get sequence(): number {
    return this.#progress.get() ?? 0;
  }

  /** Undefined where the database has no such screening. */
  of(screeningId: string): Sold | undefined {
    const events = this.#copy.all(screeningId).map(({ sequence, at, event }): Recorded<LedgerEvent> => ({
      sequence,
      at,
      event: JSON.parse(event) as LedgerEvent,
    }));
    const state = events.reduce(evolve, initial);
    const people = new Map(
      this.#people
        .all(screeningId)
        .map(({ reference, name, email }) => [reference, email === null ? { name } : { name, email }]),
    );
    return state.phase === 'none' ? undefined : { state, events, people };
  }
}

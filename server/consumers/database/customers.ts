/** Customers: one row for a name and e-mail, however it was typed. */
import type { Database } from 'better-sqlite3';
import { plain } from './search.ts';

export class Customers {
  readonly #known;
  readonly #add;

  constructor(db: Database) {
    this.#known = db.prepare<[string], number>('SELECT id FROM customers WHERE known_as = ?').pluck();
    this.#add = db.prepare<[string, string, string | null]>(
      'INSERT INTO customers (known_as, name, email) VALUES (?, ?, ?)',
    );
  }

  /** The row of this person; a new one where nobody of that name and e-mail has bought before. */
  idOf(name: string, email: string | null): number {
    const knownAs = `${plain(name)}\n${(email ?? '').trim().toLowerCase()}`;
    const known = this.#known.get(knownAs);
    return known ?? Number(this.#add.run(knownAs, name, email).lastInsertRowid);
  }
}

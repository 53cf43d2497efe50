/** Finding an order by whatever somebody at the counter remembers of it. */
import type { Database } from 'better-sqlite3';

/** Letters that are not another letter with an accent on it. */
const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
};

/** Without accents and case, in words that are one space apart. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßøđðłæœþı]/g, (letter) => spelled[letter] ?? letter)
    .replace(/[’‘`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}

/** One text for a name and e-mail, however they were typed. */
export const knownAs = (name: string, email: string | null): string =>
  `${plain(name)}\n${(email ?? '').trim().toLowerCase()}`;

/** Writes what an order is found by; again whenever its seats change. */
export class Searchable {
  readonly #order;
  readonly #seats;
  readonly #write;

  constructor(db: Database) {
    this.#order = db.prepare<[string], { name: string; email: string | null }>(
      'SELECT name, email FROM orders WHERE reference = ?',
    );
    this.#seats = db
      .prepare<[string], string>(
        'SELECT seat_id FROM tickets WHERE reference = ? AND ended_sequence IS NULL ORDER BY rowid',
      )
      .pluck();
    this.#write = db.prepare<[string, string]>('UPDATE orders SET searched = ? WHERE reference = ?');
  }

  write(reference: string): void {
    const order = this.#order.get(reference);
    if (!order) return;
    const names = [order.name, order.email ?? '', reference, reference.replaceAll('-', '')];
    this.#write.run(` ${plain([...names, ...this.#seats.all(reference)].join(' '))} `, reference);
  }
}

/** `C-B1` is not `C-B12`. */
const WHOLE_SEAT = /^[a-z0-9]{1,8}-[a-z]{1,3}\d{1,3}$/;

/** Each part must be found; a seat as a whole, anything else as a part of a word. At most eight. */
export function partsOf(query: string): string[] {
  const words = plain(query.slice(0, 200)).split(' ');
  return words
    .filter((word) => word !== '')
    .slice(0, 8)
    .map((word) => (WHOLE_SEAT.test(word) ? ` ${word} ` : word));
}

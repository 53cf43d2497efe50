/** All that a database answers, as text: two that were built from one log must be the same to the byte. */
import { Orders } from '../orders.ts';
import { Store } from '../store.ts';

const queries = ['person', 'a', 'C-A1', 'zoe', 'example.org', '0001'];

export function answersOf(file: string): string {
  const store = new Store(file);
  try {
    const orders = new Orders(store.db);
    const references = store.db.prepare('SELECT reference FROM orders ORDER BY reference').pluck().all() as string[];
    const rows = [
      'customers',
      'erasures',
      'tickets',
      'payments',
      'ledger_copy',
      'progress',
      'refused_by_lock',
      'screenings',
    ].map((table) => [table, store.db.prepare(`SELECT * FROM ${table}`).all()]);
    return JSON.stringify({
      orders: references.map((reference) => orders.byReference(reference)),
      found: queries.map((query) => orders.search(query)),
      totals: orders.totals(),
      rows,
    });
  } finally {
    store.close();
  }
}

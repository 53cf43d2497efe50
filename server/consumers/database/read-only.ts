/** The database's answers for a command, while a server may have the file open. */
import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { Orders } from './orders.ts';
import { SCHEMA } from './schema.ts';

export interface OpenedForReading {
  readonly orders: Orders;
  close(): void;
}

/** Undefined where there is no such file, or one of another version: whoever writes it brings it up to date. */
export function openForReading(file: string): OpenedForReading | undefined {
  if (!existsSync(file)) return undefined;
  const db = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 2000 });
  if (db.pragma('user_version', { simple: true }) !== SCHEMA) {
    db.close();
    return undefined;
  }
  return { orders: new Orders(db), close: () => db.close() };
}

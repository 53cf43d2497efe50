/** Builds the database anew from the log. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { SqliteError } from 'better-sqlite3';
import type { Log } from '../../../theatre/log/connection.ts';
import { compare, startDatabase } from './index.ts';
import { describeDifference } from './differences.ts';
import { Orders, type Totals } from './orders.ts';
import { Store } from './store.ts';

export interface Rebuilt {
  /** Undefined where there was no database, or none that can be read. */
  readonly before: Totals | undefined;
  readonly after: Totals;
  /** Stream sequence up to which the log was read. */
  readonly sequence: number;
}

const FILES = ['', '-wal', '-shm'];

/**
 * Deletes the file and reads every ledger from the start; the old one stays until the new one is whole. Where the log is
 * not the one that the old file remembers it throws, for then that file is the only memory of what was sold. No server may
 * be using the file.
 */
export async function rebuild(log: Log, file: string): Promise<Rebuilt> {
  const before = await lookAt(log, file);
  const fresh = `${file}.rebuilding`;
  for (const suffix of FILES) rmSync(`${fresh}${suffix}`, { force: true });
  const problems: string[] = [];
  const database = await startDatabase({ log, file: fresh, onProblem: (problem) => problems.push(problem) });
  try {
    await database.caughtUp;
  } finally {
    await database.stop();
  }
  if (problems.length > 0) throw new Error(`the database was not built: ${problems.join('; ')}`);
  const store = new Store(fresh);
  const rebuilt = { before, after: new Orders(store.db).totals(), sequence: store.sequence };
  store.close();
  for (const suffix of FILES) rmSync(`${file}${suffix}`, { force: true });
  renameSync(fresh, file);
  for (const suffix of FILES) rmSync(`${fresh}${suffix}`, { force: true });
  return rebuilt;
}

/** What the old file has. Throws where somebody uses it or the log is not its log. */
async function lookAt(log: Log, file: string): Promise<Totals | undefined> {
  if (!existsSync(file)) return undefined;
  let store: Store | undefined;
  try {
    store = new Store(file);
    refuseCompany(store);
    const [difference] = await compare(log, store);
    if (difference) throw new LogDiffers(describeDifference(difference));
    return new Orders(store.db).totals();
  } catch (error) {
    if (error instanceof InUse || error instanceof LogDiffers) throw error;
    // Damaged, or written by a newer Full House: a reason to build it anew.
    return undefined;
  } finally {
    store?.close();
  }
}

class InUse extends Error {}
class LogDiffers extends Error {}

/** Whoever has the file open would go on writing into one that is gone. */
function refuseCompany({ db }: Store): void {
  try {
    db.pragma('busy_timeout = 200');
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE; COMMIT');
  } catch (error) {
    if (!(error instanceof SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error;
    throw new InUse(`the database ${db.name} is in use: end every Full House that uses it, then run this again`, {
      cause: error,
    });
  }
}

/** Ledgers that are in the log no more because they were archived: why they are gone, and how a new database gets them. */
import Sqlite from 'better-sqlite3';
import { setTimeout as sleep } from 'node:timers/promises';
import { archivedIds, archiveFile, openArchive } from '../../../theatre/archive/archive.ts';
import { ageOf, type Age } from '../../../theatre/log/age.ts';
import { archiveNotice } from '../../../theatre/log/archive-notice.ts';
import type { CustomerKeys } from '../../../theatre/log/customer-keys.ts';
import type { Log } from '../../../theatre/log/connection.ts';
import { LogUnreachable, messageOf } from '../../../theatre/log/errors.ts';
import type { Difference } from './differences.ts';
import { keysIn, type ArchivedLedger, type LedgerMessage, type RememberedLedger, type Store } from './store.ts';

/** The differences that neither an archive nor the log's own limit on age explains. Notices are remembered, since they too grow old in the log. */
export async function unexplained(
  log: Log,
  store: Store,
  differences: readonly Difference[],
): Promise<readonly Difference[]> {
  const left: Difference[] = [];
  const age = differences.length > 0 ? await ageOf(log) : undefined;
  for (const difference of differences) {
    const { screeningId } = difference;
    if (age && outlived(age, store.openedOf(screeningId))) continue;
    const remembered = store.remembered().find((ledger) => ledger.screeningId === screeningId);
    const noted = store.archived(screeningId);
    const notice = noted ? undefined : await archiveNotice(log, screeningId);
    const archived = noted ?? notice;
    if (!remembered || !archived || !explains(archived, difference, remembered)) left.push(difference);
    else if (notice) store.noteArchived(notice);
  }
  return left;
}

/** Its opening is older than the log keeps anything, and the log has nothing from that time any more. */
function outlived({ limitMs, firstSequence }: Age, opening: { at: number; sequence: number } | undefined): boolean {
  return opening !== undefined && opening.at + limitMs < Date.now() && opening.sequence < firstSequence;
}

/**
 * Trimming leaves the last message of a ledger or, once that is too old as well, nothing. A ledger that lost anything else, or
 * that was another one up to there, is a difference.
 */
function explains(
  { ledgerSequence, ledgerHash }: ArchivedLedger,
  { messages, found }: Difference,
  remembered: RememberedLedger,
): boolean {
  if (messages > 1 || (messages === 1 && found !== ledgerSequence)) return false;
  if (remembered.sequence > ledgerSequence) return false;
  return remembered.sequence < ledgerSequence || remembered.hash === ledgerHash;
}

/** Takes in the archives of screenings that the store knows nothing of, as one that is built anew. */
export async function adoptUnknown(store: Store, keys: Keys, folder: string, onProblem: OnProblem): Promise<void> {
  const known = new Set(store.remembered().map(({ screeningId }) => screeningId));
  for (const screeningId of await archivedIds(folder)) {
    if (!known.has(screeningId)) await adopt(store, keys, folder, screeningId, onProblem);
  }
}

/** Takes in the ends of ledgers that were trimmed while this database was not looking. */
export async function adoptEnds(store: Store, keys: Keys, folder: string, onProblem: OnProblem): Promise<void> {
  for (const screeningId of store.behindArchives()) await adopt(store, keys, folder, screeningId, onProblem);
}

type OnProblem = (problem: string) => void;
type Keys = Pick<CustomerKeys, 'read'>;

const AGAIN_MS = 250;
/** A log that comes up takes a moment; after this somebody may want to know what the start waits for. */
const TELL_AFTER_MS = 5000;

/** Asks until the log answers: an archive without its keys would be one of customers who were erased. Ends with the connection. */
export function patient(keys: Keys, log: Log, onProblem: OnProblem): Keys {
  let told = false;
  return {
    async read(ids) {
      for (const since = Date.now(); ; await sleep(AGAIN_MS)) {
        try {
          return await keys.read(ids);
        } catch (error) {
          if (!(error instanceof LogUnreachable) || log.connection.isClosed()) throw error;
          if (!told && Date.now() > since + TELL_AFTER_MS) {
            told = true;
            onProblem(`The database waits for the keys of customers in archived screenings. ${error.message}`);
          }
        }
      }
    },
  };
}

async function adopt(
  store: Store,
  keys: Keys,
  folder: string,
  screeningId: string,
  onProblem: OnProblem,
): Promise<void> {
  try {
    const messages: LedgerMessage[] = [];
    await openArchive(archiveFile(folder, screeningId), screeningId, (item, data) => {
      if (item.kind === 'ledger') messages.push({ ...item, screeningId, data });
    });
    store.adopt(screeningId, messages, await keys.read(keysIn(messages)));
  } catch (error) {
    if (error instanceof LogUnreachable) throw error;
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const why = missing
      ? `there is no ${archiveFile(folder, screeningId)}: copy it from where it was made`
      : messageOf(error);
    onProblem(`the archive of ${screeningId} is not in the database, which may lack orders: ${why}`);
  }
}

/** Whether the database in a file has all that an archive has. For whoever is about to trim the log. */
export function databaseHas(file: string, archive: ArchivedLedger & { readonly screeningId: string }): boolean {
  const db = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    const row = db
      .prepare('SELECT ledger_sequence, ledger_hash FROM screenings WHERE id = ?')
      .get(archive.screeningId) as { ledger_sequence: number; ledger_hash: string } | undefined;
    return row?.ledger_sequence === archive.ledgerSequence && row.ledger_hash === archive.ledgerHash;
  } finally {
    db.close();
  }
}

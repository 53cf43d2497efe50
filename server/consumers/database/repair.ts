/** Mends a log that is not the one the database remembers: from the database's copy, or by accepting the loss. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { encodeMailEvent, mailOf } from '../../../theatre/contract/log-mail.ts';
import { append, BATCH_LIMIT } from '../../../theatre/log/append.ts';
import type { Log } from '../../../theatre/log/connection.ts';
import { follow } from '../../../theatre/log/follow.ts';
import { ledgerMessages } from '../../../theatre/log/ledger-messages.ts';
import { ledgerOf } from '../../../theatre/log/subjects.ts';
import type { LedgerEvent, Recorded } from '../../../theatre/screening/events.ts';
import { MailNews } from '../../../theatre/mail/mail-news.ts';
import { fold } from '../../../theatre/screening/evolve.ts';
import { restoration } from '../../../theatre/screening/restore.ts';
import { initial } from '../../../theatre/screening/state.ts';
import type { Difference } from './differences.ts';
import { compare } from './index.ts';
import { Store } from './store.ts';

/** `look` changes nothing. */
export type RepairChoice = 'look' | 'from-database' | 'accept-loss';

export interface RepairedScreening {
  readonly difference: Difference;
  /** Events that the log lacked; appended unless only looked at or the loss was accepted. */
  readonly missing: readonly LedgerEvent[];
  /** Orders whose seats were sold again since: a person must settle these. */
  readonly conflicts: readonly { readonly order: string; readonly seatIds: readonly string[] }[];
}

export interface RepairReport {
  readonly screenings: readonly RepairedScreening[];
  /** Where the old database was put; a new one is built from the log at the next start. */
  readonly oldDatabase?: string;
}

async function readLedger(log: Log, screeningId: string): Promise<Recorded<LedgerEvent>[]> {
  const ledger: Recorded<LedgerEvent>[] = [];
  const reader = follow(log, {
    subjects: [ledgerOf(screeningId)],
    from: 1,
    onMessage: ({ sequence, at, event }) => ledger.push({ sequence, at, event: event as LedgerEvent }),
  });
  await reader.caughtUp;
  await reader.stop();
  return ledger;
}

/** Half of a batch, since an event may bring a schedule with it. */
const PIECE = BATCH_LIMIT / 2 - 1;

/** Guarded like a sale, so that a box office that is open after all makes it stop instead of mixing in. */
async function appendAll(log: Log, screeningId: string, guard: number, events: readonly LedgerEvent[]): Promise<void> {
  let last = guard;
  for (let at = 0; at < events.length; at += PIECE) {
    const piece = events.slice(at, at + PIECE);
    const result = await append(log, ledgerMessages(screeningId, last, piece));
    if (result.kind !== 'appended') {
      const why = result.kind === 'conflict' ? 'somebody is selling this screening at the moment' : result.problem;
      throw new Error(
        `“${screeningId}” could not be mended (${why}). Nothing is lost: end every Full House on this log and run it again.`,
      );
    }
    last = result.sequences[piece.length - 1] ?? last;
  }
}

/** What is put back was written of when it happened; the log may have lost that as well. */
async function markMailed(
  log: Log,
  screeningId: string,
  ledger: readonly Recorded<LedgerEvent>[],
  putBack: readonly LedgerEvent[],
): Promise<void> {
  const news = new MailNews();
  for (const recorded of ledger) news.ledger(screeningId, recorded);
  const last = ledger.at(-1) ?? { sequence: 0, at: 0 };
  const written = putBack.flatMap((event) => [
    ...(event.type === 'booked' ? [{ id: event.order, order: event.order }] : []),
    ...news.ledger(screeningId, { ...last, event }),
  ]);
  for (const [id, { order }] of new Map(written.map((one) => [one.id, one]))) {
    const body = encodeMailEvent({ type: 'mail-skipped', version: 1, order, screeningId });
    const result = await append(log, [{ subject: mailOf(id), body }]);
    if (result.kind !== 'appended')
      throw new Error(`The log does not take what is put back (${result.kind}). Run it again.`);
  }
}

/**
 * Looks, or mends every screening whose ledger differs, then lifts their suspension and sets the old database aside.
 * Running it again after it was interrupted goes on where it was. Throws in words for an operator.
 */
export async function repair(log: Log, file: string, choice: RepairChoice): Promise<RepairReport> {
  if (!existsSync(file)) throw new Error(`there is no database ${file}: is FULL_HOUSE_DATA the right folder?`);
  const store = new Store(file);
  try {
    const screenings: RepairedScreening[] = [];
    for (const difference of await compare(log, store)) {
      const { screeningId } = difference;
      const ledger = await readLedger(log, screeningId);
      const { events: missing, conflicts } = restoration(ledger, store.copyOf(screeningId));
      screenings.push({ difference, missing, conflicts });
      if (choice === 'look') continue;
      const mended = choice === 'from-database' ? missing : [];
      const resumed: LedgerEvent = {
        type: 'resumed',
        version: 1,
        commandId: `repair-${screeningId}-${ledger.at(-1)?.sequence ?? 0}`,
        by: 'staff',
      };
      await markMailed(log, screeningId, ledger, mended);
      const suspended = fold(initial, ledger).suspended !== undefined;
      await appendAll(log, screeningId, ledger.at(-1)?.sequence ?? 0, suspended ? [...mended, resumed] : mended);
    }
    if (choice === 'look' || screenings.length === 0) return { screenings };
    store.close();
    const oldDatabase = `${file}.before-repair-${new Date().toISOString().replaceAll(':', '-')}`;
    renameSync(file, oldDatabase);
    for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
    return { screenings, oldDatabase };
  } finally {
    store.close();
  }
}

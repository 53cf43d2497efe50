/** Takes an archived screening's events out of the log. What is gone is gone: callers have verified the archive before. */
import type { StreamConfig } from '@nats-io/jetstream';
import { putArchiveNotice, type ArchiveNotice } from './archive-notice.ts';
import type { Log } from './connection.ts';
import { LogUnfit } from './errors.ts';
import { lastLedgerSequence } from './ledger-queries.ts';
import { ledgerOf, presenceOf, refusalsOf, STREAM, expiryOf } from './subjects.ts';

/**
 * Leaves a notice, then purges what the archive has by subject: schedules, presence, refusals, and the ledger but for its last
 * message. That one stays, so that the id can never be opened again for another screening. Answers how many messages went.
 * Throws in words for an operator; may be run again after it was interrupted.
 */
export async function trim(log: Log, notice: ArchiveNotice): Promise<number> {
  const { screeningId, ledgerSequence, lastSequence } = notice;
  checkPolicy((await log.manager.streams.info(STREAM)).config);
  const last = await lastLedgerSequence(log, screeningId);
  if (last !== ledgerSequence) {
    throw new LogUnfit(
      `The ledger of ${screeningId} ends at ${last}, its archive at ${ledgerSequence}. Archive it again. Nothing was trimmed.`,
    );
  }
  await putArchiveNotice(log, notice);
  const purge = async (filter: string, upTo?: number) => {
    const what = upTo === undefined ? { filter } : { filter, seq: upTo + 1 };
    return (await log.manager.streams.purge(STREAM, what)).purged;
  };
  let purged = 0;
  // First what the log would still publish by itself.
  purged += await purge(expiryOf(screeningId, '*'));
  purged += await purge(presenceOf(screeningId), lastSequence);
  purged += await purge(refusalsOf(screeningId), lastSequence);
  purged += await purge(ledgerOf(screeningId), ledgerSequence - 1);
  return purged;
}

/** Single messages are nobody's to delete; whole subjects can be purged, on purpose, by an operator. */
function checkPolicy({ deny_purge: denied, max_bytes: bytes, max_age: age }: StreamConfig): void {
  if (denied) {
    throw new LogUnfit(
      `The stream ${STREAM} forbids purging (deny_purge), which cannot be undone on a stream. Nothing was trimmed; its events go when they are older than its max_age.`,
    );
  }
  if (bytes <= 0 && age <= 0) {
    throw new LogUnfit(`The stream ${STREAM} has no limit on age or size. Set one first; see docs/retention.md.`);
  }
}

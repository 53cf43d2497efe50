/** Puts a night into a file and, when that is asked for and everything vouches for it, takes it out of the log. */
import { existsSync } from 'node:fs';
import { archiveFile, openArchive, writeArchive, type Manifest } from '../../theatre/archive/archive.ts';
import type { Log } from '../../theatre/log/connection.ts';
import { nightReader } from '../../theatre/log/read-night.ts';
import { trim } from '../../theatre/log/trim.ts';
import { databaseHas } from '../consumers/database/archives.ts';

/** Why something was not done; the message is one line for an operator. */
export class NotArchived extends Error {
  override readonly name = 'NotArchived';
}

export interface ArchivingOptions {
  readonly log: Log;
  readonly screeningId: string;
  /** Of the archives. */
  readonly folder: string;
  /** The database's file. */
  readonly database: string;
  /** Whether its events go from the log once the file has been verified. */
  readonly trim: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
}

export interface Archived {
  readonly file: string;
  readonly manifest: Manifest;
  /** Messages that left the log; undefined where none were to. */
  readonly purged: number | undefined;
}

/** Throws `NotArchived`, `LogUnreachable`, `LogUnfit` or `ArchiveDamaged`, each in words for an operator. */
export async function archiveNight(options: ArchivingOptions): Promise<Archived> {
  const { log, screeningId, folder, now } = options;
  const written = await writeArchive({
    folder,
    screeningId,
    now,
    source: (onItem) => readFromOpening(log, screeningId, onItem),
  });
  const file = archiveFile(folder, screeningId);
  if (!options.trim) return { file, manifest: written, purged: undefined };
  // From the disk, under its name: what is trusted with the only copy.
  const { manifest, night } = await openArchive(file, screeningId);
  const { counts } = night.seek(night.length).state;
  checkTrim(options, manifest, counts.held);
  const { title, ledgerSequence, ledgerHash, lastSequence, sha256, archivedAt } = manifest;
  const purged = await trim(log, {
    type: 'archived',
    version: 1,
    screeningId,
    title,
    ledgerSequence,
    ledgerHash,
    lastSequence,
    sha256,
    archivedAt,
  });
  return { file, manifest, purged };
}

type OnItem = Parameters<Parameters<typeof writeArchive>[0]['source']>[0];

/** Answers how many messages could not be read. */
async function readFromOpening(log: Log, screeningId: string, onItem: OnItem): Promise<number> {
  let opened = false;
  const read = await nightReader(log).read(screeningId, {
    onItem(item, body) {
      opened ||= item.event.type === 'opened';
      // What stays in the log of a night that was trimmed is no night.
      if (!opened)
        throw new NotArchived(`The log does not have ${screeningId} from its opening on: it was trimmed before.`);
      onItem(item, body);
    },
  });
  if (!read) throw new NotArchived(`The log has no screening ${screeningId}.`);
  return read.skipped;
}

function checkTrim({ database }: ArchivingOptions, manifest: Manifest, held: number): void {
  const { screeningId, closed, skipped } = manifest;
  const refuse = (why: string) => {
    throw new NotArchived(`${screeningId} was archived, and stays in the log: ${why}`);
  };
  if (!closed) refuse('its sales are still open. Close them first.');
  if (held > 0) refuse(`${held} of its seats are still on hold. Wait until they are bought or back.`);
  if (skipped > 0) refuse(`${skipped} of its messages cannot be read by this Full House, and are not in the archive.`);
  if (!existsSync(database)) refuse(`there is no database ${database} that has its orders.`);
  if (!databaseHas(database, manifest))
    refuse('the database does not have all of it yet. Start the server, then try again.');
}

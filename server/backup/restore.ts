/** A house out of a backup: into an empty folder, or a log without the stream; nothing is put anywhere before the backup proved whole. */
import { createReadStream } from 'node:fs';
import { access, copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { LogAddress } from '../../theatre/log/address.ts';
import { openLog, type Log } from '../../theatre/log/connection.ts';
import { startEmbeddedLog } from '../../theatre/log/embedded.ts';
import { Erasures } from '../../theatre/log/erasures.ts';
import { mendLastBatch } from '../../theatre/log/mend-batch.ts';
import { restoreSnapshot, RESTORE_CHUNK_BYTES } from '../../theatre/log/stream-snapshot.ts';
import { KEY_STREAM } from '../../theatre/log/subjects.ts';
import { ERASED_FILE, merge, readErased, readErasedFile, type RememberedErasure } from './erased-file.ts';
import { describeFile } from './kept-files.ts';
import { hashLedgers } from './ledgers.ts';
import {
  BackupProblem,
  KEYS_COPY,
  LOG_COPY,
  MANIFEST,
  RESTORING,
  VERSION,
  isUnchanged,
  manifestSchema,
  type BackupManifest,
} from './manifest.ts';

const GONE_WITHIN_MS = 120_000;

/** Reads a backup and compares every file with what it should be. Throws `BackupProblem`. */
export async function verifyBackup(backup: string): Promise<BackupManifest> {
  const damaged = (what: string) =>
    new BackupProblem(`The backup ${backup} is damaged: ${what}. Nothing was changed; use another one.`);
  const text = await readFile(join(backup, MANIFEST), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (isAbsent(error)) throw new BackupProblem(`${backup} is no backup: it has no ${MANIFEST}.`);
    throw unreadable(backup, error);
  });
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw damaged(`its ${MANIFEST} is not JSON`);
  }
  const version = (body as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > VERSION) {
    throw new BackupProblem(`The backup ${backup} was made by a newer Full House. Restore it with that one.`);
  }
  if (!isUnchanged((body ?? {}) as Record<string, unknown>)) throw damaged(`its ${MANIFEST} was changed`);
  const { success, data: manifest, error } = manifestSchema.safeParse(body);
  if (!success)
    throw damaged(
      `its ${MANIFEST} does not fit: ${error.issues[0]?.path.join('.') ?? ''} ${error.issues[0]?.message ?? ''}`,
    );
  for (const copy of [LOG_COPY, ...(manifest.keys ? [KEYS_COPY] : [])]) {
    if (!manifest.files[copy]) throw damaged(`its ${MANIFEST} names no ${copy}`);
  }
  for (const [path, wanted] of Object.entries(manifest.files)) {
    if (normalize(path) !== path || path.startsWith('..') || path.startsWith('/')) throw damaged(`it names ${path}`);
    const found = await describeFile(join(backup, path)).catch((error: NodeJS.ErrnoException) => {
      throw isAbsent(error) ? damaged(`${path} is missing`) : unreadable(backup, error);
    });
    if (!isDeepStrictEqual(found, wanted)) throw damaged(`${path} is not what it was when the backup was made`);
  }
  return manifest;
}

const isAbsent = ({ code }: NodeJS.ErrnoException) => code === 'ENOENT' || code === 'ENOTDIR';

function unreadable(backup: string, cause: Error): BackupProblem {
  return new BackupProblem(
    `The backup ${backup} cannot be read (${cause.message}). Its files belong to whoever made it: run this as the same user.`,
    { cause },
  );
}

export interface RestoreOptions {
  readonly backup: string;
  /** Empty or not there yet. */
  readonly dataFolder: string;
  /** A log that runs elsewhere and has no stream yet; undefined restores an embedded one in the data folder. */
  readonly address: LogAddress | undefined;
  readonly replicas: number;
  /** A file that names who was erased. Defaults to the one beside the backup; what the backup itself remembers counts always. */
  readonly erased?: string;
}

export interface Restored {
  /** Each with the hash it had. */
  readonly ledgers: number;
  /** Orders whose customer was erased since the backup was made, and is erased in what was restored too. */
  readonly erased: number;
}

/** Throws `BackupProblem`. */
export async function restore({ backup, dataFolder, address, replicas, erased }: RestoreOptions): Promise<Restored> {
  const manifest = await verifyBackup(backup);
  const there: string[] = await readdir(dataFolder).catch(() => []);
  if (there.includes(RESTORING)) {
    throw new BackupProblem(`A restore into ${dataFolder} was broken off. Delete that folder, then restore again.`);
  }
  if (there.length > 0) {
    throw new BackupProblem(
      `${dataFolder} is not empty. Set FULL_HOUSE_DATA to an empty folder; what is there is left alone.`,
    );
  }
  const remembered = await rememberedFor(backup, erased);
  let erasedNow = 0;
  await mkdir(dataFolder, { recursive: true, mode: 0o700 }).catch((error: Error) => {
    throw new BackupProblem(
      `The folder ${dataFolder} cannot be made (${error.message}). Set FULL_HOUSE_DATA to one that this user may write.`,
      { cause: error },
    );
  });
  // Killed in the middle it would be a house with half of its log, or with new keys that no ticket was signed with.
  await writeFile(join(dataFolder, RESTORING), '', { flush: true });
  try {
    const embedded = address ? undefined : await startEmbeddedLog({ folder: join(dataFolder, 'log') });
    try {
      erasedNow = await fill(embedded?.address ?? (address as LogAddress), backup, manifest, replicas, remembered);
    } finally {
      await embedded?.stop();
    }
    for (const path of Object.keys(manifest.files)) {
      if (path === LOG_COPY || path === KEYS_COPY) continue;
      await mkdir(dirname(join(dataFolder, path)), { recursive: true, mode: 0o700 });
      await copyFile(join(backup, path), join(dataFolder, path));
    }
    await rm(join(dataFolder, RESTORING));
  } catch (error) {
    for (const name of await readdir(dataFolder)) await rm(join(dataFolder, name), { recursive: true, force: true });
    throw error;
  }
  return { ledgers: Object.keys(manifest.ledgers).length, erased: erasedNow };
}

/** What stands in the backup and beside it, or in the file that was named, which must be there. */
async function rememberedFor(backup: string, named: string | undefined): Promise<RememberedErasure[]> {
  const beside = named ?? join(backup, '..', ERASED_FILE);
  try {
    if (named !== undefined) await access(named);
    return merge([...(await readErased(backup)), ...(await readErasedFile(beside))]);
  } catch (error) {
    throw new BackupProblem(
      `The list of who was erased cannot be read (${(error as Error).message}). Without it they would come back. Nothing was changed.`,
      { cause: error },
    );
  }
}

/** Answers how many were erased again. */
async function fill(
  address: LogAddress,
  backup: string,
  manifest: BackupManifest,
  replicas: number,
  remembered: readonly RememberedErasure[],
): Promise<number> {
  const { stream, keys, ledgers } = manifest;
  const copy = (name: string) =>
    createReadStream(join(backup, name), { highWaterMark: RESTORE_CHUNK_BYTES }) as AsyncIterable<Uint8Array>;
  await restoreSnapshot(address, stream, copy(LOG_COPY), replicas);
  if (keys) await restoreSnapshot(address, keys, copy(KEYS_COPY), replicas, KEY_STREAM);
  const log = await openLog({ address, name: 'restore', replicas });
  try {
    const restored = await hashLedgers(log, stream.state.last_seq);
    const wrong = Object.keys({ ...ledgers, ...restored }).filter(
      (subject) => !isDeepStrictEqual(ledgers[subject], restored[subject]),
    );
    if (wrong.length > 0) {
      throw new BackupProblem(
        `After restoring, ${wrong.join(', ')} differs from what was backed up. Use another backup.`,
      );
    }
    await mendLastBatch(log);
    return await eraseAgain(log, remembered);
  } finally {
    await log.close();
  }
}

/** Those that the restored log does not say were erased. Their keys are gone before anybody opens the house. */
async function eraseAgain(log: Log, remembered: readonly RememberedErasure[]): Promise<number> {
  // Nobody waits for the house meanwhile, and a large log takes a while to say whose each key is.
  const erasures = new Erasures(log, { goneWithinMs: GONE_WITHIN_MS });
  try {
    await erasures.ready;
    const known = new Map(erasures.all.map(({ order, keys }) => [order, new Set(keys)]));
    const again = remembered.filter(
      ({ order, keys }) => !keys.every((key) => known.get(order)?.has(key)) || !known.has(order),
    );
    // All at once: so the log is read once for all of them.
    await Promise.all(
      again.map(async ({ screeningId, order, keys }) => {
        const outcome = await erasures.erase({ by: 'staff', screeningId, order, keys });
        if (
          outcome === 'not-said' ||
          outcome === 'not-allowed' ||
          (outcome === 'said' && !erasures.leavesSome(order))
        ) {
          throw new BackupProblem(
            `Order ${order}, whose customer was erased, could not be erased again. Run it again.`,
          );
        }
      }),
    );
    return again.length;
  } finally {
    await erasures.close();
  }
}

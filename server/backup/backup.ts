/** Backups of a house: one folder each, made while it sells, whole or not there at all. */
import { copyFile, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Log } from '../../theatre/log/connection.ts';
import { takeSnapshot, type CopiedStream, type SnapshotHead } from '../../theatre/log/stream-snapshot.ts';
import { KEY_STREAM, STREAM } from '../../theatre/log/subjects.ts';
import { rememberPlace } from './erased-file.ts';
import { describeFile, keptFiles } from './kept-files.ts';
import { hashLedgers } from './ledgers.ts';
import {
  BackupProblem,
  KEYS_COPY,
  LOG_COPY,
  MANIFEST,
  VERSION,
  manifestText,
  type BackupManifest,
} from './manifest.ts';

export interface BackupOptions {
  readonly log: Log;
  readonly dataFolder: string;
  /** Of the house, by the name of their file, in place of those in the data folder. Defaults to none. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Where backups are kept, a folder each; made when missing. */
  readonly into: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

const NAME = /^full-house-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/;

/** Answers the new backup's folder. It holds secrets: it is for this user's eyes only. */
export async function backUp({ log, dataFolder, secrets = {}, into, now }: BackupOptions): Promise<string> {
  const takenAt = new Date(now).toISOString();
  const folder = join(into, `full-house-${takenAt.replace(/[:.]/g, '-')}`);
  const draft = `${folder}.partial`;
  try {
    await mkdir(into, { recursive: true, mode: 0o700 });
    await mkdir(draft, { mode: 0o700 });
  } catch (error) {
    throw new BackupProblem(`No backup can be put into ${into}: ${(error as Error).message}`, { cause: error });
  }
  try {
    const stream = await copyStream(log, STREAM, join(draft, LOG_COPY));
    // After the log, so that no order in it lacks its key.
    const keys = await copyStream(log, KEY_STREAM, join(draft, KEYS_COPY));
    const files: BackupManifest['files'] = {};
    for (const path of [LOG_COPY, KEYS_COPY]) files[path] = await describeFile(join(draft, path));
    for (const path of await keptFiles(dataFolder)) {
      if (path in secrets) continue;
      await mkdir(dirname(join(draft, path)), { recursive: true, mode: 0o700 });
      await copyFile(join(dataFolder, path), join(draft, path));
      files[path] = await describeFile(join(draft, path));
    }
    for (const [name, secret] of Object.entries(secrets)) {
      await writeFile(join(draft, name), `${secret}\n`, { mode: 0o600, flush: true });
      files[name] = await describeFile(join(draft, name));
    }
    await rememberPlace(dataFolder, into);
    const ledgers = await hashLedgers(log, stream.state.last_seq, { whileSelling: true });
    const manifest: BackupManifest = {
      format: 'full-house-backup',
      version: VERSION,
      takenAt,
      stream,
      keys,
      files,
      ledgers,
    };
    await writeFile(join(draft, MANIFEST), manifestText(manifest), { mode: 0o600, flush: true });
    await rename(draft, folder);
    return folder;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    throw new BackupProblem(`The backup does not fit into ${into}: there is no room left. Nothing of it was kept.`, {
      cause: error,
    });
  }
}

async function copyStream(log: Log, stream: CopiedStream, path: string): Promise<SnapshotHead> {
  const file = await open(path, 'wx', 0o600);
  try {
    // Not `write`, which may write a part only when the disk is nearly full.
    const head = await takeSnapshot(log, (chunk) => file.appendFile(chunk), stream);
    await file.sync();
    return head;
  } finally {
    await file.close();
  }
}

/** Backups in a folder, the oldest first. */
export async function backupsIn(into: string): Promise<string[]> {
  const names = await readdir(into).catch(() => []);
  return names.filter((name) => NAME.test(name)).sort();
}

/** Epoch milliseconds, from a backup's name. */
export function takenAtOf(name: string): number {
  const [, day, hours, minutes, seconds, ms] = /(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z$/.exec(name) ?? [];
  return Date.parse(`${day}T${hours}:${minutes}:${seconds}.${ms}Z`);
}

/**
 * Removes all but the newest `keep`, and what a crash left unfinished; answers the names of those removed. One from the future, of a
 * clock that was wrong, is nobody's newest and stays.
 */
export async function rotate(into: string, keep: number): Promise<string[]> {
  const old = (await backupsIn(into)).filter((name) => takenAtOf(name) <= Date.now()).slice(0, -keep);
  for (const name of old) await rm(join(into, name), { recursive: true, force: true });
  for (const name of await readdir(into)) {
    if (!name.endsWith('.partial') || !NAME.test(name.slice(0, -'.partial'.length))) continue;
    const { mtimeMs } = await stat(join(into, name));
    if (Date.now() - mtimeMs > 24 * 3_600_000) await rm(join(into, name), { recursive: true, force: true });
  }
  return old;
}

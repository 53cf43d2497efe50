/** Where copies of personal data may be that an erasure does not reach. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { backupsIn } from '../backup/backup.ts';
import { backupPlaces } from '../backup/erased-file.ts';

export interface Copies {
  /** Folders with backups of before: erased again when they are restored, gone when they rotate out. */
  readonly backups: readonly string[];
  /** Databases that were set aside: to be removed by hand. */
  readonly databases: readonly string[];
}

export async function copiesOf(dataFolder: string, backups: string | undefined): Promise<Copies> {
  const places = new Set([...(backups === undefined ? [] : [resolve(backups)]), ...(await backupPlaces(dataFolder))]);
  const withBackups: string[] = [];
  for (const place of places) {
    if (!existsSync(place) || (await backupsIn(place)).length > 0) withBackups.push(place);
  }
  const databases = (await readdir(dataFolder)).filter((name) => /^full-house\.db\.(?!rebuilding)/.test(name));
  return { backups: withBackups, databases: databases.map((name) => join(dataFolder, name)) };
}

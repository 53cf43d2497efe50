/**
 * Who was erased, remembered outside the log: in the data folder and beside every folder of backups, as orders and ids of keys. So a
 * backup of before an erasure is restored without those who were erased since. The files are only ever added to: a house and `npm run
 * customer` may write at once, and neither takes away what the other wrote.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { addLines } from './add-lines.ts';

export const ERASED_FILE = 'erased.jsonl';
const PLACES_FILE = 'backup-places.json';

const lineSchema = z.object({
  screeningId: z.string(),
  order: z.string(),
  keys: z.array(z.string()),
  /** ISO 8601. */
  at: z.string(),
});

/** No more than this: never a name. */
export type RememberedErasure = z.infer<typeof lineSchema>;

const placesSchema = z.array(z.string());

/** Those that a folder remembers, an order more than once where something was added to it. See `readErasedFile`. */
export async function readErased(folder: string): Promise<RememberedErasure[]> {
  return readErasedFile(join(folder, ERASED_FILE));
}

/** None where there is no such file; lines that say nothing are passed over. Throws where it cannot be read. */
export async function readErasedFile(file: string): Promise<RememberedErasure[]> {
  return readLines(file, lineSchema);
}

async function readLines<T>(file: string, schema: z.ZodType<T>): Promise<T[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').flatMap((line) => {
    try {
      const { data } = schema.safeParse(JSON.parse(line));
      return data === undefined ? [] : [data];
    } catch {
      return [];
    }
  });
}

/** One for each order, with all keys that any of these names. */
export function merge(erasures: readonly RememberedErasure[]): RememberedErasure[] {
  const byOrder = new Map<string, RememberedErasure>();
  for (const { screeningId, order, keys, at } of erasures) {
    const known = byOrder.get(order);
    const all = [...new Set([...(known?.keys ?? []), ...keys])].sort();
    byOrder.set(order, { screeningId, order, keys: all, at: known && known.at < at ? known.at : at });
  }
  return [...byOrder.values()].sort((a, b) => (a.at + a.order < b.at + b.order ? -1 : 1));
}

/** Adds to what a folder remembers what it does not yet. Throws where the file cannot be read or written. */
export async function rememberErased(folder: string, erasures: readonly RememberedErasure[]): Promise<void> {
  const known = await readErased(folder);
  const said = new Set(merge(known).map((line) => JSON.stringify(line)));
  const lines = merge([...known, ...erasures]).map((line) => JSON.stringify(line));
  const fresh = lines.filter((line) => !said.has(line));
  if (fresh.length === 0) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await addLines(join(folder, ERASED_FILE), fresh);
}

/** Where backups of this house have been put: erasures are noted there too, as far as the folders can be reached. Throws where that cannot be read. */
export async function backupPlaces(dataFolder: string): Promise<string[]> {
  // An array a line; one alone where an earlier version wrote them all.
  return [...new Set((await readLines(join(dataFolder, PLACES_FILE), placesSchema)).flat())];
}

/** From the next erasure on it is noted there too; those before it are noted now. */
export async function rememberPlace(dataFolder: string, place: string): Promise<void> {
  const path = resolve(place);
  // Before the erasures are read: whoever is erased meanwhile is noted by who erases, who reads the places afterwards.
  if (!(await backupPlaces(dataFolder)).includes(path)) {
    await addLines(join(dataFolder, PLACES_FILE), [JSON.stringify([path])]);
  }
  const erased = await readErased(dataFolder);
  if (erased.length > 0) await rememberErased(place, erased);
}

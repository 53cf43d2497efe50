/**
 * Who was erased, remembered outside the log: in the data folder and beside every folder of backups, as orders and ids of keys. So a
 * backup of before an erasure is restored without those who were erased since.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../theatre/log/write-whole.ts';

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

/** Those that a folder remembers; lines that cannot be read are passed over. */
export async function readErased(folder: string): Promise<RememberedErasure[]> {
  return readErasedFile(join(folder, ERASED_FILE));
}

export async function readErasedFile(file: string): Promise<RememberedErasure[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    try {
      const { data } = lineSchema.safeParse(JSON.parse(line));
      return data ? [data] : [];
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

/** Adds these to what a folder remembers. The file is whole at any moment. Throws where it cannot be written. */
export async function rememberErased(folder: string, erasures: readonly RememberedErasure[]): Promise<void> {
  const known = await readErased(folder);
  const all = merge([...known, ...erasures]);
  if (JSON.stringify(all) === JSON.stringify(known)) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeWhole(join(folder, ERASED_FILE), all.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** Where backups of this house have been put: erasures are noted there too, as far as the folders can be reached. */
export async function backupPlaces(dataFolder: string): Promise<string[]> {
  try {
    return z.array(z.string()).parse(JSON.parse(await readFile(join(dataFolder, PLACES_FILE), 'utf8')));
  } catch {
    return [];
  }
}

/** From the next erasure on it is noted there too; those before it are noted now. */
export async function rememberPlace(dataFolder: string, place: string): Promise<void> {
  const places = await backupPlaces(dataFolder);
  const path = resolve(place);
  if (!places.includes(path)) await writeWhole(join(dataFolder, PLACES_FILE), `${JSON.stringify([...places, path])}\n`);
  const erased = await readErased(dataFolder);
  if (erased.length > 0) await rememberErased(place, erased);
}

/** Nights in files: gzip of JSON Lines with a manifest at the end. One file is one screening. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip, createGzip } from 'node:zlib';
import { isScreeningId } from '../contract/log.ts';
import type { NightItem } from '../replay/items.ts';
import type { Night } from '../replay/night.ts';
import { lineOf, readLine } from './lines.ts';
import { Account, ArchiveDamaged, disagreement, manifestSchema, type Manifest } from './manifest.ts';

export { ArchiveDamaged, type Manifest } from './manifest.ts';

export function archiveFile(folder: string, screeningId: string): string {
  if (!isScreeningId(screeningId)) throw new Error(`"${screeningId}" is no screening id`);
  return join(folder, `${screeningId}.jsonl.gz`);
}

export interface Source {
  /** Tells of all items in order, each with its body as it is in the log; answers how many messages could not be read. */
  (onItem: (item: NightItem, body: Uint8Array) => void): Promise<number>;
}

/**
 * Writes a night's file, reads it again, compares, and only then gives it its name; what was there under that name is
 * replaced. Customers' names are in it: it is for the owner's eyes. Throws `ArchiveDamaged` when what was written is not what
 * was read; nothing is left behind then.
 */
export async function writeArchive(options: {
  readonly folder: string;
  readonly screeningId: string;
  readonly source: Source;
  /** Epoch milliseconds. */
  readonly now: number;
}): Promise<Manifest> {
  const { folder, screeningId, source, now } = options;
  const file = archiveFile(folder, screeningId);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.draft`;
  try {
    const account = new Account();
    const lines: string[] = [];
    const skipped = await source((item, body) => {
      const line = lineOf(item, body);
      account.add(item, body, line);
      lines.push(line);
    });
    if (account.night.length === 0) throw new Error(`There is nothing of ${screeningId} to archive.`);
    const manifest: Manifest = { ...account.manifest(screeningId), skipped, archivedAt: now };
    lines.push(`${JSON.stringify({ manifest })}\n`);
    await pipeline(lines, createGzip({ level: 9 }), createWriteStream(draft, { mode: 0o600, flags: 'wx' }));
    await synced(draft);
    const { manifest: again } = await openArchive(draft, screeningId);
    const wrong = disagreement(manifest, again);
    if (wrong) throw damaged(draft, `its ${wrong} does not read as it was written`);
    await rename(draft, file);
    await synced(folder);
    return manifest;
  } finally {
    await rm(draft, { force: true });
  }
}

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export interface OpenedArchive {
  readonly manifest: Manifest;
  readonly night: Night;
}

/**
 * Reads a file from its first line to its last and checks all that its manifest says: bytes, items, the ledger's hash, and
 * the hash of a replay. `onItem` is told before all is checked. Throws `ArchiveDamaged`.
 */
export async function openArchive(
  file: string,
  screeningId: string,
  onItem: (item: NightItem, body: Uint8Array) => void = () => undefined,
): Promise<OpenedArchive> {
  const account = new Account();
  let manifest: Manifest | undefined;
  const [packed, plain] = [createReadStream(file), createGunzip()];
  // A fault of either ends the other, and is thrown by the loop.
  pipeline(packed, plain).catch(() => undefined);
  try {
    for await (const line of linesOf(plain)) {
      if (manifest) throw damaged(file, 'something follows its manifest');
      if (line.startsWith('{"manifest":')) manifest = readManifest(line, file);
      else {
        const { item, body } = readLine(line, screeningId);
        account.add(item, body, `${line}\n`);
        onItem(item, body);
      }
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw damaged(file, error.message);
    throw error;
  } finally {
    packed.destroy();
    plain.destroy();
  }
  if (!manifest) throw damaged(file, 'its end is missing');
  const { skipped, archivedAt } = manifest;
  const wrong = disagreement(manifest, { ...account.manifest(screeningId), skipped, archivedAt });
  if (wrong) throw damaged(file, `its ${wrong} is not what its manifest says`);
  return { manifest, night: account.night };
}

/** Not `readline`: it takes more than line feeds for the end of a line, and some of those stand in JSON as they are. */
async function* linesOf(stream: Readable): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.end();
  if (rest !== '') yield rest;
}

function readManifest(line: string, file: string): Manifest {
  let value: unknown;
  try {
    value = (JSON.parse(line) as { manifest: unknown }).manifest;
  } catch {
    throw damaged(file, 'its manifest is not JSON');
  }
  const result = manifestSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw damaged(file, `its manifest’s ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'does not fit'}`);
}

function damaged(file: string, how: string): ArchiveDamaged {
  return new ArchiveDamaged(`The archive ${file} cannot be trusted: ${how}.`);
}

/** The archives in a folder, for whoever looks for a night that the log has no more. */
export function archivesIn(folder: string) {
  return Object.freeze({
    /** False when there is no file of that screening. Throws `ArchiveDamaged`. */
    async read(screeningId: string, onItem: (item: NightItem) => void): Promise<boolean> {
      if (!isScreeningId(screeningId)) return false;
      const file = archiveFile(folder, screeningId);
      if (!(await exists(file))) return false;
      await openArchive(file, screeningId, onItem);
      return true;
    },
  });
}

/** Ids of the screenings that have a file in a folder; none where there is no folder. In the order of their names. */
export async function archivedIds(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.flatMap((name) => /^([a-z0-9-]{1,40})\.jsonl\.gz$/.exec(name)?.[1] ?? []).sort();
}

async function exists(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

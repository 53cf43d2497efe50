/** What of a data folder goes into a backup beside the log: secrets, archived nights, and other small things that nothing can make again. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';

/** Made again from the log, or of this machine and this moment only. */
const LEFT_OUT =
  /^(full-house\.db|log$|profile$|backups?$|restore-under-way$|backup-places\.json$|\.)|\.(lock|pid|tmp|log)$/;

/** Paths within the folder, sorted; folders below it are those of archived nights alone. */
export async function keptFiles(dataFolder: string): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await readdir(dataFolder, { withFileTypes: true })) {
    if (entry.isFile() && !LEFT_OUT.test(entry.name)) files.push(entry.name);
    if (entry.isDirectory() && entry.name === 'archive') {
      const archived = await readdir(join(dataFolder, entry.name), { withFileTypes: true });
      files.push(...archived.filter((file) => file.isFile()).map((file) => `archive/${file.name}`));
    }
  }
  return files.sort();
}

export async function describeFile(file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/**
 * Secrets that were set in the environment, by the name of the file that a house without them keeps its own in: on servers that share
 * a log they are in no data folder.
 */
export function secretsSet({
  staffToken,
  sessionKey,
  ticketKey,
  pinKey,
}: Pick<Config, 'staffToken' | 'sessionKey' | 'ticketKey' | 'pinKey'>): Readonly<Record<string, string>> {
  // A kiosk that has a session key and no key for PINs keys them with that one.
  const named = {
    'staff-token': staffToken,
    'session-key': sessionKey,
    'ticket-key': ticketKey,
    'pin-key': pinKey ?? sessionKey,
  };
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, secret]) => (secret === undefined ? [] : [[name, secret]])),
  );
}

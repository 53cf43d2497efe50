/** What of a data folder goes into a backup beside the log: secrets, archived nights, and other small things that nothing can make again. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

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

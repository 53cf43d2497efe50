/** Files that several processes add lines to at once, without a lock and without taking anything away. */
import { open, type FileHandle } from 'node:fs/promises';

const NEWLINE = 0x0a;

/**
 * Adds these lines, none of which has a line break, to the end of a file (0600, made where there is none); they are on disk then. A line
 * that somebody left half is ended first, so that it costs itself alone. Throws where they cannot be written: some may be there.
 */
export async function addLines(file: string, lines: readonly string[]): Promise<void> {
  const handle = await open(file, 'a+', 0o600);
  try {
    const text = lines.map((line) => `${line}\n`).join('');
    const bytes = Buffer.from((await endsWhole(handle)) ? text : `\n${text}`);
    // One write goes to the end whole, whoever else adds; `appendFile` makes several of a long text.
    const { bytesWritten } = await handle.write(bytes);
    if (bytesWritten < bytes.length) throw new Error(`${file} takes no more: is the disk full?`);
    // Electron's Node knows no `flush` of `writeFile`.
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function endsWhole(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return true;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === NEWLINE;
}

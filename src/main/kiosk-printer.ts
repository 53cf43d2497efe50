import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { papers, type Paper } from '../../theatre/contract/papers.ts';

export interface KioskPrinter {
  /** As the system calls it; null for its default. */
  readonly name: string | null;
  readonly paper: Paper;
}

const fileIn = (folder: string) => join(folder, 'kiosk-printer.json');

/** The printer chosen on this kiosk; the system's default and A6 where none was. */
export function keptPrinter(folder: string): KioskPrinter {
  try {
    const kept = JSON.parse(readFileSync(fileIn(folder), 'utf8')) as { name?: unknown; paper?: unknown };
    const { name, paper } = kept;
    return {
      name: typeof name === 'string' && name !== '' ? name : null,
      paper: typeof paper === 'string' && Object.hasOwn(papers, paper) ? (paper as Paper) : 'a6',
    };
  } catch {
    // Nobody has chosen one yet.
    return { name: null, paper: 'a6' };
  }
}

export function keepPrinter(folder: string, { name, paper }: KioskPrinter): void {
  const draft = `${fileIn(folder)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ name, paper })}\n`, { mode: 0o600 });
  renameSync(draft, fileIn(folder));
}

/** Printing by the system's own `lp`, which takes PDFs as they are: there wherever CUPS is, on Linux and macOS. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { papers, type Paper } from '../../theatre/contract/papers.ts';

export interface PdfJob {
  readonly pdf: Buffer;
  readonly title: string;
  readonly paper: Paper;
  /** As the system calls it. */
  readonly printer: string;
}

const PATIENCE_MS = 20_000;

/** Where `lp` is; undefined where the system has none. */
export function findLp(path: string | undefined): string | undefined {
  if (process.platform === 'win32') return undefined;
  return (path ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, 'lp'))
    .find((file) => existsSync(file));
}

/** Resolves once the system has queued it. Rejects with what `lp` said where it has not. */
export function printPdf(lp: string, { pdf, title, paper, printer }: PdfJob): Promise<void> {
  const { width, height } = papers[paper];
  const options = ['-o', `media=Custom.${width}x${height}mm`, '-o', 'print-scaling=none'];
  return new Promise((resolve, reject) => {
    const child = spawn(lp, ['-d', printer, '-t', title, ...options, '--', '-'], {
      stdio: ['pipe', 'ignore', 'pipe'],
      timeout: PATIENCE_MS,
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-500)));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`lp ended with ${code}: ${said.trim()}`))));
    // It may end before it has read all.
    child.stdin.on('error', () => undefined);
    child.stdin.end(pdf);
  });
}

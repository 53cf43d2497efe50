/** Printing by the system's own `lp`, which takes PDFs as they are: there wherever CUPS is, on Linux and macOS. */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { papers, type Paper } from '../../theatre/contract/papers.ts';
import { askJob, askPrinter, type IppAnswer } from './ipp.ts';

export interface PdfJob {
  readonly pdf: Buffer;
  readonly title: string;
  readonly paper: Paper;
  /** As the system calls it. */
  readonly printer: string;
}

/** Why a printer does not print, as far as the system tells. */
export type PrinterFault = 'printer-paused' | 'printer-closed' | 'out-of-paper' | 'printer-fault' | 'not-printed';

/** Nothing will come out: what was queued was taken back. `said` is the system's own sentence, '' where it has none. */
export class NotPrinted extends Error {
  readonly fault: PrinterFault;
  readonly said: string;

  constructor(fault: PrinterFault, said: string) {
    super(`${fault}: ${said}`);
    this.fault = fault;
    this.said = said;
  }
}

const PATIENCE_MS = 20_000;
const LOOK_MS = 250;
/** A printer that draws its next sheet says for a moment that it has none. */
const FAULT_MS = 2_500;

/** IPP's job-state and printer-state. */
const JOB_PENDING = 3;
const JOB_HELD = 4;
const JOB_STOPPED = 6;
const JOB_CANCELLED = 7;
const JOB_ABORTED = 8;
const JOB_COMPLETED = 9;
const PRINTER_IDLE = 3;
const PRINTER_STOPPED = 5;

/** Where `lp` is and may be run; undefined where the system has none. */
export function findLp(path: string | undefined): string | undefined {
  if (process.platform === 'win32') return undefined;
  return (path ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, 'lp'))
    .find(mayRun);
}

/** What keeps a printer from taking anything at all; undefined where nothing does, or nobody can say. */
export async function faultBefore(printer: string): Promise<NotPrinted | undefined> {
  const now = await askPrinter(printer);
  if (!now) return undefined;
  if (now.get('printer-is-accepting-jobs')?.[0] === false) return new NotPrinted('printer-closed', messageOf(now));
  return now.get('printer-state')?.[0] === PRINTER_STOPPED
    ? new NotPrinted('printer-paused', messageOf(now))
    : undefined;
}

/**
 * Hands it to the system and stays until it is printed: `printed`. `sent` where the system does not say so in time, or at all.
 * Rejects with `NotPrinted` where nothing will come out.
 */
export async function printPdf(lp: string, job: PdfJob): Promise<'printed' | 'sent'> {
  const { width, height } = papers[job.paper];
  const options = ['-o', `media=Custom.${width}x${height}mm`, '-o', 'print-scaling=none'];
  const said = await run(lp, ['-d', job.printer, '-t', job.title, ...options, '--', '-'], job.pdf);
  const number = Number(/-(\d+) \(/.exec(said)?.[1]);
  if (!Number.isSafeInteger(number)) return 'sent';
  return follow(lp, job.printer, number);
}

async function follow(lp: string, printer: string, number: number): Promise<'printed' | 'sent'> {
  /** Nothing may come out later of what the clerk was told is not printed. */
  const giveUp = async (fault: PrinterFault, said: string): Promise<never> => {
    await run(join(dirname(lp), 'cancel'), [`${printer}-${number}`]).catch(() => undefined);
    throw new NotPrinted(fault, said);
  };
  const began = Date.now();
  let faultSince: number | undefined;
  for (;;) {
    const job = await askJob(printer, number);
    if (!job) return 'sent';
    const state = job.get('job-state')?.[0];
    if (state === JOB_COMPLETED) return 'printed';
    const said = sentence(job.get('job-printer-state-message')?.[0]);
    if (state === JOB_CANCELLED || state === JOB_ABORTED) throw new NotPrinted('not-printed', said);
    const now = await askPrinter(printer);
    if (now?.get('printer-state')?.[0] === PRINTER_STOPPED) return giveUp('printer-paused', said || messageOf(now));
    const fault = now && (faultIn(now) ?? (state === JOB_STOPPED ? 'printer-fault' : undefined));
    faultSince = fault ? (faultSince ?? Date.now()) : undefined;
    if (now && fault && faultSince !== undefined && Date.now() - faultSince > FAULT_MS) {
      return giveUp(fault, messageOf(now));
    }
    if (Date.now() - began > PATIENCE_MS) {
      // It waits although nothing else is printed: the system tries again some time, the clerk now.
      const idle = now?.get('printer-state')?.[0] === PRINTER_IDLE;
      if (idle && (state === JOB_PENDING || state === JOB_HELD)) return giveUp('not-printed', said);
      return 'sent';
    }
    await sleep(LOOK_MS);
  }
}

/** By the printer's own keywords (RFC 8011, 5.4.12); warnings and reports do not keep it from printing. */
function faultIn(printer: IppAnswer): PrinterFault | undefined {
  const reasons = (printer.get('printer-state-reasons') ?? []).map(String);
  if (reasons.some((reason) => /^media-(empty|needed)(-error)?$/.test(reason))) return 'out-of-paper';
  const stuck = /^(media-jam|cover-open|door-open|interlock-open|shutdown|timed-out)(-error)?$/;
  return reasons.some((reason) => stuck.test(reason)) ? 'printer-fault' : undefined;
}

const messageOf = (printer: IppAnswer): string => sentence(printer.get('printer-state-message')?.[0]);

const sentence = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, 200) : '');

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What it printed; rejects with what it complained of. */
function run(command: string, args: readonly string[], input?: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: PATIENCE_MS,
      // Its sentences are read.
      env: { ...process.env, LC_ALL: 'C' },
    });
    let [said, complained] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-500)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complained = (complained + text).slice(-500)));
    child.on('error', (error) => reject(new NotPrinted('not-printed', error.message)));
    child.on('close', (code) =>
      code === 0 ? resolve(said) : reject(new NotPrinted('not-printed', complained.trim().replace(/^\S*lp: /, ''))),
    );
    // It may end before it has read all.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

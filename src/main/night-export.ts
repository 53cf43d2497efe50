/** Writes a night to a file, beside its place until it is whole: a file under its own name is never half of one. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { setImmediate as breath } from 'node:timers/promises';
import type { ExportProgress, Exported } from '../../theatre/contract/ipc-night.ts';
import type { Answer, Request } from '../../theatre/contract/ipc.ts';
import type { CustomerKeys } from '../../theatre/log/customer-keys.ts';
import type { Erasures } from '../../theatre/log/erasures.ts';
import { LogUnreachable } from '../../theatre/log/errors.ts';
import type { NightReader } from '../../theatre/log/read-night.ts';
import { whoBoughtIn } from '../../theatre/log/who-bought.ts';
import { eventLines, orderLines } from '../../theatre/replay/export.ts';
import type { NightItem } from '../../theatre/replay/items.ts';
import { done, notDone } from './calls.ts';
import { notWritten } from './file-fault.ts';

export interface NightExportOptions {
  /** Undefined until the log has answered. */
  readonly reader: () => NightReader | undefined;
  /** Of customers; undefined until the log has answered. */
  readonly keys: () => Pick<CustomerKeys, 'read'> | undefined;
  /** Likewise. */
  readonly erasures: () => Pick<Erasures, 'has'> | undefined;
  /** Asks the clerk where to; undefined when they would rather not. */
  readonly askWhere: (suggested: string) => Promise<string | undefined>;
  readonly onProgress: (progress: ExportProgress) => void;
}

const ENDINGS = { events: 'events.jsonl', orders: 'orders.csv' } as const;
/** Lines that are written before somebody else gets a turn. */
const LINES = 2000;

export class NightExport {
  readonly #options: NightExportOptions;
  #running: AbortController | undefined;

  constructor(options: NightExportOptions) {
    this.#options = options;
  }

  async run({ screeningId, what }: Request<'exportNight'>): Promise<Answer<Exported>> {
    if (this.#running) return notDone('export-running');
    const abort = new AbortController();
    this.#running = abort;
    try {
      const path = await this.#options.askWhere(`${screeningId}-${ENDINGS[what]}`);
      if (path === undefined || abort.signal.aborted) return done({ path: undefined });
      const items = await this.#read(screeningId, abort.signal);
      if (typeof items === 'string') return notDone(items);
      const [keys, erasures] = [this.#options.keys(), this.#options.erasures()];
      const lines =
        what === 'events'
          ? eventLines(items, iso, (order) => erasures?.has(order) === true)
          : orderLines(items, iso, await whoBoughtIn({ keys, erasures }, screeningId, items));
      await write(path, lines, abort.signal);
      return done({ path });
    } catch (error) {
      if (abort.signal.aborted) return done({ path: undefined });
      if (error instanceof LogUnreachable) return notDone('log-unreachable');
      return notWritten(error);
    } finally {
      this.#running = undefined;
    }
  }

  cancel(): void {
    this.#running?.abort(new Error('the export was cancelled'));
  }

  async #read(screeningId: string, signal: AbortSignal): Promise<NightItem[] | 'not-ready' | 'unknown-screening'> {
    const reader = this.#options.reader();
    if (!reader) return 'not-ready';
    const items: NightItem[] = [];
    const onProgress = (read: number, total: number) => this.#options.onProgress({ read, total });
    const found = await reader.read(screeningId, { signal, onProgress, onItem: (item) => items.push(item) });
    return found ? items : 'unknown-screening';
  }
}

async function write(path: string, lines: Iterable<string>, signal: AbortSignal): Promise<void> {
  const beside = `${path}.part`;
  // Names and addresses of customers are in it.
  const file = createWriteStream(beside, { mode: 0o600, flush: true });
  try {
    await once(file, 'open');
    let text = '';
    let count = 0;
    const put = async () => {
      if (text !== '' && !file.write(text)) await once(file, 'drain');
      text = '';
      await breath();
      signal.throwIfAborted();
    };
    for (const line of lines) {
      text += line;
      // Whoever makes the lines asks for a breath by an empty one.
      if (++count % LINES === 0 || line === '') await put();
    }
    await put();
    file.end();
    await finished(file);
    await rename(beside, path);
  } catch (error) {
    file.destroy();
    await rm(beside, { force: true });
    throw error;
  }
}

const iso = (at: number): string => new Date(at).toISOString();

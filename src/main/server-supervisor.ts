import type { PatronsStatus } from '../../theatre/contract/ipc.ts';
import type { ServerRun } from './server-process.ts';

export interface ServerSupervisorOptions {
  /** Starts it once; throws when that cannot work. */
  readonly run: () => ServerRun;
  readonly onStatus: (status: PatronsStatus) => void;
  /** What the server prints, line by line. */
  readonly onLine: (line: string) => void;
}

const READY = /Full House is open at (https?:\/\/\S+)/;
/** Before the next start after one, two, … deaths in a row. */
const WAITS_MS = [250, 500, 1_000, 2_000, 5_000, 10_000] as const;
/** A server that ran this long was a good one. */
const STEADY_MS = 30_000;
const PATIENCE_MS = 6_000;

/** Keeps the patrons' server running: a dead one is started again, at once and then ever later. */
export class ServerSupervisor {
  readonly #options: ServerSupervisorOptions;
  #run: ServerRun | undefined;
  #ended: Promise<void> = Promise.resolve();
  #again: NodeJS.Timeout | undefined;
  #deaths = 0;
  /** How often it ended and was started again, and when last (epoch milliseconds). */
  restarts: { readonly count: number; readonly last: number | null } = { count: 0, last: null };
  #stopping = false;

  constructor(options: ServerSupervisorOptions) {
    this.#options = options;
  }

  start(): void {
    this.#again = undefined;
    const { run, onStatus, onLine } = this.#options;
    const began = Date.now();
    let last = '';
    try {
      this.#run = run();
    } catch (error) {
      onStatus({ is: 'down', problem: error instanceof Error ? error.message : String(error) });
      return;
    }
    const current = this.#run;
    current.onLine((line) => {
      onLine(line);
      if (line.trim() !== '') last = line.trim();
      const url = READY.exec(line)?.[1];
      if (url !== undefined) onStatus({ is: 'open', url: url.replace(/\/+$/, '') });
    });
    this.#ended = new Promise((ended) => {
      current.onExit(() => {
        this.#run = undefined;
        if (!this.#stopping) this.#died(last, Date.now() - began);
        ended();
      });
    });
  }

  /** Asks the server to end, and ends it when it does not. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#again);
    const run = this.#run;
    if (!run) return;
    run.end();
    const timer = setTimeout(() => run.kill(), PATIENCE_MS);
    await this.#ended;
    clearTimeout(timer);
  }

  #died(last: string, ranMs: number): void {
    this.#deaths = ranMs >= STEADY_MS ? 1 : this.#deaths + 1;
    const wait = WAITS_MS[Math.min(this.#deaths, WAITS_MS.length) - 1] ?? 10_000;
    // Its last words say more than that it ended, when it had any: a port in use, say.
    const problem = READY.test(last) ? '' : last.slice(0, 300);
    this.#options.onStatus({ is: 'down', problem });
    this.#again = setTimeout(() => {
      this.restarts = { count: this.restarts.count + 1, last: Date.now() };
      this.start();
    }, wait);
  }
}

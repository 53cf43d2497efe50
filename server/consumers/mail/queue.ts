/** The mails that wait, and those on their way: which sets out next, and how many at once. */
import { isBulk } from '../../../theatre/mail/mail-news.ts';
import type { Patience } from './patience.ts';
import type { ServerTrouble } from './server-trouble.ts';

/** A mail that is to be sent. */
export interface Job {
  readonly id: string;
  /** One of as many as a house has orders. */
  readonly bulk: boolean;
  /** Since when it is to be sent; like the next in epoch milliseconds. */
  readonly since: number;
  notBefore: number;
  tries: number;
  /** Since when it is on its way, by the monotonic clock; undefined while it is not. */
  running: number | undefined;
}

export interface MailQueueOptions {
  readonly patience: Pick<Patience, 'atOnce' | 'mostAtOnce' | 'slowMs'>;
  readonly server: Pick<ServerTrouble, 'trouble' | 'pausedUntil'>;
  /** Resolves when it is away or has to be tried again. */
  readonly send: (job: Job) => Promise<void>;
  /** Whether it is to be sent still. */
  readonly isDue: (id: string) => boolean;
  readonly onFailed: (job: Job, error: unknown) => void;
}

export class MailQueue {
  readonly #options: MailQueueOptions;
  readonly #jobs = new Map<string, Job>();
  readonly #running = new Set<Promise<void>>();
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: MailQueueOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#jobs.size;
  }

  /** Once, however often it is said. */
  add(id: string, since: number, notBefore: number): void {
    if (this.#jobs.has(id)) return;
    this.#jobs.set(id, { id, bulk: isBulk(id), since, tries: 0, notBefore, running: undefined });
    this.#pump();
  }

  /** Unless it is on its way. */
  forget(id: string): void {
    const job = this.#jobs.get(id);
    if (job && job.running === undefined) this.#jobs.delete(id);
  }

  /** Begins nothing more; resolves when what is on its way has come to its end. */
  stop(): Promise<unknown> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    return Promise.allSettled(this.#running);
  }

  #pump(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    const now = Date.now();
    let next = Number.POSITIVE_INFINITY;
    // A house of a thousand orders that is cancelled keeps nobody's confirmation waiting.
    for (const job of [...this.#waiting(false), ...this.#waiting(true)]) {
      const due = Math.max(job.notBefore, this.#options.server.pausedUntil);
      if (due > now) next = Math.min(next, due);
      else if (this.#hasRoom(job)) this.#run(job);
      else {
        // As soon as one of those on their way is slow.
        next = Math.min(next, now + this.#options.patience.slowMs);
        break;
      }
    }
    if (next < Number.POSITIVE_INFINITY) this.#timer = setTimeout(() => this.#pump(), Math.max(10, next - now));
  }

  #waiting(bulk: boolean): readonly Job[] {
    return [...this.#jobs.values()].filter((job) => job.bulk === bulk && job.running === undefined);
  }

  /** Whether one more may set out. Those that are slow keep the others waiting only when they are very many. */
  #hasRoom({ bulk }: Job): boolean {
    const { atOnce, mostAtOnce, slowMs } = this.#options.patience;
    if (this.#running.size >= (bulk ? Math.ceil(mostAtOnce / 2) : mostAtOnce)) return false;
    const now = performance.now();
    let quick = 0;
    for (const { running } of this.#jobs.values()) if (running !== undefined && now - running < slowMs) quick++;
    // Of a server that took nothing one mail is enough to see whether it does again.
    return quick < (this.#options.server.trouble ? 1 : bulk ? atOnce - 1 : atOnce);
  }

  #run(job: Job): void {
    const { send, isDue, onFailed } = this.#options;
    job.running = performance.now();
    const running = send(job)
      .catch((error: unknown) => onFailed(job, error))
      .then(() => {
        job.running = undefined;
        this.#running.delete(running);
        // Those that wait come first now: one mail on which the server always stumbles must not keep the others back.
        this.#jobs.delete(job.id);
        if (isDue(job.id)) this.#jobs.set(job.id, job);
        this.#pump();
      });
    this.#running.add(running);
  }
}

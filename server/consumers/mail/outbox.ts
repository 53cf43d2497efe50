/** The mails that are to be sent: each is tried until it is sent, refused for good, or out of time. */
import { randomUUID } from 'node:crypto';
import type { MailState } from '../../../theatre/mail/mail-state.ts';
import { messageOf } from '../../../theatre/log/errors.ts';
import { mailProblem } from '../../../theatre/contract/mail-problem.ts';
import type { Wording } from '../../../theatre/contract/wording.ts';
import type { MailConfig } from '../../mail-config.ts';
import type { OrderOffice } from '../consumer.ts';
import type { Addresses } from './addresses.ts';
import { waitMs } from './backoff.ts';
import type { MailJournal } from './journal.ts';
import { compose } from './letter.ts';
import { MailNotes, type MailId } from './notes.ts';
import type { Patience } from './patience.ts';
import type { Delivery, Post } from './post.ts';
import { ServerTrouble } from './server-trouble.ts';

export interface OutboxOptions {
  readonly config: MailConfig;
  readonly journal: MailJournal;
  readonly addresses: Pick<Addresses, 'read'>;
  readonly office: OrderOffice;
  readonly post: Post;
  readonly wording: Wording;
  readonly patience: Patience;
  readonly onProblem: (problem: string) => void;
}

/** Of this process. */
export interface MailCounters {
  sent: number;
  refused: number;
  deferred: number;
  lost: number;
}

interface Job {
  readonly order: string;
  readonly since: number;
  tries: number;
  notBefore: number;
  /** Since when it is on its way, by the monotonic clock; undefined while it is not. */
  running: number | undefined;
}

/** Who knows of the order first need not be the one who mails it: servers that look at once would all connect. */
const SPREAD_MS = 400;
/** What is not at hand yet will be in a moment. */
const SOON_MS = 500;
const LAST_ANSWERS_MS = 2500;

export class Outbox {
  readonly counters: MailCounters = { sent: 0, refused: 0, deferred: 0, lost: 0 };
  readonly #server: ServerTrouble;
  readonly #options: OutboxOptions;
  readonly #notes: MailNotes;
  readonly #jobs = new Map<string, Job>();
  /** Orders that were booked since there is mail: when, in epoch milliseconds. */
  readonly #booked = new Map<string, number>();
  /** Mails under way anywhere. */
  readonly #begun = new Set<string>();
  /** Attempts of this process whose content never left although the log may say that it began. */
  readonly #withdrawn = new Set<string>();
  readonly #running = new Set<Promise<void>>();
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #watch: ReturnType<typeof setInterval>;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#notes = new MailNotes(options.journal);
    this.#server = new ServerTrouble(options.patience.server, options.onProblem);
    this.#watch = setInterval(() => this.#giveUpLost(), 1000);
  }

  /** Why the mail server takes nothing, and since when (epoch milliseconds). */
  get trouble(): ServerTrouble['trouble'] {
    return this.#server.trouble;
  }

  /** Mails that are to be sent. */
  get waiting(): number {
    return this.#jobs.size;
  }

  /** An order that was booked with an e-mail address, at an instant in epoch milliseconds. */
  booked(order: string, at: number): void {
    if (Date.now() - at > this.#options.patience.horizonMs) return;
    this.#booked.set(order, at);
    this.consider(order);
  }

  /** Looks at what the log says of the order's mail, and does what follows. */
  consider(order: string): void {
    const { journal } = this.#options;
    const state = journal.stateOf(order);
    if (state.status === 'begun') {
      this.#begun.add(order);
      if (this.#withdrawn.delete(state.attempt ?? '')) {
        // The log took it after all when we had given it up: nothing left, so it may be tried again.
        const mail = { order, screeningId: state.screeningId };
        void this.#notes.deferred(mail, state.attempt ?? '', mailProblem('log-late'));
      }
    } else this.#begun.delete(order);
    if (!isDue(state, this.#booked.has(order))) {
      this.#booked.delete(order);
      const job = this.#jobs.get(order);
      if (job && job.running === undefined) this.#jobs.delete(order);
      return;
    }
    if (this.#jobs.has(order)) return;
    const since = state.status === 'none' ? (this.#booked.get(order) ?? Date.now()) : state.at;
    const notBefore = Date.now() + Math.random() * SPREAD_MS;
    this.#jobs.set(order, { order, since, tries: 0, notBefore, running: undefined });
    this.#pump();
  }

  /** Begins nothing more; what has begun has a moment left to come to its end. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
    this.#options.post.stop();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, LAST_ANSWERS_MS)));
    await Promise.race([Promise.allSettled(this.#running), late]);
    clearTimeout(timer);
  }

  #pump(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    const now = Date.now();
    let next = Number.POSITIVE_INFINITY;
    for (const job of this.#jobs.values()) {
      if (job.running !== undefined) continue;
      const due = Math.max(job.notBefore, this.#server.pausedUntil);
      if (due > now) next = Math.min(next, due);
      else if (this.#hasRoom()) this.#run(job);
      else {
        // As soon as one of those on their way is slow.
        next = Math.min(next, now + this.#options.patience.slowMs);
        break;
      }
    }
    if (next < Number.POSITIVE_INFINITY) this.#timer = setTimeout(() => this.#pump(), Math.max(10, next - now));
  }

  /** Whether one more may set out. Those that are slow keep the others waiting only when they are very many. */
  #hasRoom(): boolean {
    const { atOnce, mostAtOnce, slowMs } = this.#options.patience;
    if (this.#running.size >= mostAtOnce) return false;
    const now = performance.now();
    let quick = 0;
    for (const { running } of this.#jobs.values()) if (running !== undefined && now - running < slowMs) quick++;
    // Of a server that took nothing one mail is enough to see whether it does again.
    return quick < (this.trouble ? 1 : atOnce);
  }

  #run(job: Job): void {
    job.running = performance.now();
    const running = this.#send(job)
      .catch((error: unknown) => {
        this.#options.onProblem(`The mail of order ${job.order} could not be made: ${messageOf(error)}`);
        this.#later(job);
      })
      .then(() => {
        job.running = undefined;
        this.#running.delete(running);
        // Those that wait come first now: one mail on which the server always stumbles must not keep the others back.
        this.#jobs.delete(job.order);
        if (isDue(this.#options.journal.stateOf(job.order), this.#booked.has(job.order)))
          this.#jobs.set(job.order, job);
        this.#pump();
      });
    this.#running.add(running);
  }

  async #send(job: Job): Promise<void> {
    const { journal, addresses, office, config, wording, onProblem } = this.#options;
    const { order } = job;
    const details = await office.now(order);
    const link = office.link(order);
    if (!journal.fresh || !details || link === undefined) {
      job.notBefore = Date.now() + SOON_MS;
      return;
    }
    const state = journal.stateOf(order);
    if (!isDue(state, this.#booked.has(order))) return;
    const { screeningId } = details;
    const to = (await addresses.read(state, order)) ?? details.email;
    if (details.seats.length === 0 || to === null) {
      this.#booked.delete(order);
      if (details.erased) {
        await this.#notes.skipped({ order, screeningId }, mailProblem('erased'));
        return;
      }
      const problem = mailProblem(to === null ? 'no-address' : 'no-seats');
      if (state.status === 'waiting') await this.#notes.refused({ order, screeningId }, problem);
      return;
    }
    const pdf = await office.pdf?.(order).catch((error: unknown) => {
      onProblem(`The tickets of order ${order} could not be made for its mail: ${messageOf(error)}`);
      return undefined;
    });
    const message = await compose({ order: details, link, copy: state.copy, to, pdf }, config, wording);
    const attempt = randomUUID();
    const delivery = await this.#options.post.deliver({
      to,
      message,
      begin: async () => {
        const until = Date.now() + this.#options.patience.outcomeMs;
        const begun = await this.#notes.begun({ order, screeningId }, state, attempt, until);
        if (!begun) {
          this.#withdrawn.add(attempt);
          this.consider(order);
        }
        return begun;
      },
    });
    await this.#note(job, delivery, { order, screeningId }, attempt);
  }

  async #note(job: Job, delivery: Delivery, mail: MailId, attempt: string): Promise<void> {
    if (delivery.kind === 'not-begun') {
      job.notBefore = Date.now() + SOON_MS;
      return;
    }
    if (delivery.kind === 'trouble') this.#server.pause(delivery.problem);
    else if (delivery.kind === 'broken') {
      this.#later(job);
      this.#server.stumbled(job, delivery.problem);
    } else this.#server.isBack();
    switch (delivery.kind) {
      case 'accepted':
        this.counters.sent++;
        await this.#notes.accepted(mail, attempt);
        return;
      case 'lost':
        this.counters.lost++;
        await this.#notes.lost(mail, attempt);
        return;
      case 'refused':
        this.counters.refused++;
        await this.#notes.refused(mail, delivery.problem, attempt);
        return;
      case 'deferred':
        this.counters.deferred++;
        this.#later(job);
        await this.#notes.deferred(mail, attempt, delivery.problem);
        await this.#giveUpOld(job, mail, delivery.problem);
        return;
      case 'broken':
      case 'trouble':
        await this.#giveUpOld(job, mail, delivery.problem);
        return;
      default:
        delivery satisfies never;
    }
  }

  #later(job: Job): void {
    job.tries++;
    job.notBefore = Date.now() + waitMs(this.#options.patience.mail, job.tries, Math.random());
  }

  async #giveUpOld(job: Job, mail: MailId, problem: string): Promise<void> {
    if (Date.now() - job.since < this.#options.patience.horizonMs) return;
    this.counters.refused++;
    await this.#notes.refused(mail, mailProblem('given-up', problem));
  }

  /** Whoever began these does not say what came of them: they crashed, or cannot reach the log. */
  #giveUpLost(): void {
    const { journal, patience } = this.#options;
    if (!journal.fresh) return;
    for (const order of this.#begun) {
      const state = journal.stateOf(order);
      const { attempt, screeningId, until = 0 } = state;
      if (attempt === undefined || Date.now() < until + patience.skewMs) continue;
      this.#begun.delete(order);
      void this.#notes.lost({ order, screeningId }, attempt);
    }
  }
}

function isDue({ status }: MailState, booked: boolean): boolean {
  return status === 'waiting' || (status === 'none' && booked);
}

/** The mails that are to be sent: each is tried until it is sent, refused for good, or out of time. */
import { randomUUID } from 'node:crypto';
import { orderOfMail, type News, type Tidings } from '../../../theatre/mail/mail-news.ts';
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
import { isEmpty, isOvertaken } from './letter-news.ts';
import { MailNotes, type MailId } from './notes.ts';
import type { Patience } from './patience.ts';
import type { Delivery, Post } from './post.ts';
import { MailQueue, type Job } from './queue.ts';
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

/** Who knows of the order first need not be the one who mails it: servers that look at once would all connect. */
const SPREAD_MS = 400;
/** What is not at hand yet will be in a moment. */
const SOON_MS = 500;
const LAST_ANSWERS_MS = 2500;
const BOOKED: News = { kind: 'booked' };

export class Outbox {
  readonly counters: MailCounters = { sent: 0, refused: 0, deferred: 0, lost: 0 };
  readonly #server: ServerTrouble;
  readonly #options: OutboxOptions;
  readonly #notes: MailNotes;
  readonly #queue: MailQueue;
  /** Mails that nobody has said anything of yet: since when they are wanted, in epoch milliseconds. */
  readonly #wanted = new Map<string, number>();
  /** What they tell, until they are away. */
  readonly #news = new Map<string, News>();
  /** Mails under way anywhere. */
  readonly #begun = new Set<string>();
  /** Attempts of this process whose content never left although the log may say that it began. */
  readonly #withdrawn = new Set<string>();
  readonly #watch: ReturnType<typeof setInterval>;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#notes = new MailNotes(options.journal);
    this.#server = new ServerTrouble(options.patience.server, options.onProblem);
    this.#queue = new MailQueue({
      patience: options.patience,
      server: this.#server,
      send: (job) => this.#send(job),
      isDue: (id) => isDue(options.journal.stateOf(id), this.#wanted.has(id)),
      onFailed: (job, error) => {
        options.onProblem(`The mail of order ${orderOfMail(job.id)} could not be made: ${messageOf(error)}`);
        this.#later(job);
      },
    });
    this.#watch = setInterval(() => this.#giveUpLost(), 1000);
  }

  /** Why the mail server takes nothing, and since when (epoch milliseconds). */
  get trouble(): ServerTrouble['trouble'] {
    return this.#server.trouble;
  }

  /** Mails that are to be sent. */
  get waiting(): number {
    return this.#queue.size;
  }

  /** A mail that is to be written, once however often this is said. */
  want({ id, at, news }: Tidings): void {
    if (isAway(this.#options.journal.stateOf(id))) return;
    if (news.kind !== 'booked') this.#news.set(id, news);
    if (Date.now() - at > this.#options.patience.horizonMs) return;
    this.#wanted.set(id, at);
    this.consider(id);
  }

  /** Looks at what the log says of a mail, and does what follows. */
  consider(id: string): void {
    const { journal } = this.#options;
    const state = journal.stateOf(id);
    if (state.status === 'begun') {
      this.#begun.add(id);
      if (this.#withdrawn.delete(state.attempt ?? '')) {
        // The log took it after all when we had given it up: nothing left, so it may be tried again.
        const mail = { id, order: orderOfMail(id), screeningId: state.screeningId };
        void this.#notes.deferred(mail, state.attempt ?? '', mailProblem('log-late'));
      }
    } else this.#begun.delete(id);
    if (isAway(state)) this.#news.delete(id);
    if (!isDue(state, this.#wanted.has(id))) {
      this.#wanted.delete(id);
      this.#queue.forget(id);
      return;
    }
    const since = state.status === 'none' ? (this.#wanted.get(id) ?? Date.now()) : state.at;
    const notBefore = Date.now() + Math.random() * SPREAD_MS;
    this.#queue.add(id, since, notBefore);
  }

  /** Begins nothing more; what has begun has a moment left to come to its end. */
  async stop(): Promise<void> {
    const ended = this.#queue.stop();
    clearInterval(this.#watch);
    this.#options.post.stop();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, LAST_ANSWERS_MS)));
    await Promise.race([ended, late]);
    clearTimeout(timer);
  }

  async #send(job: Job): Promise<void> {
    const { journal, addresses, office, config, wording, onProblem } = this.#options;
    const { id } = job;
    const order = orderOfMail(id);
    const details = await office.now(order);
    const link = office.link(order);
    const news = id === order ? BOOKED : this.#news.get(id);
    if (!journal.fresh || !details || link === undefined || !news) {
      job.notBefore = Date.now() + SOON_MS;
      return;
    }
    const state = journal.stateOf(id);
    if (!isDue(state, this.#wanted.has(id))) return;
    const { screeningId } = details;
    const mail: MailId = { id, order, screeningId };
    const to = (await addresses.read(state, order, details.erased)) ?? details.email;
    if (to === null || isEmpty(news, details)) {
      this.#wanted.delete(id);
      if (details.erased) {
        await this.#notes.skipped(mail, mailProblem('erased'));
        return;
      }
      const problem = mailProblem(to === null ? 'no-address' : 'no-seats');
      if (state.status === 'waiting') await this.#notes.refused(mail, problem);
      return;
    }
    if (state.status === 'none' && isOvertaken(news, details)) {
      await this.#notes.skipped(mail);
      return;
    }
    const withTickets = news.kind === 'booked' || news.kind === 'exchanged';
    const made = withTickets ? office.pdf?.(order) : undefined;
    const pdf = await made?.catch((error: unknown) => {
      onProblem(`The tickets of order ${order} could not be made for its mail: ${messageOf(error)}`);
      return undefined;
    });
    const message = await compose({ id, news, order: details, link, copy: state.copy, to, pdf }, config, wording);
    const attempt = randomUUID();
    const delivery = await this.#options.post.deliver({
      to,
      message,
      begin: async () => {
        const until = Date.now() + this.#options.patience.outcomeMs;
        const begun = await this.#notes.begun(mail, state, attempt, until);
        if (!begun) {
          this.#withdrawn.add(attempt);
          this.consider(id);
        }
        return begun;
      },
    });
    await this.#note(job, delivery, mail, attempt);
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
    for (const id of this.#begun) {
      const state = journal.stateOf(id);
      const { attempt, screeningId, until = 0 } = state;
      if (attempt === undefined || Date.now() < until + patience.skewMs) continue;
      this.#begun.delete(id);
      void this.#notes.lost({ id, order: orderOfMail(id), screeningId }, attempt);
    }
  }
}

function isDue({ status }: MailState, wanted: boolean): boolean {
  return status === 'waiting' || (status === 'none' && wanted);
}

function isAway({ status }: MailState): boolean {
  return status === 'accepted' || status === 'skipped';
}

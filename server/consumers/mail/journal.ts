/** The log's word on every mail, and the guarded way to add to it: of all servers exactly one begins a mail. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  encodeMailEvent,
  EVERY_MAIL,
  mailOf,
  parseMailEvent,
  type MailEvent,
} from '../../../theatre/contract/log-mail.ts';
import { append } from '../../../theatre/log/append.ts';
import type { Log } from '../../../theatre/log/connection.ts';
import { lastSequenceOn } from '../../../theatre/log/ledger-queries.ts';
import { UnitFold } from '../../../theatre/log/unit-fold.ts';
import { orderOfMail } from '../../../theatre/mail/mail-news.ts';
import { evolveMail, unmailed, type MailState } from '../../../theatre/mail/mail-state.ts';

const AGAIN_MS = 250;

export class MailJournal {
  readonly ready: Promise<void>;
  readonly #log: Log;
  readonly #fold: UnitFold<MailState, MailEvent>;
  readonly #touched = new Set<string>();
  #closed = false;

  /** `onMail` is told of each mail that has changed, and of all that there are at first. */
  constructor(log: Log, onMail: (id: string) => void) {
    this.#log = log;
    this.#fold = new UnitFold<MailState, MailEvent>(log, {
      subject: EVERY_MAIL,
      parse: parseMailEvent,
      initial: unmailed,
      evolve: evolveMail,
      onEvent: (subject) => this.#touched.add(subject.slice(mailOf('').length)),
    });
    this.#fold.onChange(() => {
      const touched = [...this.#touched];
      this.#touched.clear();
      for (const id of touched) onMail(id);
    });
    this.ready = this.#fold.ready;
  }

  /** False while the log cannot be read: what is known may be old, and nothing may begin. */
  get fresh(): boolean {
    return this.#fold.fresh && this.#log.connected;
  }

  stateOf(id: string): MailState {
    return this.#fold.stateOf(mailOf(id));
  }

  /** The mail of this order that may not have arrived, the latest where there are several; else its confirmation. */
  concerning(order: string): string {
    let [found, latest] = [order, 0];
    for (const [subject, { status, at }] of this.#fold.states) {
      const id = subject.slice(mailOf('').length);
      if (orderOfMail(id) === order && (status === 'refused' || status === 'unknown') && at >= latest) {
        [found, latest] = [id, at];
      }
    }
    return found;
  }

  /**
   * Appends what follows from the present state, or nothing where nothing does, and again from the next one while others
   * are faster. True once it is in the log; false when nothing followed, or when it cannot be said within `ms`: it may then
   * land yet.
   */
  async write(id: string, decide: (state: MailState) => MailEvent | undefined, ms = Infinity): Promise<boolean> {
    const subject = mailOf(id);
    const until = Date.now() + ms;
    while (!this.#closed && Date.now() < until) {
      if (!this.fresh) {
        await sleep(AGAIN_MS);
        continue;
      }
      const event = decide(this.stateOf(id));
      if (!event) return false;
      const guard = this.#fold.sequenceOf(subject);
      const landed = await this.#land(subject, event, guard, until);
      if (landed !== undefined) return landed;
    }
    return false;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#fold.close();
  }

  /** The very same message again until there is an answer; undefined: another was faster, or it can't be said in time. */
  async #land(subject: string, event: MailEvent, guard: number, until: number): Promise<boolean | undefined> {
    const body = encodeMailEvent(event);
    let doubt = false;
    while (!this.#closed && Date.now() < until) {
      const result = await append(this.#log, [{ subject, body, guard }]);
      if (result.kind === 'appended') {
        await this.#reached(subject, result.sequences[0] ?? 0);
        return true;
      }
      if (result.kind === 'conflict') {
        const last = result.lastSequence ?? (await lastSequenceOn(this.#log, [subject]).catch(() => 0));
        await this.#reached(subject, last);
        return doubt && this.#isIn(subject, event) ? true : undefined;
      }
      if (result.kind === 'unclear') doubt = true;
      else if (!doubt && result.kind === 'refused') await sleep(AGAIN_MS);
      await sleep(AGAIN_MS);
    }
    return undefined;
  }

  #reached(subject: string, sequence: number): Promise<unknown> {
    return Promise.race([this.#fold.reached(subject, sequence), sleep(5000, undefined, { ref: false })]);
  }

  /** Whether the state is what this event made of it. */
  #isIn(subject: string, event: MailEvent): boolean {
    const state = this.#fold.stateOf(subject);
    if ('attempt' in event) return state.attempt === event.attempt;
    return state.status === (event.type === 'mail-asked' ? 'waiting' : 'refused');
  }
}

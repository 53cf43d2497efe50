/** What a server may say of a mail, and only where it still follows from what was said before. */
import type { MailState } from '../../../theatre/mail/mail-state.ts';
import type { MailJournal } from './journal.ts';

/** Which mail. */
export interface MailId {
  /** The order's reference for its confirmation (`mailIdOf`). */
  readonly id: string;
  readonly order: string;
  readonly screeningId: string;
}

/** The longest that a problem may be. */
const LONGEST = 500;

/** The log must answer while the mail server waits for the content. */
const BEGIN_WITHIN_MS = 10_000;

export class MailNotes {
  readonly #journal: MailJournal;

  constructor(journal: MailJournal) {
    this.#journal = journal;
  }

  /** Only on the state that the letter was made from. False: it was not said, or it cannot be told whether it was. */
  begun({ id, ...mail }: MailId, made: MailState, attempt: string, until: number): Promise<boolean> {
    const event = { ...mail, type: 'mail-begun', version: 1, attempt, copy: made.copy, until } as const;
    return this.#journal.write(id, (now) => (now === made ? event : undefined), BEGIN_WITHIN_MS);
  }

  async accepted({ id, ...mail }: MailId, attempt: string): Promise<void> {
    const event = { ...mail, type: 'mail-accepted', version: 1, attempt } as const;
    await this.#journal.write(id, (now) => (now.attempt === attempt ? event : undefined));
  }

  async lost({ id, ...mail }: MailId, attempt: string): Promise<void> {
    const event = { ...mail, type: 'mail-lost', version: 1, attempt } as const;
    await this.#journal.write(id, (now) => (isBegun(now, attempt) ? event : undefined));
  }

  async deferred({ id, ...mail }: MailId, attempt: string, problem: string): Promise<void> {
    const event = { ...mail, type: 'mail-deferred', version: 1, attempt, problem: problem.slice(0, LONGEST) } as const;
    await this.#journal.write(id, (now) => (isBegun(now, attempt) ? event : undefined));
  }

  /** Of a mail that has not begun. */
  async skipped({ id, ...mail }: MailId, problem?: string): Promise<void> {
    const event = { ...mail, type: 'mail-skipped', version: 1, ...(problem === undefined ? {} : { problem }) } as const;
    await this.#journal.write(id, ({ status }) => (status === 'none' || status === 'waiting' ? event : undefined));
  }

  /** Also of a mail that has not begun; not of one that another server has. */
  async refused({ id, ...mail }: MailId, problem: string, attempt?: string): Promise<void> {
    const event = { ...mail, type: 'mail-refused', version: 1, problem: problem.slice(0, LONGEST) } as const;
    await this.#journal.write(id, (now) => {
      if (attempt !== undefined && isBegun(now, attempt)) return { ...event, attempt };
      return now.status === 'none' || now.status === 'waiting' ? event : undefined;
    });
  }
}

function isBegun({ status, attempt }: MailState, of: string): boolean {
  return status === 'begun' && attempt === of;
}

/** What was read of the ledgers gathers here and becomes rows together, with the names that its keys open. */
import type { CustomerKeys } from '../../../theatre/log/customer-keys.ts';
import { LogUnreachable, messageOf } from '../../../theatre/log/errors.ts';
import { KeysAhead } from './keys-ahead.ts';
import { keysIn, type ErasureMessage, type LedgerMessage, type Store } from './store.ts';

/** Rows are written together at most this long after the first of them was read. */
const GATHER_MS = 50;
/** Or as soon as so many wait. */
const GATHER_MESSAGES = 1000;
/** What could not be written is tried again so much later. */
const AGAIN_MS = 1000;

export class LedgerWriter {
  /** Why nothing can be written at the moment. */
  trouble: string | undefined;
  #waiting: (LedgerMessage | ErasureMessage)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<boolean> | undefined;
  #stopped = false;
  readonly #store: Store;
  readonly #keys: KeysAhead;
  readonly #onProblem: (problem: string) => void;

  constructor(store: Store, keys: Pick<CustomerKeys, 'read'>, onProblem: (problem: string) => void) {
    this.#store = store;
    this.#keys = new KeysAhead(keys);
    this.#onProblem = onProblem;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  add(message: LedgerMessage | ErasureMessage): void {
    this.#waiting.push(message);
    this.#keys.want(keysIn([message]));
    if (this.#waiting.length >= GATHER_MESSAGES && this.trouble === undefined) this.#begin();
    else this.#after(GATHER_MS);
  }

  /** Resolves when all that waits now is written, or cannot be and is tried again later. */
  async flush(): Promise<void> {
    for (const until = this.#waiting.at(-1); until !== undefined && this.#waiting.includes(until);) {
      if (!(await this.#write())) return;
    }
  }

  /** What is left is read again at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.flush();
    clearTimeout(this.#timer);
  }

  #begin(): void {
    void this.#write();
  }

  #after(ms: number): void {
    this.#timer ??= setTimeout(() => this.#begin(), ms);
  }

  /** One lot at a time. False: nothing can be written now. */
  #write(): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing ??= this.#writeSome().finally(() => (this.#writing = undefined));
    return this.#writing;
  }

  /** What cannot be written (a full disk, a locked file) waits, in order, and is tried again. */
  async #writeSome(): Promise<boolean> {
    const some = this.#waiting.slice(0, GATHER_MESSAGES);
    try {
      const keys = keysIn(some);
      this.#store.apply(some, keys.length > 0 ? await this.#keys.take(keys) : undefined);
      this.#keys.forget(keys);
      this.#waiting = this.#waiting.slice(some.length);
      if (this.trouble !== undefined) this.#onProblem('the database is written again');
      this.trouble = undefined;
      // A little at a time: after a long while there may be many, and sales share this thread.
      if (this.#waiting.length > 0 && !this.#stopped) this.#after(0);
      else if (this.#store.journalDue && !this.#stopped) this.#after(AGAIN_MS);
      return true;
    } catch (error) {
      // Whose orders these are is known when the log is back, which others tell of.
      if (!(error instanceof LogUnreachable)) this.#say(messageOf(error));
      if (!this.#stopped) this.#after(AGAIN_MS);
      return false;
    }
  }

  #say(problem: string): void {
    if (problem !== this.trouble) {
      this.#onProblem(`the database cannot be written (${problem}); it is tried again by itself`);
    }
    this.trouble = problem;
  }
}

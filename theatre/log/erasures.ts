/**
 * Who was erased. An erasure is first said in the log, so that every process forgets, and then carried out: whoever may erases the keys,
 * now or at its next start. So one that is interrupted anywhere comes to its end, and one that is asked for twice is one.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { CUSTOMER_EVENT_VERSION, encodeCustomerEvent, parseCustomerEvent } from '../contract/log-customer.ts';
import type { CustomerErased } from '../screening/events.ts';
import { append } from './append.ts';
import type { Log } from './connection.ts';
import { CustomerKeys } from './customer-keys.ts';
import { messageOf } from './errors.ts';
import { followAs, type Follower } from './follow.ts';
import { customerSubjectOf, EVERY_CUSTOMER } from './subjects.ts';

/** What is to be erased, and by whom. */
export type Erasure = Pick<CustomerErased, 'by' | 'screeningId' | 'order' | 'keys'>;

export interface Erased extends Erasure {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Stream sequence of the last word on it. */
  readonly sequence: number;
}

export interface ErasuresOptions {
  /** Keys that are to be erased and are still there. Told once until it goes on. Defaults to silence. */
  readonly onProblem?: (problem: string) => void;
}

const SAY_WITHIN_MS = 3000;
const GONE_WITHIN_MS = 2000;
const AGAIN_MS = 2000;

/**
 * `erased`: no key of it is left. `said`: it is in the log, nobody is told any more, and the keys go as soon as somebody who may is there.
 * `not-said`: the log cannot be reached; nothing was done for certain.
 */
export type ErasureOutcome = 'erased' | 'said' | 'not-said';

export class Erasures {
  /** Resolves when all that was in the log at the start is known. */
  readonly ready: Promise<void>;
  readonly #log: Log;
  readonly #keys: CustomerKeys;
  readonly #options: ErasuresOptions;
  readonly #follower: Follower;
  readonly #erased = new Map<string, Erased>();
  readonly #listeners = new Set<(erased: Erased) => void>();
  /** Ids of keys that may still be there. */
  #due = new Set<string>();
  #sweeping: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failing = false;
  #closed = false;

  constructor(log: Log, options: ErasuresOptions = {}) {
    this.#log = log;
    this.#keys = new CustomerKeys(log);
    this.#options = options;
    let known = false;
    this.#follower = followAs(log, parseCustomerEvent, {
      subjects: [EVERY_CUSTOMER],
      from: 1,
      onMessage: ({ sequence, at, event }) => {
        const { by, screeningId, order, keys } = event;
        const earlier = this.#erased.get(order)?.keys ?? [];
        const erased = { by, screeningId, order, keys: [...new Set([...earlier, ...keys])], at, sequence };
        this.#erased.set(order, erased);
        for (const key of keys) this.#due.add(key);
        for (const listener of this.#listeners) listener(erased);
        if (known) this.#sweep();
      },
      onCaughtUp: () => {
        known = true;
        this.#sweep();
      },
    });
    this.ready = this.#follower.caughtUp;
  }

  /** All that were ever erased. */
  get all(): readonly Erased[] {
    return [...this.#erased.values()];
  }

  /** Whether nobody is to be told any more who bought this order. */
  has(order: string): boolean {
    return this.#erased.has(order);
  }

  /** Told of each order that is erased from now on; while this reads the log from its start, of earlier ones too. */
  onErased(listener: (erased: Erased) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Says it in the log and waits a moment for the keys to be gone. */
  async erase(erasure: Erasure): Promise<ErasureOutcome> {
    if (!(await sayErased(this.#log, erasure))) return 'not-said';
    for (const until = Date.now() + GONE_WITHIN_MS; ; await sleep(25)) {
      const left = await this.#keys.read(erasure.keys).catch(() => undefined);
      if (left?.size === 0) return 'erased';
      if (Date.now() > until) return 'said';
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#follower.stop();
    await this.#sweeping;
    this.#listeners.clear();
  }

  #sweep(): void {
    // A machine that was let in leaves it to the house.
    if (this.#closed || this.#due.size === 0 || this.#log.member === true) return;
    clearTimeout(this.#timer);
    this.#sweeping ??= this.#eraseDue().finally(() => (this.#sweeping = undefined));
  }

  /** Of many that were erased long ago hardly any key is left: asked for in one go. */
  async #eraseDue(): Promise<void> {
    while (this.#due.size > 0 && !this.#closed) {
      const due = this.#due;
      this.#due = new Set();
      try {
        await this.#keys.erase((await this.#keys.read(due)).keys());
        this.#failing = false;
      } catch (error) {
        for (const key of due) this.#due.add(key);
        if (!this.#failing && this.#log.connected) this.#options.onProblem?.(messageOf(error));
        this.#failing = true;
        if (!this.#closed) this.#timer = setTimeout(() => this.#sweep(), AGAIN_MS);
        return;
      }
    }
  }
}

/** Appends that somebody was erased, without a word of who it was. False: it may be in the log or not. */
export async function sayErased(log: Log, { by, screeningId, order, keys }: Erasure): Promise<boolean> {
  const body = encodeCustomerEvent({
    type: 'customer-erased',
    version: CUSTOMER_EVENT_VERSION,
    by,
    screeningId,
    order,
    keys,
  });
  for (const until = Date.now() + SAY_WITHIN_MS; Date.now() < until; await sleep(100)) {
    // Twice in the log it means the same.
    const { kind } = await append(log, [{ subject: customerSubjectOf(order), body }]);
    if (kind === 'appended') return true;
    if (kind === 'refused') return false;
  }
  return false;
}

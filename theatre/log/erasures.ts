/**
 * Who was erased. An erasure is first said in the log, so that every process forgets, and then carried out: whoever may erases the keys,
 * now or at its next start. So one that is interrupted anywhere comes to its end, and one that is asked for twice is one. A kiosk that
 * was let in says it too: so only such keys go as the log itself shows to be that order's, whichever the erasure names.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { CUSTOMER_EVENT_VERSION, encodeCustomerEvent, parseCustomerEvent } from '../contract/log-customer.ts';
import type { CustomerErased } from '../screening/events.ts';
import { append } from './append.ts';
import type { Log } from './connection.ts';
import { CustomerKeys } from './customer-keys.ts';
import { messageOf } from './errors.ts';
import { followAs, type Follower } from './follow.ts';
import { keyOwners } from './key-owners.ts';
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
  /** How long `erase` waits for the keys to be gone. */
  readonly goneWithinMs?: number;
}

const SAY_WITHIN_MS = 3000;
const GONE_WITHIN_MS = 4000;
const AGAIN_MS = 2000;

/**
 * `erased`: no key of it is left. `said`: it is in the log, nobody is told any more, and the keys go as soon as somebody who may is there;
 * those that the log has as another order's stay, which is told.
 * `not-said`: the log does not answer; it may be in it or not. `not-allowed`: the house does not take it from this machine.
 */
export type ErasureOutcome = 'erased' | 'said' | 'not-said' | 'not-allowed';

export class Erasures {
  /** Resolves when all that was in the log at the start is known. */
  readonly ready: Promise<void>;
  readonly #log: Log;
  readonly #keys: CustomerKeys;
  readonly #options: ErasuresOptions;
  readonly #follower: Follower;
  readonly #erased = new Map<string, Erased>();
  readonly #listeners = new Set<(erased: Erased) => void>();
  /** Ids of keys that may still be there, each with the orders that named it. */
  #due: Due = new Map();
  /** Found by this process itself, not read in the log: they may go where the log has no use of them any more. */
  readonly #own = new Set<string>();
  /** Named in an erasure and not its order's: they stay. */
  readonly #left = new Set<string>();
  readonly #closing = new AbortController();
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
        for (const key of keys) addTo(this.#due, key, [order]);
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

  /** Whether keys that were named for this order are not its own, and stay. */
  leavesSome(order: string): boolean {
    const keys = this.#erased.get(order)?.keys ?? [];
    return keys.some((key) => this.#left.has(pair(order, key)));
  }

  /** Told of each order that is erased from now on; while this reads the log from its start, of earlier ones too. */
  onErased(listener: (erased: Erased) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Says it in the log and waits a moment for the keys to be gone. */
  async erase(erasure: Erasure): Promise<ErasureOutcome> {
    const { order, keys } = erasure;
    for (const key of keys) {
      this.#own.add(pair(order, key));
      // Judged anew: this time it is asked for here.
      this.#left.delete(pair(order, key));
    }
    const said = await sayErased(this.#log, erasure);
    if (said !== 'said') return said;
    const { goneWithinMs = GONE_WITHIN_MS } = this.#options;
    for (const until = Date.now() + goneWithinMs; ; await sleep(25)) {
      const there = await this.#keys.read(keys).catch(() => undefined);
      if (there?.size === 0) return 'erased';
      if (there && [...there.keys()].every((key) => this.#left.has(pair(order, key)))) return 'said';
      if (Date.now() > until) return 'said';
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#closing.abort();
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

  async #eraseDue(): Promise<void> {
    while (this.#due.size > 0 && !this.#closed) {
      const due = this.#due;
      this.#due = new Map();
      try {
        await this.#erase(due);
        this.#failing = false;
      } catch (error) {
        for (const [key, orders] of due) addTo(this.#due, key, orders);
        if (!this.#failing && this.#log.connected && !this.#closed) this.#options.onProblem?.(messageOf(error));
        this.#failing = true;
        if (!this.#closed) this.#timer = setTimeout(() => this.#sweep(), AGAIN_MS);
        return;
      }
    }
  }

  /** Of many that were erased long ago hardly any key is left: asked for in one go. */
  async #erase(due: Due): Promise<void> {
    const there = new Set((await this.#keys.read(due.keys())).keys());
    if (there.size === 0) return;
    const owners = await keyOwners(this.#log, there, this.#closing.signal);
    for (const key of there) {
      const owner = owners.get(key);
      const orders = [...(due.get(key) ?? [])];
      const strangers = orders.filter((order) => order !== owner);
      if (
        orders.includes(owner ?? '') ||
        (owner === undefined && orders.some((order) => this.#own.has(pair(order, key))))
      )
        await this.#keys.erase([key]);
      else this.#tellLeft(key, strangers);
      for (const order of strangers) this.#left.add(pair(order, key));
    }
  }

  #tellLeft(key: string, orders: readonly string[]): void {
    const named = orders.map((order) => JSON.stringify(order)).join(', ');
    this.#options.onProblem?.(
      `Key ${key} stays: it is named in the erasure of ${named}, and the log does not say that it is that order's. If the screening was trimmed, erase the order again on this machine; if not, see which kiosk said so.`,
    );
  }
}

type Due = Map<string, Set<string>>;

const pair = (order: string, key: string): string => `${key} ${order}`;

function addTo(due: Due, key: string, orders: Iterable<string>): void {
  const named = due.get(key) ?? new Set();
  for (const order of orders) named.add(order);
  due.set(key, named);
}

/** Appends that somebody was erased, without a word of who it was. `not-said`: it may be in the log or not. */
export async function sayErased(
  log: Log,
  { by, screeningId, order, keys }: Erasure,
): Promise<Exclude<ErasureOutcome, 'erased'>> {
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
    const result = await append(log, [{ subject: customerSubjectOf(order), body }]);
    if (result.kind === 'appended') return 'said';
    if (result.kind === 'refused') return result.why === 'role' ? 'not-allowed' : 'not-said';
  }
  return 'not-said';
}

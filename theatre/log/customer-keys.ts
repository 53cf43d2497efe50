/** The keys that customers are sealed with: kept before a booking, read by whoever may know its name, erased for good. */
import { JetStreamApiError } from '@nats-io/jetstream';
import { createInbox } from '@nats-io/transport-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { newCustomerKey, SECRET_BYTES, type CustomerKey } from '../customer/seal.ts';
import { append, BATCH_LIMIT, type LogMessage } from './append.ts';
import { REQUEST_MS, type Log } from './connection.ts';
import { LogUnreachable, messageOf } from './errors.ts';
import { customerKeyOf, KEY_STREAM } from './subjects.ts';

/** `kept`: on disk. Otherwise it may be there, and nothing may be sealed with it. */
export type Kept = 'kept' | 'unreachable' | 'log-full';

interface Waiting {
  readonly id: string;
  readonly message: LogMessage;
  readonly until: number;
  readonly answer: (kept: Kept) => void;
}

const NO_MESSAGE = 10037;
const KEEP_WITHIN_MS = 2000;
/** Of so many the server answers at once. */
const READ_AT_ONCE = 500;
const ASK_AT_ONCE = 20;
/** Fewer are asked for one by one. */
const WORTH_A_LOT = 4;

/** Secrets by the ids of their keys. */
export type Secrets = ReadonlyMap<string, Uint8Array>;

export class CustomerKeys {
  readonly #log: Log;
  #waiting: Waiting[] = [];
  #running = false;

  /** Keys that are on disk already and open nothing yet, so that a booking need not wait for its own. */
  #spares: CustomerKey[] = [];
  #wantedSpares = 0;
  #filling = 0;
  #stopListening: (() => void) | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Keeps so many keys ahead from now on. After an outage they are others: the log may have been put back as it was before. */
  keepAhead(spares: number): void {
    this.#wantedSpares = spares;
    this.#stopListening = this.#log.onStatus((connected) => {
      this.#spares = [];
      if (connected) this.#refill();
    });
    this.#refill();
  }

  /** A key that is on disk: one that was kept ahead, or a new one. */
  async take(): Promise<CustomerKey | Exclude<Kept, 'kept'>> {
    const spare = this.#log.connected ? this.#spares.pop() : undefined;
    this.#refill();
    if (spare) return spare;
    const key = newCustomerKey();
    const kept = await this.keep(key);
    return kept === 'kept' ? key : kept;
  }

  /** Erases what was kept ahead, as far as the log is there. */
  async close(): Promise<void> {
    this.#wantedSpares = 0;
    this.#stopListening?.();
    const spares = this.#spares.splice(0);
    if (this.#log.connected && this.#log.member !== true) await this.erase(spares.map(({ id }) => id)).catch(() => 0);
  }

  #refill(): void {
    for (let missing = this.#wantedSpares - this.#spares.length - this.#filling; missing > 0; missing--) {
      const key = newCustomerKey();
      this.#filling++;
      void this.keep(key).then((kept) => {
        this.#filling--;
        if (kept === 'kept' && this.#wantedSpares > 0 && this.#log.connected) this.#spares.push(key);
      });
    }
  }

  /** Answers within two seconds or so. While one lot is on its way others gather, and go together. */
  keep({ id, secret }: CustomerKey): Promise<Kept> {
    const message = { subject: customerKeyOf(id), body: secret };
    return new Promise((answer) => {
      this.#waiting.push({ id, message, until: Date.now() + KEEP_WITHIN_MS, answer });
      if (!this.#running) void this.#run();
    });
  }

  /** Those of these keys that there are. Throws `LogUnreachable` where that cannot be known now. */
  async read(ids: Iterable<string>): Promise<Secrets> {
    const wanted = [...new Set(ids)];
    const secrets = new Map<string, Uint8Array>();
    for (let at = 0; at < wanted.length; at += READ_AT_ONCE) {
      const some = wanted.slice(at, at + READ_AT_ONCE);
      for (const [id, secret] of await this.#readSome(some)) secrets.set(id, secret);
      // A copy in a cluster may lack what its leader has just been told.
      const missing = some.filter((id) => !secrets.has(id));
      for (let next = 0; next < missing.length; next += ASK_AT_ONCE) {
        const asked = missing.slice(next, next + ASK_AT_ONCE).map(async (id) => [id, await this.#find(id)] as const);
        for (const [id, found] of await Promise.all(asked)) if (found) secrets.set(id, found.secret);
      }
    }
    return secrets;
  }

  /**
   * Erases these keys: their bytes are overwritten where they are stored. Those that are gone already are no fault. Answers how many
   * there were. Throws `LogUnreachable` where that cannot be done now, or not by this connection.
   */
  async erase(ids: Iterable<string>): Promise<number> {
    if (this.#log.member === true) throw new LogUnreachable('Keys are erased by the machine that has the log alone.');
    let erased = 0;
    for (const id of new Set(ids)) {
      const found = await this.#find(id);
      if (found && (await this.#erase(found.sequence))) erased++;
    }
    return erased;
  }

  /** Erases a key that nothing was sealed with after all; one that stays says nothing of anybody. */
  discard(id: string): void {
    // A machine that was let in may not: it leaves the key, which opens nothing.
    if (this.#log.member !== true) this.erase([id]).catch(() => undefined);
  }

  async #run(): Promise<void> {
    this.#running = true;
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const lot = this.#waiting.slice(0, BATCH_LIMIT);
      const result = await append(
        this.#log,
        lot.map(({ message }) => message),
      );
      if (result.kind === 'appended') this.#answer(lot, 'kept');
      else if (result.kind === 'refused' && result.why === 'log-full') this.#answer(lot, 'log-full');
      else {
        // Sent again it would be refused where it is there already: no key is ever written over.
        const there = await this.read(lot.map(({ id }) => id)).catch(() => new Map());
        this.#answer(
          lot.filter(({ id }) => there.has(id)),
          'kept',
        );
        this.#answer(
          lot.filter(({ id, until }) => !there.has(id) && Date.now() > until),
          'unreachable',
        );
        await sleep(50);
      }
    }
    this.#running = false;
  }

  #answer(lot: readonly Waiting[], kept: Kept): void {
    const answered = new Set(lot);
    this.#waiting = this.#waiting.filter((waiting) => !answered.has(waiting));
    for (const { answer } of lot) answer(kept);
  }

  /** In one question; what it does not bring is asked for one by one, which says what is wrong. */
  async #readSome(ids: readonly string[]): Promise<Secrets> {
    const { connection, connected } = this.#log;
    const secrets = new Map<string, Uint8Array>();
    if (!connected || connection.isClosed() || ids.length < WORTH_A_LOT) return secrets;
    const inbox = createInbox(this.#log.inbox);
    const prefix = customerKeyOf('').length;
    let end = (): void => undefined;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, REQUEST_MS);
      const subscription = connection.subscribe(inbox, {
        callback: (error, { data, headers }) => {
          const subject = headers?.get('Nats-Subject') ?? '';
          if (!error && subject !== '') {
            if (data.length === SECRET_BYTES) secrets.set(subject.slice(prefix), new Uint8Array(data));
            return;
          }
          // A status: the end, or a refusal.
          clearTimeout(timer);
          resolve();
        },
      });
      end = () => subscription.unsubscribe();
      const question = JSON.stringify({ multi_last: ids.map(customerKeyOf) });
      connection.publish(`$JS.API.DIRECT.GET.${KEY_STREAM}`, question, { reply: inbox });
    });
    end();
    return secrets;
  }

  async #find(id: string): Promise<{ readonly sequence: number; readonly secret: Uint8Array } | undefined> {
    if (!this.#log.connected) throw new LogUnreachable('There is no connection to the log.');
    try {
      const message = await this.#log.manager.streams.getMessage(KEY_STREAM, { last_by_subj: customerKeyOf(id) });
      return message ? { sequence: message.seq, secret: new Uint8Array(message.data) } : undefined;
    } catch (error) {
      if (error instanceof JetStreamApiError && error.code === NO_MESSAGE) return undefined;
      throw new LogUnreachable(`The keys of customers cannot be read: ${messageOf(error)}`);
    }
  }

  /** The one place where anything is deleted. False: somebody else was faster. */
  async #erase(sequence: number): Promise<boolean> {
    try {
      return await this.#log.manager.streams.deleteMessage(KEY_STREAM, sequence, true);
    } catch (error) {
      // There is no such message any more.
      if (error instanceof JetStreamApiError && (error.code === NO_MESSAGE || error.status === 404)) return false;
      throw new LogUnreachable(`The key of a customer cannot be erased: ${messageOf(error)}`);
    }
  }
}

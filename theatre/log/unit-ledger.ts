/**
 * A guarded ledger on one literal subject, for what is not a screening: people, a till, a house. It follows its subject from
 * the start, decides one command after the other on the state it has, and appends what follows only if nobody was faster.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { append, type LogMessage } from './append.ts';
import { Closing } from './closing.ts';
import { connectedWithin, type Log } from './connection.ts';
import { PendingCommand, whyOf, type Unsettled } from './desk-command.ts';
import type { Parse } from './follow.ts';
import type { Skipped } from './follow.ts';
import { lastSequenceOn } from './ledger-queries.ts';
import { RivalNews } from './rival-news.ts';
import { Rivals } from './rivals.ts';
import { UnitFold, type Recorded } from './unit-fold.ts';

/** Of every command: its id finds the outcome in the log, `at` (epoch milliseconds) is when it is decided. */
export interface UnitCommand {
  readonly id: string;
  readonly at: number;
}

export interface UnitEvent {
  /** Of the command that caused it. */
  readonly commandId: string;
}

export interface UnitRejection {
  readonly rejected: string;
}

/** A command without its time; an id is made where none is given. The same id again is not carried out twice. */
export type UnitInput<C> = C extends UnitCommand ? Omit<C, 'id' | 'at'> & { readonly id?: string } : never;

export type UnitOutcome<E, R> =
  /** In the log and folded here. `events` is empty when nothing needed to change. */
  { readonly accepted: true; readonly sequence: number; readonly events: readonly E[] } | R | Unsettled;

export interface UnitLedgerOptions<S, C extends UnitCommand, E extends UnitEvent, R extends UnitRejection> {
  /** Literal, without a wildcard. */
  readonly subject: string;
  readonly parse: Parse<E>;
  readonly initial: S;
  evolve(this: void, state: S, recorded: Recorded<E>): S;
  /** Pure: it may be asked more than once. The events of one command land together or not at all. */
  decide(this: void, state: S, command: C): R | { readonly events: readonly E[] };
  /** Epoch milliseconds. Defaults to the log's time. */
  readonly clock?: () => number;
  /** A message that does not parse; it is passed over. Defaults to counting alone. */
  onSkipped?(this: void, info: Skipped): void;
}

type Identified<C> = UnitInput<C> & { readonly id: string };
type Pending<C, E, R> = PendingCommand<Identified<C>, UnitOutcome<E, R>>;

/** Commands whose outcome is remembered, so that the same one again is found. */
const REMEMBERED = 2000;
const LONGEST_QUEUE = 1000;
/** While a cluster has no leader nobody keeps what is handed in; the sooner it is handed in again the better. */
const AGAIN_MS = 1000;

export class UnitLedger<S, C extends UnitCommand, E extends UnitEvent, R extends UnitRejection = UnitRejection> {
  /** Resolves when all that was in the log at the start is folded. */
  readonly ready: Promise<void>;
  readonly #log: Log;
  readonly #options: UnitLedgerOptions<S, C, E, R>;
  readonly #fold: UnitFold<S, E>;
  readonly #closing = new Closing();
  readonly #rivalNews: RivalNews;
  readonly #rivals: Rivals;
  readonly #outcomes = new Map<string, { sequence: number; events: E[] }>();
  readonly #byId = new Map<string, Pending<C, E, R>>();
  #waiting: Pending<C, E, R>[] = [];
  #running: Promise<void> | undefined;

  constructor(log: Log, options: UnitLedgerOptions<S, C, E, R>) {
    if (/[*>]/.test(options.subject)) throw new Error(`${options.subject} is not one literal subject`);
    this.#log = log;
    this.#options = options;
    this.#rivalNews = new RivalNews(log);
    // One word, as it becomes part of a subject.
    this.#rivals = new Rivals(options.subject.replaceAll('.', '-'), this.#rivalNews);
    this.#fold = new UnitFold<S, E>(log, {
      ...options,
      onEvent: (_, { sequence, event }) => this.#remember(sequence, event),
    });
    this.ready = this.#fold.ready;
  }

  get state(): S {
    return this.#fold.stateOf(this.#options.subject);
  }

  /** Stream sequence of the last message that the state has; 0 before the first. */
  get sequence(): number {
    return this.#fold.sequenceOf(this.#options.subject);
  }

  /** False while the log cannot be read or is being caught up with: the state may be an old one. */
  get fresh(): boolean {
    return this.#fold.fresh && this.#log.connected;
  }

  /** Told after each event once all that was there is folded, and when it becomes fresh or stale. */
  onChange(listener: () => void): () => void {
    return this.#fold.onChange(listener);
  }

  /**
   * Rejects only for a command that cannot be decided, which is a bug of the caller. Answers within about a second when the log
   * cannot be used, within five in any case; an `unsettled` with `no-answer` may still land.
   */
  submit(input: UnitInput<C>): Promise<UnitOutcome<E, R>> {
    const known = input.id === undefined ? undefined : this.#byId.get(input.id);
    if (known) return known.outcome;
    const id = input.id ?? randomUUID();
    const pending: Pending<C, E, R> = new PendingCommand({ ...input, id }, () => this.fresh);
    if (this.#closing.closed || this.#waiting.length >= LONGEST_QUEUE) {
      pending.giveUp(this.#closing.closed ? 'unreachable' : 'busy');
      return pending.outcome;
    }
    this.#byId.set(id, pending);
    const forget = () => this.#byId.delete(id);
    void pending.outcome.then(forget, forget);
    this.#waiting.push(pending);
    this.#running ??= this.#run();
    return pending.outcome;
  }

  /** Answers what is waiting as unsettled and stops. */
  async close(): Promise<void> {
    this.#closing.close();
    this.#rivalNews.close();
    for (const pending of this.#byId.values()) pending.giveUp(pending.sent ? 'no-answer' : 'unreachable');
    await this.#fold.close();
    await this.#running;
  }

  #remember(sequence: number, event: E): void {
    const outcome = this.#outcomes.get(event.commandId) ?? { sequence, events: [] };
    outcome.sequence = sequence;
    outcome.events.push(event);
    this.#outcomes.set(event.commandId, outcome);
    if (this.#outcomes.size <= REMEMBERED) return;
    for (const [oldest] of this.#outcomes) {
      this.#outcomes.delete(oldest);
      return;
    }
  }

  async #run(): Promise<void> {
    await Promise.resolve();
    while (this.#waiting.length > 0 && !this.#closing.closed) {
      if (await this.#usable()) {
        const [first] = this.#waiting;
        if (first && !first.answered) await this.#serve(first);
      }
      this.#waiting = this.#waiting.filter((pending) => !pending.answered);
    }
    this.#running = undefined;
  }

  async #usable(): Promise<boolean> {
    if (!this.#log.connected) return connectedWithin(this.#log, 100);
    if (this.#fold.fresh) return true;
    await this.#closing.before(Promise.race([this.#changed(), sleep(100)]));
    return this.#fold.fresh;
  }

  #changed(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#fold.onChange(() => {
        stop();
        resolve();
      });
    });
  }

  get #now(): number {
    const { clock } = this.#options;
    return clock ? clock() : (this.#log.now?.() ?? Date.now());
  }

  /** Decides one command and lands what follows; answered it may not be, and then comes again. */
  async #serve(pending: Pending<C, E, R>): Promise<void> {
    if (this.#answeredByLog(pending)) return;
    const guard = this.sequence;
    let result: R | { readonly events: readonly E[] };
    try {
      result = this.#options.decide(this.state, { ...pending.input, at: this.#now } as never);
    } catch (error) {
      pending.fail(error);
      return;
    }
    if ('rejected' in result) pending.answer(result);
    else if (result.events.length === 0) pending.answer({ accepted: true, sequence: guard, events: [] });
    else await this.#land(pending, guard, result.events);
  }

  /** Handed in before, or landed after all: its outcome is what the log has of it. */
  #answeredByLog(pending: Pending<C, E, R>): boolean {
    const outcome = this.#outcomes.get(pending.input.id);
    if (outcome) pending.answer({ accepted: true, sequence: outcome.sequence, events: [...outcome.events] });
    return outcome !== undefined;
  }

  /**
   * When an answer is lost the very same messages, with the same guard, are handed in again: either they land, or there is a
   * conflict. Then nothing that was sent before can land any more, and reading on says whether it had.
   */
  async #land(pending: Pending<C, E, R>, guard: number, events: readonly E[]): Promise<void> {
    const { subject } = this.#options;
    const messages = events.map((event, at): LogMessage => {
      const body = new TextEncoder().encode(JSON.stringify(event));
      return at === 0 ? { subject, body, guard } : { subject, body };
    });
    pending.sent = true;
    const started = Date.now();
    let doubt = false;
    for (let waitMs = 20; !this.#closing.closed; waitMs = Math.min(250, waitMs * 2)) {
      if (doubt && !(await connectedWithin(this.#log, 1000))) continue;
      const result = doubt ? await append(this.#log, messages, AGAIN_MS) : await append(this.#log, messages);
      if (result.kind === 'appended') {
        await this.#closing.before(this.#fold.reached(subject, result.sequences[events.length - 1] ?? 0));
        this.#answeredByLog(pending);
        await this.#rivals.letIn(Date.now() - started);
        return;
      }
      if (result.kind === 'conflict') {
        const last = result.lastSequence ?? (await lastSequenceOn(this.#log, [subject]).catch(() => 0));
        await this.#closing.before(this.#fold.reached(subject, last));
        if (!doubt || this.sequence > guard) {
          pending.sent = false;
          await this.#rivals.lost();
          return;
        }
      } else if (result.kind === 'unclear') doubt = true;
      else if (!doubt) {
        pending.sent = false;
        if (result.kind === 'refused') pending.giveUp(whyOf(result.why));
        await sleep(10 + Math.random() * 40);
        return;
      }
      await this.#closing.before(sleep(waitMs));
    }
  }
}

/**
 * The desk of one screening: one append in flight, everybody else queues; then all are decided in order and appended together.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isRejection, type Policy } from '../screening/decide.ts';
import { initial } from '../screening/state.ts';
import { append, type AppendResult, type LogMessage } from './append.ts';
import { connectedWithin, type Log } from './connection.ts';
import { PendingCommand, type CommandInput, type Outcome } from './desk-command.ts';
import { countGroup, type DeskCounters } from './desk-counters.ts';
import { decideGroup, type Decided, type Group } from './group.ts';
import { ledgerMessages } from './ledger-messages.ts';
import type { LiveScreening } from './live-screening.ts';
import type { Refusals } from './refusals.ts';
import { Rivals } from './rivals.ts';
import { lastLedgerSequence, nextLedgerMessage } from './ledger-queries.ts';
import type { Screenings } from './screenings.ts';

export interface DeskTools {
  readonly log: Log;
  readonly screenings: Screenings;
  readonly policy: Policy;
  readonly clock: () => number;
  readonly counters: DeskCounters;
  readonly refusals: Refusals;
}

/** More waiting than these are not served within their time anyway. */
const LONGEST_QUEUE = 5000;

export class DeskQueue {
  #waiting: PendingCommand[] = [];
  #running: Promise<void> | undefined;
  #live: LiveScreening | undefined;
  #closed = false;
  #close: () => void = () => undefined;
  readonly #closing = new Promise<void>((resolve) => (this.#close = resolve));
  readonly #byId = new Map<string, PendingCommand>();
  readonly #rivals = new Rivals();
  readonly #id: string;
  readonly #tools: DeskTools;
  readonly #onIdle: () => void;

  constructor(id: string, tools: DeskTools, onIdle: () => void) {
    this.#id = id;
    this.#tools = tools;
    this.#onIdle = onIdle;
  }

  submit(input: CommandInput & { readonly id: string }): Promise<Outcome> {
    const known = this.#byId.get(input.id);
    if (known) return known.outcome;
    const pending = new PendingCommand(input, () => this.#usable);
    if (this.#waiting.length >= LONGEST_QUEUE) {
      pending.giveUp('busy');
      return pending.outcome;
    }
    this.#byId.set(input.id, pending);
    void pending.outcome.then(() => this.#byId.delete(input.id));
    this.#waiting.push(pending);
    this.#running ??= this.#run();
    return pending.outcome;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#close();
    for (const pending of this.#byId.values()) pending.giveUp('unreachable');
    await this.#running;
  }

  get #usable(): boolean {
    return this.#tools.log.connected && (this.#live?.fresh ?? false);
  }

  async #run(): Promise<void> {
    // Whatever else is handed in by the same turn of the caller's joins the first group.
    await Promise.resolve();
    while (this.#waiting.length > 0 && !this.#closed) {
      try {
        await this.#round();
      } catch {
        // The log could not be asked about the screening; commands give up by their own clock.
        await sleep(50);
      }
      this.#waiting = this.#waiting.filter((pending) => !pending.answered);
    }
    this.#running = undefined;
    this.#onIdle();
  }

  async #round(): Promise<void> {
    const { log, screenings } = this.#tools;
    if (!log.connected) {
      await connectedWithin(log, 100);
      return;
    }
    const live = await screenings.open(this.#id);
    this.#live = live;
    if (live && !live.fresh) {
      await freshWithin(live, 100);
      return;
    }
    const release = live?.retain();
    try {
      await this.#serve(live);
    } finally {
      release?.();
    }
  }

  async #serve(live: LiveScreening | undefined): Promise<void> {
    const guard = live?.ledgerSequence ?? 0;
    const waiting = this.#waiting.filter((pending) => !pending.answered && !this.#landedBefore(live, pending));
    const group = decideGroup(live?.state ?? initial, waiting, { ...this.#tools, guard });
    this.#waiting = [...group.rest];
    for (const decided of group.certain) this.#answer(decided, guard);
    if (group.events.length === 0) return;
    for (const { pending } of group.resting) pending.sent = true;
    const started = Date.now();
    const result = await this.#append(group, guard);
    await this.#conclude(group, result, Date.now() - started);
  }

  async #append(group: Group, guard: number): Promise<AppendResult> {
    const messages = ledgerMessages(this.#id, guard, group.events);
    const result = await this.#attempt(messages);
    if (result.kind !== 'unclear') return result;
    this.#tools.counters.unclear++;
    return this.#settle(group, messages, guard);
  }

  /** Handed in again with the id of one that is in the log already: its outcome is that one's. */
  #landedBefore(live: LiveScreening | undefined, pending: PendingCommand): boolean {
    const outcome = live?.outcomeOf(pending.input.id);
    if (!outcome) return false;
    const { sequence, event } = outcome;
    if ('viewerId' in event && 'viewerId' in pending.input && event.viewerId !== pending.input.viewerId) return false;
    pending.answer({ accepted: true, sequence, events: [event] });
    return true;
  }

  async #attempt(messages: readonly LogMessage[]): Promise<AppendResult> {
    this.#tools.counters.attempts++;
    return append(this.#tools.log, messages);
  }

  /** Answers what the group's append came to; those whose decision no longer stands go to the head of the queue. */
  async #conclude(group: Group, result: AppendResult, tookMs: number): Promise<void> {
    const { counters, screenings } = this.#tools;
    switch (result.kind) {
      case 'appended': {
        counters.appends++;
        if (result.sequences.length > 1) counters.batches++;
        counters.events += group.events.length;
        countGroup(counters, group.resting.length);
        const last = result.sequences[group.events.length - 1] ?? 0;
        this.#live ??= await screenings.open(this.#id);
        await this.#reached(last);
        if (this.#closed) return;
        let at = 0;
        for (const decided of group.resting) {
          if (!isRejection(decided.result)) at += decided.result.events.length;
          this.#answer(decided, result.sequences[at - 1] ?? last);
        }
        await this.#rivals.letIn(tookMs);
        return;
      }
      case 'conflict':
        counters.conflicts++;
        this.#requeue(group);
        await this.#catchUp(result.lastSequence);
        await this.#rivals.lost();
        return;
      case 'retry':
        counters.retries++;
        this.#requeue(group);
        await sleep(10 + Math.random() * 40);
        return;
      case 'refused':
        counters.refusedByLog++;
        for (const { pending } of group.resting)
          pending.giveUp(result.why === 'log-full' ? 'log-full' : 'refused-by-log');
        return;
      case 'unclear':
        // Closed before it was settled.
        for (const { pending } of group.resting) pending.giveUp('no-answer');
        return;
      default:
        result satisfies never;
    }
  }

  #requeue({ resting }: Group): void {
    for (const { pending } of resting) pending.sent = false;
    this.#waiting = [...resting.map(({ pending }) => pending).filter(({ answered }) => !answered), ...this.#waiting];
  }

  async #catchUp(lastSequence: number | undefined): Promise<number> {
    const { log, screenings } = this.#tools;
    const last = lastSequence ?? (await lastLedgerSequence(log, this.#id));
    this.#live ??= await screenings.open(this.#id);
    await this.#reached(last);
    return last;
  }

  async #reached(sequence: number): Promise<void> {
    await Promise.race([this.#live?.reached(sequence), this.#closing]);
  }

  /**
   * No answer came: the group may have landed, or land yet. The very same again, with the same guard, either lands or is told
   * of a conflict: then the ledger has moved on, no attempt of ours can land any more, and it says whether one did.
   */
  async #settle(group: Group, messages: readonly LogMessage[], guard: number): Promise<AppendResult> {
    const { log } = this.#tools;
    for (let waitMs = 20; !this.#closed; waitMs = Math.min(500, waitMs * 2)) {
      try {
        if (!(await connectedWithin(log, 1000))) continue;
        const result = await this.#attempt(messages);
        if (result.kind === 'appended') return result;
        if (result.kind === 'conflict' && (await this.#catchUp(result.lastSequence)) > guard) {
          return (await this.#readOutcome(group, guard)) ?? result;
        }
      } catch {
        // Asked again below.
      }
      await sleep(waitMs);
    }
    return { kind: 'unclear', problem: 'closed' };
  }

  /** The group as it landed, found by a command's id; undefined when it did not. All of it did or none. */
  async #readOutcome({ resting, events }: Group, guard: number): Promise<AppendResult | undefined> {
    // With the guard that it had, it can only have landed as the very next of the ledger.
    const next = await nextLedgerMessage(this.#tools.log, this.#id, guard);
    const event = next && 'event' in next.parsed ? next.parsed.event : undefined;
    const ours = event && 'commandId' in event && resting.some(({ command }) => command.id === event.commandId);
    return next && ours ? { kind: 'appended', sequences: events.map((_, at) => next.sequence + at) } : undefined;
  }

  #answer({ pending, command, result }: Decided, sequence: number): void {
    // Told already that it is unsettled; its screen shows what became of it.
    if (pending.answered) return;
    const { counters, refusals } = this.#tools;
    if (isRejection(result)) {
      refusals.note(this.#id, command, result);
      pending.answer(result);
    } else pending.answer({ accepted: true, sequence, events: result.events });
    counters[isRejection(result) ? 'rejected' : 'accepted']++;
  }
}

function freshWithin(live: LiveScreening, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(done, ms);
    const stop = live.onFresh(done);
  });
}

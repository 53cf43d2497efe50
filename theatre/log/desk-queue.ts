/** The desk of one screening: one append in flight, everybody else queues; then all are decided in order and land together. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isRejection, type Policy } from '../screening/decide.ts';
import { initial } from '../screening/state.ts';
import { Closing } from './closing.ts';
import { connectedWithin, type Log } from './connection.ts';
import { PendingCommand, type CommandInput, type Outcome } from './desk-command.ts';
import { countGroup, type DeskCounters } from './desk-counters.ts';
import { decideGroup, type Decided, type Group } from './group.ts';
import { lastLedgerSequence } from './ledger-queries.ts';
import { landGroup, type Landing } from './land-group.ts';
import type { LiveScreening } from './live-screening.ts';
import type { Refusals } from './refusals.ts';
import type { RivalNews } from './rival-news.ts';
import { Rivals } from './rivals.ts';
import type { Screenings } from './screenings.ts';

export interface DeskTools {
  readonly log: Log;
  readonly screenings: Screenings;
  readonly policy: Policy;
  readonly clock: () => number;
  readonly counters: DeskCounters;
  readonly refusals: Refusals;
  readonly rivalNews: RivalNews;
}

/** More waiting than these are not served within their time anyway. */
const LONGEST_QUEUE = 5000;

export class DeskQueue {
  #waiting: PendingCommand[] = [];
  #running: Promise<void> | undefined;
  #live: LiveScreening | undefined;
  readonly #closing = new Closing();
  readonly #byId = new Map<string, PendingCommand>();
  readonly #rivals: Rivals;
  readonly #id: string;
  readonly #tools: DeskTools;
  readonly #onIdle: () => void;

  constructor(id: string, tools: DeskTools, onIdle: () => void) {
    this.#id = id;
    this.#tools = tools;
    this.#onIdle = onIdle;
    this.#rivals = new Rivals(id, tools.rivalNews);
  }

  submit(input: CommandInput & { readonly id: string }): Promise<Outcome> {
    const known = this.#byId.get(input.id);
    if (known) return known.outcome;
    const pending = new PendingCommand(input, () => this.#usable);
    if (this.#closing.closed || this.#waiting.length >= LONGEST_QUEUE) {
      pending.giveUp(this.#closing.closed ? 'unreachable' : 'busy');
      return pending.outcome;
    }
    this.#byId.set(input.id, pending);
    const forget = () => this.#byId.delete(input.id);
    void pending.outcome.then(forget, forget);
    this.#waiting.push(pending);
    this.#running ??= this.#run();
    return pending.outcome;
  }

  async close(): Promise<void> {
    this.#closing.close();
    for (const pending of this.#byId.values()) pending.giveUp(pending.sent ? 'no-answer' : 'unreachable');
    await this.#running;
  }

  get #usable(): boolean {
    // One that is still being read in for the first time takes as long as its history is.
    return this.#tools.log.connected && (this.#live?.fresh ?? true);
  }

  async #run(): Promise<void> {
    // Whatever else the caller hands in within the same turn joins the first group.
    await Promise.resolve();
    while (this.#waiting.length > 0 && !this.#closing.closed) {
      try {
        await this.#round();
      } catch {
        // The log could not be asked about the screening; commands give up by their own clocks.
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
    if (!live && (await this.#refuseTrimmed())) return;
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

  /**
   * A screening that was archived and trimmed left its last message behind, so that its id is never used again. Nobody can
   * follow it, and nothing can be appended as if its ledger were empty. Answers whether there was somebody to tell.
   */
  async #refuseTrimmed(): Promise<boolean> {
    const { log, screenings } = this.#tools;
    const opening = this.#waiting.filter(({ input, answered }) => input.type === 'open' && !answered);
    if (opening.length === 0 || (await lastLedgerSequence(log, this.#id)) === 0) return false;
    // Opened by another process a moment ago, it can be followed now.
    if (await screenings.open(this.#id)) return true;
    for (const pending of opening) pending.answer({ rejected: 'screening-exists', seats: [] });
    return true;
  }

  async #serve(live: LiveScreening | undefined): Promise<void> {
    const guard = live?.ledgerSequence ?? 0;
    const waiting = this.#waiting.filter((pending) => !pending.answered && !landedBefore(live, pending));
    const group = decideGroup(live?.state ?? initial, waiting, { ...this.#tools, guard });
    this.#waiting = [...group.rest];
    for (const decided of group.certain) this.#answer(decided, guard);
    if (group.events.length === 0) return;
    for (const { pending } of group.resting) pending.sent = true;
    const started = Date.now();
    const tools = { ...this.#tools, closing: this.#closing };
    const landing = await landGroup(tools, { id: this.#id, group, guard, live });
    this.#conclude(group, landing);
    await this.#makeWay(landing.how, Date.now() - started);
  }

  /** Answers those whose end is known; those whose decision no longer stands go to the head of the queue. */
  #conclude({ resting, events }: Group, { landed, how, others }: Landing): void {
    const { counters } = this.#tools;
    if (how === 'appended') {
      counters.appends++;
      counters.batches += events.length > 1 ? 1 : 0;
      counters.events += events.length;
      countGroup(counters, resting.length);
    } else if (how === 'conflict') counters.conflicts++;
    else if (how === 'retry') counters.retries++;
    else if (how === 'refused') counters.refusedByLog++;
    // What rests on events that are not in the log is no answer.
    const whole = events.every(({ commandId }) => landed.has(commandId));
    const again: PendingCommand[] = [];
    let sequence = 0;
    for (const decided of resting) {
      const { pending, command } = decided;
      sequence = landed.get(command.id) ?? sequence;
      if (whole || landed.has(command.id)) this.#answer(decided, sequence);
      else if (others !== 'again') pending.giveUp(others);
      else if (!pending.answered) {
        pending.sent = false;
        again.push(pending);
      }
    }
    this.#waiting = [...again, ...this.#waiting];
  }

  async #makeWay(how: Landing['how'], tookMs: number): Promise<void> {
    if (how === 'appended') await this.#rivals.letIn(tookMs);
    else if (how === 'conflict') await this.#rivals.lost();
    else if (how === 'retry') await sleep(10 + Math.random() * 40);
  }

  #answer({ pending, command, result }: Decided, sequence: number): void {
    // Told already that it is unsettled; its screen shows what became of it.
    if (pending.answered) return;
    const { counters, refusals } = this.#tools;
    if (isRejection(result)) {
      counters.rejected++;
      refusals.note(this.#id, command, result);
      pending.answer(result);
    } else {
      counters.accepted++;
      pending.answer({ accepted: true, sequence, events: result.events });
    }
  }
}

/** Handed in again with the id of one that is in the log already: its outcome is that one's. */
function landedBefore(live: LiveScreening | undefined, pending: PendingCommand): boolean {
  const outcome = live?.outcomeOf(pending.input.id);
  if (!outcome) return false;
  const { sequence, event } = outcome;
  if ('viewerId' in event && 'viewerId' in pending.input && event.viewerId !== pending.input.viewerId) return false;
  pending.answer({ accepted: true, sequence, events: [event] });
  return true;
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

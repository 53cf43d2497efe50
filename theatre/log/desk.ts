/** The box-office desk: takes commands, decides them and puts what they cause into the log; one queue for each screening. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isScreeningId } from '../contract/log.ts';
import type { Policy } from '../screening/decide.ts';
import type { Log } from './connection.ts';
import type { CommandInput, Outcome } from './desk-command.ts';
import { newCounters, type DeskCounters } from './desk-counters.ts';
import { DeskQueue, type DeskTools } from './desk-queue.ts';
import { Refusals } from './refusals.ts';
import { RivalNews } from './rival-news.ts';
import type { Screenings } from './screenings.ts';

export { reasonOf } from './desk-command.ts';
export type { CommandInput, Outcome, Unsettled } from './desk-command.ts';
export type { DeskCounters } from './desk-counters.ts';

export interface DeskOptions {
  readonly log: Log;
  readonly screenings: Screenings;
  readonly policy: Policy;
  /** Epoch milliseconds. Defaults to the log's time. */
  readonly clock?: () => number;
}

export class Desk {
  readonly counters: DeskCounters = newCounters();
  readonly #tools: DeskTools;
  readonly #refusals: Refusals;
  readonly #rivalNews: RivalNews;
  readonly #queues = new Map<string, DeskQueue>();

  constructor({ log, screenings, policy, clock }: DeskOptions) {
    this.#refusals = new Refusals(log);
    this.#rivalNews = new RivalNews(log);
    this.#tools = {
      log,
      screenings,
      policy,
      clock: clock ?? (() => log.now?.() ?? Date.now()),
      counters: this.counters,
      refusals: this.#refusals,
      rivalNews: this.#rivalNews,
    };
  }

  /**
   * Rejects only for a command that cannot be decided, which is a bug of the caller. Answers within about a second when the log cannot be used, within five in any case; an `unsettled` with
   * `no-answer` may still land. A command handed in again with the same id is not carried out twice.
   */
  async submit(screeningId: string, command: CommandInput): Promise<Outcome> {
    if (command.type === 'open' && command.screeningId !== screeningId) {
      throw new Error(`open names screening ${command.screeningId}, handed in for ${screeningId}`);
    }
    if (!isScreeningId(screeningId)) return { rejected: 'unknown-screening', seats: [] };
    this.counters.commands++;
    let queue = this.#queues.get(screeningId);
    if (!queue) {
      queue = new DeskQueue(screeningId, this.#tools, () => this.#queues.delete(screeningId));
      this.#queues.set(screeningId, queue);
    }
    const outcome = await queue.submit({ ...command, id: command.id ?? randomUUID() });
    if ('unsettled' in outcome) this.counters.unsettled++;
    return outcome;
  }

  /** Resolves once nothing that was handed in is under way, unsettled answers included. */
  async settled(): Promise<void> {
    while (this.#queues.size > 0) await sleep(20);
  }

  /** Answers what is waiting as unsettled and stops. */
  async close(): Promise<void> {
    this.#rivalNews.close();
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
  }
}

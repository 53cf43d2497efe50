/** A command on its way through the desk: from being handed in to its one answer. */
import type { Command, Rejection } from '../screening/decide.ts';
import type { LedgerEvent } from '../screening/events.ts';
import type { RefusedBy } from './append.ts';

/** A command without its time, which is that of its decision; an id is made where none is given. */
export type CommandInput = Command extends infer C
  ? C extends Command
    ? Omit<C, 'id' | 'at'> & { readonly id?: string }
    : never
  : never;

export type Unsettled = {
  readonly unsettled: true;
  readonly commandId: string;
  /** `no-answer`: it may have landed or land yet. Otherwise it was not sent, or certainly did not land. */
  readonly why: 'no-answer' | 'unreachable' | 'log-full' | 'busy' | 'refused-by-role' | 'refused-by-log';
};

/** What such an end means to whoever asked: not known yet, the log out of reach, or the log not taking it (from this machine). */
export function reasonOf(why: Unsettled['why']): 'unsettled' | 'log-unreachable' | 'log-full' | 'kiosk-only' {
  switch (why) {
    case 'no-answer':
      return 'unsettled';
    case 'unreachable':
    case 'busy':
      return 'log-unreachable';
    case 'refused-by-role':
      return 'kiosk-only';
    case 'log-full':
    case 'refused-by-log':
      return 'log-full';
    default:
      return why satisfies never;
  }
}

export type Outcome =
  /** In the log, and folded into this process's screening. `events` is empty when nothing needed to change. */
  | { readonly accepted: true; readonly sequence: number; readonly events: readonly LedgerEvent[] }
  | Rejection
  | Unsettled;

/** Given up when the log cannot be used for this long; so a button does not hang. */
const UNREACHABLE_MS = 1000;
const DEADLINE_MS = 5000;

type Identified = CommandInput & { readonly id: string };

export class PendingCommand<I extends { readonly id: string } = Identified, O = Outcome> {
  readonly input: I;
  readonly outcome: Promise<O | Unsettled>;
  /** Part of an append whose result is not known yet. */
  sent = false;
  answered = false;
  #resolve: (outcome: O | Unsettled) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;
  #timer: ReturnType<typeof setTimeout>;

  /** `usable` tells whether the log can be used now. */
  constructor(input: I, usable: () => boolean) {
    this.input = input;
    this.outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#timer = setTimeout(() => {
      if (!this.sent && !usable()) this.giveUp('unreachable');
      else this.#timer = setTimeout(() => this.giveUp('no-answer'), DEADLINE_MS - UNREACHABLE_MS);
    }, UNREACHABLE_MS);
  }

  answer(outcome: O | Unsettled): void {
    if (this.answered) return;
    this.answered = true;
    clearTimeout(this.#timer);
    this.#resolve(outcome);
  }

  /** For what only a bug can cause: an exception for whoever handed it in, and for nobody else. */
  fail(error: unknown): void {
    this.#reject(error);
    this.answer({ unsettled: true, commandId: this.input.id, why: 'busy' });
  }

  giveUp(why: Unsettled['why']): void {
    this.answer({ unsettled: true, commandId: this.input.id, why: why === 'no-answer' && !this.sent ? 'busy' : why });
  }
}

/** Of what the log itself refused. */
export function whyOf(refusedBy: RefusedBy): 'log-full' | 'refused-by-role' | 'refused-by-log' {
  if (refusedBy === 'log-full') return 'log-full';
  return refusedBy === 'role' ? 'refused-by-role' : 'refused-by-log';
}

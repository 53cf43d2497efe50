/** Decides waiting commands in order, each on the state that the one before leaves, as one group to append. */
import { decide, isRejection, type Command, type Policy, type Rejection } from '../screening/decide.ts';
import { evolve } from '../screening/evolve.ts';
import type { LedgerEvent } from '../screening/events.ts';
import type { ScreeningState } from '../screening/state.ts';
import { BATCH_LIMIT } from './append.ts';
import type { PendingCommand } from './desk-command.ts';

export interface Decided {
  readonly pending: PendingCommand;
  readonly command: Command;
  readonly result: Rejection | { readonly events: readonly LedgerEvent[] };
}

export interface Group {
  /** Decided on the log's own state: their answer stands. */
  readonly certain: readonly Decided[];
  /** Those with events, and those whose decision rests on these events. */
  readonly resting: readonly Decided[];
  readonly events: readonly LedgerEvent[];
  /** Not looked at: the group is full. */
  readonly rest: readonly PendingCommand[];
}

export function decideGroup(
  base: ScreeningState,
  waiting: readonly PendingCommand[],
  options: { readonly policy: Policy; readonly clock: () => number; readonly guard: number },
): Group {
  const { policy, clock, guard } = options;
  const certain: Decided[] = [];
  const resting: Decided[] = [];
  const events: LedgerEvent[] = [];
  let state = base;
  let sequence = Math.max(guard, base.sequence);
  for (const [at, pending] of waiting.entries()) {
    // An event may bring a scheduled message with it.
    if (events.length * 2 + 2 > BATCH_LIMIT) return { certain, resting, events, rest: waiting.slice(at) };
    const now = clock();
    const command = { ...pending.input, at: now } as Command;
    let result: Decided['result'];
    try {
      result = decide(state, command, policy);
    } catch (error) {
      // It would fail again each time and keep everybody behind it waiting.
      pending.fail(error);
      continue;
    }
    const decided: Decided = { pending, command, result };
    if (isRejection(result) || result.events.length === 0) {
      (events.length === 0 ? certain : resting).push(decided);
      continue;
    }
    for (const event of result.events) {
      sequence++;
      state = evolve(state, { sequence, at: now, event });
      events.push(event);
    }
    resting.push(decided);
  }
  return { certain, resting, events, rest: [] };
}

/** Appends one group of decided commands and does not rest before it is known which of them are in the ledger. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { LedgerEvent } from '../screening/events.ts';
import { append, type AppendResult, type LogMessage } from './append.ts';
import type { Closing } from './closing.ts';
import { connectedWithin, type Log } from './connection.ts';
import { whyOf, type Unsettled } from './desk-command.ts';
import type { DeskCounters } from './desk-counters.ts';
import type { Group } from './group.ts';
import { ledgerMessages } from './ledger-messages.ts';
import { lastLedgerSequence } from './ledger-queries.ts';
import type { LiveScreening } from './live-screening.ts';
import type { Screenings } from './screenings.ts';

/** While a cluster has no leader nobody keeps what is handed in; the sooner it is handed in again the better. */
const AGAIN_MS = 1000;

export interface Landing {
  /** Ledger sequence by command id, of those that are in the log and folded. */
  readonly landed: ReadonlyMap<string, number>;
  readonly how: 'appended' | 'conflict' | 'retry' | 'refused' | 'closed';
  /** What becomes of the others: decided again, or answered so. */
  readonly others: 'again' | Unsettled['why'];
}

export interface LandingTools {
  readonly log: Log;
  readonly screenings: Screenings;
  readonly counters: DeskCounters;
  /** When the desk closes nothing is waited for any longer. */
  readonly closing: Closing;
}

interface Attempt {
  readonly id: string;
  readonly group: Group;
  readonly guard: number;
  /** Undefined for a screening that is being opened. */
  readonly live: LiveScreening | undefined;
}

/** Waits until this process has folded the ledger up to a sequence; by default up to its present end, which it answers. */
async function catchUp(tools: LandingTools, { id, live }: Attempt, sequence?: number): Promise<number> {
  const last = sequence ?? (await lastLedgerSequence(tools.log, id));
  const followed = live ?? (await tools.screenings.open(id));
  if (followed) await tools.closing.before(followed.reached(last));
  return last;
}

async function settle(
  tools: LandingTools,
  attempt: Attempt,
  messages: readonly LogMessage[],
): Promise<Omit<Landing, 'landed'> & { sequences?: readonly number[] }> {
  const { log, counters, closing } = tools;
  // True once an answer was lost: that attempt may land as long as the ledger stands where it stood.
  let doubt = false;
  for (let waitMs = 20; !closing.closed; waitMs = Math.min(250, waitMs * 2)) {
    if (doubt && !(await connectedWithin(log, 1000))) continue;
    counters.attempts++;
    const result: AppendResult = doubt ? await append(log, messages, AGAIN_MS) : await append(log, messages);
    try {
      switch (result.kind) {
        case 'appended': {
          const { sequences } = result;
          await catchUp(tools, attempt, sequences[attempt.group.events.length - 1]);
          return { how: 'appended', others: 'again', sequences };
        }
        case 'conflict': {
          const last = await catchUp(tools, attempt, result.lastSequence);
          if (!doubt || last > attempt.guard) return { how: 'conflict', others: 'again' };
          break;
        }
        case 'retry':
          if (!doubt) return { how: 'retry', others: 'again' };
          break;
        case 'refused':
          if (doubt) break;
          await catchUp(tools, attempt);
          return { how: 'refused', others: whyOf(result.why) };
        case 'unclear':
          if (!doubt) counters.unclear++;
          doubt = true;
          break;
        default:
          result satisfies never;
      }
    } catch {
      // The log could not be read. What was refused or told of a conflict has not landed; all else is asked again.
      if (!doubt && result.kind !== 'appended') return { how: 'retry', others: 'again' };
      doubt = true;
    }
    await closing.before(sleep(waitMs));
  }
  return { how: 'closed', others: 'no-answer' };
}

/**
 * When an answer is lost the very same group, with the same guard, is handed in again: either it lands, or it is told of a
 * conflict. Then the ledger has moved on, no attempt can land any more, and reading on says whether one did.
 */
export async function landGroup(tools: LandingTools, attempt: Attempt): Promise<Landing> {
  const { id, group, guard, live } = attempt;
  const landed = new Map<string, number>();
  const ours = new Set(group.events.map(({ commandId }) => commandId));
  const seen = new Map<string, { sequence: number; event: LedgerEvent }>();
  const stop = live?.onItem(({ kind, sequence, event }) => {
    if (kind === 'ledger' && ours.has(event.commandId)) seen.set(event.commandId, { sequence, event });
  });
  try {
    const { sequences, ...end } = await settle(tools, attempt, ledgerMessages(id, guard, group.events));
    for (const [at, event] of group.events.entries()) {
      const found = live ? seen.get(event.commandId) : undefined;
      // The same command may have landed from another desk, decided otherwise: that is not what this group rests on.
      const sequence = sequences?.[at] ?? (found && same(found.event, event) ? found.sequence : undefined);
      if (sequence !== undefined) landed.set(event.commandId, sequence);
      else if (!live) await readBack(tools, id, event, landed);
    }
    return { landed, ...end };
  } finally {
    stop?.();
  }
}

/** Compared as they are in the log, where what is undefined is absent. */
function same(logged: LedgerEvent, decided: LedgerEvent): boolean {
  return isDeepStrictEqual(logged, decided) || isDeepStrictEqual(logged, JSON.parse(JSON.stringify(decided)));
}

/** For a screening that was not followed while its `open` was under way. */
async function readBack(
  { screenings }: LandingTools,
  id: string,
  decided: LedgerEvent,
  landed: Map<string, number>,
): Promise<void> {
  const live = await screenings.open(id).catch(() => undefined);
  const found = live?.outcomeOf(decided.commandId);
  if (found && same(found.event, decided)) landed.set(decided.commandId, found.sequence);
}

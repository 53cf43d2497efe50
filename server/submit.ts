/** From a request to the desk and back: what the desk says, as values that a route can answer with. */
import { isScreeningId } from '../theatre/contract/log.ts';
import { reasonOf, type CommandInput, type Outcome } from '../theatre/log/desk.ts';
import { LogUnreachable } from '../theatre/log/errors.ts';
import type { Snapshot } from '../theatre/screening/snapshot.ts';
import type { Parts, LiveScreening } from './parts.ts';
import { problem, problemOf, type Problem } from './problem.ts';

const PATIENCE_MS = 2500;

type Accepted = Extract<Outcome, { accepted: true }>;
export type Found = { readonly live: LiveScreening } | { readonly problem: Problem };
export type FoundSnapshot = { readonly snapshot: Snapshot } | { readonly problem: Problem };
export type Submitted = { readonly accepted: Accepted } | { readonly problem: Problem };

/** The screening with this id, caught up. Any text will do as an id. */
export async function findScreening(parts: Pick<Parts, 'screenings'>, id: string): Promise<Found> {
  if (!isScreeningId(id)) return { problem: problem('unknown-screening') };
  const live = await inTime(parts.screenings.open(id));
  if (live === 'out of reach') return { problem: problem('log-unreachable') };
  return live && live.state.phase !== 'none' ? { live } : { problem: problem('unknown-screening') };
}

/** What a screen of this screening shows now. */
export async function findSnapshot(parts: Pick<Parts, 'hubs'>, id: string): Promise<FoundSnapshot> {
  if (!isScreeningId(id)) return { problem: problem('unknown-screening') };
  const snapshot = await inTime(parts.hubs.snapshot(id));
  return snapshot === 'out of reach'
    ? { problem: problem('log-unreachable') }
    : snapshot
      ? { snapshot }
      : { problem: problem('unknown-screening') };
}

/** Opening a screening reads it from the log; a person waits only so long for a log that does not answer. */
async function inTime<T>(opening: Promise<T>): Promise<T | 'out of reach'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'out of reach'>((resolve) => {
    timer = setTimeout(() => resolve('out of reach'), PATIENCE_MS);
  });
  try {
    return await Promise.race([opening, late]);
  } catch (error) {
    if (error instanceof LogUnreachable) return 'out of reach';
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Hands a command to the desk. Where the log is known to be out of reach, nothing is tried and nothing can land later. */
export async function submit(
  parts: Pick<Parts, 'log' | 'desk' | 'config' | 'metrics'>,
  screeningId: string,
  command: CommandInput,
): Promise<Submitted> {
  const answer = parts.log.connected ? await inTime(parts.desk.submit(screeningId, command)) : 'nothing tried';
  if (typeof answer !== 'string' && 'accepted' in answer) return { accepted: answer };
  const refused = refusalOf(answer, parts.config.policy.maxSeats);
  parts.metrics.refused(refused.code);
  return { problem: refused };
}

function refusalOf(answer: Exclude<Outcome, Accepted> | 'nothing tried' | 'out of reach', maxSeats: number): Problem {
  if (answer === 'nothing tried') return problem('log-unreachable');
  // The desk still waits for the log; the person no longer does.
  if (answer === 'out of reach') return problem('unsettled');
  if ('rejected' in answer) return problemOf(answer, maxSeats);
  return problem(reasonOf(answer.why));
}

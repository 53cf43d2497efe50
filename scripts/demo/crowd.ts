import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientOptions } from './client.ts';
import { PhoneClient } from './client.ts';
import type { Outcome, Visit } from './patron.ts';
import { visit } from './patron.ts';

export interface CrowdOptions extends ClientOptions {
  /** How many are in the house's pages at the same time at most. */
  readonly patrons: number;
  readonly signal: AbortSignal;
  /** As for one visit. Defaults to 1. */
  readonly pace?: number;
}

export interface Tally {
  /** Pages open at this moment. */
  inside: number;
  /** Visits by how they ended. */
  readonly visits: Record<Outcome, number>;
  /** What was bought, in the order in which it was. */
  readonly sales: Extract<Visit, { outcome: 'booked' }>[];
  /** Commands refused, by why. */
  readonly refused: Record<string, number>;
  /** Visits cut short by the network or by an answer that is no answer. */
  failed: number;
  lastFailure: string;
}

/** A tally in which nothing has happened. */
export function emptyTally(): Tally {
  const visits = { booked: 0, 'gave-seats-back': 0, 'walked-away': 0, 'found-nothing': 0 };
  return { inside: 0, visits, sales: [], refused: {}, failed: 0, lastFailure: '' };
}

/** Lets people come and go until the signal, keeping the tally; never more of them at once than asked. */
export async function crowd(options: CrowdOptions, tally: Tally): Promise<void> {
  const { signal, pace = 1 } = options;
  const rest = (seconds: number) => sleep(seconds * 1000 * pace, undefined, { signal }).catch(() => undefined);

  const regular = async (place: number) => {
    // They trickle in rather than storm the door.
    await rest(place * 0.3);
    let phone = new PhoneClient(options);
    while (!signal.aborted) {
      let away = 5 + 25 * Math.random();
      tally.inside += 1;
      try {
        const ending = await visit(phone, {
          signal,
          pace,
          heard: (_, answer) => {
            if (!answer.done) tally.refused[answer.why] = (tally.refused[answer.why] ?? 0) + 1;
          },
        });
        tally.visits[ending.outcome] += 1;
        if (ending.outcome === 'booked') tally.sales.push(ending);
        // Who found nothing in a full house is in no hurry to look again.
        if (ending.outcome === 'found-nothing') away += 30;
      } catch (error) {
        if (!signal.aborted) {
          tally.failed += 1;
          tally.lastFailure = error instanceof Error ? error.message : String(error);
        }
      } finally {
        tally.inside -= 1;
      }
      // Half of them are the same person again, with the same cookie.
      if (Math.random() < 0.5) phone = new PhoneClient(options);
      await rest(away);
    }
  };
  await Promise.all(Array.from({ length: options.patrons }, (_, place) => regular(place)));
}

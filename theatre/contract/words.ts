/** Sentences that are put together from data and a catalogue. Nothing here is HTML; whoever shows a sentence escapes it. */
import type { Loss } from '../screening/state.ts';
import type { SeatId } from '../seating/plan.ts';
import type { Catalogue } from './catalogue/index.ts';

/** Why somebody no longer has seats that they had chosen, a sentence for each reason. */
export function lossWords(lost: readonly Loss[], { refusals }: Pick<Catalogue, 'refusals'>): string[] {
  const byReason = new Map<Loss['why'], SeatId[]>();
  for (const { why, seatId } of lost) byReason.set(why, [...(byReason.get(why) ?? []), seatId]);
  return [...byReason].map(([why, seatIds]) => refusals.lost(why, seatIds));
}

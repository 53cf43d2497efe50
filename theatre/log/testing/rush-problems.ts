/** What must hold after a rush, as a list of what does not. */
import { isDeepStrictEqual } from 'node:util';
import type { LedgerEvent, Recorded } from '../../screening/events.ts';
import { evolve } from '../../screening/evolve.ts';
import { initial, seatOf, selectionOf } from '../../screening/state.ts';
import type { Story } from './rush.ts';

/** Each event must fit the state that the log had right before it: nothing was decided on anything older. */
export function problemsOfDecisions(ledger: readonly Recorded<LedgerEvent>[]): string[] {
  const problems: string[] = [];
  let state = initial;
  for (const recorded of ledger) {
    const { event, sequence } = recorded;
    const had = 'viewerId' in event ? selectionOf(state, event.viewerId) : [];
    if (event.type === 'opened' && state.phase !== 'none') problems.push('opened twice');
    if (event.type === 'booked') {
      const sold = event.bookedSeats.map(({ seatId: id }) => id);
      if (sold.join() !== had.join()) problems.push(`#${sequence} sells ${sold.join()} of ${had.join()}`);
    }
    if (event.type === 'selection') {
      const taken = event.selectedSeatIds.filter((id) => {
        const seat = seatOf(state, id);
        // The counter has the house's own seats.
        const houseSeat = seat?.status === 'withheld' && seat.kind === 'house' && event.by !== event.viewerId;
        return seat?.status === 'booked' || (seat?.status === 'withheld' && !houseSeat);
      });
      if (taken.length > 0) problems.push(`#${sequence} selects ${taken.join()}, which is not to be had`);
    }
    state = evolve(state, recorded);
  }
  return problems;
}

/** What a client was told must be what the log says. */
export function problemsOfStory(
  { id, wish: asked, outcomes }: Story,
  ledger: readonly Recorded<LedgerEvent>[],
): string[] {
  const problems: string[] = [];
  const landed = ledger.filter(({ event }) => event.commandId === id);
  if (landed.length > 1) problems.push(`${id} is in the log ${landed.length} times`);
  for (const [number, outcome] of outcomes.entries()) {
    const told = `${id} was told ${JSON.stringify(outcome)}`;
    if ('accepted' in outcome) {
      const [event] = outcome.events;
      if (event && !isDeepStrictEqual(landed[0]?.event, event)) problems.push(`${told}; not in the log`);
      if (event && landed[0]?.sequence !== outcome.sequence) problems.push(`${told}; it is ${landed[0]?.sequence}`);
      if (!event && number === 0 && landed.length > 0) problems.push(`${told}; yet it changed something`);
      const sold =
        asked.type === 'book' &&
        ledger.some(
          ({ event: { type, ...rest } }) => type === 'booked' && 'order' in rest && rest.order === asked.order,
        );
      if (asked.type === 'book' && !sold) problems.push(`${told}; there is no such order`);
      continue;
    }
    if ('rejected' in outcome) {
      const unfounded = outcome.seats.filter(
        (lost) => lost.holder !== undefined && !everHad(ledger, lost.holder, lost.seatId),
      );
      if (unfounded.length > 0) problems.push(`${told}; they never had it`);
    }
    // Handed in elsewhere before, with no answer, it may have landed from there, or land yet.
    if (number > 0 || landed.length === 0) continue;
    if ('rejected' in outcome) problems.push(`${told}; yet it is in the log`);
    // Handed in again since, it may have landed then.
    else if (outcome.why !== 'no-answer' && outcomes.length === 1) problems.push(`${told}; yet it landed`);
  }
  return problems;
}

/** Whether the log ever gave this viewer that seat. */
function everHad(ledger: readonly Recorded<LedgerEvent>[], viewer: string, seat: string): boolean {
  return ledger.some(
    ({ event }) => event.type === 'selection' && event.viewerId === viewer && event.selectedSeatIds.includes(seat),
  );
}

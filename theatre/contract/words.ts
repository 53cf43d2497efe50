/**
 * Sentences that phones and the kiosk share, put together from a catalogue: pure functions from data to text. Nothing here
 * is HTML; whoever shows a sentence escapes it. English where no other catalogue is given.
 */
import type { Reason } from '../screening/commands.ts';
import type { LostSeat } from '../screening/events.ts';
import type { FeedLine } from '../screening/snapshot.ts';
import type { Counts, Loss, OrderStatus, Phase } from '../screening/state.ts';
import type { SeatStatus } from '../screening/view.ts';
import type { PlannedSeat, SeatId } from '../seating/plan.ts';
import { catalogueOf } from './catalogue/index.ts';

const english = catalogueOf('en');

export const listed = (names: readonly string[], { seats } = english): string => seats.listed(names);

/** Up to `most` seats by name, more by their number. */
export const seatsWords = (seatIds: readonly SeatId[], most = 4, { seats } = english): string =>
  seats.named(seatIds, most);

/** `1 seat`, `3 seats`. */
export const countWords = (count: number, { seats } = english): string => seats.count(count);

/** How a seat's status is said aloud and in its tooltip. */
export const statusWords = (status: SeatStatus, { seats } = english): string => seats.status[status];

/** Where a seat is, and what is particular about it. */
export const placeWords = (sectionName: string, seat: PlannedSeat, { seats } = english): string =>
  seats.place(sectionName, seat);

export const viewerName = (viewerId: string, { viewers } = english): string => viewers.name(viewerId);

/** One line of the activity feed. */
export const activityWords = (
  line: FeedLine,
  audience: 'patron' | 'staff' = 'patron',
  { activity } = english,
): string => activity.line(line, audience);

/** Why somebody no longer has seats that they had chosen, a sentence for each reason. */
export function lossWords(lost: readonly Loss[], { refusals } = english): string[] {
  const byReason = new Map<Loss['why'], SeatId[]>();
  for (const { why, seatId } of lost) byReason.set(why, [...(byReason.get(why) ?? []), seatId]);
  return [...byReason].map(([why, seatIds]) => refusals.lost(why, seatIds));
}

/** Why a command was refused and what to do next. `maxSeats` makes the limit exact where it is known. */
export const refusalWords = (
  reason: Reason,
  seats: readonly LostSeat[],
  maxSeats?: number,
  { refusals } = english,
): string => refusals.of(reason, seats, maxSeats);

/** What is left of a house, in a few words: also when that is nothing. */
export const leftWords = (counts: Counts, phase: Phase, { seats } = english): string => seats.left(counts, phase);

/** Where an order is, for the one who bought it, and what to do next. */
export const orderStatusWords = (status: OrderStatus, { orders } = english): string => orders.status[status];

/** What a phone says by itself; `{…}` is filled in there. */
export const phoneWords = english.script;

/** Seats: how many, which, where, and what is the matter with them. */
import type { Counts, Phase } from '../../../screening/state.ts';
import type { SeatStatus } from '../../../screening/view.ts';
import type { PlannedSeat, SeatId } from '../../../seating/plan.ts';
import { pluralOf } from '../plural.ts';

const plural = pluralOf('en');

/** `1 seat`, `3 seats`. */
const count = (seats: number) => `${seats} ${plural(seats, { one: 'seat', other: 'seats' })}`;

/** `A`, `A and B`, `A, B and C`. */
export const listed = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

const row = (sectionName: string, rowId: string) => `${sectionName}, row ${rowId}`;

export const seats = {
  count,
  listed,
  /** Up to so many by name, more by their number. */
  named: (seatIds: readonly SeatId[], most = 4) => (seatIds.length > most ? count(seatIds.length) : listed(seatIds)),
  /** As a seat's status is said aloud and in its tooltip. */
  status: {
    available: 'available',
    selected: 'selected by you',
    other_selected: 'on hold for someone else',
    booked: 'booked',
    withheld: 'withheld',
  } satisfies Record<SeatStatus, string>,
  row,
  /** Where a seat is, and what is particular about it: `Centre, row B, seat 5, wheelchair space`. */
  place: (sectionName: string, { rowId, column, accessible, companion, restricted }: PlannedSeat) =>
    [
      `${row(sectionName, rowId)}, seat ${column}`,
      ...(accessible ? ['wheelchair space'] : []),
      ...(companion ? ['companion seat'] : []),
      ...(restricted ? ['restricted view'] : []),
    ].join(', '),
  /** What is left of a house: also when that is nothing. */
  left: ({ available, held }: Counts, phase: Phase) => {
    if (phase === 'cancelled') return 'Cancelled';
    if (phase === 'closed') return 'Sales have closed';
    if (available > 0) return `${count(available)} left`;
    return held > 0 ? `None free; ${held} on hold may come back` : 'Sold out';
  },
};

import { pluralOf } from '../plural.ts';

const plural = pluralOf('en');

/** The list at the door, on the screen and on paper. Times and money come in as they are written. */
export const doorList = {
  title: 'Door list',
  summary: (tickets: number, inside: number) =>
    `${tickets} ${plural(tickets, { one: 'ticket', other: 'tickets' })}, ${inside} inside.`,
  made: (time: string) => `Made at ${time}.`,
  asOf: (time: string) => `As of ${time}: the log is away, and what happened since is not in it.`,
  byName: 'By name',
  bySeat: 'By seat',
  name: 'Name',
  order: 'Order',
  seat: 'Seat',
  place: 'Place',
  type: 'Ticket',
  payment: 'Payment',
  admitted: 'Inside',
  placeOf: (section: string, row: string, seat: number) => `${section}, row ${row}, seat ${seat}`,
  paid: 'paid',
  due: (amount: string) => `${amount} due`,
  types: { full: 'Full', concession: 'Concession', child: 'Child', companion: 'Companion', comp: 'Complimentary' },
  open: 'Door list',
  empty: 'Nothing is sold yet.',
  print: 'Print',
  save: 'Save as PDF',
  sort: 'By name or by seat',
  back: 'Back',
  saved: (path: string) => `Saved: ${path}`,
  fetching: 'Getting the list …',
  again: 'Get it again',
};

import type { listed as englishList, seats as english } from '../en/seats.ts';
import type { Like } from '../like.ts';
import { pluralOf } from '../plural.ts';

const plural = pluralOf('de');

const count = (seats: number) => `${seats} ${plural(seats, { one: 'Platz', other: 'Plätze' })}`;

export const listed: typeof englishList = (names) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} und ${names.at(-1) ?? ''}`;

const row = (sectionName: string, rowId: string) => `${sectionName}, Reihe ${rowId}`;

export const seats: Like<typeof english> = {
  count,
  listed,
  named: (seatIds, most = 4) => (seatIds.length > most ? count(seatIds.length) : listed(seatIds)),
  status: {
    available: 'frei',
    selected: 'von Ihnen gewählt',
    other_selected: 'für jemand anderen reserviert',
    booked: 'gebucht',
    withheld: 'gesperrt',
  },
  row,
  place: (sectionName, { rowId, column, accessible, companion, restricted }) =>
    [
      `${row(sectionName, rowId)}, Platz ${column}`,
      ...(accessible ? ['Rollstuhlplatz'] : []),
      ...(companion ? ['Begleitplatz'] : []),
      ...(restricted ? ['eingeschränkte Sicht'] : []),
    ].join(', '),
  left: ({ available, held }, phase) => {
    if (phase === 'cancelled') return 'Abgesagt';
    if (phase === 'closed') return 'Verkauf beendet';
    if (available > 0) return `${count(available)} frei`;
    return held > 0 ? `Nichts frei; ${held} noch reserviert` : 'Ausverkauft';
  },
};

import type { doorList as english } from '../en/door-list.ts';
import type { Like } from '../like.ts';
import { pluralOf } from '../plural.ts';

const plural = pluralOf('de');

export const doorList: Like<typeof english> = {
  title: 'Einlassliste',
  summary: (tickets, inside) => `${tickets} ${plural(tickets, { one: 'Karte', other: 'Karten' })}, ${inside} im Saal.`,
  made: (time) => `Erstellt um ${time}.`,
  asOf: (time) => `Stand ${time}: Das Log ist nicht erreichbar, was seither geschah, fehlt.`,
  byName: 'Nach Namen',
  bySeat: 'Nach Plätzen',
  name: 'Name',
  order: 'Bestellung',
  seat: 'Platz',
  place: 'Lage',
  type: 'Karte',
  payment: 'Zahlung',
  admitted: 'Im Saal',
  placeOf: (section, row, seat) => `${section}, Reihe ${row}, Platz ${seat}`,
  paid: 'bezahlt',
  due: (amount) => `${amount} offen`,
  types: { full: 'Normal', concession: 'Ermäßigt', child: 'Kind', companion: 'Begleitung', comp: 'Freikarte' },
  open: 'Einlassliste',
  empty: 'Es ist noch nichts verkauft.',
  print: 'Drucken',
  save: 'Als PDF speichern',
  sort: 'Nach Namen oder Plätzen',
  back: 'Zurück',
  saved: (path) => `Gespeichert: ${path}`,
  fetching: 'Die Liste wird geholt …',
  again: 'Aktualisieren',
};

import type { tickets as english } from '../en/tickets.ts';
import type { Like } from '../like.ts';

export const tickets: Like<typeof english> = {
  heading: 'Karten',
  headingOf: (order) => `Karten der Bestellung ${order}`,
  ticketOf: (seat, order) => `Karte ${seat}, Bestellung ${order}`,
  types: {
    full: 'Normalpreis',
    concession: 'Ermäßigt',
    child: 'Kind',
    companion: 'Begleitung',
    comp: 'Freikarte',
  },
  section: 'Bereich',
  row: 'Reihe',
  seat: 'Platz',
  wheelchair: 'Rollstuhlplatz',
  companionSeat: 'Begleitplatz',
  restricted: 'Sichtbehinderung',
  order: 'Bestellung',
  issue: (issue) => `Ausgabe ${issue}`,
  forName: (name) => `Für ${name}`,
  toPay: (amount) => `An der Kasse zu zahlen: ${amount}`,
  toPayNote: 'Diese Karte gilt am Einlass, sobald die Bestellung bezahlt ist.',
  showNote: 'Zeigen Sie diesen Code am Einlass. Er lässt eine Person ein, einmal.',
  codeLabel: (seat) => `QR-Code der Karte für ${seat}`,
  typed: 'Lässt sich der Code nicht lesen, nennen Sie:',
  pdf: 'Alle Karten als PDF',
  show: (seat) => `Karte für ${seat}`,
  toOrder: 'Zurück zur Bestellung',
  next: 'Nächste Karte',
  previous: 'Vorige Karte',
};

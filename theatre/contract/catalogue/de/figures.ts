import type { figures as english } from '../en/figures.ts';
import type { Like } from '../like.ts';

export const figures: Like<typeof english> = {
  title: 'Zahlen',
  sold: 'Verkaufte Plätze',
  ofCapacity: (sold, capacity) => `${sold} von ${capacity}`,
  takings: 'Einnahmen',
  due: 'Noch zu zahlen',
  givenBack: 'Zurückgegeben',
  cash: 'bar',
  card: 'mit Karte',
  types: { full: 'Normal', concession: 'Ermäßigt', child: 'Kind', companion: 'Begleitung', comp: 'Freikarte' },
  holds: 'Reserviert',
  made: (made, open) => `${made}, ${open} offen`,
  lost: 'Verloren',
  bought: 'Gekauft',
  conversion: 'Davon gekauft',
  none: 'noch keine',
  waiting: 'Die Zahlen kommen, sobald der Server antwortet.',
};

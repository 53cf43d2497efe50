import type { staff as english } from '../en/staff.ts';
import type { Like } from '../like.ts';
import { pluralOf } from '../plural.ts';

const plural = pluralOf('de');

export const staff: Like<typeof english> = {
  heading: 'Personal',
  signIn: 'Anmelden',
  signInHeading: 'Anmeldung für das Personal',
  signInNote:
    'Für den Einlass, die Zahlen und die Abende in der Rückschau, in diesem Browser. Das Token ist FULL_HOUSE_STAFF_TOKEN oder steht in der Datei staff-token des Datenordners.',
  token: 'Token des Personals',
  wrongToken: 'Das ist nicht das Token des Personals. Es wurde nichts geändert; versuchen Sie es noch einmal.',
  signOut: 'Abmelden',
  signedInNote: 'Dieser Browser bleibt 14 Stunden angemeldet. Melden Sie sich ab, wenn Sie ihn verlassen.',
  screenings: 'Vorstellungen',
  past: 'Vergangene Vorstellungen',
  none: 'Es gibt noch keine Vorstellungen. Legen Sie an der Kasse eine an.',
  notYet: 'Die Zahlen werden noch gelesen. Laden Sie die Seite gleich noch einmal.',
  screening: 'Vorstellung',
  sold: 'Verkauft',
  soldOf: (sold, capacity) => `${sold} von ${capacity}`,
  takings: 'Einnahmen',
  due: 'Noch zu zahlen',
  onHold: 'Vorgemerkt',
  holds: 'Vormerkungen',
  holdsOf: (made: number, lost: number) => `${made}, ${lost} verloren`,
  conversion: 'Besucher, die gekauft haben',
  conversionOf: (share: string, visitors: number) => `${share} von ${visitors}`,
  orders: 'Bestellungen',
  ordersCount: (count) => `${count} ${plural(count, { one: 'Bestellung', other: 'Bestellungen' })}`,
  door: 'Einlass',
  night: 'Rückschau',
  page: 'Für Gäste',
  figures: 'Alle Zahlen',
  insights: 'Auswertung',
  toStaff: 'Zur Personalseite',
};

import type { tender as english } from '../en/tender.ts';
import type { Like } from '../like.ts';

export const tender: Like<typeof english> = {
  label: 'Zahlung',
  labelGive: 'Rückzahlung',
  toPay: 'Zu zahlen',
  toGive: 'Zurückzugeben',
  nothing: 'Nichts zu zahlen',
  cash: 'Bar',
  card: 'Karte',
  switchWay: 'Bar oder Karte',
  space: 'Leer',
  given: 'Bar gegeben',
  exact: 'passend',
  keyIn: 'Am Terminal eingeben',
  keyInBack: 'Am Terminal als Gutschrift eingeben',
  cashFirst: (cash) => `vorher ${cash} in bar`,
  reference: 'Belegnummer, falls gewünscht',
  change: 'Rückgeld',
  missing: (amount) =>
    `Es fehlen ${amount}. Nehmen Sie mehr, oder drücken Sie die Leertaste: Den Rest zahlt die Karte.`,
  unreadable: (example) => `Geben Sie einen Betrag ein, etwa ${example}.`,
  cardNumber: 'Notieren Sie nie eine Kartennummer. Das Terminal druckt eine Belegnummer.',
  likely: (sum) => `${sum} gegeben`,
};

import type { door as english } from '../en/door.ts';
import type { Like } from '../like.ts';

export const door: Like<typeof english> = {
  heading: 'Einlass',
  title: (title) => `Einlass: ${title}`,
  scan: 'Karte scannen, oder Bestellung und Platz eingeben',
  placeholder: '7K3M-XY2Q C-B5',
  check: 'Prüfen',
  which: 'Diese Tür',
  main: 'Haupteingang',
  camera: 'Kamera verwenden',
  cameraOff: 'Kamera beenden',
  cameraRefused:
    'Die Kamera lässt sich hier nicht verwenden. Erlauben Sie sie für diese Seite, oder nehmen Sie einen Scanner.',
  counts: (admitted, sold) => `${admitted} von ${sold} sind im Haus`,
  ready: 'Bereit',
  readyNote: 'Die nächste Karte, bitte.',
  checking: 'Wird geprüft …',
  unreached:
    'Der Server ist nicht erreichbar. Mit diesem Scan wurde niemand eingelassen: Scannen Sie noch einmal, oder nehmen Sie die gedruckte Liste.',
  admit: 'Einlassen',
  already: 'Schon im Haus',
  alreadyNote: (when, where) => `Um ${when} eingelassen, Tür: ${where}. Diese Karte gilt für niemanden sonst.`,
  superseded: 'Ersetzt',
  supersededNote:
    'Diese Bestellung hat neuere Karten; diese ist ungültig. Fragen Sie nach dem neueren Ausdruck, oder schicken Sie den Gast zur Kasse.',
  toPay: 'Nicht bezahlt',
  toPayNote: (amount) => `${amount} zu zahlen. Bitte an die Kasse; danach gilt dieselbe Karte.`,
  refunded: 'Erstattet',
  refundedNote: 'Diese Bestellung wurde zurückgegeben. Ihre Plätze können wieder verkauft sein.',
  lapsed: 'Verfallen',
  lapsedNote:
    'Diese Bestellung wurde nicht rechtzeitig abgeholt, ihre Plätze sind wieder im Verkauf. Bitte an die Kasse.',
  notInOrder: 'Anderer Platz',
  notInOrderNote: 'Die Bestellung hat diesen Platz nicht mehr: Er wurde umgetauscht oder zurückgegeben.',
  otherScreening: 'Andere Vorstellung',
  otherScreeningNote: (of) => `Diese Karte ist für: ${of}.`,
  notGenuine: 'Nicht echt',
  notGenuineNote: 'Dieses Haus hat diese Karte nicht signiert. Nicht einlassen; bitte an die Kasse.',
  noTicket: 'Keine Karte',
  noTicketNote:
    'Das ist nicht der Code einer Karte. Scannen Sie den QR-Code der Karte, oder geben Sie Bestellung und Platz ein.',
  newerForm: 'Neuere Karte',
  newerFormNote:
    'Dieser Server ist älter als die Karte. Aktualisieren Sie ihn; bis dahin geben Sie Bestellung und Platz ein.',
  unknownOrder: 'Unbekannte Bestellung',
  unknownOrderNote:
    'Für diese Vorstellung gibt es sie nicht. Prüfen Sie die Eingabe, oder schicken Sie den Gast zur Kasse.',
  whichSeat: 'Welcher Platz?',
  whichSeatNote: (order, seats) => `Geben Sie die Bestellung und einen ihrer Plätze ein: ${order} ${seats}.`,
  cancelled: 'Abgesagt',
  cancelledNote: 'Diese Vorstellung findet nicht statt.',
  unsure: 'Nicht prüfbar',
  unsureNote:
    'Das Log der Kasse ist nicht erreichbar; niemand weiß, ob diese Karte schon benutzt wurde. Scannen Sie noch einmal, sonst nehmen Sie die gedruckte Liste.',
  orderOf: (order) => `Bestellung ${order}`,
};

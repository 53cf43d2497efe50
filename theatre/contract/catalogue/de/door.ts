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
  cameraLabel: 'Kamera',
  torch: 'Licht',
  before: 'Die letzten Scans',
  perDoor: 'Eingelassen, nach Tür',
  counts: (admitted, sold) => `${admitted} von ${sold} sind im Haus`,
  ready: 'Bereit',
  readyNote: 'Die nächste Karte, bitte.',
  checking: 'Wird geprüft …',
  unreached:
    'Es kam keine Antwort; ob mit dieser Karte eingelassen wurde, ist nicht bekannt. Scannen Sie noch einmal: Gezählt wird sie nur einmal. Sonst nehmen Sie die gedruckte Liste.',
  offline:
    'Dieses Gerät ist offline. Es wurde nichts gesendet und niemand eingelassen. Scannen Sie noch einmal, wenn die Verbindung wieder da ist, oder nehmen Sie die gedruckte Liste.',
  notChecked: 'Nicht geprüft',
  notCheckedNote:
    'Der Signatur nach echt, aber nicht mit der Liste abgeglichen: Sie kann schon benutzt oder zurückgegeben sein. Haken Sie den Platz auf der gedruckten Liste ab, oder scannen Sie später noch einmal.',
  otherScreeningOffline: 'Diese Karte ist für eine andere Vorstellung; das sagt ihre Signatur.',
  admit: 'Einlassen',
  admittedBefore: (when, where) =>
    `Um ${when} eingelassen, Tür: ${where}, durch eben diesen Scan: Seine Antwort ging unterwegs verloren.`,
  keyUsed: 'Dieser Schlüssel gehört zum Scan einer anderen Karte. Nehmen Sie für jeden Scan einen neuen.',
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
  script: {
    cameraOn: 'Kamera verwenden',
    cameraOff: 'Kamera beenden',
    cameraLooking: 'Halten Sie den Code der Karte ins Bild.',
    cameraInsecure:
      'Ein Browser gibt seine Kamera nur einer sicheren Seite, und diese kam über einfaches http. Starten Sie den Server mit FULL_HOUSE_TLS=self oder mit einem Zertifikat, und öffnen Sie die Adresse, die mit https beginnt. Mit Scanner und Tastatur geht es auch hier.',
    cameraRefused:
      'Diese Seite darf die Kamera nicht verwenden. Erlauben Sie es im Browser: Tippen Sie auf das Zeichen neben der Adresse, dann auf Kamera, und versuchen Sie es noch einmal. Mit Scanner und Tastatur geht es auch.',
    cameraNone:
      'Dieses Gerät hat keine Kamera, die sich verwenden lässt. Nehmen Sie einen Scanner, oder geben Sie Bestellung und Platz ein.',
    cameraBusy: 'Ein anderes Programm verwendet die Kamera. Beenden Sie es, und versuchen Sie es noch einmal.',
    cameraFailed:
      'Die Kamera funktioniert hier nicht. Versuchen Sie es noch einmal, laden Sie die Seite neu, oder nehmen Sie einen Scanner.',
    cameraStopped: 'Die Kamera wurde weggenommen. Mit der Taste verwenden Sie sie wieder.',
    askingAgain: 'Noch keine Antwort. Es wird noch einmal gefragt; doppelt eingelassen wird niemand.',
    stillAsking: 'Die Antwort steht noch aus …',
  },
};

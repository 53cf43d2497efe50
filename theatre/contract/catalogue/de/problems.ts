import type { problems as english } from '../en/problems.ts';
import type { Like } from '../like.ts';

export const problems: Like<typeof english> = {
  'unknown-screening': {
    title: 'Keine solche Vorstellung',
    detail: 'Unter dieser Adresse gibt es keine Vorstellung. Der Spielplan zeigt alle, die es gibt.',
  },
  'unknown-seat': {
    title: 'Kein solcher Platz',
    detail: 'Diesen Platz gibt es in diesem Saal nicht.',
  },
  'unknown-order': {
    title: 'Keine solche Bestellung',
    detail:
      'Für Sie gibt es keine Bestellung mit dieser Nummer. Sehen Sie auf dem Handy nach, mit dem gebucht wurde, oder fragen Sie an der Kasse.',
  },
  'unknown-house': {
    title: 'Kein solcher Saal',
    detail: 'Einen Saal mit dieser Kennung gibt es nicht. GET /api/houses nennt alle.',
  },
  'house-exists': {
    title: 'Den Saal gibt es schon',
    detail:
      'Einen Saal mit dieser Kennung gibt es schon. Speichern Sie Ihren unter einer anderen, oder nennen Sie den Stand, mit dem Sie begonnen haben.',
  },
  'plan-changed': {
    title: 'Der Plan wurde inzwischen geändert',
    detail:
      'Jemand anderes hat diesen Saal inzwischen gespeichert. Laden Sie ihn neu und machen Sie dann Ihre Änderung.',
  },
  'not-found': {
    title: 'Hier ist nichts',
    detail: 'Unter dieser Adresse gibt es nichts.',
  },
  'screening-exists': {
    title: 'Die Vorstellung gibt es schon',
    detail: 'Eine Vorstellung mit dieser Kennung gibt es schon. Lassen Sie die Kennung weg, dann wird eine gemacht.',
  },
  'screening-closed': {
    title: 'Verkauf beendet',
    detail: 'Der Verkauf für diese Vorstellung ist beendet. Gekaufte Karten bleiben gültig.',
  },
  'sales-suspended': {
    title: 'Verkauf angehalten',
    detail:
      'Die Kasse hat den Verkauf für diese Vorstellung angehalten. Nichts wurde geändert; versuchen Sie es in ein paar Minuten wieder.',
  },
  'seat-taken': {
    title: 'Der Platz ist vergeben',
    detail: 'Jemand anderes hat diesen Platz. Wählen Sie einen anderen.',
  },
  'not-enough-seats': {
    title: 'Nicht genug Plätze',
    detail:
      'Für Sie alle zusammen sind nicht genug solche Plätze frei. Suchen Sie weniger Plätze oder ohne feste Preiskategorie.',
  },
  'too-many-seats': {
    title: 'Zu viele Plätze',
    detail: 'Das sind mehr Plätze, als eine Person halten kann.',
  },
  'address-limit': {
    title: 'Zu viele unbezahlte Plätze in Ihrem Netz',
    detail:
      'In Ihrem Netz sind so viele Plätze dieses Hauses unbezahlt reserviert, dass dort keine weiteren vergeben werden. Buchen Sie welche, geben Sie welche zurück, oder fragen Sie an der Kasse.',
  },
  'nothing-selected': {
    title: 'Keine Plätze gewählt',
    detail: 'Sie haben keine Plätze gewählt. Wählen Sie zuerst Ihre Plätze.',
  },
  'hold-expired': {
    title: 'Ihre Zeit ist abgelaufen',
    detail: 'Ihre Zeit ist abgelaufen, und Ihre Plätze kamen wieder in den Verkauf. Wählen Sie neu.',
  },
  'no-more-time': {
    title: 'Mehr Zeit geht nicht',
    detail: 'Länger lassen sich diese Plätze nicht halten. Buchen Sie jetzt, sonst kommen sie wieder in den Verkauf.',
  },
  'selection-changed': {
    title: 'Ihre Auswahl ist eine andere',
    detail:
      'Ihre Auswahl ist nicht mehr die, die diese Seite gezeigt hat. Sehen Sie Ihre Plätze noch einmal an und buchen Sie dann. Nichts wurde verkauft.',
  },
  'key-used': {
    title: 'Schon gebucht',
    detail: 'Diese Buchung war schon gelungen. Plätze, die Sie seitdem gewählt haben, sind noch nicht gebucht.',
  },
  'payment-mismatch': {
    title: 'Der Betrag stimmt nicht',
    detail: 'Der Betrag passt nicht zum Preis der Plätze. Nichts wurde geändert.',
  },
  'not-in-order': {
    title: 'Nicht in dieser Bestellung',
    detail: 'Diese Plätze gehören nicht zu der Bestellung. Nichts wurde geändert.',
  },
  'already-paid': {
    title: 'Schon bezahlt',
    detail: 'Diese Bestellung ist schon bezahlt. Es wurde nichts noch einmal kassiert.',
  },
  'payment-due': {
    title: 'Noch nicht bezahlt',
    detail: 'Diese Bestellung ist noch nicht bezahlt. Erst kassieren, dann die Karten ausgeben.',
  },
  'order-refunded': {
    title: 'Erstattet',
    detail: 'Diese Bestellung wurde erstattet; sie hat keine Plätze mehr.',
  },
  'order-lapsed': {
    title: 'Nicht abgeholt',
    detail: 'Diese Bestellung wurde nicht rechtzeitig abgeholt; ihre Plätze sind wieder im Verkauf.',
  },
  'mail-off': {
    title: 'Es wird keine Mail verschickt',
    detail:
      'Es ist kein Mailserver eingerichtet. Setzen Sie SMTP_URL und FULL_HOUSE_MAIL_FROM und starten Sie den Server neu; oder geben Sie dem Gast den Link zur Bestellung.',
  },
  'no-address': {
    title: 'Keine E-Mail-Adresse',
    detail: 'Zu dieser Bestellung gibt es keine E-Mail-Adresse. Geben Sie eine an, an die die Mail gehen soll.',
  },
  'screening-cancelled': {
    title: 'Abgesagt',
    detail: 'Diese Vorstellung wurde abgesagt. Gekaufte Karten werden an der Kasse erstattet.',
  },
  'counter-only': {
    title: 'Nur an der Kasse',
    detail: 'Das kann nur die Kasse. Fragen Sie dort.',
  },
  'kiosk-only': {
    title: 'Nur an einer Kasse',
    detail:
      'Dieser Rechner wurde zum Verkaufen in das Haus aufgenommen; dies nimmt das Haus nur von seinen Kassen an. Tun Sie es an einer Kasse. Es wurde nichts geändert.',
  },
  'needs-manager': {
    title: 'Leitung nötig',
    detail: 'Dazu wird die PIN der Leitung gebraucht. Nichts wurde geändert.',
  },
  'no-shift': {
    title: 'Keine Schicht offen',
    detail: 'Es ist keine Schicht offen. Öffnen Sie zuerst eine, damit das Geld eine Kasse hat. Nichts wurde geändert.',
  },
  'unknown-promo': {
    title: 'Aktionscode unbekannt',
    detail: 'Diesen Aktionscode gibt es nicht, oder er gilt nicht für diese Plätze. Nichts wurde geändert.',
  },
  'unknown-ticket-type': {
    title: 'Kartenart unbekannt',
    detail: 'Diese Kartenart gibt es für diese Plätze nicht. Nichts wurde geändert.',
  },
  'too-late': {
    title: 'Zu spät',
    detail: 'Dafür ist es zu spät. Nichts wurde geändert.',
  },
  'ticket-superseded': {
    title: 'Durch eine neuere Karte ersetzt',
    detail: 'Diese Karte wurde durch eine neuere ersetzt. Lassen Sie sich die neueste zeigen.',
  },
  'already-admitted': {
    title: 'Schon eingelassen',
    detail: 'Mit dieser Karte ist schon jemand eingelassen worden.',
  },
  malformed: {
    title: 'Das wurde nicht verstanden',
    detail: 'Die Anfrage hat nicht die erwartete Form.',
  },
  'wrong-host': {
    title: 'Unter diesem Namen unbekannt',
    detail:
      'Dieser Server antwortet nicht auf den Namen, nach dem gefragt wurde. Wer ihn betreibt, kann ihn in FULL_HOUSE_HOSTS ergänzen.',
  },
  unreadable: {
    title: 'Das war nicht zu lesen',
    detail: 'Die Anfrage war nicht zu lesen.',
  },
  'not-supported': {
    title: 'Falscher Inhaltstyp',
    detail: 'Senden Sie application/json oder application/x-www-form-urlencoded.',
  },
  'too-large': {
    title: 'Zu groß',
    detail: 'Die Anfrage ist größer, als dieser Server annimmt.',
  },
  'address-too-long': {
    title: 'Adresse zu lang',
    detail: 'Die Adresse ist länger, als dieser Server annimmt.',
  },
  'headers-too-large': {
    title: 'Kopfzeilen zu groß',
    detail:
      'Die Kopfzeilen der Anfrage sind größer, als dieser Server annimmt. Vielleicht hilft es, die Cookies dieser Seite zu löschen.',
  },
  'too-slow': {
    title: 'Zu langsam',
    detail: 'Die Anfrage hat zu lange gebraucht. Versuchen Sie es noch einmal.',
  },
  'not-allowed': {
    title: 'Falsche Methode',
    detail: 'Diese Adresse nimmt diese Methode nicht an.',
  },
  'no-session': {
    title: 'Keine Sitzung',
    detail:
      'Ihr Browser hat kein gültiges Sitzungs-Cookie gesendet. Öffnen Sie zuerst die Seite der Vorstellung (mit erlaubten Cookies) und versuchen Sie es dann noch einmal.',
  },
  'wrong-origin': {
    title: 'Falsche Herkunft',
    detail:
      'Die Anfrage kam nicht von einer Seite dieser Kasse. Öffnen Sie die Vorstellung hier und versuchen Sie es noch einmal.',
  },
  'no-token': {
    title: 'Nur für das Haus',
    detail:
      'Dazu wird das Token des Hauses gebraucht: Senden Sie es als "Authorization: Bearer …". Es steht in FULL_HOUSE_STAFF_TOKEN oder in der Datei staff-token des Datenordners.',
  },
  'too-fast': {
    title: 'Zu schnell',
    detail: 'Das war zu schnell. Warten Sie einen Moment und versuchen Sie es dann noch einmal.',
  },
  'too-many-streams': {
    title: 'Zu viele offene Seiten',
    detail:
      'In Ihrem Netz sind zu viele Live-Seiten dieser Kasse offen. Schließen Sie einige und versuchen Sie es noch einmal.',
  },
  'log-unreachable': {
    title: 'Die Kasse ist nicht erreichbar',
    detail:
      'Die Kasse ist gerade nicht erreichbar. Nichts wurde geändert; versuchen Sie es in ein paar Sekunden wieder.',
  },
  unsettled: {
    title: 'Noch nicht bestätigt',
    detail:
      'Die Kasse hat dies nicht rechtzeitig bestätigt. Es kann noch klappen: Sehen Sie nach Ihren Plätzen, bevor Sie es noch einmal versuchen. Doppelt gebucht wird nie.',
  },
  'log-full': {
    title: 'Die Kasse kann nichts aufschreiben',
    detail:
      'Die Kasse kann gerade nichts aufschreiben, darum wurde nichts verkauft und nichts geändert. Fragen Sie an der Kasse.',
  },
  closing: {
    title: 'Neustart',
    detail: 'Dieser Server fährt gerade herunter. Versuchen Sie es in ein paar Sekunden wieder.',
  },
  'not-ready': {
    title: 'Noch nicht bereit',
    detail: 'Dieser Server ist noch nicht bereit.',
  },
  fault: {
    title: 'Unser Fehler',
    detail:
      'Hier ist etwas schiefgegangen. Ohne Bestätigung ist nichts verkauft; versuchen Sie es noch einmal oder fragen Sie an der Kasse.',
  },
};

import type { Like } from '../like.ts';
import type { programme as english } from '../en/programme.ts';
import { pluralOf } from '../plural.ts';

const plural = pluralOf('de');
const count = (number: number, one: string, other: string) => `${number} ${plural(number, { one, other })}`;
const orders = (number: number) => count(number, 'Bestellung', 'Bestellungen');
const ofOrders = (number: number) => count(number, 'Bestellung', 'Bestellungen');
const seats = (number: number) => count(number, 'Platz', 'Plätze');

/** Der Spielplan an der Kasse: die Woche auf einen Blick, und was mit einer Vorstellung geschieht. */
export const programme: Like<typeof english> = {
  nightAgain: 'Den Abend einer Vorstellung noch einmal',
  counts: (sold, held, capacity) => `${sold} von ${capacity} verkauft, ${held} reserviert`,
  empty: {
    none: 'Noch keine Vorstellungen.',
    create: 'N legt die erste an. Gäste können buchen, sobald sie da ist.',
    opening: 'Das Haus öffnet …',
    reading: 'Das Log wird gelesen; die Vorstellungen erscheinen gleich hier.',
    away: 'Das Log antwortet nicht.',
    awaits: 'Die Vorstellungen erscheinen hier, sobald es antwortet. Die Zeile unten sagt mehr.',
  },
  week: 'Woche',
  list: 'Liste',
  screenings: 'Vorstellungen',
  newScreening: 'Neue Vorstellung',
  span: (from, to) => `${from} – ${to}`,
  today: 'Heute',
  nothingThatDay: 'Spielfrei',
  nothingThatWeek: 'In dieser Woche ist spielfrei. N legt eine neue Vorstellung an; oder blättern Sie weiter.',
  phases: { open: 'Im Verkauf', closed: 'Geschlossen', cancelled: 'Abgesagt' },
  left: (available, capacity) => `${available} von ${capacity} frei`,
  refundsOpen: 'Erstattungen offen',
  cancelledFor: (reason) => `Abgesagt: ${reason}`,
  keys: {
    next: 'Nächste Vorstellung',
    previous: 'Vorige Vorstellung',
    days: 'Zwischen den Tagen wechseln',
    screenings: 'Zwischen den Vorstellungen eines Tages wechseln',
    open: 'Für diese Vorstellung verkaufen',
    before: 'Vorige Woche',
    after: 'Nächste Woche',
    today: 'Diese Woche',
    list: 'Liste aller Vorstellungen',
    week: 'Die Woche',
    night: 'Den Abend dieser Vorstellung noch einmal',
    create: 'Neue Vorstellung',
    title: 'Titel ändern',
    move: 'Verlegen, auch nach vorn',
    copy: 'Duplizieren: dasselbe zu anderen Zeiten',
    prices: 'Preise, Ermäßigungen und Aktionscodes',
    close: 'Verkauf schließen',
    cancel: 'Absagen, oder weiter erstatten',
    designer: 'Saalpläne',
    back: 'Zurück',
  },
  short: {
    title: 'Titel',
    move: 'Verlegen',
    copy: 'Duplizieren',
    prices: 'Preise',
    close: 'Schließen',
    cancel: 'Absagen',
  },
  fields: {
    title: 'Titel',
    startsAt: 'Beginn',
    reason: 'Grund, nur für das Personal',
    first: 'Erster Termin',
    every: 'Danach',
    times: 'Wie viele insgesamt',
    price: (category, currency) => `${category}, ${currency}`,
    discount: {
      concession: 'Ermäßigt, % Nachlass',
      child: 'Kind, % Nachlass',
      companion: 'Begleitung, % Nachlass',
    },
    promos: 'Aktionscodes, je Zeile einer: Code und % Nachlass',
    promosExample: 'FRUEHLING 20',
  },
  repeat: { once: 'keiner mehr', daily: 'jeden Tag', weekly: 'jede Woche' },
  faults: {
    title: 'Geben Sie einen Titel ein.',
    startsAt: 'Geben Sie Tag und Uhrzeit an.',
    same: 'Dann beginnt sie schon jetzt.',
    past: 'Das liegt in der Vergangenheit.',
    reason: 'Geben Sie einen Grund ein.',
    price: 'Geben Sie einen Preis wie 24,00 ein.',
    percent: 'Geben Sie eine ganze Zahl von 0 bis 100 ein.',
    times: (most) => `Geben Sie eine ganze Zahl von 1 bis ${most} ein.`,
    promo: (line) => `„${line}“ ist kein Code aus Großbuchstaben und Ziffern mit einer Zahl von 1 bis 100.`,
    promoTwice: (code) => `${code} steht zweimal da.`,
  },
  title: {
    heading: 'Ein anderer Titel',
    does: 'Handys, Kassen und Karten, die ab jetzt ausgestellt werden, nennen den neuen Titel. Verkaufte Karten bleiben gültig.',
    confirm: 'Titel ändern',
  },
  move: {
    heading: 'Eine andere Zeit',
    does: (sold) =>
      sold === 0
        ? 'Alle Handys und Kassen zeigen die neue Zeit sofort.'
        : `Alle Handys und Kassen zeigen die neue Zeit sofort, ebenso die ${plural(sold, { one: 'Bestellseite', other: 'Bestellseiten' })} von ${ofOrders(sold)}. Verkaufte Karten bleiben gültig.`,
    confirm: 'Verlegen',
  },
  copy: {
    heading: 'Dasselbe zu anderen Zeiten',
    does: (number) =>
      `${count(number, 'Vorstellung geht', 'Vorstellungen gehen')} in den Verkauf, mit demselben Saal, denselben Preisen, Ermäßigungen und Aktionscodes.`,
    more: (number) => `und ${number} weitere`,
    confirm: (number) => (number === 1 ? 'Anlegen' : `${number} anlegen`),
    some: (opened, wanted) =>
      `${opened} von ${wanted} wurden angelegt, dann ging es nicht weiter. Die Termine unten fehlen noch.`,
  },
  prices: {
    heading: 'Preise ab jetzt',
    does: 'Verkauftes behält seinen Preis. Plätze, die jemand gerade hält, kosten den neuen; deren Bildschirme zeigen ihn sofort.',
    confirm: 'Preise setzen',
  },
  close: {
    heading: 'Verkauf schließen?',
    does: 'Es wird nichts mehr verkauft oder reserviert, weder an der Kasse noch am Handy. Verkauftes bleibt gültig und kann weiter bezahlt, abgeholt und erstattet werden. Der Verkauf lässt sich nicht wieder öffnen.',
    confirm: 'Verkauf schließen',
  },
  cancel: {
    heading: 'Diese Vorstellung absagen?',
    does: (sold, held) =>
      `Der Verkauf endet endgültig${held > 0 ? `, und ${seats(held)}, die jemand hält, ${plural(held, { one: 'wird', other: 'werden' })} frei` : ''}. ${
        sold === 0 ? 'Es ist nichts zu erstatten.' : `Danach arbeiten Sie die Erstattung von ${ofOrders(sold)} ab.`
      } Das lässt sich nicht rückgängig machen.`,
    confirm: 'Vorstellung absagen',
  },
  refunds: {
    heading: 'Erstattungen',
    of: (title, evening) => `${title}, ${evening}`,
    left: (left, done) => `${orders(left)} offen, ${done} erledigt`,
    finished: (done) => (done === 0 ? 'Es war nichts zu erstatten.' : `Alle ${orders(done)} sind erstattet.`),
    onThisPage:
      'Die Liste steht im Log: Nach einer Pause, an einer anderen Kasse oder nach einem Absturz geht es weiter, wo Sie aufgehört haben.',
    seats,
    order: 'Bestellung',
    places: 'Plätze',
    byCard: 'Auf die Karte',
    inCash: 'Bar',
    unpaid: 'Nicht bezahlt: nichts zu erstatten',
    next: 'Nächster Schritt',
    one: 'Erstatten',
    hand: 'Auszahlen',
    release: 'Freigeben',
    all: (number) => `Alle ${number} ohne Bargeld`,
    ask: {
      cash: (money, order) => `Zahlen Sie ${money} bar an die Person mit Bestellung ${order} aus.`,
      mixed: (cash, card, order) =>
        `Zahlen Sie ${cash} bar an die Person mit Bestellung ${order} aus und buchen Sie am Terminal ${card} auf ihre Karte zurück.`,
      card: (money, order) =>
        `Buchen Sie am Terminal ${money} auf die Karte zurück, mit der Bestellung ${order} bezahlt wurde.`,
      unpaid: (order) => `Bestellung ${order} wurde nie bezahlt. Ihre Plätze werden frei; es fließt kein Geld.`,
      all: (paid, money, unpaid) =>
        [
          ...(paid > 0
            ? [
                `${orders(paid)} ${plural(paid, { one: 'wird', other: 'werden' })} auf die Karte erstattet, zusammen ${money}: Buchen Sie es am Terminal zurück.`,
              ]
            : []),
          ...(unpaid > 0
            ? [
                `${orders(unpaid)}, die nie bezahlt ${plural(unpaid, { one: 'wurde, wird', other: 'wurden, werden' })} freigegeben; es fließt kein Geld.`,
              ]
            : []),
        ].join(' ') || 'Es ist nichts zu erstatten.',
    },
    handed: 'Ausgezahlt',
    refunded: 'Erstattet',
    given: 'Freigeben',
    allDone: 'Alle diese erstatten',
    notYet: 'Noch nicht',
    stopped: (refunded, why) => `${orders(refunded)} erledigt, dann ging es nicht weiter: ${why}`,
  },
  problems: {
    'needs-manager': 'Das darf nur die Leitung. Es wurde nichts geändert.',
    'not-allowed': 'Es ist niemand angemeldet. Melden Sie sich an; es wurde nichts geändert.',
    'no-shift': 'Geld gehört zu einer Schicht. Öffnen Sie zuerst eine an dieser Kasse; es wurde nichts geändert.',
    'screening-cancelled': 'Diese Vorstellung wurde abgesagt. Sie kann nur noch erstattet werden.',
    'screening-closed': 'Der Verkauf dieser Vorstellung ist geschlossen.',
    'not-cancelled':
      'Diese Vorstellung ist nicht abgesagt; erstatten Sie einzelne Bestellungen auf deren eigener Seite.',
    'payment-mismatch':
      'Diese Bestellung hat sich geändert, seit sie hier steht. Sehen Sie sie noch einmal an; es wurde nichts erstattet.',
    'house-exists': 'Es gibt schon einen Saal mit dieser Kennung. Speichern Sie Ihren unter einer anderen.',
    'plan-changed':
      'Jemand anders hat diesen Saal inzwischen gespeichert. Speichern Sie Ihren unter einer anderen Kennung, oder öffnen Sie den neuen und zeichnen Sie noch einmal.',
    'unknown-house': 'Diesen Saal gibt es nicht mehr. Speichern Sie ihn noch einmal, um ihn zurückzuholen.',
    'bad-plan': 'Dieser Plan hat Fehler; sie stehen daneben. Es wurde nichts gespeichert.',
    working: 'Einen Moment …',
  },
};

import type { creating as englishCreating, selling as english } from '../en/selling.ts';
import type { Like } from '../like.ts';

export const selling: Like<typeof english> = {
  opening: 'Die Vorstellung wird geöffnet …',
  screenings: 'Vorstellungen',
  backToScreenings: 'Zurück zu den Vorstellungen',
  back: 'Zurück',
  seats: 'Plätze',
  counts: { available: 'frei', held: 'reserviert', sold: 'verkauft', withheld: 'gesperrt' },
  nightAgain: 'Der Abend noch einmal',
  nightFromBeginning: 'Dieser Abend noch einmal, von Anfang an',
  link: 'Link für Gäste',
  showLink: 'Den Link für Gäste zeigen',
  forPatrons: 'Für Gäste',
  lostSince: (time) =>
    `Das Log ist seit ${time} weg. Die Plätze sind gezeigt, wie sie da waren, und bis es zurück ist, wird nichts verkauft.`,
  notConnected: 'Das Log ist nicht verbunden: Bis dahin wird nichts verkauft.',
  replaced:
    'Das ist nicht mehr das Log, das bisher gelesen wurde: Eine Sicherung wurde eingespielt, oder es wurde ausgetauscht. Nichts kann verkauft werden. Beenden Sie Full House und starten Sie es neu: Dann sucht es, was fehlt.',
  notFresh: 'Das Log wird nachgelesen. Die Plätze können verspätet sein; noch wird nichts verkauft.',
  suspended: (reason) => `Der Verkauf ist angehalten: ${reason}`,
  closed: 'Der Verkauf dieser Vorstellung ist beendet.',
  cancelled: 'Diese Vorstellung wurde abgesagt.',
};

export const creating: Like<typeof englishCreating> = {
  heading: 'Neue Vorstellung',
  isOpen: 'Die Vorstellung ist im Verkauf',
  sellNow: 'An der Kasse verkaufen',
  title: 'Titel',
  titleMissing: 'Tippen Sie einen Titel.',
  house: 'Saal',
  houseOf: (name, seats) => `${name}, ${seats}`,
  starts: 'Beginn',
  startMissing: 'Geben Sie Tag und Uhrzeit an.',
  past: 'Das liegt in der Vergangenheit.',
  pricesIn: (currency) => `Preise in ${currency}`,
  priceWrong: 'Tippen Sie einen Preis wie 24,00.',
  open: 'In den Verkauf geben',
  opening: 'Wird geöffnet …',
  notConnected: 'Das Log ist nicht verbunden. Sobald es verbunden ist, lässt sich eine Vorstellung anlegen.',
};

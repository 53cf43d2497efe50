import type { notices as english } from '../en/notices.ts';
import type { Like } from '../like.ts';
import { pluralOf } from '../plural.ts';

const plural = pluralOf('de');
const seats = (count: number) => `${count} ${plural(count, { one: 'Platz', other: 'Plätze' })}`;

export const notices: Like<typeof english> = {
  screening: (title: string, start: string) => `${title}, ${start}`,
  nearlySoldOut: (of: string, left: number) => `Noch ${seats(left)}: ${of}`,
  nearlySoldOutTodo:
    'Denken Sie an die Hausplätze: Geben Sie frei, was niemand braucht. Ist eine weitere Vorstellung möglich?',
  soldOut: (of: string) => `Ausverkauft: ${of}`,
  soldOutTodo: (held: number) =>
    held > 0
      ? `${held} reservierte ${plural(held, { one: 'Platz kann', other: 'Plätze können' })} wieder frei werden. Führen Sie eine Warteliste und geben Sie Hausplätze frei, die niemand braucht.`
      : 'Führen Sie eine Warteliste und geben Sie Hausplätze frei, die niemand braucht.',
  salesSuspended: (of: string) => `Der Verkauf ruht: ${of}`,
  salesSuspendedTodo: (reason: string) =>
    `${reason} „npm run repair“ auf dem Server zeigt, was abweicht; die Leitung entscheidet, was stimmt, dann geht der Verkauf weiter.`,
  refusalsRising: (of: string, perMinute: number) =>
    `${perMinute} ${plural(perMinute, { one: 'abgewiesener Griff', other: 'abgewiesene Griffe' })} nach Plätzen in einer Minute: ${of}`,
  refusalsRisingTodo:
    'Viele wollen dieselben Plätze. Sehen Sie auf den Saalplan: Sperren Sie einen Block, den ein einzelnes Netz besetzt hält, oder öffnen Sie eine weitere Vorstellung.',
  mailOff: 'Bestätigungen werden nicht per E-Mail verschickt',
  mailOffTodo:
    'Es ist kein Mailserver eingerichtet. Setzen Sie SMTP_URL und FULL_HOUSE_MAIL_FROM und starten Sie den Server neu. Bis dahin haben die Gäste die Seite ihrer Bestellung.',
  mailFailing: (waiting: number) =>
    `Der Mailserver nimmt nichts an: ${waiting} ${plural(waiting, { one: 'Mail wartet', other: 'Mails warten' })}`,
  mailFailingTodo: (problem: string) =>
    `Der Grund: ${problem}. Prüfen Sie SMTP_URL und den Mailserver. Es wird von selbst wieder versucht, und der Verkauf geht weiter.`,
  mailUndelivered: (count: number) =>
    `${count} ${plural(count, { one: 'Mail ist', other: 'Mails sind' })} vielleicht nicht angekommen`,
  mailUndeliveredTodo: (orders: string) =>
    `Suchen Sie die Bestellung, prüfen Sie die Adresse und schicken Sie die Mail noch einmal, oder geben Sie dem Gast den Link zur Bestellung: ${orders}.`,
  logUnreachable: 'Das Log ist nicht erreichbar: Es wird nichts verkauft',
  logUnreachableTodo:
    'Prüfen Sie das Netz und nats-server. Die Gäste werden um Geduld gebeten; sobald es wieder da ist, geht alles von selbst weiter.',
  logSlow: (seconds) => `Das Log braucht ${seconds} Sekunden für eine Antwort`,
  logSlowTodo:
    'Jeder Verkauf wartet darauf. Sehen Sie nach Platte und Auslastung des Rechners, auf dem das Log liegt, und beenden Sie, was ihn sonst beschäftigt.',
  logBehind: (lag: number) =>
    `Dieser Server ist ${lag} ${plural(lag, { one: 'Nachricht', other: 'Nachrichten' })} hinter dem Log`,
  logBehindTodo:
    'Was die Bildschirme zeigen, kann verspätet sein. Holt er in ein paar Minuten nicht auf, starten Sie diesen Server neu.',
  databaseBehind: (lag: number) =>
    `Die Datenbank ist ${lag} ${plural(lag, { one: 'Nachricht', other: 'Nachrichten' })} hinter dem Log`,
  databaseBehindTodo: (problem) =>
    problem === undefined
      ? 'Der Suche können die neuesten Bestellungen fehlen; der Verkauf ist nicht betroffen. Holt sie nicht auf, sehen Sie nach der Platte und dann in die Ausgabe des Servers.'
      : `Der Suche fehlen die neuesten Bestellungen; der Verkauf ist nicht betroffen. In die Datenbank lässt sich nicht schreiben: ${problem}. Beenden Sie, was ihre Datei sonst noch geöffnet hat, oder schaffen Sie Platz auf der Platte. Sie holt von selbst auf.`,
  diskFilling: (free: string) => `Die Platte wird voll: noch ${free} frei`,
  diskFillingTodo: 'Schaffen Sie Platz auf der Platte des Datenordners. Ist sie voll, kann nichts verkauft werden.',
  logFilling: (percent: number) => `Das Log ist zu ${percent} % voll`,
  logFillingTodo:
    'Ist es voll, kann nichts verkauft werden. Archivieren Sie vergangene Vorstellungen mit „npm run archive“, oder geben Sie dem Stream mehr Raum.',
};

import type { Loss } from '../../../replay/seat-change.ts';
import type { SeatLine } from '../../../replay/story.ts';
import type { stories as english } from '../en/stories.ts';
import type { Like } from '../like.ts';
import { pluralOf } from '../plural.ts';
import { lapses } from './lapses.ts';
import { listed } from './seats.ts';
import { viewers } from './viewers.ts';

const plural = pluralOf('de');

const reasons: Readonly<Record<string, string>> = {
  'seat-taken': 'jemand anderes hatte den Platz',
  'too-many-seats': 'mehr Plätze kann eine Person nicht halten',
  'not-enough-seats': 'es waren nicht genug solche Plätze frei',
  'hold-expired': 'die Zeit war abgelaufen',
  'nothing-selected': 'es war nichts gewählt',
  'no-more-time': 'mehr Zeit war nicht möglich',
  'selection-changed': 'die Plätze waren nicht mehr die auf der Seite gezeigten',
  'payment-mismatch': 'der Betrag stimmte nicht',
  'sales-suspended': 'der Verkauf war angehalten',
  'screening-closed': 'der Verkauf war beendet',
  'unknown-seat': 'einen solchen Platz gibt es im Haus nicht',
  'screening-cancelled': 'die Vorstellung war abgesagt',
  'not-allowed': 'das ging nur an der Kasse',
  'needs-manager': 'dafür brauchte es eine Leitung',
  'no-shift': 'an der Kasse war keine Schicht offen',
  'unknown-promo': 'einen solchen Aktionscode gab es nicht',
  'too-late': 'dafür war es zu spät',
};

export const reasonWords = (reason: string): string => reasons[reason] ?? `es wurde abgelehnt (${reason})`;

const losses: Readonly<Record<Loss, (who: string, lapse: string) => string>> = {
  'let-go': (who, lapse) => `${who} hat ihn nach ${lapse} wieder freigegeben`,
  'gave-back': (who, lapse) => `${who} hat nach ${lapse} alles zurückgegeben`,
  expired: (who, lapse) => `Die Zeit von ${who} war nach ${lapse} um`,
  taken: (who, lapse) => `Die Zeit von ${who} war nach ${lapse} um`,
  absent: (who, lapse) => `${who} war zu lange weg, nach ${lapse}`,
  'released-by-staff': (who, lapse) => `Die Kasse hat ihn für ${who} nach ${lapse} zurückgegeben`,
  withheld: (who, lapse) => `${who} hat ihn nach ${lapse} an das Haus verloren`,
  'sold-to-other': (who, lapse) => `${who} hat ihn nach ${lapse} an einen anderen Verkauf verloren`,
};

const returns: Readonly<Record<Extract<SeatLine, { kind: 'returned' }>['how'], string>> = {
  refunded: 'hat das Geld zurück; wieder im Verkauf',
  undone: 'hatte ihn aus Versehen: Der Verkauf wurde zurückgenommen',
  exchanged: 'hat ihn gegen einen anderen getauscht',
  lapsed: 'hat ihn nicht rechtzeitig abgeholt; wieder im Verkauf',
};

export const stories: Like<typeof english> = {
  seatLine: (line) => {
    switch (line.kind) {
      case 'chosen':
        return `${viewers.name(line.viewerId)} hat ihn gewählt`;
      case 'lost': {
        const to = line.to === undefined ? '' : `; jetzt hat ihn ${viewers.name(line.to)}`;
        return `${losses[line.why](viewers.name(line.viewerId), lapses.exact(line.heldMs))}${to}`;
      }
      case 'bought': {
        if (line.exchanged) return `${viewers.name(line.viewerId)} hat ihn im Tausch bekommen`;
        const after = line.heldMs > 0 ? ` nach ${lapses.exact(line.heldMs)}` : '';
        return `${viewers.name(line.viewerId)} hat ihn${after} gekauft`;
      }
      case 'refused':
        return `${viewers.name(line.viewerId)} hat ihn nicht bekommen: ${refused(line)}`;
      case 'withheld':
        return `Vom Haus aus dem Verkauf genommen: ${line.reason}`;
      case 'returned':
        return `${viewers.name(line.viewerId)} ${returns[line.how]}`;
      case 'on-sale-again':
        return 'Wieder im Verkauf';
      default:
        return line satisfies never;
    }
  },
  viewerLine: (line) => {
    switch (line.kind) {
      case 'came':
        return 'schaut herein';
      case 'went':
        return 'ist gegangen';
      case 'more-time':
        return 'hat um mehr Zeit gebeten';
      case 'paying':
        return 'ist zum Bezahlen gegangen';
      case 'chose':
        return `hat ${listed(line.seatIds)} gewählt`;
      case 'lost': {
        const to = line.to === undefined ? '' : `; jetzt bei ${viewers.name(line.to)}`;
        return `${viewerLoss(line.why, listed(line.seatIds))}${to}`;
      }
      case 'bought':
        return `hat ${listed(line.seatIds)} gekauft`;
      case 'paid':
        return 'hat die Bestellung bezahlt';
      case 'collected':
        return 'hat die Karten abgeholt';
      case 'ticketed':
        return 'hat Karten ausgestellt bekommen';
      case 'lapsed':
        return 'hat die Bestellung nicht rechtzeitig abgeholt';
      case 'admitted':
        return `ist mit ${listed(line.seatIds)} hereingekommen (${line.door})`;
      case 'returned':
        return `hat das Geld für ${listed(line.seatIds)} zurück`;
      case 'exchanged':
        return `hat ${listed(line.from)} gegen ${listed(line.seatIds)} getauscht`;
      case 'refused':
        return `hat ${line.seatIds.length > 0 ? listed(line.seatIds) : `„${line.command}“`} nicht bekommen: ${reasonWords(line.reason)}`;
      default:
        return line satisfies never;
    }
  },
  cannotKnow: ({ agreement, commands }) => {
    const unknown = Object.values(commands.unknown).reduce((sum, count) => sum + count, 0);
    const percent = (agreement * 100).toFixed(agreement === 1 ? 0 : 1).replace('.', ',');
    return [
      'Menschen reagieren. Wer einen Platz nicht bekam, hat einen anderen gewählt oder ist gegangen; wer mehr Zeit gehabt hätte, hätte sie vielleicht genutzt. Hier tun alle, was sie an dem Abend taten, zur selben Sekunde.',
      'Wer nach einer Ablehnung andere Plätze gekauft hat, kauft sie hier auch, neben dem Platz, der jetzt zu haben ist: Wo aus Ablehnungen Zusagen werden, sind die Verkäufe eher zu hoch.',
      'Wer ohne ein Wort aufgegeben hat oder gar nicht kam, weil es ausverkauft hieß, hat nichts hinterlassen.',
      'Von einem abgelehnten Versuch für mehrere Plätze sind nur die Plätze bekannt, die nicht zu haben waren.',
      'Ablehnungen werden je Besucher und Sekunde nur bis zu einer Grenze aufgeschrieben; die übrigen fehlen.',
      ...(unknown > 0
        ? [
            `Bei ${unknown} abgelehnten ${plural(unknown, { one: 'Versuch', other: 'Versuchen' })} steht nicht im Log, worum es ging.`,
          ]
        : []),
      `Unter den Grenzen jenes Abends noch einmal entschieden, enden ${percent} % der Plätze wie damals.`,
    ];
  },
};

function refused({ reason, holder, byMs }: Extract<SeatLine, { kind: 'refused' }>): string {
  if (holder === undefined) return reason === 'seat-taken' ? 'er war nicht im Verkauf' : reasonWords(reason);
  const other = viewers.name(holder);
  return reason === 'seat-taken'
    ? `${other} war ${lapses.exact(byMs)} früher`
    : `${reasonWords(reason)}; jetzt hat ihn ${other}`;
}

function viewerLoss(why: Loss, seats: string): string {
  switch (why) {
    case 'let-go':
      return `hat ${seats} wieder freigegeben`;
    case 'gave-back':
      return `hat ${seats} zurückgegeben`;
    case 'expired':
    case 'taken':
      return `hat ${seats} verloren, weil die Zeit um war`;
    case 'absent':
      return `war zu lange weg und hat ${seats} verloren`;
    case 'released-by-staff':
      return `hat ${seats} verloren: von der Kasse zurückgegeben`;
    case 'withheld':
      return `hat ${seats} an das Haus verloren`;
    case 'sold-to-other':
      return `hat ${seats} an einen anderen Verkauf verloren`;
    default:
      return why satisfies never;
  }
}

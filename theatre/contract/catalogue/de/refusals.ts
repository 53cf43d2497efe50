import type { LostSeat } from '../../../screening/events.ts';
import type { refusals as english } from '../en/refusals.ts';
import type { Like } from '../like.ts';
import { lapses } from './lapses.ts';
import { listed, seats as words } from './seats.ts';
import { viewers } from './viewers.ts';

export const refusals: Like<typeof english> = {
  of: (reason, seats, maxSeats) => {
    const names = listed(seats.map(({ seatId }) => seatId));
    const many = seats.length > 1;
    switch (reason) {
      case 'unknown-screening':
        return 'Diese Vorstellung gibt es nicht. Der Spielplan zeigt alle, die es gibt.';
      case 'screening-exists':
        return 'Eine Vorstellung mit dieser Kennung gibt es schon.';
      case 'screening-closed':
        return 'Der Verkauf für diese Vorstellung ist beendet. Gekaufte Karten bleiben gültig.';
      case 'screening-cancelled':
        return 'Diese Vorstellung wurde abgesagt. Gekaufte Karten werden an der Kasse erstattet.';
      case 'sales-suspended':
        return 'Der Verkauf ist gerade angehalten. Nichts wurde geändert; versuchen Sie es in ein paar Minuten wieder.';
      case 'unknown-seat':
        return `${names} gibt es in diesem Saal nicht.`;
      case 'seat-taken':
        return `${seats.map(taken).join(' ')} Wählen Sie ${many ? 'andere Plätze' : 'einen anderen Platz'}.`;
      case 'not-enough-seats':
        return 'Für Sie alle zusammen sind nicht genug solche Plätze frei. Suchen Sie weniger Plätze oder ohne feste Preiskategorie.';
      case 'too-many-seats': {
        const limit =
          maxSeats === undefined ? 'nur eine begrenzte Zahl von Plätzen' : `höchstens ${words.count(maxSeats)}`;
        return `Sie können auf einmal ${limit} halten. Geben Sie einen zurück oder buchen Sie, was Sie haben.`;
      }
      case 'nothing-selected':
        return 'Sie haben keine Plätze gewählt. Wählen Sie zuerst Ihre Plätze.';
      case 'hold-expired': {
        const gone = listed(seats.filter(({ holder }) => holder !== undefined).map(({ seatId }) => seatId));
        return `Ihre Zeit ist abgelaufen, und ${names} ${many ? 'kamen' : 'kam'} wieder in den Verkauf.${gone === '' ? '' : ` ${gone} hat inzwischen jemand anderes.`} Wählen Sie neu.`;
      }
      case 'no-more-time':
        return 'Länger lassen sich diese Plätze nicht halten. Buchen Sie jetzt, sonst kommen sie wieder in den Verkauf.';
      case 'selection-changed':
        return 'Die Auswahl ist nicht mehr die gezeigte. Sehen Sie die Plätze noch einmal an und buchen Sie dann. Nichts wurde verkauft.';
      case 'payment-mismatch':
        return 'Der Betrag passt nicht zum Preis der Plätze. Nichts wurde geändert.';
      case 'unknown-order':
        return 'Eine Bestellung mit dieser Nummer gibt es nicht. Suchen Sie nach dem Namen.';
      case 'not-in-order':
        return `${names} ${many ? 'gehören' : 'gehört'} nicht zu dieser Bestellung. Nichts wurde geändert.`;
      case 'already-paid':
        return 'Diese Bestellung ist schon bezahlt. Es wurde nichts noch einmal kassiert.';
      case 'payment-due':
        return 'Diese Bestellung ist noch nicht bezahlt. Erst kassieren, dann die Karten ausgeben.';
      case 'order-refunded':
        return 'Diese Bestellung wurde erstattet; sie hat keine Plätze mehr.';
      case 'order-lapsed':
        return 'Diese Bestellung wurde nicht rechtzeitig abgeholt; ihre Plätze sind wieder im Verkauf. Verkaufen Sie sie neu, wenn sie noch frei sind.';
      case 'not-allowed':
        return seats.length === 0
          ? 'Das kann nur die Kasse. Fragen Sie dort.'
          : `${names} ${many ? 'lassen' : 'lässt'} sich so nicht verkaufen. Eine Begleitkarte gehört zu einem Rollstuhlplatz derselben Bestellung; Hausplätze gibt es an der Kasse.`;
      case 'needs-manager':
        return 'Dazu wird die Leitung gebraucht. Bitten Sie sie, es zu tun oder mit ihrer PIN zuzustimmen.';
      case 'no-shift':
        return 'An dieser Kasse ist keine Schicht offen. Öffnen Sie eine (F4) und kassieren Sie dann.';
      case 'unknown-promo':
        return 'Dieser Aktionscode gilt nicht für diese Vorstellung. Prüfen Sie ihn oder verkaufen Sie ohne.';
      case 'unknown-ticket-type':
        return 'Diese Kartenart gibt es nicht. Wählen Sie Normalpreis, ermäßigt, Kind, Begleitung oder Freikarte.';
      case 'too-late':
        return 'Dafür ist es zu spät. Sehen Sie auf die Zeit und wählen Sie einen anderen Weg.';
      case 'ticket-superseded':
        return 'Diese Karte gilt nicht mehr: Für die Bestellung wurden neuere ausgestellt. Lassen Sie sich die neueste zeigen.';
      case 'already-admitted':
        return 'Mit dieser Karte ist schon jemand eingelassen worden.';
      default:
        return reason satisfies never;
    }
  },
  lost: (why, seatIds) => {
    const seats = listed(seatIds);
    const many = seatIds.length > 1;
    const came = many ? 'kamen' : 'kam';
    switch (why) {
      case 'expired':
        return `Ihre Zeit ist abgelaufen, und ${seats} ${came} wieder in den Verkauf.`;
      case 'taken':
        return `Ihre Zeit ist abgelaufen, und jemand anderes hat ${seats} genommen.`;
      case 'booked':
        return `Jemand anderes hat gerade ${seats} gebucht.`;
      case 'withheld':
        return `Die Kasse hat ${seats} aus dem Verkauf genommen. Wählen Sie ${many ? 'andere Plätze' : 'einen anderen Platz'}.`;
      case 'released':
        return `Sie schienen weg zu sein, und ${seats} ${came} wieder in den Verkauf.`;
      case 'freed':
        return `Die Kasse hat ${seats} für Sie zurückgegeben. Fragen Sie dort, wenn Sie das nicht wollten.`;
      case 'cancelled':
        return `Diese Vorstellung wurde abgesagt, und ${seats} ${many ? 'gehören' : 'gehört'} nicht mehr Ihnen.`;
      default:
        return why satisfies never;
    }
  },
};

function taken({ seatId, status, holder, byMs }: LostSeat): string {
  const who = holder === undefined ? 'Jemand anderes' : viewers.name(holder);
  switch (status) {
    case 'held':
      return `${who} hat ${seatId} ${lapses.rough(byMs)} vor Ihnen genommen.`;
    case 'booked':
      return `${seatId} wurde ${lapses.rough(byMs)} vorher verkauft.`;
    case 'withheld':
      return `${seatId} ist nicht im Verkauf.`;
    case 'available':
      return `${seatId} war nicht zu haben.`;
    default:
      return status satisfies never;
  }
}

import type { activity as english } from '../en/activity.ts';
import type { Like } from '../like.ts';
import { seats as words } from './seats.ts';
import { viewers } from './viewers.ts';

export const activity: Like<typeof english> = {
  line: (line, audience = 'patron') => {
    const who = line.viewerId === undefined ? 'Jemand' : viewers.name(line.viewerId);
    const seats = words.named(line.seatIds);
    const are = line.seatIds.length === 1 ? 'ist' : 'sind';
    switch (line.kind) {
      case 'opened':
        return 'Der Verkauf hat begonnen';
      case 'selected':
        return `${who} hat ${seats} gewählt`;
      case 'deselected':
        return `${who} hat ${seats} wieder freigegeben`;
      case 'expired':
        return `Die Zeit von ${who} ist um; ${seats} ${are} wieder frei`;
      case 'gave-back':
        return `${who} hat ${seats} zurückgegeben`;
      case 'booked':
        return `${who} hat ${seats} gebucht`;
      case 'lapsed':
        return audience === 'staff' ? `${seats} nicht rechtzeitig abgeholt` : `${seats} ${are} wieder im Verkauf`;
      case 'refunded':
        return audience === 'staff' ? `${seats} erstattet` : `${seats} ${are} wieder im Verkauf`;
      case 'exchanged':
        return `${who} hat gegen ${seats} getauscht`;
      case 'withheld':
        return audience === 'staff' ? `${seats} gesperrt` : `${seats} ${are} nicht mehr zu haben`;
      case 'released':
        return `${seats} ${are} wieder im Verkauf`;
      case 'amended':
        return 'Titel oder Zeit geändert';
      case 'repriced':
        return 'Preise geändert';
      case 'cancelled':
        return 'Vorstellung abgesagt';
      case 'closed':
        return 'Der Verkauf ist beendet';
      case 'suspended':
        return 'Der Verkauf ist angehalten';
      case 'resumed':
        return 'Der Verkauf geht weiter';
      case 'joined':
        return line.count > 1 ? `${line.count} Leute schauen herein` : `${who} schaut herein`;
      case 'left':
        return line.count > 1 ? `${line.count} Leute sind gegangen` : `${who} ist gegangen`;
      default:
        return line.kind satisfies never;
    }
  },
};

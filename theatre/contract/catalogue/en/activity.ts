/** The activity feed. */
import type { FeedLine } from '../../../screening/snapshot.ts';
import { seats as words } from './seats.ts';
import { viewers } from './viewers.ts';

export const activity = {
  /** One line. Patrons are not told what the house withholds, only that it cannot be had. */
  line: (line: FeedLine, audience: 'patron' | 'staff' = 'patron') => {
    const who = line.viewerId === undefined ? 'Someone' : viewers.name(line.viewerId);
    const seats = words.named(line.seatIds);
    const are = line.seatIds.length === 1 ? 'is' : 'are';
    switch (line.kind) {
      case 'opened':
        return 'Sales opened';
      case 'selected':
        return `${who} chose ${seats}`;
      case 'deselected':
        return `${who} let ${seats} go`;
      case 'expired':
        return `${who} ran out of time; ${seats} ${are} free again`;
      case 'gave-back':
        return `${who} gave ${seats} back`;
      case 'booked':
        return `${who} booked ${seats}`;
      case 'lapsed':
        return audience === 'staff' ? `${seats} not collected in time` : `${seats} ${are} on sale again`;
      case 'refunded':
        return audience === 'staff' ? `${seats} refunded` : `${seats} ${are} on sale again`;
      case 'exchanged':
        return `${who} moved to ${seats}`;
      case 'withheld':
        return audience === 'staff' ? `${seats} withheld` : `${seats} ${are} no longer available`;
      case 'released':
        return `${seats} ${are} on sale again`;
      case 'amended':
        return 'Title or time changed';
      case 'repriced':
        return 'Prices changed';
      case 'cancelled':
        return 'Screening cancelled';
      case 'closed':
        return 'Sales closed';
      case 'suspended':
        return 'Sales paused';
      case 'resumed':
        return 'Sales go on';
      case 'joined':
        return line.count > 1 ? `${line.count} people came to look` : `${who} came to look`;
      case 'left':
        return line.count > 1 ? `${line.count} people left` : `${who} left`;
      default:
        return line.kind satisfies never;
    }
  },
};

/** One line of the activity feed, as data; the words are each screen's. */
import type { SeatId } from '../seating/plan.ts';
import type { Gone, LedgerEvent, PresenceEvent, Recorded } from './events.ts';
import { get } from './persistent-map.ts';
import { selectionOf, type ScreeningState } from './state.ts';

export interface Activity {
  readonly sequence: number;
  readonly at: number;
  readonly kind:
    | 'opened'
    | 'selected'
    | 'deselected'
    | 'expired'
    | 'gave-back'
    | 'booked'
    | 'withheld'
    | 'released'
    | 'closed'
    | 'suspended'
    | 'resumed'
    | 'joined'
    | 'left';
  /** Absent for what staff did to the screening. */
  readonly viewerId?: string;
  readonly seatIds: readonly SeatId[];
}

/** Undefined where there is nothing to tell: an end that was put off, more time, a server that went. */
export function activityOf(
  before: ScreeningState,
  { sequence, at, event }: Recorded<LedgerEvent | PresenceEvent | Gone>,
): Activity | undefined {
  const line = (kind: Activity['kind'], seatIds: readonly SeatId[] = [], viewerId?: string): Activity => ({
    sequence,
    at,
    kind,
    seatIds,
    ...(viewerId === undefined ? {} : { viewerId }),
  });
  switch (event.type) {
    case 'opened':
    case 'closed':
    case 'suspended':
    case 'resumed':
      return line(event.type);
    case 'withheld':
    case 'released':
      return line(event.type, event.seatIds);
    case 'joined':
    case 'left':
      return line(event.type, [], event.viewerId);
    case 'gone':
      return undefined;
    case 'booked':
      return line(
        'booked',
        event.bookedSeats.map(({ seatId }) => seatId),
        event.viewerId,
      );
    case 'selection': {
      const was = selectionOf(before, event.viewerId);
      const { action, viewerId, selectedSeatIds: now, expiresAt } = event;
      if (action === 'expire' && expiresAt < (get(before.holds, viewerId)?.expiresAt ?? 0)) {
        return undefined;
      }
      if (action === 'select') {
        return line(
          'selected',
          now.filter((seatId) => !was.includes(seatId)),
          viewerId,
        );
      }
      const gone = was.filter((seatId) => !now.includes(seatId));
      if (gone.length === 0) return undefined;
      if (action === 'deselect') return line('deselected', gone, viewerId);
      return line(action === 'expire' ? 'expired' : 'gave-back', gone, viewerId);
    }
    default:
      return event satisfies never;
  }
}

/** One line of the activity feed, as data; the words are each screen's. */
import type { SeatId } from '../seating/plan.ts';
import type { Gone, LedgerEvent, PresenceEvent, Recorded } from './events.ts';
import { get } from './persistent-map.ts';
import { houseOf, seatOf, type ScreeningState } from './state.ts';

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
    | 'lapsed'
    | 'refunded'
    | 'exchanged'
    | 'withheld'
    | 'released'
    | 'amended'
    | 'repriced'
    | 'cancelled'
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
  /** A house seat that is free again is the house's own, which is nobody's news. */
  const freed = (kind: Activity['kind'], seatIds: readonly SeatId[], viewerId?: string): Activity | undefined => {
    const onSale = seatIds.filter((seatId) => !houseOf(seatOf(before, seatId)));
    return onSale.length === 0 ? undefined : line(kind, onSale, viewerId);
  };
  switch (event.type) {
    case 'opened':
    case 'amended':
    case 'repriced':
    case 'cancelled':
    case 'closed':
    case 'suspended':
    case 'resumed':
      return line(event.type);
    case 'withheld':
      return line('withheld', event.seatIds);
    case 'released': {
      // What the log releases may be on sale already.
      const seatIds = event.seatIds.filter((seatId) => isWithheldBy(before, seatId, event.withheldBy));
      return seatIds.length === 0 ? undefined : line('released', seatIds);
    }
    case 'lapsed': {
      const order = get(before.orders, event.order);
      const over = order && order.payment === 'due' && order.collectBy !== undefined;
      if (!over || order.seatIds.length === 0 || event.collectBy < order.collectBy) return undefined;
      return freed('lapsed', order.seatIds);
    }
    case 'joined':
    case 'left':
      return line(event.type, [], event.viewerId);
    case 'gone':
    // Who has paid, has their tickets and is inside is between them and the house.
    case 'paid':
    case 'ticketed':
    case 'admitted':
    case 'collected':
      return undefined;
    case 'refunded':
      return freed(
        'refunded',
        event.refundedSeats.map(({ seatId }) => seatId),
      );
    case 'exchanged':
      return line(
        'exchanged',
        event.to.map(({ seatId }) => seatId),
        get(before.orders, event.order)?.viewerId,
      );
    case 'booked':
      return line(
        'booked',
        event.bookedSeats.map(({ seatId }) => seatId),
        event.viewerId,
      );
    case 'selection': {
      const hold = get(before.holds, event.viewerId);
      const was = hold?.seatIds ?? [];
      const { action, viewerId, selectedSeatIds: now, expiresAt, startedAt } = event;
      if (action === 'expire' && hold && expiresAt < hold.expiresAt) return undefined;
      if (action === 'select') {
        // Claimed afresh after the time ran out, each is a new one.
        const claimed = startedAt === hold?.startedAt ? now.filter((seatId) => !was.includes(seatId)) : now;
        if (claimed.length > 0) return line('selected', claimed, viewerId);
      }
      const gone = was.filter((seatId) => !now.includes(seatId));
      if (action === 'deselect' || action === 'select') return freed('deselected', gone, viewerId);
      return freed(action === 'expire' ? 'expired' : 'gave-back', gone, viewerId);
    }
    default:
      return event satisfies never;
  }
}

function isWithheldBy(state: ScreeningState, seatId: SeatId, withheldBy: string | undefined): boolean {
  const seat = seatOf(state, seatId);
  return seat?.status === 'withheld' && (withheldBy === undefined || withheldBy === seat.by);
}

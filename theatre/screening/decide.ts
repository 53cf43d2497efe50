/** `decide(state, command, policy)`: what a command causes, or why it is refused. Pure; time and ids come in with the command. */
import type { SeatId, SeatingPlan } from '../seating/plan.ts';
import {
  EVENT_VERSION,
  type Booked,
  type Customer,
  type LedgerEvent,
  type LostSeat,
  type Minor,
  type Payment,
  type Selection,
  type SelectionAction,
} from './events.ts';
import { get } from './persistent-map.ts';
import { liveHold, priceOf, seatOf, totalOf, type Hold, type ScreeningState } from './state.ts';

/** Limits that the house sets; durations in milliseconds. */
export interface Policy {
  /** A claim expires this long after the viewer's last change. */
  readonly holdMs: number;
  /** Going to pay puts the end off to this long from then, once. */
  readonly checkoutMs: number;
  /** No hold lives longer than this from its first seat. */
  readonly limitMs: number;
  /** Seats that one viewer may hold at a time. */
  readonly maxSeats: number;
}

interface Common {
  /** Unique; finds the outcome in the log when an answer was lost. */
  readonly id: string;
  /** Epoch milliseconds at which it is decided. */
  readonly at: number;
}

export interface Open extends Common {
  readonly type: 'open';
  readonly screeningId: string;
  readonly title: string;
  readonly startsAt: string;
  readonly plan: SeatingPlan;
  readonly prices: Readonly<Record<string, Minor>>;
  readonly currency: string;
}
/** Claims the seat, or gives it back when it is the viewer's. */
export interface Toggle extends Common {
  readonly type: 'toggle';
  readonly viewerId: string;
  readonly seatId: SeatId;
}
/** Claims several seats beside what the viewer has: all of them or none. */
export interface Claim extends Common {
  readonly type: 'claim';
  readonly viewerId: string;
  readonly seatIds: readonly SeatId[];
}
/** More time to choose (`paying` false) or, once, to pay (`paying` true). */
export interface Extend extends Common {
  readonly type: 'extend';
  readonly viewerId: string;
  readonly paying: boolean;
}
/** Gives all back: by the viewer, by the server for one who vanished, or by staff. */
export interface Release extends Common {
  readonly type: 'release';
  readonly viewerId: string;
  readonly by: string;
}
/** Sells the viewer's whole selection. The same order asked for twice is one order. */
export interface Book extends Common {
  readonly type: 'book';
  readonly viewerId: string;
  readonly order: string;
  readonly customer: Customer;
  /** How it is paid; `due` needs no tender, `paid` needs tenders that add up to the total. */
  readonly payment: Payment;
  /** What the buyer saw. When the selection is no longer that, nothing is sold. Defaults to whatever is held. */
  readonly seatIds?: readonly SeatId[];
}
export interface Withhold extends Common {
  readonly type: 'withhold';
  readonly seatIds: readonly SeatId[];
  readonly reason: string;
}
export interface ReleaseSeats extends Common {
  readonly type: 'release-seats';
  readonly seatIds: readonly SeatId[];
}
export interface Close extends Common {
  readonly type: 'close';
}

/** Shuts sales until `resume`: nobody can claim or buy, what is sold stays sold. */
export interface Suspend extends Common {
  readonly type: 'suspend';
  readonly reason: string;
}
export interface Resume extends Common {
  readonly type: 'resume';
}

export type Command =
  | Open
  | Toggle
  | Claim
  | Extend
  | Release
  | Book
  | Withhold
  | ReleaseSeats
  | Close
  | Suspend
  | Resume;

export type Reason =
  | 'unknown-screening'
  | 'screening-exists'
  | 'screening-closed'
  | 'sales-suspended'
  | 'unknown-seat'
  | 'seat-taken'
  | 'too-many-seats'
  | 'nothing-selected'
  | 'hold-expired'
  | 'no-more-time'
  | 'selection-changed'
  | 'payment-mismatch';

export interface Rejection {
  readonly rejected: Reason;
  /** The seats it concerns; empty where it concerns none in particular. */
  readonly seats: readonly LostSeat[];
}
export interface Decision {
  readonly events: readonly LedgerEvent[];
}

export function isRejection(outcome: Decision | Rejection): outcome is Rejection {
  return 'rejected' in outcome;
}

const reject = (rejected: Reason, seats: readonly LostSeat[] = []): Rejection => ({
  rejected,
  seats,
});
const accept = (...events: LedgerEvent[]): Decision => ({ events });

/** What keeps a seat from a viewer at an instant, or undefined when nothing does. */
function obstacle(state: ScreeningState, seatId: SeatId, viewerId: string, at: number): LostSeat | undefined {
  const seat = seatOf(state, seatId);
  if (!seat || seat.status === 'available') return undefined;
  const byMs = Math.max(0, at - seat.since);
  if (seat.status === 'withheld') return { seatId, status: 'withheld', byMs };
  if (seat.status === 'held') {
    if (seat.viewerId === viewerId || !liveHold(state, seat.viewerId, at)) return undefined;
  }
  return { seatId, status: seat.status, holder: seat.viewerId, byMs };
}

function unknownSeats(state: ScreeningState, seatIds: readonly SeatId[]): LostSeat[] {
  return seatIds
    .filter((seatId) => !state.index.byId.has(seatId))
    .map((seatId) => ({ seatId, status: 'available', byMs: 0 }));
}

function selectionEvent(
  command: Common,
  viewerId: string,
  action: SelectionAction,
  selectedSeatIds: readonly SeatId[],
  hold: Pick<Hold, 'expiresAt' | 'startedAt' | 'checkedOut'>,
  seatId?: SeatId,
  by: string = viewerId,
): Selection {
  return {
    type: 'selection',
    version: EVENT_VERSION,
    commandId: command.id,
    by,
    viewerId,
    selectedSeatIds,
    ...(seatId === undefined ? {} : { seatId }),
    action,
    expiresAt: hold.expiresAt,
    startedAt: hold.startedAt,
    checkedOut: hold.checkedOut,
  };
}

/** The end of a hold after a change at `at`: later than before or the same, never past the absolute limit. */
function renewed(hold: Hold | undefined, at: number, forMs: number, policy: Policy) {
  const startedAt = hold?.startedAt ?? at;
  const expiresAt = Math.max(hold?.expiresAt ?? 0, Math.min(at + forMs, startedAt + policy.limitMs));
  return { startedAt, expiresAt, checkedOut: hold?.checkedOut ?? false };
}

function claim(
  state: ScreeningState,
  command: Toggle | Claim,
  seatIds: readonly SeatId[],
  policy: Policy,
): Decision | Rejection {
  const { viewerId, at } = command;
  const hold = liveHold(state, viewerId, at);
  const mine = hold?.seatIds ?? [];
  const wanted = [...new Set(seatIds)].filter((seatId) => !mine.includes(seatId));
  if (wanted.length === 0) return accept();
  const lost = wanted.map((seatId) => obstacle(state, seatId, viewerId, at)).filter((seat) => seat !== undefined);
  if (lost.length > 0) return reject('seat-taken', lost);
  if (mine.length + wanted.length > policy.maxSeats) {
    return reject(
      'too-many-seats',
      wanted.map((seatId) => ({ seatId, status: 'available', byMs: 0 })),
    );
  }
  const only = wanted.length === 1 ? wanted[0] : undefined;
  const end = renewed(hold, at, policy.holdMs, policy);
  return accept(selectionEvent(command, viewerId, 'select', [...mine, ...wanted], end, only));
}

function extend(state: ScreeningState, command: Extend, policy: Policy): Decision | Rejection {
  const { viewerId, at, paying } = command;
  const hold = liveHold(state, viewerId, at);
  if (!hold) return withoutHold(state, viewerId);
  if (paying && hold.checkedOut) return accept();
  const end = renewed(hold, at, paying ? policy.checkoutMs : policy.holdMs, policy);
  if (end.expiresAt === hold.expiresAt && !paying) return reject('no-more-time');
  return accept(
    selectionEvent(command, viewerId, 'extend', hold.seatIds, {
      ...end,
      checkedOut: paying || hold.checkedOut,
    }),
  );
}

/** A viewer with nothing live either let it run out, and is told which seats, or never had any. */
function withoutHold(state: ScreeningState, viewerId: string): Rejection {
  const hold = get(state.holds, viewerId);
  const seatIds = hold ? [...hold.seatIds, ...hold.lost.map((loss) => loss.seatId)] : [];
  if (seatIds.length === 0) return reject('nothing-selected');
  return reject(
    'hold-expired',
    seatIds.map((seatId) => {
      const seat = seatOf(state, seatId);
      const other = seat && 'viewerId' in seat && seat.viewerId !== viewerId ? seat : undefined;
      return other
        ? { seatId, status: other.status, holder: other.viewerId, byMs: 0 }
        : { seatId, status: 'available', byMs: 0 };
    }),
  );
}

function book(state: ScreeningState, command: Book): Decision | Rejection {
  const { viewerId, at, order, customer, payment } = command;
  const earlier = get(state.orders, order);
  if (earlier) {
    return earlier.viewerId === viewerId ? accept() : reject('selection-changed');
  }
  const hold = liveHold(state, viewerId, at);
  if (!hold) return withoutHold(state, viewerId);
  const seen = command.seatIds;
  if (seen && (seen.length !== hold.seatIds.length || !seen.every((id) => hold.seatIds.includes(id)))) {
    return reject('selection-changed');
  }
  const total = totalOf(state, hold.seatIds);
  const paid = payment.tenders.reduce((sum, tender) => sum + tender.amount, 0);
  if (paid !== (payment.status === 'paid' ? total : 0)) return reject('payment-mismatch');
  const event: Booked = {
    type: 'booked',
    version: EVENT_VERSION,
    commandId: command.id,
    by: viewerId,
    viewerId,
    order,
    bookedSeats: hold.seatIds.map((seatId) => ({
      seatId,
      category: state.index.byId.get(seatId)?.category ?? '',
      price: priceOf(state, seatId),
    })),
    total,
    currency: state.currency,
    payment,
    customer,
  };
  return accept(event);
}

function withhold(state: ScreeningState, command: Withhold): Decision | Rejection {
  const lost = command.seatIds
    .map((seatId) => obstacle(state, seatId, '', command.at))
    .filter((seat) => seat !== undefined);
  if (lost.length > 0) return reject('seat-taken', lost);
  return accept({
    type: 'withheld',
    version: EVENT_VERSION,
    commandId: command.id,
    by: 'staff',
    seatIds: command.seatIds,
    reason: command.reason,
  });
}

function releaseSeats(state: ScreeningState, command: ReleaseSeats): Decision | Rejection {
  const seatIds = command.seatIds.filter((seatId) => seatOf(state, seatId)?.status === 'withheld');
  if (seatIds.length === 0) return accept();
  return accept({
    type: 'released',
    version: EVENT_VERSION,
    commandId: command.id,
    by: 'staff',
    seatIds,
  });
}

function open(state: ScreeningState, command: Open): Decision | Rejection {
  if (state.phase !== 'none') return reject('screening-exists');
  return accept({
    type: 'opened',
    version: EVENT_VERSION,
    commandId: command.id,
    by: 'staff',
    screeningId: command.screeningId,
    title: command.title,
    startsAt: command.startsAt,
    plan: command.plan,
    prices: command.prices,
    currency: command.currency,
  });
}

function suspension(state: ScreeningState, command: Suspend | Resume): Decision {
  const common = { version: EVENT_VERSION, commandId: command.id, by: 'staff' };
  if (command.type === 'resume') {
    return state.suspended === undefined ? accept() : accept({ ...common, type: 'resumed' });
  }
  if (state.suspended === command.reason) return accept();
  return accept({ ...common, type: 'suspended', reason: command.reason });
}

function release(state: ScreeningState, command: Release): Decision {
  const hold = get(state.holds, command.viewerId);
  if (!hold || hold.seatIds.length === 0) return accept();
  return accept(selectionEvent(command, command.viewerId, 'release', [], hold, undefined, command.by));
}

/** Seat ids that a command names, checked once for all of them. */
function namedSeats(command: Command): readonly SeatId[] {
  if ('seatIds' in command && command.type !== 'book') return command.seatIds;
  return command.type === 'toggle' ? [command.seatId] : [];
}

export function decide(state: ScreeningState, command: Command, policy: Policy): Decision | Rejection {
  if (command.type === 'open') return open(state, command);
  if (state.phase === 'none') return reject('unknown-screening');
  if (command.type === 'suspend' || command.type === 'resume') return suspension(state, command);
  // Giving back is always allowed, and an order that was taken stays taken.
  if (command.type === 'release') return release(state, command);
  if (command.type === 'book' && get(state.orders, command.order)) return book(state, command);
  if (state.phase === 'closed') {
    return command.type === 'close' ? accept() : reject('screening-closed');
  }
  if (state.suspended !== undefined && command.type !== 'close') return reject('sales-suspended');
  const unknown = unknownSeats(state, namedSeats(command));
  if (unknown.length > 0) return reject('unknown-seat', unknown);
  switch (command.type) {
    case 'toggle': {
      const hold = liveHold(state, command.viewerId, command.at);
      if (!hold?.seatIds.includes(command.seatId)) {
        return claim(state, command, [command.seatId], policy);
      }
      const rest = hold.seatIds.filter((seatId) => seatId !== command.seatId);
      const end = renewed(hold, command.at, policy.holdMs, policy);
      return accept(selectionEvent(command, command.viewerId, 'deselect', rest, end, command.seatId));
    }
    case 'claim':
      return claim(state, command, command.seatIds, policy);
    case 'extend':
      return extend(state, command, policy);
    case 'book':
      return book(state, command);
    case 'withhold':
      return withhold(state, command);
    case 'release-seats':
      return releaseSeats(state, command);
    case 'close':
      return accept({
        type: 'closed',
        version: EVENT_VERSION,
        commandId: command.id,
        by: 'staff',
      });
    default:
      return command satisfies never;
  }
}

/** `decide(state, command, policy)`: what a command causes, or why it is refused. Pure; time and ids come in with the command. */
import { bestAvailable } from '../seating/best-available.ts';
import { indexPlan, type SeatId } from '../seating/plan.ts';
import type {
  Book,
  Claim,
  ClaimBest,
  Command,
  CommandCommon,
  Decision,
  Extend,
  Open,
  Policy,
  Reason,
  Rejection,
  Release,
  ReleaseSeats,
  Resume,
  Suspend,
  Toggle,
  Withhold,
} from './commands.ts';
import {
  EVENT_VERSION,
  type Booked,
  type LedgerEvent,
  type LostSeat,
  type Selection,
  type SelectionAction,
} from './events.ts';
import { decideOrder } from './decide-order.ts';
import { obstacle, unobstructed } from './obstacle.ts';
import { get } from './persistent-map.ts';
import { liveHold, priceOf, seatOf, totalOf, type Hold, type ScreeningState } from './state.ts';

export type * from './commands.ts';

export function isRejection(outcome: Decision | Rejection): outcome is Rejection {
  return 'rejected' in outcome;
}

const reject = (rejected: Reason, seats: readonly LostSeat[] = []): Rejection => ({
  rejected,
  seats,
});
const accept = (...events: LedgerEvent[]): Decision => ({ events });

function unknownSeats(state: ScreeningState, seatIds: readonly SeatId[]): LostSeat[] {
  return seatIds.filter((seatId) => !state.index.byId.has(seatId)).map(unobstructed);
}

function selectionEvent(
  command: CommandCommon,
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
  command: Toggle | Claim | ClaimBest,
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
    return reject('too-many-seats', wanted.map(unobstructed));
  }
  const only = wanted.length === 1 ? wanted[0] : undefined;
  const end = renewed(hold, at, policy.holdMs, policy);
  return accept(selectionEvent(command, viewerId, 'select', [...mine, ...wanted], end, only));
}

/** Seats that the viewer has already are not offered again. */
function isFreeFor(state: ScreeningState, { viewerId, at }: ClaimBest): (seatId: SeatId) => boolean {
  const mine = liveHold(state, viewerId, at)?.seatIds ?? [];
  return (seatId) => !mine.includes(seatId) && !obstacle(state, seatId, viewerId, at);
}

function extend(state: ScreeningState, command: Extend, policy: Policy): Decision | Rejection {
  const { viewerId, at, paying } = command;
  const hold = liveHold(state, viewerId, at);
  if (!hold) return withoutHold(state, viewerId, at);
  if (paying && hold.checkedOut) return accept();
  const end = renewed(hold, at, paying ? policy.checkoutMs : policy.holdMs, policy);
  if (end.expiresAt === hold.expiresAt && !paying) {
    // Only the absolute limit is a refusal; as much time as asked for, or more, may be left already.
    return hold.expiresAt < hold.startedAt + policy.limitMs ? accept() : reject('no-more-time');
  }
  return accept(
    selectionEvent(command, viewerId, 'extend', hold.seatIds, {
      ...end,
      checkedOut: paying || hold.checkedOut,
    }),
  );
}

/** A viewer with nothing live either let it run out, and is told which seats and who has them now, or never had any. */
function withoutHold(state: ScreeningState, viewerId: string, at: number): Rejection {
  const hold = get(state.holds, viewerId);
  const seatIds = hold ? [...hold.seatIds, ...hold.lost.map((loss) => loss.seatId)] : [];
  if (seatIds.length === 0) return reject('nothing-selected');
  return reject(
    'hold-expired',
    seatIds.map((seatId) => obstacle(state, seatId, viewerId, at) ?? unobstructed(seatId)),
  );
}

function book(state: ScreeningState, command: Book): Decision | Rejection {
  const { viewerId, at, order, customer, payment } = command;
  const earlier = get(state.orders, order);
  if (earlier) {
    return earlier.viewerId === viewerId ? accept() : reject('selection-changed');
  }
  const hold = liveHold(state, viewerId, at);
  if (!hold) return withoutHold(state, viewerId, at);
  const seen = new Set(command.seatIds ?? hold.seatIds);
  if (seen.size !== hold.seatIds.length || !hold.seatIds.every((seatId) => seen.has(seatId))) {
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
  const seatIds = [...new Set(command.seatIds)];
  const lost = seatIds.map((seatId) => obstacle(state, seatId, '', command.at)).filter((seat) => seat !== undefined);
  if (lost.length > 0) return reject('seat-taken', lost);
  if (seatIds.length === 0) return accept();
  return accept({
    type: 'withheld',
    version: EVENT_VERSION,
    commandId: command.id,
    by: 'staff',
    seatIds,
    reason: command.reason,
  });
}

function releaseSeats(state: ScreeningState, command: ReleaseSeats): Decision | Rejection {
  const seatIds = [...new Set(command.seatIds)].filter((seatId) => seatOf(state, seatId)?.status === 'withheld');
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
  for (const { category } of indexPlan(command.plan).byId.values()) {
    if (command.prices[category] === undefined)
      throw new Error(`no price for category ${category} of ${command.screeningId}`);
  }
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
  if (command.type === 'exchange') return [...command.from, ...command.to];
  if (command.type === 'refund') return command.seatIds ?? [];
  if ('seatIds' in command && command.type !== 'book') return command.seatIds;
  return command.type === 'toggle' ? [command.seatId] : [];
}

/** What was sold can be paid, collected and taken back also when no more is sold; but not while nobody knows what was. */
function decideAfterSale(state: ScreeningState, command: Command): Decision | Rejection | undefined {
  if (state.phase !== 'closed' || state.suspended !== undefined) return undefined;
  const allowed = command.type === 'pay' || command.type === 'collect' || command.type === 'refund';
  return allowed ? decideOrder(state, command) : undefined;
}

export function decide(state: ScreeningState, command: Command, policy: Policy): Decision | Rejection {
  if (command.type === 'open') return open(state, command);
  if (state.phase === 'none') return reject('unknown-screening');
  if (command.type === 'suspend' || command.type === 'resume') return suspension(state, command);
  // Giving back is always allowed, and an order that was taken stays taken.
  if (command.type === 'release') return release(state, command);
  if (command.type === 'book' && get(state.orders, command.order)) return book(state, command);
  const afterSale = decideAfterSale(state, command);
  if (afterSale) return afterSale;
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
    case 'claim-best': {
      const best = bestAvailable(state.index.plan, isFreeFor(state, command), command.party);
      return best ? claim(state, command, best, policy) : reject('not-enough-seats');
    }
    case 'extend':
      return extend(state, command, policy);
    case 'book':
      return book(state, command);
    case 'pay':
    case 'collect':
    case 'refund':
    case 'exchange':
      return decideOrder(state, command);
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

/** `decide(state, command, policy)`: what a command causes, or why it is refused. Pure; time and ids come in with the command. */
import type { SeatId } from '../seating/plan.ts';
import type { Command, Decision, Policy, Rejection } from './commands.ts';
import { amend, cancel, close, open, releaseSeats, reprice, suspension, withhold } from './decide-house.ts';
import { decideOrder } from './decide-order.ts';
import { book } from './decide-sale.ts';
import { claim, claimBest, extend, release, toggle } from './decide-selection.ts';
import { admit, issueTickets } from './decide-tickets.ts';
import type { LedgerEvent, LostSeat, Tender } from './events.ts';
import { unobstructed } from './obstacle.ts';
import { accept, isRejection, reject } from './outcome.ts';
import { forbidden, lacksShift } from './permission.ts';
import { get } from './persistent-map.ts';
import type { ScreeningState } from './state.ts';

export type * from './commands.ts';
export { isRejection } from './outcome.ts';

function unknownSeats(state: ScreeningState, seatIds: readonly SeatId[]): LostSeat[] {
  return seatIds.filter((seatId) => !state.index.byId.has(seatId)).map(unobstructed);
}

/** Seat ids that a command names, checked once for all of them. */
function namedSeats(command: Command): readonly SeatId[] {
  switch (command.type) {
    case 'exchange':
      return [...command.from, ...command.to];
    case 'refund':
      return command.seatIds ?? [];
    case 'claim':
    case 'withhold':
    case 'release-seats':
      return command.seatIds;
    case 'toggle':
    case 'admit':
      return [command.seatId];
    default:
      return [];
  }
}

/** What goes on when no more is sold: what was sold is paid, handed over, taken back and let in. */
const afterClosing: ReadonlySet<Command['type']> = new Set([
  'amend',
  'cancel',
  'pay',
  'collect',
  'refund',
  'void',
  'issue-tickets',
  'admit',
]);
const afterCancelling: ReadonlySet<Command['type']> = new Set(['cancel', 'refund']);
/** What nobody needs to know for certain what was sold for; whoever is let in has a ticket. */
const whileSuspended: ReadonlySet<Command['type']> = new Set(['amend', 'cancel', 'close', 'admit']);

/** Why the screening as a whole is not in a state for it. */
function untimely(state: ScreeningState, { type }: Command): Rejection | undefined {
  if (state.phase === 'cancelled' && !afterCancelling.has(type)) return reject('screening-cancelled');
  if (state.phase === 'closed' && !afterClosing.has(type)) return reject('screening-closed');
  if (state.suspended !== undefined && !whileSuspended.has(type)) return reject('sales-suspended');
  return undefined;
}

export function decide(state: ScreeningState, command: Command, policy: Policy): Decision | Rejection {
  if (command.type !== 'open' && state.phase === 'none') return reject('unknown-screening');
  const reason = forbidden(state, command);
  if (reason !== undefined) return reject(reason);
  const outcome = carriedOut(state, command, policy);
  if (isRejection(outcome) || !lacksShift(command.actor)) return outcome;
  return outcome.events.some((event) => tendersOf(event).length > 0) ? reject('no-shift') : outcome;
}

function tendersOf(event: LedgerEvent): readonly Tender[] {
  if (event.type === 'booked') return event.payment.tenders;
  return 'tenders' in event ? event.tenders : [];
}

function carriedOut(state: ScreeningState, command: Command, policy: Policy): Decision | Rejection {
  if (command.type === 'open') return open(state, command);
  if (command.type === 'suspend' || command.type === 'resume') return suspension(state, command);
  // Giving back is always allowed, and an order that was taken stays taken.
  if (command.type === 'release') return release(state, command);
  if (command.type === 'book' && get(state.orders, command.order)) return book(state, command);
  if (command.type === 'close' && state.phase === 'closed') return accept();
  const refusal = untimely(state, command);
  if (refusal) return refusal;
  const unknown = unknownSeats(state, namedSeats(command));
  if (unknown.length > 0) return reject('unknown-seat', unknown);
  switch (command.type) {
    case 'toggle':
      return toggle(state, command, policy);
    case 'claim':
      return claim(state, command, command.seatIds, policy);
    case 'claim-best':
      return claimBest(state, command, policy);
    case 'extend':
      return extend(state, command, policy);
    case 'book':
      return book(state, command);
    case 'pay':
    case 'collect':
    case 'refund':
    case 'exchange':
    case 'void':
      return decideOrder(state, command);
    case 'issue-tickets':
      return issueTickets(state, command);
    case 'admit':
      return admit(state, command);
    case 'amend':
      return amend(state, command);
    case 'reprice':
      return reprice(state, command);
    case 'cancel':
      return cancel(state, command);
    case 'withhold':
      return withhold(state, command);
    case 'release-seats':
      return releaseSeats(state, command);
    case 'close':
      return close(command);
    default:
      return command satisfies never;
  }
}

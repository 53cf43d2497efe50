/** The part of `decide` that sells: what the viewer holds becomes an order, at today's prices. */
import type { SeatId } from '../seating/plan.ts';
import type { Book, Decision, Rejection } from './commands.ts';
import { withoutHold } from './decide-selection.ts';
import type { BookedSeat, Comp, LostSeat, TicketType } from './events.ts';
import { addUp } from './money.ts';
import { unobstructed } from './obstacle.ts';
import { accept, commonOf, reject } from './outcome.ts';
import { get } from './persistent-map.ts';
import { quote, ticketTypes } from './price.ts';
import { houseOf, liveHold, seatOf, type ScreeningState } from './state.ts';

/** What a reference must be made of to name the schedule that ends the order. */
const SCHEDULABLE = /^[\w-]{1,40}$/;

export function book(state: ScreeningState, command: Book): Decision | Rejection {
  const { viewerId, at, order, customer, payment, actor, collectBy } = command;
  const earlier = get(state.orders, order);
  if (earlier) return earlier.viewerId === viewerId ? accept() : reject('selection-changed');
  const hold = liveHold(state, viewerId, at);
  if (!hold) return withoutHold(state, viewerId, at);
  const seen = new Set(command.seatIds ?? hold.seatIds);
  if (seen.size !== hold.seatIds.length || !hold.seatIds.every((seatId) => seen.has(seatId))) {
    return reject('selection-changed');
  }
  const houseSeats = actor ? [] : hold.seatIds.filter((seatId) => houseOf(seatOf(state, seatId)));
  if (houseSeats.length > 0) return reject('not-allowed', houseSeats.map(unobstructed));
  const problem = wrongTypes(hold.seatIds, command) ?? wrongTime(state, command);
  if (problem) return problem;
  const priced = priceOfTickets(state, hold.seatIds, command.ticketTypes ?? {}, command.promo);
  if ('rejected' in priced) return reject(priced.rejected);
  const refusal = withoutCompanion(state, priced.seats);
  if (refusal) return refusal;
  const comp = compOf(command, priced.seats);
  if (comp && 'rejected' in comp) return comp;
  if (command.total !== undefined && command.total !== priced.total) return reject('payment-mismatch');
  if (!addUp(payment.tenders, payment.status === 'paid' ? priced.total : 0)) return reject('payment-mismatch');
  return accept({
    type: 'booked',
    ...commonOf(command, viewerId),
    viewerId,
    order,
    bookedSeats: priced.seats,
    total: priced.total,
    currency: state.currency,
    payment,
    customer,
    ...(priced.promo === undefined ? {} : { promo: priced.promo }),
    ...(comp ? { comp } : {}),
    ...(collectBy === undefined ? {} : { collectBy }),
  });
}

export function priceOfTickets(
  state: ScreeningState,
  seatIds: readonly SeatId[],
  types: Readonly<Record<SeatId, TicketType>>,
  promo: string | undefined,
) {
  const tickets = seatIds.map((seatId) => {
    const ticketType = Object.hasOwn(types, seatId) ? types[seatId] : undefined;
    return {
      seatId,
      category: state.index.byId.get(seatId)?.category ?? '',
      ...(ticketType === undefined ? {} : { ticketType }),
    };
  });
  return quote(state, tickets, promo);
}

function wrongTypes(seatIds: readonly SeatId[], { ticketTypes: named = {} }: Book): Rejection | undefined {
  if (Object.keys(named).some((seatId) => !seatIds.includes(seatId))) return reject('selection-changed');
  const unknown = Object.entries(named).filter(([, type]) => !ticketTypes.includes(type));
  if (unknown.length === 0) return undefined;
  return reject(
    'unknown-ticket-type',
    unknown.map(([seatId]) => unobstructed(seatId)),
  );
}

/** Kept until after now and before it starts, and not paid. */
function wrongTime(state: ScreeningState, { at, order, collectBy, payment }: Book): Rejection | undefined {
  if (collectBy === undefined) return undefined;
  if (!SCHEDULABLE.test(order)) throw new Error(`order ${order} cannot be kept: its reference names no subject`);
  if (payment.status !== 'due') return reject('not-allowed');
  // oxlint-disable-next-line no-restricted-globals -- reads a time that is written down; no clock is asked
  const startsAt = Date.parse(state.startsAt);
  return collectBy > at && collectBy < startsAt ? undefined : reject('too-late');
}

/** One companion for each accessible seat of the order. */
function withoutCompanion(state: ScreeningState, seats: readonly BookedSeat[]): Rejection | undefined {
  const companions = seats.filter(({ ticketType }) => ticketType === 'companion');
  const accompanied = seats.filter(
    ({ seatId, ticketType }) => ticketType !== 'companion' && state.index.byId.get(seatId)?.accessible,
  );
  if (companions.length <= accompanied.length) return undefined;
  const tooMany: LostSeat[] = companions.slice(accompanied.length).map(({ seatId }) => unobstructed(seatId));
  return reject('not-allowed', tooMany);
}

/** Why tickets are given away and which manager says so, where any are. */
function compOf({ actor, comp }: Book, seats: readonly BookedSeat[]): Comp | Rejection | undefined {
  const given = seats.filter(({ ticketType }) => ticketType === 'comp');
  if (given.length === 0) return undefined;
  const approvedBy = actor?.role === 'manager' ? actor.id : comp?.approvedBy;
  const reason = comp?.reason.trim() ?? '';
  if (approvedBy === undefined || approvedBy === '' || reason === '') {
    return reject(
      'needs-manager',
      given.map(({ seatId }) => unobstructed(seatId)),
    );
  }
  return { reason, approvedBy };
}

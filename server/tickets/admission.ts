/** A ticket at the door: what was scanned or typed, and what becomes of it. */
import type { KeyObject } from 'node:crypto';
import type { Actor } from '../../theatre/screening/commands.ts';
import type { Minor, TicketType } from '../../theatre/screening/events.ts';
import { get } from '../../theatre/screening/persistent-map.ts';
import type { Order, ScreeningState } from '../../theatre/screening/state.ts';
import type { SeatId } from '../../theatre/seating/plan.ts';
import { looksLikeTicket, readTicket, type TicketProblem } from '../../theatre/ticket/code.ts';
import { parseOrderReference } from '../order-reference.ts';
import type { LiveScreening, Parts } from '../parts.ts';
import { problem, type Problem } from '../problem.ts';
import { submit } from '../submit.ts';

export type Refusal =
  | TicketProblem
  | 'other-screening'
  | 'unknown-order'
  | 'which-seat'
  | 'not-in-order'
  | 'payment-due'
  | 'ticket-superseded'
  | 'already-admitted'
  | 'order-refunded'
  | 'order-lapsed'
  | 'screening-cancelled';

/** What the door is told. Only `admitted` lets anybody in. */
export interface Admission {
  readonly outcome: 'admitted' | Refusal;
  readonly order?: string;
  readonly seatId?: SeatId;
  readonly ticketType?: TicketType;
  /** With `already-admitted`, and with `admitted` where this very scan was asked again: when (epoch milliseconds) and at which door. */
  readonly earlier?: { readonly at: number; readonly door: string };
  /** With `payment-due`: what the whole order comes to, in minor units. */
  readonly due?: Minor;
  /** With `other-screening`: the one that the ticket is for. */
  readonly screeningId?: string;
  /** With `which-seat`: those that the order has. */
  readonly seatIds?: readonly SeatId[];
}

interface Wanted {
  readonly order: string;
  readonly seatId: SeatId;
  /** Absent where it was typed. */
  readonly issue?: number;
}

/**
 * Lets a ticket in, or says why not. The signature is checked first, and only what this house signed, or a person typed, is
 * asked of the log. A problem is one of the box office's own, and nobody was let in as far as it is known.
 */
export async function admit(
  parts: Pick<Parts, 'log' | 'desk' | 'config' | 'metrics'>,
  live: LiveScreening,
  asked: {
    readonly code: string;
    readonly door: string;
    readonly key?: string | undefined;
    readonly publicKey: KeyObject;
    readonly actor: Actor;
  },
): Promise<{ readonly admission: Admission } | { readonly problem: Problem }> {
  const wanted = readWanted(asked.code, live, asked.publicKey);
  if ('outcome' in wanted) return { admission: wanted };
  const { actor, door, key } = asked;
  const { order, seatId } = wanted;
  const scan = key === undefined ? {} : { id: `door-${key}` };
  const before = get(live.state.orders, order)?.admitted[seatId];
  const result = await submit(parts, live.id, { type: 'admit', ...wanted, ...scan, door, actor });
  const now = get(live.state.orders, order);
  const ticketType = now?.seats.find((seat) => seat.seatId === seatId)?.ticketType;
  const about = { order, seatId, ...(ticketType === undefined ? {} : { ticketType }) };
  if ('accepted' in result) {
    const admitted = now?.admitted[seatId];
    // The key let another ticket in, and this one nobody asked about.
    if ('id' in scan && admitted?.commandId !== scan.id)
      return { problem: problem('key-used', { detail: ({ door }) => door.keyUsed }) };
    const earlier = before && { earlier: { at: before.at, door: before.door } };
    return { admission: { outcome: 'admitted', ...about, ...earlier } };
  }
  const { code } = result.problem;
  switch (code) {
    case 'already-admitted': {
      const earlier = now?.admitted[seatId];
      const { at, door: where } = earlier ?? { at: Date.now(), door: '' };
      return { admission: { outcome: code, ...about, earlier: { at, door: where } } };
    }
    case 'payment-due':
      return { admission: { outcome: code, ...about, ...(now ? { due: now.total } : {}) } };
    case 'unknown-order':
    case 'ticket-superseded':
    case 'not-in-order':
    case 'order-refunded':
    case 'order-lapsed':
    case 'screening-cancelled':
      return { admission: { outcome: code, ...about } };
    case 'unknown-seat':
      return { admission: { outcome: 'not-in-order', ...about } };
    default:
      return result;
  }
}

function readWanted(code: string, { id, state }: LiveScreening, publicKey: KeyObject): Wanted | Admission {
  if (!looksLikeTicket(code)) return readTyped(code, state);
  const read = readTicket(code, publicKey);
  if ('problem' in read) return { outcome: read.problem };
  const { screeningId, ...wanted } = read.ticket;
  return screeningId === id ? wanted : { outcome: 'other-screening', screeningId, ...wanted };
}

/** `7K3M-XY2Q C-B5`, with or without the hyphens and the space; the seat may be left out where the order has one. */
function readTyped(text: string, state: ScreeningState): Wanted | Admission {
  const signs = text.toUpperCase().replace(/[^0-9A-Z]/g, '');
  const reference = parseOrderReference(signs.slice(0, 8));
  const seat = signs.slice(8);
  // Also what is printed on a bottle begins with eight signs.
  if (reference === undefined || !/^([A-Z]{2,6}\d{1,3})?$/.test(seat)) return { outcome: 'no-ticket' };
  const order = get(state.orders, reference);
  return order ? seatOf(order, seat) : { outcome: 'unknown-order', order: reference };
}

function seatOf(order: Order, typed: string): Wanted | Admission {
  const { seatIds } = order;
  if (seatIds.length === 0) return { outcome: order.lapsed ? 'order-lapsed' : 'order-refunded', order: order.order };
  const [only] = seatIds;
  const seatId = typed === '' && seatIds.length === 1 ? only : seatIds.find((id) => id.replace('-', '') === typed);
  if (seatId !== undefined) return { order: order.order, seatId };
  return { outcome: typed === '' ? 'which-seat' : 'not-in-order', order: order.order, seatIds };
}

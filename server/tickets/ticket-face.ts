/** What stands on a ticket, wherever it is shown: on paper, on a phone. */
import type { KeyObject } from 'node:crypto';
import type { Wording } from '../../theatre/contract/wording.ts';
import type { Minor, TicketType } from '../../theatre/screening/events.ts';
import { indexPlan, type SeatId, type SeatingPlan } from '../../theatre/seating/plan.ts';
import { signTicket } from '../../theatre/ticket/code.ts';

/** An order whose tickets are made out. */
export interface OrderToTicket {
  readonly reference: string;
  readonly screeningId: string;
  readonly title: string;
  /** ISO 8601. */
  readonly startsAt: string;
  /** Name of whoever ordered; '' where none was given, null where it was erased. */
  readonly name: string | null;
  /** ISO 4217. */
  readonly currency: string;
  readonly paymentStatus: 'due' | 'paid';
  /** Of the tickets, as `ticketIssue` has it. */
  readonly issue: number;
  readonly seats: readonly { readonly seatId: SeatId; readonly price: Minor; readonly ticketType?: TicketType }[];
}

export interface TicketFace {
  readonly order: string;
  readonly seatId: SeatId;
  readonly title: string;
  /** ISO 8601. */
  readonly startsAt: string;
  readonly evening: string;
  readonly house: string;
  readonly section: string;
  readonly row: string;
  /** As it is counted in the row. */
  readonly seat: string;
  /** Ticket type, price, and what is particular about the seat. */
  readonly particulars: readonly string[];
  readonly name: string;
  /** The same in a sentence; '' where there is none. */
  readonly forName: string;
  readonly issue: string;
  /** Undefined once the order is paid. */
  readonly toPay: string | undefined;
  /** What the QR code says. */
  readonly code: string;
  /** What a person says or types in its place. */
  readonly typed: string;
}

/** The tickets of an order, seat by seat. */
export function ticketFaces(
  order: OrderToTicket,
  { plan, privateKey, wording }: { plan: SeatingPlan; privateKey: KeyObject; wording: Wording },
): TicketFace[] {
  const { formats, texts } = wording;
  const words = texts.tickets;
  const { byId } = indexPlan(plan);
  const { reference, screeningId, title, startsAt, currency, issue } = order;
  return order.seats.map(({ seatId, price, ticketType = 'full' }) => {
    const planned = byId.get(seatId);
    const amount = formats.money(price, currency);
    return {
      order: reference,
      seatId,
      title,
      startsAt,
      evening: formats.evening(Date.parse(startsAt)),
      house: plan.name,
      section: plan.sections.find(({ id }) => id === planned?.sectionId)?.name ?? '',
      row: planned?.rowId ?? '',
      seat: planned ? String(planned.column) : seatId,
      particulars: [
        words.types[ticketType],
        amount,
        ...(planned?.accessible ? [words.wheelchair] : []),
        ...(planned?.companion ? [words.companionSeat] : []),
        ...(planned?.restricted ? [words.restricted] : []),
      ],
      name: order.name ?? '',
      forName: order.name ? words.forName(order.name) : '',
      issue: words.issue(issue),
      toPay: order.paymentStatus === 'due' ? words.toPay(amount) : undefined,
      code: signTicket({ screeningId, order: reference, seatId, issue }, privateKey),
      typed: `${reference} ${seatId}`,
    };
  });
}

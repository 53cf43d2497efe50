/** What the window asks of main while it sells: the best seats, the sale, its undoing, and seats that the house keeps. */
import { z } from 'zod';
import type { Minor, Tender } from '../screening/events.ts';
import { ticketTypes } from '../screening/price.ts';
import type { SeatId } from '../seating/plan.ts';
import { instant, line, minor, order, screeningId, seatId, tenders } from './ipc-fields.ts';

const seatIds = z.array(seatId).min(1).max(100);

/** Each call's name and the schema of what it takes. */
export const saleRequests = {
  /** Claims the best seats there are for a party, in place of what this kiosk holds. */
  claimBest: z.strictObject({
    screeningId,
    seats: z.int().min(1).max(40),
    category: z
      .string()
      .regex(/^[a-z]$/)
      .exactOptional(),
    accessible: z.boolean().exactOptional(),
    companion: z.boolean().exactOptional(),
    /** House seats, too. */
    house: z.boolean().exactOptional(),
    /** Seats that were offered before, and are not wanted. */
    notThese: z.array(seatId).max(2000).exactOptional(),
  }),
  /** Makes these seats what this kiosk holds: all of them or no change. */
  claim: z.strictObject({ screeningId, seatIds: z.array(seatId).min(1).max(100) }),
  /**
   * Sells what this kiosk holds, if it is still what the clerk saw and comes to what they saw. With `collectBy` it is kept
   * unpaid until then. With an earlier order's reference, asks for that one again.
   */
  book: z.strictObject({
    screeningId,
    seatIds,
    total: minor,
    tenders,
    ticketTypes: z.record(seatId, z.enum(ticketTypes)).exactOptional(),
    promo: line(20).exactOptional(),
    /** Why tickets are given away, and the PIN of the manager who says so, where a cashier asks. */
    comp: z.strictObject({ reason: line(200), pin: z.string().max(12).exactOptional() }).exactOptional(),
    /** '' where the buyer gave none: who reads it says so in their own language. */
    name: z.literal('').or(line(100)),
    email: z.email().max(254).exactOptional(),
    collectBy: instant.exactOptional(),
    order: order.exactOptional(),
  }),
  /** Undoes a sale that was just made, and claims its seats again. */
  voidSale: z.strictObject({ screeningId, order }),
  /** Takes seats off sale; what this kiosk holds of them is given up for it. */
  withhold: z.strictObject({
    screeningId,
    seatIds,
    reason: line(200),
    kind: z.enum(['house', 'kill']),
    releaseAt: instant.exactOptional(),
  }),
  releaseSeats: z.strictObject({ screeningId, seatIds }),
  /** Who holds a seat, with all that they hold. */
  holderOf: z.strictObject({ screeningId, seatId }),
  /** Frees all that a patron holds. They are told. */
  freeHold: z.strictObject({ screeningId, viewerId: z.string().min(1).max(64) }),
} as const satisfies Record<string, z.ZodType>;

export interface SaleValues {
  claimBest: null;
  claim: null;
  book: Sale;
  voidSale: Voided;
  withhold: null;
  releaseSeats: null;
  holderOf: Holder;
  freeHold: null;
}

export interface Sale {
  readonly order: string;
  readonly seatIds: readonly SeatId[];
  readonly total: Minor;
}

export interface Voided {
  readonly order: string;
  readonly seatIds: readonly SeatId[];
  /** Money to give back; none where nothing was taken. */
  readonly tenders: readonly Tender[];
}

export interface Holder {
  readonly viewerId: string;
  readonly seatIds: readonly SeatId[];
  /** Epoch milliseconds. */
  readonly since: number;
}

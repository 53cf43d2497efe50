/** What the window may ask about orders that were taken, and do with them; what staff are told; figures and door list. */
import { z } from 'zod';
import type { LedgerEvent, Minor, Person, Recorded, Tender } from '../screening/events.ts';
import type { Order, OrderStatus } from '../screening/state.ts';
import type { SeatId } from '../seating/plan.ts';
import type { DoorList } from './door-list.ts';
import { line, order, screeningId, seatId, tenders } from './ipc-fields.ts';
import type { Notices } from './notices.ts';

const seatIds = z.array(seatId).min(1).max(100);

/** What can be done with an order. Tenders say how the money goes; where they are left out it goes the way it came. */
export const orderAct = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('pay'), tenders: tenders.exactOptional() }),
  z.strictObject({ type: z.literal('collect') }),
  /** Lets one seat in at the counter; by the code of the ticket in the hand, where there is one. */
  z.strictObject({
    type: z.literal('admit'),
    seatId,
    code: line(400).exactOptional(),
    door: line(40),
  }),
  z.strictObject({
    type: z.literal('refund'),
    seatIds,
    reason: line(200),
    tenders: tenders.exactOptional(),
  }),
  z.strictObject({ type: z.literal('exchange'), from: seatIds, to: seatIds, tenders: tenders.exactOptional() }),
]);
export type OrderAct = z.infer<typeof orderAct>;

export const orderRequests = {
  /** The newest orders in which every word is found; of all screenings where none is named. */
  findOrders: z.strictObject({ q: line(400), screeningId: screeningId.exactOptional() }),
  /** All there is to know of one order; from now on `orderChanged` is pushed when something becomes of it. One at a time. */
  showOrder: z.strictObject({ order }),
  leaveOrder: z.undefined(),
  /** What an act would do in money, or why it would be refused. Changes nothing. */
  quoteAct: z.strictObject({ order, act: orderAct }),
  /** Does it, in one append. Asked again with the same id it is not done twice. */
  actOnOrder: z.strictObject({ order, act: orderAct, commandId: z.uuid() }),
  /** The best seats for those that an order would give back, as things stand now. Nothing is held. */
  bestForExchange: z.strictObject({ order, from: seatIds }),
  /** Sends the confirmation again. */
  resendMail: z.strictObject({ order }),
  /** Erases who bought an order, for good. A manager's; seats and money stay. */
  eraseCustomer: z.strictObject({ order }),
  doorList: z.strictObject({ screeningId }),
  /** The page that the window shows, as a file or on paper. `name` is what the file is called where nobody says otherwise. */
  savePage: z.strictObject({ name: z.string().regex(/^[A-Za-z0-9-]{1,80}$/) }),
  printPage: z.undefined(),
  /** `figures` is pushed for this screening from now on. One at a time. */
  followFigures: z.strictObject({ screeningId }),
  leaveFigures: z.undefined(),
  /** What staff should know now; later changes are pushed. */
  beginNotices: z.undefined(),
} as const satisfies Record<string, z.ZodType>;

export interface OrderValues {
  findOrders: FoundOrders;
  showOrder: OrderFile;
  leaveOrder: null;
  quoteAct: Quote;
  actOnOrder: null;
  bestForExchange: { readonly seatIds: readonly SeatId[] };
  resendMail: null;
  eraseCustomer: CustomerErasure;
  doorList: DoorList;
  savePage: { readonly path: string | undefined };
  printPage: null;
  followFigures: null;
  leaveFigures: null;
  beginNotices: StaffNotices;
}

export interface OrderPushes {
  orderChanged: OrderChanged;
  /** Whose this order is must be shown no more. */
  customerErased: { readonly order: string };
  notices: StaffNotices;
  figures: FiguresPush;
}

/** `unchecked`: the server did not say what to check it with; `newer-form`: this program cannot read all of it. */
export type TicketCheck = 'genuine' | 'not-genuine' | 'unchecked' | 'newer-form';

/** What a ticket in the hand says of itself, and whether this house signed it. */
export interface ScannedTicket {
  /** `XXXX-XXXX`. */
  readonly order: string;
  readonly seatId: SeatId;
  readonly issue: number;
  /** As it was read: who is let in by it is looked up by main, and judged there. */
  readonly code: string;
  readonly check: TicketCheck;
}

/** `asOf` in epoch milliseconds: when the log was last heard; null while it is. */
export interface FoundOrders {
  readonly orders: readonly OrderLine[];
  readonly asOf: number | null;
  /** What was asked for is a ticket's code: this is what it says. */
  readonly ticket?: ScannedTicket;
}

/** Enough of an order for a line in a list. */
export interface OrderLine {
  readonly reference: string;
  readonly screeningId: string;
  readonly title: string;
  /** ISO 8601. */
  readonly startsAt: string;
  /** '' where none was given; null: erased. */
  readonly name: string | null;
  readonly email: string | null;
  readonly total: Minor;
  readonly currency: string;
  readonly status: OrderStatus;
  readonly seatIds: readonly SeatId[];
}

/** An order, and all that became of it, oldest first. */
export interface OrderFile {
  readonly order: Order;
  readonly status: OrderStatus;
  /** Null: erased. */
  readonly customer: Person | null;
  readonly currency: string;
  readonly screening: {
    readonly id: string;
    readonly title: string;
    /** ISO 8601. */
    readonly startsAt: string;
    readonly house: string;
  };
  readonly events: readonly Recorded<LedgerEvent>[];
  /** Of the people of the house who are named in it, by id; the server does not know them. */
  readonly names?: Readonly<Record<string, string>>;
  readonly asOf: number | null;
}

/** What an act comes to. */
export interface Quote {
  /** Under this id it is to be done. */
  readonly commandId: string;
  readonly direction: 'take' | 'give' | 'none';
  /** Never negative; 0 where the direction is `none`. */
  readonly amount: Minor;
  readonly currency: string;
  /** Money given back: the way it came, unless the act said otherwise. */
  readonly tenders: readonly Tender[];
  /** Seats that would be given back, and those that would be had instead, at their prices. */
  readonly back: readonly { readonly seatId: SeatId; readonly price: Minor }[];
  readonly instead: readonly { readonly seatId: SeatId; readonly price: Minor }[];
}

export interface OrderChanged {
  readonly order: string;
  /** Of the command that changed it. */
  readonly commandId: string;
}

/** What an erasure left. */
export interface CustomerErasure {
  /** It is said in the log, and the key goes as soon as the machine that has the log is there. */
  readonly pending: boolean;
  /** Booked before customers were sealed: hidden everywhere, and in the log's files until they are trimmed. */
  readonly plain: boolean;
}

/** What the server says that staff should know; `reachable` is false while it says nothing. */
export interface StaffNotices extends Notices {
  readonly reachable: boolean;
}

export interface FiguresPush {
  readonly screeningId: string;
  /** What `GET /api/screenings/:id/figures` answers; undefined while the server says nothing. */
  readonly figures: ScreeningFigures | undefined;
}

/** Money in minor units of `currency`. */
export interface ScreeningFigures {
  readonly capacity: number;
  readonly available: number;
  readonly seatsSold: number;
  readonly currency: string;
  readonly takings: Minor;
  readonly due: Minor;
  readonly givenBack: Minor;
  readonly byTender: Readonly<Record<Tender['kind'], Minor>>;
  readonly byType: Readonly<Record<string, { readonly seats: number; readonly worth: Minor }>>;
  readonly holds: {
    readonly made: number;
    readonly open: number;
    readonly bought: number;
    readonly expired: number;
    readonly taken: number;
    readonly withheld: number;
    readonly vanished: number;
    readonly freed: number;
    readonly givenUp: number;
  };
  /** Of 1; null while there are none. */
  readonly conversion: { readonly holds: number | null; readonly visitors: number | null };
}

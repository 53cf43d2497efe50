/**
 * What the kiosk's window may ask of the desktop app, what it is answered, and what it is told unasked. Declared here
 * alone: the preload, main's handlers and the type of `window.fullHouse` all follow from it.
 */
import { z } from 'zod';
import type { LostSeat, Minor } from '../screening/events.ts';
import type { Counts, ShownPhase } from '../screening/state.ts';
import type { SeatingPlan } from '../seating/plan.ts';
import { languages, type Language } from './catalogue/languages.ts';
import type { Frame, WholeScreening } from './frame.ts';
import { line, minor, screeningId, seatId } from './ipc-fields.ts';
import { healthRequests, type HealthPushes, type HealthValues } from './ipc-health.ts';
import { kiosksRequests, type KiosksPushes, type KiosksValues } from './ipc-kiosks.ts';
import { tillRequests, type TillPushes, type TillValues } from './ipc-till.ts';
import { programmeRequests, type ProgrammeValues } from './ipc-programme.ts';
import { nightRequests, type NightPushes, type NightValues } from './ipc-night.ts';
import { saleRequests, type SaleValues } from './ipc-sale.ts';
import { ticketRequests, type TicketValues } from './ipc-tickets.ts';
import { orderRequests, type OrderPushes, type OrderValues } from './ipc-orders.ts';

const nothing = z.undefined();

/** Each call's name and the schema of what it takes. Main refuses whatever does not fit. */
export const requests = {
  /** All that a window needs to begin; later changes are pushed. */
  begin: nothing,
  /** Shows a screening: the answer is the whole of it, then `frame` is pushed for every change. One at a time. */
  openScreening: z.strictObject({ screeningId }),
  /** Stops showing the one that is open. Seats still held go back after the grace period. */
  leaveScreening: nothing,
  /** Says that a frame is on the screen, so that the next may come. */
  shown: z.strictObject({ screeningId, frame: z.int().min(1) }),
  /** Claims a seat, or gives it back when it is this kiosk's. */
  toggle: z.strictObject({ screeningId, seatId }),
  /** Gives back all that this kiosk holds. */
  giveBack: z.strictObject({ screeningId }),
  moreTime: z.strictObject({ screeningId }),
  createScreening: z.strictObject({
    title: line(120),
    house: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
    /** ISO 8601 with an offset or `Z`. */
    startsAt: z.iso.datetime({ offset: true }),
    prices: z.record(z.string().regex(/^[a-z]$/), minor),
  }),
  /** Where patrons find a screening, as an address and as a QR code. */
  patronLink: z.strictObject({ screeningId }),
  copyPatronLink: z.strictObject({ screeningId }),
  /** The language of this kiosk from now on. */
  setLanguage: z.strictObject({ language: z.enum(languages) }),
  ...nightRequests,
  ...tillRequests,
  ...programmeRequests,
  ...saleRequests,
  ...ticketRequests,
  ...orderRequests,
  ...kiosksRequests,
  ...healthRequests,
} as const satisfies Record<string, z.ZodType>;

/** What each call answers when it is done. */
export interface Values
  extends HealthValues, KiosksValues, NightValues, OrderValues, TillValues, ProgrammeValues, SaleValues, TicketValues {
  begin: Beginning;
  openScreening: WholeScreening;
  leaveScreening: null;
  shown: null;
  toggle: null;
  giveBack: null;
  moreTime: null;
  createScreening: { readonly screeningId: string };
  patronLink: PatronLink;
  copyPatronLink: { readonly url: string };
  setLanguage: null;
}

/** What main says unasked. */
export interface Pushes extends HealthPushes, NightPushes, OrderPushes, TillPushes, KiosksPushes {
  status: HouseStatus;
  programme: readonly ProgrammeLine[];
  /** After each change of a house that staff made. */
  houses: readonly HouseLine[];
  frame: Frame;
}

export interface Beginning {
  readonly status: HouseStatus;
  readonly programme: readonly ProgrammeLine[];
  readonly houses: readonly HouseLine[];
  /** Of this kiosk. */
  readonly language: Language;
  /** BCP 47, of the house: for times and money. */
  readonly locale: string;
  /** ISO 4217, for new screenings. */
  readonly currency: string;
  readonly maxSeats: number;
}

export interface HouseLine {
  readonly id: string;
  readonly name: string;
  readonly capacity: number;
  readonly categories: SeatingPlan['categories'];
  /** What its categories cost where nobody says otherwise. */
  readonly prices: Readonly<Record<string, Minor>>;
  /** 0 for one that comes with the product. */
  readonly revision: number;
}

export interface ProgrammeLine {
  readonly id: string;
  readonly title: string;
  readonly startsAt: string;
  readonly house: string;
  readonly phase: ShownPhase;
  /** Why it was cancelled, in the words of whoever did it. */
  readonly cancelReason: string | undefined;
  readonly capacity: number;
  readonly counts: Counts;
}

export interface HouseStatus {
  /** A newer version of the app that is put in when it is closed. */
  readonly update?: string;
  readonly log: LogStatus;
  readonly patrons: PatronsStatus;
}

export type LogStatus =
  | { readonly is: 'starting' }
  | { readonly is: 'connected' }
  /** Nothing can be sold. `since` in epoch milliseconds. */
  | { readonly is: 'lost'; readonly since: number }
  /** The house that this kiosk had joined does not let it in any more. */
  | { readonly is: 'revoked' }
  /** It is another one than before, such as a backup that was restored: this kiosk has to be started anew on it. */
  | { readonly is: 'replaced' }
  /** It cannot be used at all; the problem says what to do, to whoever looks after the machine. */
  | { readonly is: 'failed'; readonly problem: string };

/** The server that patrons' phones speak to. */
export type PatronsStatus =
  | { readonly is: 'starting' }
  /** `url` as a phone on the house's network has to say it. */
  | { readonly is: 'open'; readonly url: string }
  /** `problem` is for whoever looks after the machine, in the program's own words; empty where it said none. */
  | { readonly is: 'down'; readonly problem: string };

export type { Sale } from './ipc-sale.ts';

export interface PatronLink {
  readonly url: string;
  /** False when this machine has no address that a phone could reach. */
  readonly reachable: boolean;
  /** Side of the code in modules, and the dark ones as the path of an SVG of that size. */
  readonly qr: { readonly size: number; readonly path: string };
}

/** Why a call was not done. A refusal's reason is `decide`'s; the words are the window's. */
export interface Problem {
  readonly reason: string;
  /** The seats it concerns. */
  readonly seats: readonly LostSeat[];
  /** Of a sale without an answer: asking again with it cannot sell twice. */
  readonly order?: string;
  /** Epoch milliseconds before which asking again is of no use. */
  readonly until?: number;
  /** More for the clerk, in plain words, where the reason alone does not say what to do. */
  readonly message?: string;
  /** Of a reprint that did not come out: whether the tickets printed before are void all the same. */
  readonly earlier?: 'void' | 'unknown';
}

export type Answer<V> =
  | { readonly done: true; readonly value: V }
  | { readonly done: false; readonly problem: Problem };

export type CallName = keyof typeof requests & keyof Values;
export type PushName = keyof Pushes;
export type Request<N extends CallName> = z.infer<(typeof requests)[N]>;

export const callNames = Object.keys(requests) as CallName[];
export const pushNames = [
  'status',
  'programme',
  'houses',
  'frame',
  'nightPart',
  'exportProgress',
  'session',
  'till',
  'orderChanged',
  'customerErased',
  'notices',
  'figures',
  'kiosks',
  'health',
] as const satisfies readonly PushName[];

/** Electron's name of the channel that a call or a push goes through. */
export const channelOf = (name: CallName | PushName): string => `full-house:${name}`;

/** `window.fullHouse`. A call never throws on account of what was asked; `on` answers how to stop listening. */
export type FullHouse = {
  readonly [N in CallName]: Request<N> extends undefined
    ? () => Promise<Answer<Values[N]>>
    : (request: Request<N>) => Promise<Answer<Values[N]>>;
} & {
  readonly on: <N extends PushName>(name: N, listener: (push: Pushes[N]) => void) => () => void;
};

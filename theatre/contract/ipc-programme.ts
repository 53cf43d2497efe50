/** What the window may do to the programme and to the houses: amend, price, close, cancel and refund screenings; draw plans. */
import { z } from 'zod';
import type { Discounts, Minor, Promo } from '../screening/events.ts';
import type { Counts, ShownPhase } from '../screening/state.ts';
import type { SeatId, SeatingPlan } from '../seating/plan.ts';
import type { PlanProblem } from '../seating/plan-problem.ts';
import { isPlainText } from './plain-text.ts';

const screeningId = z.string().regex(/^[a-z0-9-]{1,40}$/);
const houseId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const minor = z.int().min(0).max(100_000_000);
const order = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
const startsAt = z.iso.datetime({ offset: true });
const percent = z.int().min(0).max(100);
const revision = z.int().min(0);

const line = (most: number) => z.string().trim().min(1).max(most).refine(isPlainText);

/** As a promo code is typed: capitals and digits. */
export const PROMO_CODE = /^[A-Z0-9]{1,20}$/;
/** Screenings that are opened by one duplication. */
export const MOST_COPIES = 60;
/** Of a plan in a file or in a call, in characters: more than a house of ten thousand seats needs. */
export const PLAN_FILE_LIMIT = 1_000_000;

const promos = z
  .array(z.strictObject({ code: z.string().regex(PROMO_CODE), percent: percent.min(1) }))
  .max(50)
  .refine((list) => new Set(list.map(({ code }) => code)).size === list.length);

/** A plan crosses as text, which is read and checked like a file of anybody's. */
const plan = z.string().max(PLAN_FILE_LIMIT);

export const programmeRequests = {
  /** What a screening is like now, with its prices; by id also one that is closed or cancelled. */
  screeningDetails: z.strictObject({ screeningId }),
  /** Another title or time. Every phone and kiosk shows it at once. */
  amendScreening: z.strictObject({
    screeningId,
    title: line(120).exactOptional(),
    startsAt: startsAt.exactOptional(),
  }),
  /** From now on; what was sold keeps its price. */
  repriceScreening: z.strictObject({
    screeningId,
    prices: z.record(z.string().regex(/^[a-z]$/), minor),
    discounts: z.strictObject({ concession: percent, child: percent, companion: percent }),
    promos,
  }),
  closeScreening: z.strictObject({ screeningId }),
  /** Ends sales for good and gives all holds back; the refunds follow. */
  cancelScreening: z.strictObject({ screeningId, reason: line(200) }),
  /** The same house, prices and discounts at other times. */
  duplicateScreening: z.strictObject({
    screeningId,
    title: line(120),
    startsAt: z.array(startsAt).min(1).max(MOST_COPIES),
  }),
  /** What is still to be given back of a cancelled screening, from its ledger alone. */
  refundsDue: z.strictObject({ screeningId }),
  /** One order, the way its money came, if that is still what the clerk saw. */
  refundOrder: z.strictObject({ screeningId, order, cash: minor, card: minor }),
  /** All orders that need no cash handed over. */
  refundWithoutCash: z.strictObject({ screeningId }),
  /** A house with its plan, its revision, and who uses it. */
  readHouse: z.strictObject({ houseId }),
  /** Saves a plan as the next revision after the one that the editor began with, 0 for a new house. */
  savePlan: z.strictObject({ plan, revision }),
  removeHouse: z.strictObject({ houseId, revision }),
  /** Reads a plan from a file that the clerk chooses. */
  importPlan: z.undefined(),
  /** Writes one to a file that the clerk chooses. */
  exportPlan: z.strictObject({ plan }),
} as const satisfies Record<string, z.ZodType>;

export interface ProgrammeValues {
  screeningDetails: ScreeningDetails;
  amendScreening: null;
  repriceScreening: null;
  closeScreening: null;
  cancelScreening: null;
  duplicateScreening: Duplicated;
  refundsDue: RefundsDue;
  refundOrder: null;
  refundWithoutCash: Refunds;
  readHouse: HouseDetails;
  savePlan: SavedPlan;
  removeHouse: null;
  importPlan: ImportedPlan;
  exportPlan: { readonly path: string | undefined };
}

export interface ScreeningDetails {
  readonly id: string;
  readonly title: string;
  readonly startsAt: string;
  readonly house: string;
  /** Of its house; undefined where its plan is none that was saved here. */
  readonly revision: number | undefined;
  readonly phase: ShownPhase;
  readonly categories: SeatingPlan['categories'];
  readonly prices: Readonly<Record<string, Minor>>;
  readonly discounts: Discounts;
  readonly promos: readonly Promo[];
  readonly currency: string;
  readonly counts: Counts;
  /** Orders that have seats. */
  readonly orders: number;
}

export interface Duplicated {
  /** Those of the wanted times at which one was opened, in order. */
  readonly opened: readonly string[];
  /** Why the next one was not; undefined when all were. */
  readonly problem?: { readonly reason: string };
}

/** An order of a cancelled screening that has not been given back. */
export interface RefundLine {
  readonly order: string;
  readonly seatIds: readonly SeatId[];
  /** What is to be given back, each way; nothing where it was never paid. */
  readonly cash: Minor;
  readonly card: Minor;
  readonly paid: boolean;
}

export interface RefundsDue {
  readonly cancelled: boolean;
  readonly currency: string;
  /** Those that need no cash first, then by reference. */
  readonly lines: readonly RefundLine[];
  /** Orders that were given back already. */
  readonly done: number;
}

export interface Refunds {
  readonly refunded: number;
  readonly problem?: { readonly reason: string };
}

export interface HouseDetails {
  readonly plan: SeatingPlan;
  /** 0 for one that comes with the product. */
  readonly revision: number;
  /** Screenings that are still to come, by the revision that they carry; `undefined` where it is none that was saved here. */
  readonly uses: readonly { readonly revision: number | undefined; readonly screenings: number }[];
}

export interface SavedPlan {
  readonly houseId: string;
  readonly revision: number;
}

export type ImportedPlan =
  | { readonly is: 'nothing' }
  | { readonly is: 'plan'; readonly plan: SeatingPlan; readonly path: string }
  | ({ readonly is: 'broken'; readonly path: string } & BrokenPlan);

export interface BrokenPlan {
  readonly why: 'unreadable' | 'too-large' | 'not-text' | 'not-json' | 'bad-plan';
  /** Of a bad plan: where and what. */
  readonly problems: readonly PlanProblem[];
}

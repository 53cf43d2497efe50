/** The part of the window's contract with main that is about who works here, and about this till. */
import { z } from 'zod';
import type { Role } from '../screening/commands.ts';
import type { Minor } from '../screening/events.ts';
import type { DayReport, ShiftReport } from '../till/report.ts';

const minor = z.int().min(0).max(100_000_000);
/** One line of letters and signs that can be printed. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^\P{C}+$/u);
const operatorId = z.string().regex(/^op-[a-z0-9]{6,40}$/);
const pin = z.string().regex(/^\d{4,8}$/);
const name = line(60);
const role = z.enum(['cashier', 'manager']);
const shift = z.string().min(1).max(80);
const day = z.iso.date();
const counted = z
  .array(z.strictObject({ unit: z.int().positive().max(100_000_000), count: z.int().min(0).max(1_000_000) }))
  .max(40);
const move = z.strictObject({ amount: minor, reason: line(120) });

export const tillRequests = {
  /** Who acts here now. Later changes are pushed. */
  session: z.undefined(),
  /** Whom a few letters or a number may mean. */
  findOperator: z.strictObject({ typed: z.string().max(60) }),
  signIn: z.strictObject({ operatorId, pin }),
  lock: z.undefined(),
  /** Somebody is at the keys. */
  active: z.undefined(),
  people: z.undefined(),
  addOperator: z.strictObject({ name, role, pin }),
  changeOperator: z.strictObject({
    operatorId,
    name: name.exactOptional(),
    role: role.exactOptional(),
    pin: pin.exactOptional(),
  }),
  removeOperator: z.strictObject({ operatorId }),

  till: z.undefined(),
  openShift: z.strictObject({ float: minor }),
  payIn: move,
  payOut: move,
  /** Counts first: what should be there is in the answer. */
  closeShift: z.strictObject({ counted }),
  /** Of a shift of any till that is closed. */
  shiftReport: z.strictObject({ shift }),
  /** Of all shifts that were opened on a day. */
  dayReport: z.strictObject({ day }),
  /** Keeps the report that is on the screen as a PDF. */
  saveReport: z.strictObject({ of: z.string().regex(/^[\w-]{1,80}$/) }),
} as const satisfies Record<string, z.ZodType>;

export interface OperatorLine {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly role: Role;
}

/** `open`: no operators are known, and whoever is there may do everything. */
export type SessionView =
  | { readonly is: 'starting' }
  | { readonly is: 'open'; readonly shift?: string }
  | { readonly is: 'signed-in'; readonly operator: OperatorLine; readonly shift?: string }
  /** `last`: whose session was locked. */
  | { readonly is: 'locked'; readonly last?: OperatorLine };

/** Names by id, of all who are mentioned beside it. */
export type Names = Readonly<Record<string, string>>;

export interface TillView {
  readonly tillId: string;
  readonly currency: string;
  /** What coins and notes there are, the largest first, in minor units. */
  readonly units: readonly Minor[];
  readonly open?: OpenShiftView;
  /** Closed ones of this till, the latest first. */
  readonly earlier: readonly ClosedShiftLine[];
  readonly names: Names;
}

/** Of a shift that is open only what went in and out by hand is said: the count must be a blind one. */
export interface OpenShiftView {
  readonly shift: string;
  readonly operator: string;
  readonly openedAt: number;
  readonly currency: string;
  readonly float: Minor;
  readonly moves: readonly {
    readonly kind: 'in' | 'out';
    readonly at: number;
    readonly amount: Minor;
    readonly reason: string;
    readonly by: string;
  }[];
}

export interface ClosedShiftLine {
  readonly shift: string;
  readonly operator: string;
  readonly openedAt: number;
  readonly closedAt: number;
  readonly currency: string;
  readonly variance: Minor;
}

export interface ShiftAnswer {
  readonly report: ShiftReport;
  readonly names: Names;
}

export interface DayAnswer {
  readonly report: DayReport;
  readonly names: Names;
}

export interface TillValues {
  session: SessionView;
  findOperator: readonly OperatorLine[];
  signIn: null;
  lock: null;
  active: null;
  people: readonly OperatorLine[];
  addOperator: null;
  changeOperator: null;
  removeOperator: null;
  till: TillView;
  openShift: null;
  payIn: null;
  payOut: null;
  closeShift: ShiftAnswer;
  shiftReport: ShiftAnswer;
  dayReport: DayAnswer;
  /** The file, or null when it was called off. */
  saveReport: { readonly file: string | null };
}

export interface TillPushes {
  session: SessionView;
  till: TillView;
}

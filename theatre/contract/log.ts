/** Messages of the log: which events may stand on which subject, and the one place where their bytes become typed values. */
import { z } from 'zod';
import {
  EVENT_VERSION,
  type Admitted,
  type Amended,
  type Booked,
  type Cancelled,
  type Closed,
  type Collected,
  type Customer,
  type Exchanged,
  type Gone,
  type Lapsed,
  type LedgerEvent,
  type Opened,
  type Paid,
  type Person,
  type PresenceEvent,
  type Refunded,
  type Refused,
  type Released,
  type Repriced,
  type Resumed,
  type SealedCustomer,
  type Selection,
  type Suspended,
  type Ticketed,
  type Withheld,
} from '../screening/events.ts';
import { seatingPlan } from './log-plan.ts';

export type TheatreEvent = LedgerEvent | PresenceEvent | Gone | Refused;

const SCREENING_ID = /^[a-z0-9-]{1,40}$/;
const VIEWER_ID = /^[A-Za-z0-9_-]{6,40}$/;
const CUSTOMER_KEY = /^[A-Za-z0-9_-]{1,80}$/;

export const isScreeningId = (text: string): boolean => SCREENING_ID.test(text);
export const isViewerId = (text: string): boolean => VIEWER_ID.test(text);

/** Higher than ours is a newer writer's: its meaning must not be guessed. */
const version = z.int().min(1).max(EVENT_VERSION, `is newer than the ${EVENT_VERSION} that this program reads`);
const viewerId = z.string().regex(VIEWER_ID);
const instance = z.string().min(1).max(80);
const seatId = z.string().min(1).max(20);
const instant = z.int().nonnegative();
const minor = z.int();
const prices = z.record(z.string(), minor.nonnegative());
const currency = z.string().length(3);
const who = z.string().min(1).max(80);
const common = { version, commandId: z.string().min(1).max(200), by: who, shift: who.exactOptional() };
const percent = z.int().max(100);
const discounts = z.object({
  concession: percent.nonnegative().exactOptional(),
  child: percent.nonnegative().exactOptional(),
  companion: percent.nonnegative().exactOptional(),
});
const promos = z.array(z.object({ code: z.string().min(1).max(40), percent: percent.positive() }));

const opened: z.ZodType<Opened> = z.object({
  ...common,
  type: z.literal('opened'),
  screeningId: z.string().regex(SCREENING_ID),
  title: z.string(),
  startsAt: z.string(),
  plan: seatingPlan,
  prices,
  currency,
  discounts: discounts.exactOptional(),
  promos: promos.exactOptional(),
});
const amended: z.ZodType<Amended> = z.object({
  ...common,
  type: z.literal('amended'),
  title: z.string().exactOptional(),
  startsAt: z.string().exactOptional(),
});
const repriced: z.ZodType<Repriced> = z.object({ ...common, type: z.literal('repriced'), prices, discounts, promos });
const cancelled: z.ZodType<Cancelled> = z.object({ ...common, type: z.literal('cancelled'), reason: z.string() });

const selection: z.ZodType<Selection> = z.object({
  ...common,
  type: z.literal('selection'),
  viewerId,
  selectedSeatIds: z.array(seatId),
  seatId: seatId.exactOptional(),
  action: z.enum(['select', 'deselect', 'extend', 'expire', 'release']),
  expiresAt: instant,
  startedAt: instant,
  checkedOut: z.boolean(),
});

const ticketType = z.enum(['full', 'concession', 'child', 'companion', 'comp']);
const bookedSeats = z.array(
  z.object({ seatId, category: z.string(), price: minor, ticketType: ticketType.exactOptional() }),
);
const kind = z.enum(['cash', 'card']);
const reference = z.string().max(80).exactOptional();
const tenders = z.array(z.object({ kind, amount: minor, reference }));
const order = z.string().min(1).max(40);

const person: z.ZodType<Person> = z.object({ name: z.string(), email: z.string().exactOptional() });
export const sealedCustomer: z.ZodType<SealedCustomer> = z.object({
  sealed: z.string().regex(/^[\w-]{1,4000}$/),
  key: z.string().regex(CUSTOMER_KEY),
});
const customer: z.ZodType<Customer> = z.union([sealedCustomer, person]);

const booked: z.ZodType<Booked> = z.object({
  ...common,
  type: z.literal('booked'),
  viewerId,
  order,
  bookedSeats,
  total: minor,
  currency,
  payment: z.object({
    status: z.enum(['due', 'paid']),
    tenders,
  }),
  customer,
  promo: z.string().exactOptional(),
  comp: z.object({ reason: z.string(), approvedBy: who }).exactOptional(),
  collectBy: instant.exactOptional(),
});

/** Money back over the counter is an amount of its own; a negative one would count twice. */
const settled = z.array(z.object({ kind, amount: minor.nonnegative(), reference }));
const sale = { ...common, order };
const paid: z.ZodType<Paid> = z.object({
  ...sale,
  type: z.literal('paid'),
  amount: minor.nonnegative(),
  currency,
  tenders: settled,
});
const lapsed: z.ZodType<Lapsed> = z.object({ ...sale, type: z.literal('lapsed'), collectBy: instant });
const issue = z.int().nonnegative();
const ticketed: z.ZodType<Ticketed> = z.object({ ...sale, type: z.literal('ticketed'), issue });
const door = z.string().max(200);
const admitted: z.ZodType<Admitted> = z.object({ ...sale, type: z.literal('admitted'), seatId, issue, door });
const collected: z.ZodType<Collected> = z.object({ ...sale, type: z.literal('collected') });
const refunded: z.ZodType<Refunded> = z.object({
  ...sale,
  type: z.literal('refunded'),
  refundedSeats: bookedSeats,
  amount: minor.nonnegative(),
  currency,
  tenders: settled,
  reason: z.string(),
  void: z.boolean().exactOptional(),
});
const exchanged: z.ZodType<Exchanged> = z.object({
  ...sale,
  type: z.literal('exchanged'),
  from: bookedSeats,
  to: bookedSeats,
  difference: minor,
  currency,
  tenders: settled,
});

const seats = { ...common, seatIds: z.array(seatId) };
const withheld: z.ZodType<Withheld> = z.object({
  ...seats,
  type: z.literal('withheld'),
  reason: z.string(),
  kind: z.enum(['house', 'kill']).exactOptional(),
  releaseAt: instant.exactOptional(),
});
const released: z.ZodType<Released> = z.object({
  ...seats,
  type: z.literal('released'),
  withheldBy: z.string().max(200).exactOptional(),
});
const closed: z.ZodType<Closed> = z.object({ ...common, type: z.literal('closed') });

const suspended: z.ZodType<Suspended> = z.object({ ...common, type: z.literal('suspended'), reason: z.string() });
const resumed: z.ZodType<Resumed> = z.object({ ...common, type: z.literal('resumed') });

const joined = z.object({ type: z.literal('joined'), version, viewerId, color: z.string(), instance });
const left = z.object({ type: z.literal('left'), version, viewerId, instance });
const gone: z.ZodType<Gone> = z.object({ type: z.literal('gone'), version, instance });

const refused: z.ZodType<Refused> = z.object({
  type: z.literal('refused'),
  version,
  commandId: z.string().min(1).max(200),
  viewerId,
  command: z.string(),
  reason: z.string(),
  seats: z.array(
    z.object({
      seatId,
      status: z.enum(['held', 'booked', 'withheld', 'available']),
      holder: z.string().exactOptional(),
      byMs: z.number(),
    }),
  ),
});

type Schemas = Readonly<Record<string, z.ZodType<TheatreEvent>>>;
/** A ledger event without a schema does not compile. */
const ledger: { readonly [T in LedgerEvent['type']]: z.ZodType<Extract<LedgerEvent, { type: T }>> } = {
  opened,
  amended,
  repriced,
  cancelled,
  selection,
  booked,
  lapsed,
  paid,
  ticketed,
  admitted,
  collected,
  refunded,
  exchanged,
  withheld,
  released,
  closed,
  suspended,
  resumed,
};
const presence: Schemas = { joined, left };

/** The schemas of what may stand on a subject, or undefined where no event of ours does. */
function allowedOn(subject: string): Schemas | undefined {
  if (subject === 'theatre.instances') return { gone };
  if (!subject.startsWith('theatre.screening.')) return undefined;
  if (subject.endsWith('.ledger')) return ledger;
  if (subject.endsWith('.presence')) return presence;
  return subject.endsWith('.refusal') ? { refused } : undefined;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The event in a message, or in words what is wrong with it. Never throws: anybody who can write to the log could
 * otherwise stop every reader.
 */
export function parseEvent(subject: string, bytes: Uint8Array): { event: TheatreEvent } | { problem: string } {
  const allowed = allowedOn(subject);
  if (!allowed) return { problem: `no event belongs on ${subject}` };
  let body: unknown;
  try {
    body = JSON.parse(decoder.decode(bytes));
  } catch {
    return { problem: `not JSON (${bytes.length} bytes)` };
  }
  const type: unknown = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined;
  const schema = typeof type === 'string' && Object.hasOwn(allowed, type) ? allowed[type] : undefined;
  if (!schema) return { problem: `unknown event type ${JSON.stringify(type)?.slice(0, 60) ?? 'undefined'}` };
  const result = schema.safeParse(body);
  if (!result.success) {
    const [issue] = result.error.issues;
    return { problem: `${String(type)}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'does not fit'}` };
  }
  const event = result.data;
  if (event.type === 'opened' && subject !== `theatre.screening.${event.screeningId}.ledger`) {
    return { problem: `opened: names screening ${event.screeningId} on another screening's subject` };
  }
  return { event };
}

const encoder = new TextEncoder();

export function encodeEvent(event: TheatreEvent): Uint8Array {
  return encoder.encode(JSON.stringify(event));
}

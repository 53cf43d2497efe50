/** What requests carry, checked: each schema says in words what is wrong with a field and what would be right. */
import { z } from 'zod';
import { isSeatId, SEAT_ID_MAX_LENGTH } from '../theatre/seating/seat-id.ts';
import { problem, type Problem } from './problem.ts';

/** More than any limit of seats a viewer can be set to. */
const MANY_SEATS = 100;
/** Of one withheld block: the largest house. */
const WHOLE_HOUSE = 6000;

/** Control characters, halves of characters, and those that turn the direction of text, which forge what a line on a screen or ticket says. */
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\p{Cs}]/u;

export const line = (what: string, most: number) =>
  z
    .string(`Give ${what} as text.`)
    .max(4 * most, `Give ${what} of at most ${most} characters.`)
    .refine((text) => !UNPRINTABLE.test(text), 'Leave out characters that cannot be printed.')
    .transform((text) => text.normalize('NFC').trim())
    .refine((text) => text !== '', `Give ${what}.`)
    .refine((text) => text.length <= most, `Give ${what} of at most ${most} characters.`);

const seatId = z.string().refine(isSeatId, `A seat id is at most ${SEAT_ID_MAX_LENGTH} characters like C-B5.`);
const seatIds = (most: number) =>
  z
    // A form sends one value as text, several as a list.
    .preprocess(
      (value) => (typeof value === 'string' ? value.split(',').map((text) => text.trim()) : value),
      z
        .array(seatId, 'Give seatIds as a list of seat ids like ["C-B5", "C-B6"].')
        .min(1, 'Give at least one seat id.')
        .max(most, `Give at most ${most} seat ids.`),
    )
    .transform((ids) => [...new Set(ids)]);

/** A form sends what was left empty as empty text. */
const given = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

export const claimBody = z.object({ seatIds: seatIds(MANY_SEATS) });

/** A party that wants the best seats there are; numbers and checkboxes come as text from a form. */
export const partyBody = z.object({
  seats: z.coerce
    .number('Give how many seats you want.')
    .int('Give a whole number of seats.')
    .min(1, 'Give at least one seat.')
    .max(MANY_SEATS, `Give at most ${MANY_SEATS} seats.`),
  category: given(z.string().regex(/^[a-z]$/, 'Give a price category as the screening names it.')),
  accessible: given(z.stringbool('Give accessible as true or false.').or(z.boolean())),
  companion: given(z.stringbool('Give companion as true or false.').or(z.boolean())),
});

export const bookBody = z.object({
  name: line('your name', 100),
  email: z
    .string('Give your e-mail address; the tickets are sent there.')
    .trim()
    .max(254, 'Give an e-mail address of at most 254 characters.')
    .pipe(z.email('Give an e-mail address like name@example.org; the tickets are sent there.')),
  /** Makes a retry safe: the same key asks for the same order. */
  key: given(z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'A key is 8 to 64 letters, digits, - or _.')),
  /** What the buyer saw. */
  seatIds: given(seatIds(MANY_SEATS)),
});

export const minor = z
  .int('Give each price as a whole number of minor units (cents).')
  .min(0, 'A price is not negative.')
  .max(100_000_000, 'A price is at most 100,000,000 minor units.');

export const screeningBody = z.strictObject({
  id: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{0,39}$/,
      'An id is 1 to 40 small letters, digits and hyphens. Leave it out to have one made.',
    )
    .optional(),
  title: line('a title', 120),
  house: z.string('Give the id of a house; GET /api/houses lists them.').max(40),
  startsAt: z.iso.datetime({
    offset: true,
    error: 'Give the start as ISO 8601 with a time zone, like 2030-01-31T19:30:00+01:00.',
  }),
  prices: z.record(z.string().regex(/^[a-z]$/, 'Prices are by category letter, like { "a": 4500 }.'), minor).optional(),
});

export const withholdBody = z.strictObject({
  seatIds: seatIds(WHOLE_HOUSE),
  reason: line('a reason', 200).optional(),
});
export const seatsBody = z.strictObject({ seatIds: seatIds(WHOLE_HOUSE) });

const tenders = z
  .array(
    z.strictObject({
      kind: z.enum(['cash', 'card'], 'A tender is "cash" or "card".'),
      amount: z
        .int('Give each amount as a whole number of minor units (cents).')
        .min(0, 'An amount is not negative.')
        .max(1_000_000_000, 'An amount is at most 1,000,000,000 minor units.'),
    }),
    'Give tenders as a list like [{ "kind": "cash", "amount": 4500 }].',
  )
  .max(10, 'Give at most ten tenders.');

export const paymentBody = z.strictObject({ tenders });
export const collectBody = z.strictObject({});
export const refundBody = z.strictObject({
  seatIds: seatIds(MANY_SEATS).optional(),
  tenders: tenders.optional(),
  reason: line('a reason', 200),
});
export const exchangeBody = z.strictObject({
  from: seatIds(MANY_SEATS),
  to: seatIds(MANY_SEATS),
  tenders: tenders.optional(),
});
export const ordersQuery = z.object({
  q: z
    .string('Give what to look for as q: part of a name, an e-mail address, an order reference or a seat.')
    .max(200, 'Give at most 200 characters to look for.'),
  screening: z.string('Give one screening.').max(40, 'A screening id has at most 40 characters.').optional(),
});

/** The body as the schema has it, or the problem that says which fields are wrong and how. */
export function read<T>(schema: z.ZodType<T>, body: unknown): { readonly value: T } | { readonly problem: Problem } {
  const result = schema.safeParse(body ?? {});
  if (result.success) return { value: result.data };
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues.slice(0, 10)) {
    const name =
      issue.code === 'unrecognized_keys'
        ? issue.keys.slice(0, 3).join(', ').slice(0, 60)
        : String(issue.path[0] ?? 'body');
    fields[name] ??= issue.code === 'unrecognized_keys' ? 'is not known here.' : issue.message;
  }
  const detail = Object.entries(fields)
    .map(([name, message]) => `${name}: ${message}`)
    .join(' ');
  return { problem: problem('malformed', { detail, fields }) };
}

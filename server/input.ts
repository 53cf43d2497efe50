/** What requests carry, checked: each schema says in words what is wrong with a field and what would be right. */
import { z } from 'zod';
import { catalogueOf, type Catalogue } from '../theatre/contract/catalogue/index.ts';
import { paperNames } from '../theatre/contract/papers.ts';
import { isPlainText } from '../theatre/contract/plain-text.ts';
import { isSeatId, SEAT_ID_MAX_LENGTH } from '../theatre/seating/seat-id.ts';
import { problem, type Problem, type Said } from './problem.ts';

/** More than any limit of seats a viewer can be set to. */
const MANY_SEATS = 100;
/** Of one withheld block: the largest house. */
const WHOLE_HOUSE = 6000;

type Words = (input: Catalogue['input']) => string;
const english = catalogueOf('en').input;
const inOtherWords = new Map<string, Words>();

/** A message for a schema, which knows no language: the English one, by which the others are found again. */
export function say(words: Words): string {
  const message = words(english);
  inOtherWords.set(message, words);
  return message;
}

type Issue = z.core.$ZodIssue;

/** What a schema said, in our words: what it says by itself is English, and for programmers. */
function said(issue: Issue): Said {
  if (issue.code === 'unrecognized_keys') return ({ input }) => input.unknownField;
  const [inner] = issue.code === 'invalid_key' || issue.code === 'invalid_element' ? issue.issues : [];
  if (inner) return said(inner);
  const words = inOtherWords.get(issue.message);
  return ({ input }) => words?.(input) ?? input.notUnderstood;
}

export const line = (what: 'yourName' | 'title' | 'reason' | 'theDoor', most: number) =>
  z
    .string(say((input) => input.asText(input[what])))
    .max(
      4 * most,
      say((input) => input.atMost(input[what], most)),
    )
    .refine(
      isPlainText,
      say((input) => input.unprintable),
    )
    .transform((text) => text.normalize('NFC').trim())
    .refine(
      (text) => text !== '',
      say((input) => input.give(input[what])),
    )
    .refine(
      (text) => text.length <= most,
      say((input) => input.atMost(input[what], most)),
    );

const seatId = z.string().refine(
  isSeatId,
  say((input) => input.seatId(SEAT_ID_MAX_LENGTH)),
);
const seatIds = (most: number) =>
  z
    // A form sends one value as text, several as a list.
    .preprocess(
      (value) => (typeof value === 'string' ? value.split(',').map((text) => text.trim()) : value),
      z
        .array(
          seatId,
          say((input) => input.seatIds),
        )
        .min(
          1,
          say((input) => input.oneSeatId),
        )
        .max(
          most,
          say((input) => input.mostSeatIds(most)),
        ),
    )
    .transform((ids) => [...new Set(ids)]);

/** A form sends what was left empty as empty text. */
const given = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

export const claimBody = z.object({ seatIds: seatIds(MANY_SEATS) });

/** A party that wants the best seats there are; numbers and checkboxes come as text from a form. */
export const partyBody = z.object({
  seats: z.coerce
    .number(say((input) => input.howManySeats))
    .int(say((input) => input.wholeSeats))
    .min(
      1,
      say((input) => input.oneSeat),
    )
    .max(
      MANY_SEATS,
      say((input) => input.mostSeats(MANY_SEATS)),
    ),
  category: given(
    z.string().regex(
      /^[a-z]$/,
      say((input) => input.category),
    ),
  ),
  accessible: given(z.stringbool(say((input) => input.trueOrFalse('accessible'))).or(z.boolean())),
  companion: given(z.stringbool(say((input) => input.trueOrFalse('companion'))).or(z.boolean())),
});

export const email = z
  .string(say((input) => input.email))
  .trim()
  .max(
    254,
    say((input) => input.longEmail),
  )
  .pipe(z.email(say((input) => input.wrongEmail)));

/** Makes a retry safe: the same key asks for the same thing. */
const key = given(
  z.string().regex(
    /^[A-Za-z0-9_-]{8,64}$/,
    say((input) => input.key),
  ),
);

export const bookBody = z.object({
  name: line('yourName', 100),
  email,
  key,
  /** What the buyer saw. */
  seatIds: given(seatIds(MANY_SEATS)),
});

export const minor = z
  .int(say((input) => input.wholePrice))
  .min(
    0,
    say((input) => input.negativePrice),
  )
  .max(
    100_000_000,
    say((input) => input.mostPrice),
  );

/** By the letter of the category. */
export const prices = z.record(
  z.string().regex(
    /^[a-z]$/,
    say((input) => input.prices),
  ),
  minor,
);

export const screeningBody = z.strictObject({
  id: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{0,39}$/,
      say((input) => input.screeningId),
    )
    .optional(),
  title: line('title', 120),
  house: z.string(say((input) => input.house)).max(40),
  startsAt: z.iso.datetime({
    offset: true,
    error: say((input) => input.startsAt),
  }),
  prices: prices.optional(),
});

export const withholdBody = z.strictObject({
  seatIds: seatIds(WHOLE_HOUSE),
  reason: line('reason', 200).optional(),
});
export const seatsBody = z.strictObject({ seatIds: seatIds(WHOLE_HOUSE) });

const tenders = z
  .array(
    z.strictObject({
      kind: z.enum(
        ['cash', 'card'],
        say((input) => input.tenderKind),
      ),
      amount: z
        .int(say((input) => input.wholeAmount))
        .min(
          0,
          say((input) => input.negativeAmount),
        )
        .max(
          1_000_000_000,
          say((input) => input.mostAmount),
        ),
    }),
    say((input) => input.tenders),
  )
  .max(
    10,
    say((input) => input.mostTenders),
  );

export const paymentBody = z.strictObject({ tenders });
export const collectBody = z.strictObject({});
/** Who acts, where a kiosk asks for them. */
export const operator = z.string().regex(
  /^(staff|op-[a-z0-9]{6,40})$/,
  say((input) => input.operator),
);
/** Another address than the order's; and which operator asks, where a kiosk asks for one. */
export const mailBody = z.strictObject({
  to: given(email),
  by: operator.optional(),
});
export const refundBody = z.strictObject({
  seatIds: seatIds(MANY_SEATS).optional(),
  tenders: tenders.optional(),
  reason: line('reason', 200),
});
export const exchangeBody = z.strictObject({
  from: seatIds(MANY_SEATS),
  to: seatIds(MANY_SEATS),
  tenders: tenders.optional(),
});
/** Tickets made out for the first time, or again in place of those before. */
export const ticketsBody = z.strictObject({
  reprint: z.boolean(say((input) => input.trueOrFalse('reprint'))).default(false),
});

export const paperQuery = z.object({
  paper: given(
    z.enum(
      paperNames,
      say((input) => input.paper),
    ),
  ),
  issue: given(
    z.coerce
      .number(say((input) => input.issue))
      .int(say((input) => input.issue))
      .min(
        1,
        say((input) => input.issue),
      ),
  ),
});

export const admissionBody = z.object({
  code: z
    .string(say((input) => input.scan))
    .max(
      1000,
      say((input) => input.longScan),
    )
    .refine(
      (text) => text.trim() !== '',
      say((input) => input.scan),
    ),
  door: given(line('theDoor', 40)),
  /** Of one scan: asked again because no answer came, it is let in by that scan and not refused as a second one. */
  key,
});

export const ordersQuery = z.object({
  q: z.string(say((input) => input.search)).max(
    200,
    say((input) => input.mostSearch),
  ),
  screening: z
    .string(say((input) => input.oneScreening))
    .max(
      40,
      say((input) => input.longScreening),
    )
    .optional(),
});

/** The body as the schema has it, or the problem that says which fields are wrong and how. */
export function read<T>(schema: z.ZodType<T>, body: unknown): { readonly value: T } | { readonly problem: Problem } {
  const result = schema.safeParse(body ?? {});
  if (result.success) return { value: result.data };
  const fields: Record<string, Said> = {};
  for (const issue of result.error.issues.slice(0, 10)) {
    const name =
      issue.code === 'unrecognized_keys'
        ? issue.keys.slice(0, 3).join(', ').slice(0, 60)
        : String(issue.path[0] ?? 'body');
    fields[name] ??= said(issue);
  }
  const detail = (texts: Catalogue) =>
    Object.entries(fields)
      .map(([name, message]) => texts.input.field(name, typeof message === 'string' ? message : message(texts)))
      .join(' ');
  return { problem: problem('malformed', { detail, fields }) };
}

/** What several calls of the window take, and what is refused in any of them. */
import { z } from 'zod';
import { parseSeatId } from '../seating/seat-id.ts';
import { isCardNumber } from './card-number.ts';
import { isPlainText } from './plain-text.ts';

export const screeningId = z.string().regex(/^[a-z0-9-]{1,40}$/);
export const seatId = z.string().refine((text) => parseSeatId(text) !== null);
/** Money, in minor units. */
export const minor = z.int().min(0).max(100_000_000);
export const order = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
/** Epoch milliseconds. */
export const instant = z.int().min(0).max(8_640_000_000_000_000);

/** A line of text that a clerk typed, without the blanks around it. */
export const line = (most: number) => z.string().trim().min(1).max(most).refine(isPlainText);

/** Money that was taken, or is given back. */
export const tenders = z
  .array(
    z.strictObject({
      kind: z.enum(['cash', 'card']),
      amount: minor,
      /** What the card terminal printed. */
      reference: line(40)
        .refine((text) => !isCardNumber(text))
        .exactOptional(),
    }),
  )
  .max(4);

/** Messages on `theatre.mail.{mail}`: what became of a mail to whoever bought an order. One literal subject a mail, each append guarded. */
import { z } from 'zod';
import { parserOf } from './log-unit.ts';
import { sealedCustomer } from './log.ts';

/** The version that this code writes. */
export const MAIL_EVENT_VERSION = 1;

/** Says that mail is sent from here on: orders before it are never mailed by themselves. */
export const MAIL_SUBJECT = 'theatre.mail';
/** Of a mail by its id: the order's reference for its confirmation, else as `mailIdOf` makes it. */
export const mailOf = (id: string): string => `theatre.mail.${id}`;
/** In the place of a mail's id: all news before it are left unsaid. No order has such a reference. */
export const NEWS_BEGIN = 'news-begin';
export const EVERY_MAIL = 'theatre.mail.*';

const common = {
  version: z.int().min(1).max(MAIL_EVENT_VERSION),
  order: z.string().min(1).max(40),
  screeningId: z.string().min(1).max(40),
};
const attempt = z.string().min(1).max(80);
const problem = z.string().max(500);
/** Sealed like a customer, its e-mail being the address; plain in older events. */
const to = z.union([sealedCustomer, z.string().max(254)]);
const event = <T extends string, S extends z.ZodRawShape>(type: T, more: S) =>
  z.object({ ...common, type: z.literal(type), ...more });

const schemas = {
  /** Staff want it sent (again); `to` where it is not the address of the order. */
  'mail-asked': event('mail-asked', { by: z.string().min(1).max(80), to: to.exactOptional() }),
  /**
   * The content is about to leave: written before its first byte, so that nobody else sends it. `copy` counts the mails of
   * this order from 1. Until `until` (epoch milliseconds) its sender says what came of it; after that nobody knows.
   */
  'mail-begun': event('mail-begun', { attempt, copy: z.int().min(1), until: z.int().nonnegative() }),
  /** The mail server has taken it. */
  'mail-accepted': event('mail-accepted', { attempt }),
  /** The mail server has not taken it and may another time. */
  'mail-deferred': event('mail-deferred', { attempt, problem }),
  /** It will not be sent, unless staff ask for it. */
  'mail-refused': event('mail-refused', { attempt: attempt.exactOptional(), problem }),
  /** It began and nobody knows what came of it: it may have left or not. */
  'mail-lost': event('mail-lost', { attempt }),
  /** Not sent on purpose: the order was put back from a copy, and was mailed when it was made; or the problem says why. */
  'mail-skipped': event('mail-skipped', { problem: problem.exactOptional() }),
} as const;

type Schemas = typeof schemas;
export type MailEvent = { [T in keyof Schemas]: z.infer<Schemas[T]> }[keyof Schemas];

export const parseMailEvent = parserOf<MailEvent>(schemas);

const encoder = new TextEncoder();

export function encodeMailEvent(of: MailEvent): Uint8Array {
  return encoder.encode(JSON.stringify(of));
}

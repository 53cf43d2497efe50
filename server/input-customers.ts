/** By whom staff ask for one customer's own. */
import { z } from 'zod';
import type { Who } from './customers/customer-office.ts';
import { email, operator, say } from './input.ts';
import { parseOrderReference } from './order-reference.ts';

const order = z.string().transform((text, context) => {
  const reference = parseOrderReference(text);
  if (reference !== undefined) return reference;
  context.addIssue({ code: 'custom', message: say((input) => input.lookUp) });
  return z.NEVER;
});

const who = { email: email.optional(), order: order.optional() };

const whoOf = (asked: {
  readonly email?: string | undefined;
  readonly order?: string | undefined;
}): Who | undefined => {
  if (asked.email !== undefined && asked.order === undefined) return { email: asked.email };
  return asked.order !== undefined && asked.email === undefined ? { order: asked.order } : undefined;
};

export const whoBody = z.strictObject(who).transform((asked, context) => {
  const found = whoOf(asked);
  if (found) return found;
  context.addIssue({ code: 'custom', message: say((input) => input.emailOrOrder) });
  return z.NEVER;
});

export const eraseBody = z.strictObject({ ...who, by: operator.optional() }).transform(({ by, ...asked }, context) => {
  const found = whoOf(asked);
  if (found) return { who: found, by };
  context.addIssue({ code: 'custom', message: say((input) => input.emailOrOrder) });
  return z.NEVER;
});

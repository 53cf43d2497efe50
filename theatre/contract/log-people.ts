/** Messages on `theatre.people`. */
import { z } from 'zod';
import { PEOPLE_EVENT_VERSION, type PeopleEvent } from '../people/events.ts';
import { parserOf } from './log-unit.ts';

export const PEOPLE_SUBJECT = 'theatre.people';

const common = {
  version: z.int().min(1).max(PEOPLE_EVENT_VERSION),
  commandId: z.string().min(1).max(200),
  by: z.string().min(1).max(80),
};
const operatorId = z.string().regex(/^op-[a-z0-9]{6,40}$/);
const name = z.string().min(1).max(80);
const role = z.enum(['cashier', 'manager']);
const kiosk = z.string().min(1).max(80);
const purpose = z.enum(['sign-in', 'approval']);
const pin = z.object({
  key: z.string().max(40),
  salt: z.string().max(200),
  hash: z.string().max(200),
  n: z
    .int()
    .min(2)
    .max(1 << 20),
  r: z.int().min(1).max(64),
  p: z.int().min(1).max(64),
});

const schemas: { readonly [T in PeopleEvent['type']]: z.ZodType<Extract<PeopleEvent, { type: T }>> } = {
  'operator-added': z.object({
    ...common,
    type: z.literal('operator-added'),
    operatorId,
    number: z.int().min(1),
    name,
    role,
    pin,
  }),
  'operator-changed': z.object({
    ...common,
    type: z.literal('operator-changed'),
    operatorId,
    name: name.exactOptional(),
    role: role.exactOptional(),
    pin: pin.exactOptional(),
  }),
  'operator-removed': z.object({ ...common, type: z.literal('operator-removed'), operatorId }),
  'pin-accepted': z.object({ ...common, type: z.literal('pin-accepted'), purpose, operatorId, kiosk }),
  'pin-refused': z.object({
    ...common,
    type: z.literal('pin-refused'),
    purpose,
    operatorId: operatorId.exactOptional(),
    kiosk,
  }),
};

export const parsePeopleEvent = parserOf<PeopleEvent>(schemas);

/** Messages on `theatre.till.{tillId}`. */
import { z } from 'zod';
import { TILL_EVENT_VERSION, type TillEvent } from '../till/events.ts';
import { parserOf } from './log-unit.ts';

export const EVERY_TILL = 'theatre.till.*';
export const tillSubjectOf = (tillId: string): string => `theatre.till.${tillId}`;
/** The till that a `theatre.till.{id}` subject is about. */
export const tillIdOf = (subject: string): string => subject.slice(subject.lastIndexOf('.') + 1);

const common = {
  version: z.int().min(1).max(TILL_EVENT_VERSION),
  commandId: z.string().min(1).max(200),
  by: z.string().min(1).max(80),
  shift: z.string().min(1).max(80),
};
const amount = z.int().nonnegative();
const reason = z.string().min(1).max(200);

const schemas: { readonly [T in TillEvent['type']]: z.ZodType<Extract<TillEvent, { type: T }>> } = {
  'shift-opened': z.object({
    ...common,
    type: z.literal('shift-opened'),
    operator: z.string().min(1).max(80),
    float: amount,
    currency: z.string().length(3),
  }),
  'paid-in': z.object({ ...common, type: z.literal('paid-in'), amount, reason }),
  'paid-out': z.object({ ...common, type: z.literal('paid-out'), amount, reason }),
  'shift-closed': z.object({
    ...common,
    type: z.literal('shift-closed'),
    counted: z.array(z.object({ unit: z.int().positive(), count: amount })).max(100),
    countedTotal: amount,
    expected: z.int(),
    variance: z.int(),
  }),
};

export const parseTillEvent = parserOf<TillEvent>(schemas);

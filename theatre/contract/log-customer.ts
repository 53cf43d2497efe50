/** Messages on `theatre.customer.{order}`: that nobody is told any more who bought an order. */
import { z } from 'zod';
import type { CustomerErased } from '../screening/events.ts';
import { parserOf } from './log-unit.ts';

/** The version that this code writes. */
export const CUSTOMER_EVENT_VERSION = 1;

const id = z.string().regex(/^[\w-]{1,80}$/);

const erased: z.ZodType<CustomerErased> = z.object({
  type: z.literal('customer-erased'),
  version: z.int().min(1).max(CUSTOMER_EVENT_VERSION),
  by: z.string().min(1).max(80),
  screeningId: z.string().regex(/^[a-z0-9-]{1,40}$/),
  order: z.string().min(1).max(40),
  keys: z.array(id).max(1000),
});

export const parseCustomerEvent = parserOf<CustomerErased>({ 'customer-erased': erased });

export function encodeCustomerEvent(event: CustomerErased): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(event));
}

/** Messages of `theatre.house.{id}`: plans that staff made. */
import { z } from 'zod';
import { HOUSE_EVENT_VERSION, type HouseEvent, type PlanRemoved, type PlanSaved } from '../house/house.ts';
import { seatingPlan } from './log-plan.ts';

const HOUSE_ID = /^[a-z][a-z0-9-]{0,39}$/;

export const isHouseId = (text: string): boolean => HOUSE_ID.test(text);

const common = {
  version: z.int().min(1).max(HOUSE_EVENT_VERSION),
  commandId: z.string().min(1).max(200),
  by: z.string().min(1).max(80),
};
const saved: z.ZodType<PlanSaved> = z.object({
  ...common,
  type: z.literal('plan-saved'),
  plan: seatingPlan,
  revision: z.int().positive(),
});
const removed: z.ZodType<PlanRemoved> = z.object({ ...common, type: z.literal('plan-removed') });
const houseEvent: z.ZodType<HouseEvent> = z.union([saved, removed]);

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The event in a message of a house's subject, or in words what is wrong with it. Never throws. */
export function parseHouseEvent(subject: string, bytes: Uint8Array): { event: HouseEvent } | { problem: string } {
  let body: unknown;
  try {
    body = JSON.parse(decoder.decode(bytes));
  } catch {
    return { problem: `not JSON (${bytes.length} bytes)` };
  }
  const result = houseEvent.safeParse(body);
  if (!result.success) {
    const [issue] = result.error.issues;
    return { problem: `no event of a house: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'does not fit'}` };
  }
  const event = result.data;
  if (event.type === 'plan-saved' && subject !== `theatre.house.${event.plan.id}`) {
    return { problem: `plan-saved: is the plan of ${event.plan.id} on another house's subject` };
  }
  return { event };
}

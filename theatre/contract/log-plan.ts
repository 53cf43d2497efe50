/** A seating plan within a message of the log. */
import { z } from 'zod';
import type { SeatingPlan } from '../seating/plan.ts';
import { validatePlan } from '../seating/validate-plan.ts';
import { catalogueOf } from './catalogue/index.ts';

export const seatingPlan = z.unknown().transform((value, context): SeatingPlan => {
  const result = validatePlan(value);
  if ('plan' in result) return result.plan;
  // Read by operators, in the journal.
  const [first] = result.problems;
  context.addIssue({
    code: 'custom',
    message: first && catalogueOf('en').plan.problem(first),
  });
  return z.NEVER;
});

/** A plan on the drawing board with the way back and forth: pure, each step a new value. */
import { editPlan, type EditRefusal, type PlanEdit } from './edit-plan.ts';
import type { SeatingPlan } from './plan.ts';

export interface PlanHistory {
  readonly plan: SeatingPlan;
  /** The nearest step last. */
  readonly undone: readonly SeatingPlan[];
  readonly past: readonly SeatingPlan[];
}

/** Steps that can be taken back. */
export const MOST_STEPS = 200;

export const beginWith = (plan: SeatingPlan): PlanHistory => ({ plan, past: [], undone: [] });

/** One step on; what had been undone is forgotten. The very same history where nothing changed. */
export function step(history: PlanHistory, edit: PlanEdit): PlanHistory | { readonly refused: EditRefusal } {
  const result = editPlan(history.plan, edit);
  return 'refused' in result ? result : replace(history, result.plan);
}

/** Another plan altogether, as one step: one from a file, say. */
export function replace(history: PlanHistory, plan: SeatingPlan): PlanHistory {
  if (JSON.stringify(plan) === JSON.stringify(history.plan)) return history;
  return { plan, past: [...history.past, history.plan].slice(-MOST_STEPS), undone: [] };
}

export function undo({ plan, past, undone }: PlanHistory): PlanHistory {
  const before = past.at(-1);
  return before ? { plan: before, past: past.slice(0, -1), undone: [...undone, plan] } : { plan, past, undone };
}

export function redo({ plan, past, undone }: PlanHistory): PlanHistory {
  const after = undone.at(-1);
  return after ? { plan: after, past: [...past, plan], undone: undone.slice(0, -1) } : { plan, past, undone };
}

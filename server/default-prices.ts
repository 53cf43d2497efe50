/** What a screening costs where staff gave no prices: the best category 48.00, each further one a quarter less, in whole units. */
import type { SeatingPlan } from '../theatre/seating/plan.ts';

const BEST = 4800;

/** Minor units by category. */
export function defaultPrices(plan: SeatingPlan): Record<string, number> {
  return Object.fromEntries(
    plan.categories.map(({ id }, place) => [id, Math.round((BEST * 0.75 ** place) / 100) * 100] as const),
  );
}

import type { SeatingPlan } from '../plan.ts';
import { opera } from './opera.ts';
import { playhouse } from './playhouse.ts';
import { studio } from './studio.ts';

/** The houses that come with the product, smallest first. */
export const houses: readonly SeatingPlan[] = [studio, playhouse, opera];

/** One of them by its id, or undefined. */
export function houseById(id: string): SeatingPlan | undefined {
  return houses.find((house) => house.id === id);
}

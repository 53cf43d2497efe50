/** What a new screening gets where nobody said otherwise; the same at the counter and over HTTP. */
import type { SeatingPlan } from '../seating/plan.ts';
import type { Minor } from '../screening/events.ts';

const BEST = 4800;

/** The best category 48.00, each further one a quarter less, in whole units: minor units by category. */
export function defaultPrices(plan: Pick<SeatingPlan, 'categories'>): Record<string, Minor> {
  return Object.fromEntries(
    plan.categories.map(({ id }, place) => [id, Math.round((BEST * 0.75 ** place) / 100) * 100] as const),
  );
}

/** An id that is readable in a link and, with a random tail of up to ten small letters and digits, never met twice. */
export function screeningIdFor(title: string, tail: string): string {
  const words = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 28)
    .replace(/-+$/, '');
  return words === '' ? tail : `${words}-${tail}`;
}

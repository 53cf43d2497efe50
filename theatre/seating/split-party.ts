import type { FreeSeats, Point, Stretch } from './free-seats.ts';
import { everySet, growFrom, runsOf, spread, type Run } from './near-runs.ts';
import { isBetter, seatIn, type Seating } from './place-groups.ts';

/** Bounds the time of one search, by counted steps so that the answer never depends on the machine. */
const STEPS_TO_GROW = 8_000;
const STEPS_TO_SEARCH = 9_000;
const FEW_RUNS = 10;
/** So many steps a seat it takes to divide a party over its runs. */
const STEPS_TO_SEAT = 15;

/**
 * Seats a party of ordinary seats that has no stretch for all of it: nobody alone where that can be helped, then as
 * close together as can be, in few groups of adjacent rows before anything farther or in another section, then with few
 * single seats left, with a clear view, and near the focus. Null when there are too few seats.
 */
export function splitParty(free: FreeSeats, size: number, focus: Point): Stretch[] | null {
  const all = runsOf(free, focus);
  const { alone, runs } = companions(all, size);
  if (runs.reduce((sum, run) => sum + run.size, 0) < size) return null;
  let best: Seating | undefined;
  const offer = (set: readonly Run[]): void => {
    // However they sit in them, these are farther apart.
    if (best && best.against[0] === alone && spread(set.map(({ place }) => place)) > (best.against[1] ?? 0)) return;
    const seating = seatIn(free, set, size, focus);
    if (!best || isBetter(seating, best)) best = seating;
  };
  // A good one at once …
  let steps = STEPS_TO_GROW;
  for (const anchor of [...runs].sort((a, b) => Number(b.size > 2) - Number(a.size > 2))) {
    if (best && steps <= 0) break;
    const set = growFrom(anchor, runs, size);
    steps -= runs.length * (set?.length ?? 1) + STEPS_TO_SEAT * size;
    if (set) offer(set);
  }
  // … and then whether there is a better one, beginning with those that would be closest together.
  const left = { left: STEPS_TO_SEARCH };
  const sizes = runs.map((run) => run.size).sort((a, b) => b - a);
  const found = (): number => (best?.against[0] === alone ? (best.against[1] ?? Infinity) : Infinity);
  const least = 2 * (fewestGroups(sizes, size) - 1);
  // Of few runs all sets can be looked at in one go.
  for (let most = runs.length > FEW_RUNS ? least : found(); left.left > 0 && most <= found(); most += 1) {
    everySet(runs, { size, alone }, most, left, (set) => {
      left.left -= STEPS_TO_SEAT * size;
      offer(set);
    });
  }
  return best ? [...best.groups] : null;
}

/** The runs that leave nobody to sit alone, where there are such; and how many must. */
function companions(runs: readonly Run[], size: number): { readonly alone: number; readonly runs: readonly Run[] } {
  const pairs = runs.filter((run) => run.size >= 2);
  const seats = pairs.reduce((sum, run) => sum + run.size, 0);
  if (seats < size) return { alone: size - seats, runs };
  if (size % 2 === 1 && pairs.every((run) => run.size === 2)) return { alone: 1, runs };
  return { alone: 0, runs: pairs };
}

function fewestGroups(sizes: readonly number[], size: number): number {
  let seats = 0;
  let groups = 0;
  while (seats < size && groups < sizes.length) {
    seats += sizes[groups] ?? 0;
    groups += 1;
  }
  return groups;
}

import type { FreeSeats, Point, Stretch } from './free-seats.ts';

/** Free ordinary seats side by side, as long as they go, and where they stand. */
export interface Run extends Stretch {
  readonly size: number;
  readonly place: Place;
  /** Distance of its nearest seat to the focus. */
  readonly nearest: number;
}

/** Where a stretch stands on the house's grid. */
export interface Place {
  readonly section: number;
  readonly row: number;
  readonly left: number;
  readonly right: number;
}

/** What it counts that somebody sits in another section: as many rows. */
const OTHER_SECTION = 3;
/** What one part more counts, besides the way to it: so few parts come before a row between them. */
const ONE_PART = 1;

/** Every run that the party may use, nearest to the focus first. */
export function runsOf(free: FreeSeats, focus: Point): Run[] {
  return free
    .runs()
    .map(({ from, to }): Run => {
      let nearest = Infinity;
      for (let seat = from; seat < to; seat += 1) nearest = Math.min(nearest, free.distance(seat, focus));
      return { from, to, size: to - from, place: placeOf(free, { from, to }), nearest };
    })
    .sort((a, b) => a.nearest - b.nearest || a.from - b.from);
}

export function placeOf(free: FreeSeats, { from, to }: Stretch): Place {
  const { gridColumn, gridRow, section } = free.floor;
  return {
    section: section[from] ?? 0,
    row: gridRow[from] ?? 0,
    left: gridColumn[from] ?? 0,
    right: gridColumn[to - 1] ?? 0,
  };
}

/** Rows and seats between two stretches, with what the way counts besides: 2 for two that sit one right behind the other. */
export function wayBetween(a: Place, b: Place): number {
  const aside = Math.max(0, a.left - b.right - 1, b.left - a.right - 1);
  return ONE_PART + Math.abs(a.row - b.row) + aside + (a.section === b.section ? 0 : OTHER_SECTION);
}

/** How far apart these are: the shortest ways that join them all. */
export function spread(places: readonly Place[]): number {
  const [first, ...others] = places;
  if (!first) return 0;
  const ways = others.map((place) => wayBetween(first, place));
  let sum = 0;
  while (others.length > 0) {
    const at = ways.indexOf(Math.min(...ways));
    const [joined] = others.splice(at, 1);
    sum += ways.splice(at, 1)[0] ?? 0;
    if (joined)
      for (const [index, place] of others.entries())
        ways[index] = Math.min(ways[index] ?? 0, wayBetween(joined, place));
  }
  return sum;
}

/**
 * From this run on always the one that brings most seats for the way to it, until all have a seat; without those that
 * turned out not to be needed. Null where there are too few.
 */
export function growFrom(anchor: Run, runs: readonly Run[], size: number): Run[] | null {
  const chosen = [anchor];
  const ways = runs.map((run) => (run === anchor ? Infinity : wayBetween(anchor.place, run.place)));
  const taken = runs.map((run) => run === anchor);
  for (let missing = size - anchor.size; missing > 0;) {
    let best = -1;
    let bestRate = Infinity;
    for (let at = 0; at < runs.length; at += 1) {
      const rate = (ways[at] ?? Infinity) / Math.min(runs[at]?.size ?? 0, missing);
      if (rate < bestRate) [best, bestRate] = [at, rate];
    }
    const next = runs[best];
    if (!next) return null;
    chosen.push(next);
    missing -= next.size;
    ways[best] = Infinity;
    taken[best] = true;
    for (let at = 0; at < runs.length; at += 1) {
      const run = runs[at];
      if (run && taken[at] !== true) ways[at] = Math.min(ways[at] ?? Infinity, wayBetween(next.place, run.place));
    }
  }
  return needed(chosen, size);
}

function needed(chosen: readonly Run[], size: number): Run[] {
  let left = [...chosen];
  let spare = left.reduce((sum, run) => sum + run.size, 0) - size;
  for (const run of [...chosen].reverse()) {
    if (run.size > spare) continue;
    left = left.filter((other) => other !== run);
    spare -= run.size;
  }
  return left;
}

/**
 * All sets of runs with room for the party that use no run in vain, have no more single seats than
 * so many may sit alone, and are at most so far apart, each told once. Counts
 * its steps, and ends early when none are left.
 */
export function everySet(
  runs: readonly Run[],
  { size, alone }: { readonly size: number; readonly alone: number },
  most: number,
  steps: { left: number },
  told: (set: readonly Run[]) => void,
): void {
  const largest = Math.max(...runs.map((run) => run.size));
  /** The shortest way by which each set was come to. */
  const known = new Map<string, number>();
  const chosen: Run[] = [];
  const at: number[] = [];
  /** `way` to those that were chosen so far, of those after the first. */
  const extend = (first: number, missing: number, spent: number, ways: readonly number[]): void => {
    // Whatever is still missing takes so many parts, each at least one row away.
    const after = (Math.ceil(missing / largest) - 1) * (ONE_PART + 1);
    for (let index = first + 1; index < runs.length && steps.left > 0; index += 1) {
      steps.left -= 1;
      const run = runs[index];
      const way = ways[index] ?? Infinity;
      if (run?.size === 1 && chosen.filter((other) => other.size === 1).length >= alone) continue;
      if (!run || spent + way + Math.max(0, after) > most || at.includes(index)) continue;
      chosen.push(run);
      at.push(index);
      const key = [...at].sort((a, b) => a - b).join();
      const before = known.get(key) ?? Infinity;
      known.set(key, Math.min(before, spent + way));
      if (before <= spent + way) steps.left -= at.length;
      else if (run.size >= missing) {
        if (before === Infinity) tell();
      } else {
        steps.left -= runs.length - first;
        const nearer = ways.map((before, other) =>
          Math.min(before, wayBetween(run.place, runs[other]?.place ?? run.place)),
        );
        extend(first, missing - run.size, spent + way, nearer);
      }
      chosen.pop();
      at.pop();
    }
  };
  const tell = (): void => {
    const spare = chosen.reduce((sum, run) => sum + run.size, 0) - size;
    if (chosen.every((run) => run.size > spare)) told(chosen);
  };
  for (const [first, anchor] of runs.entries()) {
    if (steps.left <= 0) return;
    if (anchor.size >= size || (anchor.size === 1 && alone === 0)) continue;
    steps.left -= runs.length - first;
    chosen.push(anchor);
    at.push(first);
    extend(
      first,
      size - anchor.size,
      0,
      runs.map((run, index) => (index <= first ? Infinity : wayBetween(anchor.place, run.place))),
    );
    chosen.pop();
    at.pop();
  }
}

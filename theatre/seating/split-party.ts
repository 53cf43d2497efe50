import type { FreeSeats, Point, Stretch } from './free-seats.ts';
import { shareOut } from './share-out.ts';

/** How much more it counts that the groups of a party are near each other than that they are near the focus. */
const NEARNESS_WEIGHT = 5;

/** Bounds the time of one search, by counted steps so that the answer never depends on the machine. */
const MOST_STEPS = 40_000;

interface Run extends Stretch {
  readonly size: number;
  readonly gridRow: number;
  readonly left: number;
  readonly right: number;
  /** Distance of its nearest seat to the focus. */
  readonly nearest: number;
}

/**
 * Seats a party of ordinary seats that has no stretch for all of it: as few groups as there can be, no group of one
 * where that can be helped, the groups near each other, then near the focus. Null when there are too few seats.
 */
export function splitParty(free: FreeSeats, size: number, focus: Point): Stretch[] | null {
  const runs = free.runs().map((run) => describe(free, run, focus));
  const sizes = runs.map((run) => run.size).sort((a, b) => b - a);
  const groups = fewestGroups(sizes, size);
  if (groups === null) return null;
  // Where the last group that is needed would be one person anyway, single seats are unavoidable.
  const smallest = (sizes[groups - 1] ?? 0) >= 2 ? 2 : 1;
  const candidates = runs
    .filter((run) => run.size >= smallest)
    .sort((a, b) => a.nearest - b.nearest || a.from - b.from);
  const largest = sizes.slice(0, groups);
  let best: Stretch[] | null = null;
  let bestCost = Infinity;
  let steps = 0;
  for (const anchor of candidates) {
    if (best && (steps > MOST_STEPS || size * anchor.nearest >= bestCost)) break;
    const chosen = chooseAround(anchor, candidates, largest, size);
    steps += (candidates.length + 4 * size) * groups;
    if (!chosen) continue;
    const seated = seatGroups(free, chosen, size, focus);
    const cost = costOf(free, seated, focus);
    if (cost >= bestCost) continue;
    best = seated;
    bestCost = cost;
  }
  return best;
}

function describe(free: FreeSeats, { from, to }: Stretch, focus: Point): Run {
  const { x, gridRow } = free.floor;
  let nearest = Infinity;
  for (let seat = from; seat < to; seat += 1) nearest = Math.min(nearest, free.distance(seat, focus));
  return { from, to, size: to - from, gridRow: gridRow[from] ?? 0, left: x[from] ?? 0, right: x[to - 1] ?? 0, nearest };
}

function fewestGroups(sizes: readonly number[], size: number): number | null {
  let seats = 0;
  for (const [index, run] of sizes.entries()) {
    seats += run;
    if (seats >= size) return index + 1;
  }
  return null;
}

/** The runs nearest to the anchor that still make the party fit into this many groups; null if with it none do. */
function chooseAround(anchor: Run, candidates: readonly Run[], largest: readonly number[], size: number): Run[] | null {
  const chosen = new Set([anchor]);
  const left = [...largest];
  const groups = largest.length;
  let missing = size - anchor.size;
  removeSize(left, anchor.size);
  if (sumOf(left, groups - 1) < missing) return null;
  while (chosen.size < groups) {
    const least = missing - sumOf(left, groups - chosen.size - 1);
    const next = nearestRun(anchor, candidates, least, chosen);
    if (!next) return null;
    chosen.add(next);
    missing -= next.size;
    removeSize(left, next.size);
  }
  return [...chosen];
}

/** The first of equals is nearer to the focus, for so the candidates are sorted. */
function nearestRun(anchor: Run, candidates: readonly Run[], least: number, chosen: ReadonlySet<Run>): Run | null {
  let nearest: Run | null = null;
  let distance = Infinity;
  for (const run of candidates) {
    if (run.size < least) continue;
    const own = apart(anchor, run);
    if (own >= distance || chosen.has(run)) continue;
    nearest = run;
    distance = own;
  }
  return nearest;
}

function removeSize(sizes: number[], size: number): void {
  const at = sizes.indexOf(size);
  if (at >= 0) sizes.splice(at, 1);
}

function sumOf(sizes: readonly number[], count: number): number {
  let sum = 0;
  for (let index = 0; index < count; index += 1) sum += sizes[index] ?? 0;
  return sum;
}

/** Rows and columns between two runs; 1 for runs one behind the other. */
function apart(a: Run, b: Run): number {
  return Math.abs(a.gridRow - b.gridRow) + Math.max(0, a.left - b.right, b.left - a.right);
}

/** Divides the party over the runs, the anchor first, and puts every group at the place of its run that suits best. */
function seatGroups(free: FreeSeats, runs: readonly Run[], size: number, focus: Point): Stretch[] {
  const places = runs.map((run) => (group: number) => fewestSingles(free, run, group));
  const shares = shareOut(
    size,
    runs.map((run) => run.size),
    (index, group) => places[index]?.(group) ?? 0,
  );
  const seated: Stretch[] = [];
  for (const [index, run] of runs.entries()) {
    const share = shares[index] ?? 0;
    const [first] = seated;
    const target = first ? free.centreOf(first) : focus;
    seated.push(placeGroup(free, run, share, target));
  }
  return seated;
}

function fewestSingles(free: FreeSeats, run: Stretch, group: number): number {
  let fewest = Infinity;
  for (let from = run.from; from + group <= run.to; from += 1) {
    fewest = Math.min(fewest, free.singlesLeftBy({ from, to: from + group }));
  }
  return fewest;
}

function placeGroup(free: FreeSeats, run: Stretch, group: number, target: Point): Stretch {
  let best: Stretch = { from: run.from, to: run.from + group };
  let [bestSingles, bestDistance] = [Infinity, Infinity];
  for (let from = run.from; from + group <= run.to; from += 1) {
    const stretch = { from, to: from + group };
    const singles = free.singlesLeftBy(stretch);
    const distance = sumDistance(free, stretch, target);
    if ((singles - bestSingles || distance - bestDistance) >= 0) continue;
    best = stretch;
    [bestSingles, bestDistance] = [singles, distance];
  }
  return best;
}

function costOf(free: FreeSeats, seated: readonly Stretch[], focus: Point): number {
  const [first] = seated;
  if (!first) return Infinity;
  const centre = free.centreOf(first);
  let cost = sumDistance(free, first, focus);
  for (const group of seated.slice(1)) {
    cost += sumDistance(free, group, focus) + NEARNESS_WEIGHT * sumDistance(free, group, centre);
  }
  return cost;
}

function sumDistance(free: FreeSeats, { from, to }: Stretch, point: Point): number {
  let sum = 0;
  for (let seat = from; seat < to; seat += 1) sum += free.distance(seat, point);
  return sum;
}

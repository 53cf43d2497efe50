import type { FreeSeats, Point, Stretch } from './free-seats.ts';
import { placeOf, spread, wayBetween, type Place, type Run } from './near-runs.ts';
import { shareOut } from './share-out.ts';

/** What a single seat left counts beside how far apart the party sits: for so many rows less it is put up with. */
const SINGLE_LEFT = 2;

/** So many ways to seat a party in given runs are all tried; beyond that it is reasoned run by run. */
const FEW_WAYS = 130;
const FEW_GROUPS = 4;

/** A way to seat a party, and what speaks against it, the weightiest first. */
export interface Seating {
  readonly groups: readonly Stretch[];
  /** People alone; how far apart, with the single seats left; seats with a restricted view; distance to the focus. */
  readonly against: readonly number[];
}

export function isBetter(one: Seating, other: Seating): boolean {
  for (const [index, mine] of one.against.entries()) {
    const theirs = other.against[index] ?? 0;
    if (mine !== theirs) return mine < theirs;
  }
  return false;
}

/** Divides a party over these runs, which have room for it, each used, and puts every group where it suits best. */
export function seatIn(free: FreeSeats, runs: readonly Run[], size: number, focus: Point): Seating {
  const reasoned = judged(free, reason(free, runs, size, focus), focus);
  if (reasoned.against[0] === 0 && reasoned.against[1] === spread(runs.map(({ place }) => place))) return reasoned;
  const spare = sumOf(runs, (run) => run.size) - size;
  if (runs.length > FEW_GROUPS || waysToSpare(spare, 2 * runs.length) > FEW_WAYS) return reasoned;
  let best = reasoned;
  everyWay(runs, spare, (groups) => {
    const seating = judged(free, groups, focus);
    if (isBetter(seating, best)) best = seating;
  });
  return best;
}

function judged(free: FreeSeats, groups: readonly Stretch[], focus: Point): Seating {
  const alone = groups.filter(({ from, to }) => to - from === 1).length;
  const stranded = sumOf(groups, (group) => free.singlesLeftBy(group));
  const apart = spread(groups.map((group) => placeOf(free, group))) + SINGLE_LEFT * stranded;
  const poor = sumOf(groups, (group) => free.restrictedIn(group));
  return { groups, against: [alone, apart, poor, sumOf(groups, (group) => sumDistance(free, group, focus))] };
}

/** In how many ways so many seats can stay empty before and after the groups: `gaps` places. */
function waysToSpare(spare: number, gaps: number): number {
  let ways = 1;
  for (let at = 1; at < gaps; at += 1) ways = (ways * (spare + at)) / at;
  return ways;
}

function everyWay(runs: readonly Run[], spare: number, told: (groups: readonly Stretch[]) => void): void {
  const [run, ...others] = runs;
  if (!run) {
    if (spare === 0) told([]);
    return;
  }
  for (let before = 0; before <= spare && before < run.size; before += 1) {
    for (let after = 0; before + after <= spare && before + after < run.size; after += 1) {
      const group = { from: run.from + before, to: run.to - after };
      everyWay(others, spare - before - after, (groups) => told([group, ...groups]));
    }
  }
}

/** As few groups of one and single seats left as there can be, then each near the others. */
function reason(free: FreeSeats, runs: readonly Run[], size: number, focus: Point): Stretch[] {
  const shares = shareOut(
    size,
    runs.map((run) => run.size),
    (index, group) => fewestSingles(free, runs[index], group),
  );
  const room = (index: number): number => (runs[index]?.size ?? 0) - (shares[index] ?? 0);
  // Those with the least choice first.
  const order = [...runs.keys()].sort((a, b) => room(a) - room(b) || (runs[a]?.from ?? 0) - (runs[b]?.from ?? 0));
  const groups: Stretch[] = [];
  const places: Place[] = [];
  for (const index of order) {
    const run = runs[index];
    if (!run) continue;
    const near = places.length > 0 ? places : runs.filter((other) => other !== run).map(({ place }) => place);
    const [first] = groups;
    const group = placeGroup(free, run, shares[index] ?? 0, near, first ? free.centreOf(first) : focus);
    groups.push(group);
    places.push(placeOf(free, group));
  }
  return groups;
}

function fewestSingles(free: FreeSeats, run: Stretch | undefined, group: number): number {
  let fewest = Infinity;
  if (!run) return fewest;
  for (let from = run.from; from + group <= run.to && fewest > 0; from += 1) {
    fewest = Math.min(fewest, free.singlesLeftBy({ from, to: from + group }));
  }
  return fewest;
}

function placeGroup(free: FreeSeats, run: Stretch, group: number, near: readonly Place[], target: Point): Stretch {
  let best: Stretch = { from: run.from, to: run.from + group };
  let [bestSingles, bestWay, bestDistance] = [Infinity, Infinity, Infinity];
  for (let from = run.from; from + group <= run.to; from += 1) {
    const stretch = { from, to: from + group };
    const place = placeOf(free, stretch);
    const singles = free.singlesLeftBy(stretch);
    const way = Math.min(...near.map((other) => wayBetween(place, other)));
    const distance = sumDistance(free, stretch, target);
    if ((singles - bestSingles || way - bestWay || distance - bestDistance) >= 0) continue;
    best = stretch;
    [bestSingles, bestWay, bestDistance] = [singles, way, distance];
  }
  return best;
}

function sumDistance(free: FreeSeats, { from, to }: Stretch, point: Point): number {
  let sum = 0;
  for (let seat = from; seat < to; seat += 1) sum += free.distance(seat, point);
  return sum;
}

function sumOf<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((sum, one) => sum + of(one), 0);
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestAvailable } from './best-available.ts';
import type { PartyRequest } from './best-available.ts';
import { layoutPlan, LAYOUT_MARGIN } from './layout.ts';
import { indexPlan } from './plan.ts';
import type { PlannedSeat, SeatId, SeatingPlan } from './plan.ts';
import { randomNight } from './testing/random-house.ts';

/*
 * The rules, said a second time without a thought for speed, and compared on random houses.
 *
 * A single is a free ordinary seat with no free ordinary seat directly beside it. A group strands a single that was
 * none before it sat down.
 */
type Night = { readonly plan: SeatingPlan; readonly free: ReadonlySet<SeatId> };
type Group = readonly PlannedSeat[];

const isOrdinary = (seat: PlannedSeat): boolean => !seat.accessible && !seat.companion;

function seatsOf({ plan }: Night): PlannedSeat[] {
  return [...indexPlan(plan).byId.values()];
}

function besides(plan: SeatingPlan, { sectionId, rowId, column }: PlannedSeat): PlannedSeat[] {
  return [column - 1, column + 1].flatMap((next) => indexPlan(plan).byId.get(`${sectionId}-${rowId}${next}`) ?? []);
}

function singles({ plan, free }: Night): Set<SeatId> {
  const open = (seat: PlannedSeat): boolean => free.has(seat.id) && isOrdinary(seat);
  const alone = seatsOf({ plan, free }).filter((seat) => open(seat) && !besides(plan, seat).some(open));
  return new Set(alone.map((seat) => seat.id));
}

function strandedBy(night: Night, group: Group): number {
  const before = singles(night);
  const taken = new Set(group.map((seat) => seat.id));
  const after = singles({ ...night, free: new Set([...night.free].filter((id) => !taken.has(id))) });
  return [...after].filter((id) => !before.has(id)).length;
}

/** The answer as groups of seats side by side. */
function groupsOf(plan: SeatingPlan, ids: readonly SeatId[]): Group[] {
  const groups: PlannedSeat[][] = [];
  for (const id of ids) {
    const seat = indexPlan(plan).byId.get(id);
    if (!seat) throw new Error(`${id} is no seat`);
    const last = groups.at(-1)?.at(-1);
    if (last && last.rowIndex === seat.rowIndex && last.column + 1 === seat.column) groups.at(-1)?.push(seat);
    else groups.push([seat]);
  }
  return groups;
}

function meets(group: Group, request: PartyRequest): boolean {
  return (
    group.length === request.seats &&
    group.filter((seat) => seat.accessible).length === (request.accessible ? 1 : 0) &&
    group.filter((seat) => seat.companion).length === (request.companion ? 1 : 0)
  );
}

function isWanted({ free }: Night, seat: PlannedSeat, { category }: PartyRequest): boolean {
  return free.has(seat.id) && (category === undefined || seat.category === category);
}

/** Every place where the whole party could sit side by side. */
function placesTogether(night: Night, request: PartyRequest): Group[] {
  return indexPlan(night.plan).rows.flatMap((row) =>
    row.flatMap((_, from) => {
      const group = row.slice(from, from + request.seats);
      const beside = group.every((seat, index) => seat.column === (group[0]?.column ?? 0) + index);
      return beside && meets(group, request) && group.every((seat) => isWanted(night, seat, request)) ? [group] : [];
    }),
  );
}

function distanceOf({ plan }: Night, group: Group): number {
  const placed = new Map(layoutPlan(plan).seats.map((seat) => [seat.id, seat]));
  return group.reduce((sum, { id }) => {
    const { x = 0, y = 0 } = placed.get(id) ?? {};
    const { column, row } = plan.focalPoint;
    return sum + Math.hypot(x - column - LAYOUT_MARGIN, y - row - LAYOUT_MARGIN);
  }, 0);
}

const party: fc.Arbitrary<PartyRequest> = fc.record(
  {
    seats: fc.integer({ min: 1, max: 9 }),
    category: fc.constantFrom('a', 'b'),
    accessible: fc.boolean(),
    companion: fc.boolean(),
  },
  { requiredKeys: ['seats'] },
);
const smallParty: fc.Arbitrary<PartyRequest> = fc.record({ seats: fc.integer({ min: 2, max: 8 }) });
const ordinaryParty: fc.Arbitrary<PartyRequest> = fc.record({ seats: fc.integer({ min: 2, max: 14 }) });

function ask(night: Night, request: PartyRequest): SeatId[] | null {
  return bestAvailable(night.plan, (id) => night.free.has(id), request);
}

/** Free ordinary seats side by side, as long as they go. */
function runsOf(night: Night): Group[] {
  const open = seatsOf(night).filter((seat) => night.free.has(seat.id) && isOrdinary(seat));
  return groupsOf(
    night.plan,
    open.map((seat) => seat.id),
  );
}

function check(
  rule: (night: Night, request: PartyRequest, answer: SeatId[] | null) => void,
  parties = party,
  numRuns = 400,
): void {
  fc.assert(
    fc.property(randomNight, parties, (night, request) => {
      rule(night, request, ask(night, request));
    }),
    { numRuns, endOnFailure: true },
  );
}

describe('the rules of best available', () => {
  it('an answer is as many different, free seats as asked, of the category and of the kinds asked for', () => {
    check((night, request, answer) => {
      const seats = groupsOf(night.plan, answer ?? []).flat();
      expect(answer === null || meets(seats, request)).toBe(true);
      expect(new Set(answer).size).toBe(seats.length);
      expect(seats.every((seat) => isWanted(night, seat, request))).toBe(true);
    });
  });

  it('there is none only when there are fewer free seats of a kind than asked for', () => {
    check((night, request, answer) => {
      const wanted = seatsOf(night).filter((seat) => isWanted(night, seat, request));
      const [wheelchair, companion] = [request.accessible ? 1 : 0, request.companion ? 1 : 0];
      const ordinary = request.seats - wheelchair - companion;
      const enough =
        ordinary >= 0 &&
        wanted.filter(isOrdinary).length >= ordinary &&
        wanted.filter((seat) => seat.accessible).length >= wheelchair &&
        wanted.filter((seat) => seat.companion).length >= companion;
      expect(answer !== null).toBe(enough);
    });
  });

  it('a party that can sit together does, and strands no single that any place for all of it would not', () => {
    check((night, request, answer) => {
      const places = placesTogether(night, request);
      const groups = groupsOf(night.plan, answer ?? []);
      fc.pre(places.length > 0);
      expect(groups).toHaveLength(1);
      expect(strandedBy(night, groups[0] ?? [])).toBe(Math.min(...places.map((place) => strandedBy(night, place))));
    });
  });

  it('of the places that strand as few and see as well, it is the nearest to the focal point', () => {
    check((night, request, answer) => {
      const places = placesTogether(night, request);
      fc.pre(places.length > 0);
      const [chosen = []] = groupsOf(night.plan, answer ?? []);
      const rank = (group: Group): number =>
        100 * strandedBy(night, group) + group.filter((seat) => seat.restricted).length;
      expect(rank(chosen)).toBe(Math.min(...places.map(rank)));
      const equals = places.filter((place) => rank(place) === rank(chosen));
      const nearest = Math.min(...equals.map((place) => distanceOf(night, place)));
      // Within a thousandth of a pitch a seat, to which distances are rounded.
      expect(distanceOf(night, chosen)).toBeLessThanOrEqual(nearest + 0.001 * request.seats);
    });
  });

  it('a party that cannot sit together has as few people alone, is as close together and strands as few as any other way would', () => {
    check(
      (night, request, answer) => {
        fc.pre(answer !== null && placesTogether(night, request).length === 0);
        const groups = groupsOf(night.plan, answer ?? []);
        const ways = groups.length <= 3 ? everyWayApart(night, request.seats) : undefined;
        fc.pre(ways !== undefined);
        expect(costApart(night, groups)).toBe(Math.min(...(ways ?? []).map((way) => costApart(night, way))));
      },
      smallParty,
      120,
    );
  });

  it('a party apart strands no single that another division of it over the same rows of free seats would not', () => {
    check((night, request, answer) => {
      fc.pre(answer !== null && placesTogether(night, request).length === 0);
      const groups = groupsOf(night.plan, answer ?? []);
      const runs = runsOf(night).filter((run) => run.some((seat) => answer?.includes(seat.id)));
      const alone = groups.filter((group) => group.length === 1).length;
      const stranded = groups.reduce((sum, group) => sum + strandedBy(night, group), 0);
      expect(stranded).toBe(fewestStranded(night, runs, request.seats, alone));
    }, ordinaryParty);
  });

  it('the same question has the same answer, for a copy of the plan too', () => {
    check((night, request, answer) => {
      expect(ask(night, request)).toEqual(answer);
      expect(ask({ ...night, plan: structuredClone(night.plan) }, request)).toEqual(answer);
    });
  });
});

/** Somebody alone, then how far apart the groups are, where a single that is left counts as two rows. */
function costApart(night: Night, groups: readonly Group[]): number {
  const alone = groups.filter((group) => group.length === 1).length;
  const stranded = groups.reduce((sum, group) => sum + strandedBy(night, group), 0);
  return 1000 * alone + joined(night, groups) + 2 * stranded;
}

/** The shortest ways that join all groups: rows and seats between, one for each way, three for another section. */
function joined({ plan }: Night, groups: readonly Group[]): number {
  const cells = new Map(layoutPlan(plan).seats.map((seat) => [seat.id, seat]));
  const way = (one: Group, other: Group): number => {
    const [a, b] = [one, other].map((group) => group.map(({ id }) => cells.get(id)?.column ?? 0)) as [
      number[],
      number[],
    ];
    const rows = [one, other].map(([seat]) => cells.get(seat?.id ?? '')?.row ?? 0) as [number, number];
    const aside = Math.max(0, Math.min(...a) - Math.max(...b) - 1, Math.min(...b) - Math.max(...a) - 1);
    return 1 + Math.abs(rows[0] - rows[1]) + aside + (one[0]?.sectionId === other[0]?.sectionId ? 0 : 3);
  };
  let [inside, outside, sum] = [groups.slice(0, 1), groups.slice(1), 0];
  while (outside.length > 0) {
    const nearest = outside
      .map((group) => ({ group, far: Math.min(...inside.map((other) => way(group, other))) }))
      .reduce((best, next) => (next.far < best.far ? next : best));
    sum += nearest.far;
    inside = [...inside, nearest.group];
    outside = outside.filter((group) => group !== nearest.group);
  }
  return sum;
}

/** Every way to seat a party in different runs of free seats, of which it uses none in vain; undefined where they are too many to try. */
function everyWayApart(night: Night, party: number): Group[][] | undefined {
  const runs = runsOf(night);
  const ways: Group[][] = [];
  const tooMany = 800;
  const seatIn = (chosen: readonly Group[], groups: Group[], missing: number): void => {
    const [run, ...rest] = chosen;
    if (!run) {
      if (missing === 0) ways.push(groups);
      return;
    }
    for (let size = 1; size <= Math.min(run.length, missing - rest.length); size += 1) {
      for (let from = 0; from + size <= run.length && ways.length < tooMany; from += 1) {
        seatIn(rest, [...groups, run.slice(from, from + size)], missing - size);
      }
    }
  };
  const choose = (from: number, chosen: Group[]): void => {
    const spare = chosen.reduce((sum, run) => sum + run.length, 0) - party;
    if (spare >= 0) {
      if (chosen.every((run) => run.length > spare)) seatIn(chosen, [], party);
      return;
    }
    for (const [at, run] of runs.entries()) if (at >= from && ways.length < tooMany) choose(at + 1, [...chosen, run]);
  };
  choose(0, []);
  return ways.length < tooMany ? ways : undefined;
}

/** How few singles are stranded when the party uses all of these runs and just so many sit alone. */
function fewestStranded(night: Night, runs: readonly Group[], party: number, alone: number): number {
  const [run, ...rest] = runs;
  if (!run) return party === 0 && alone === 0 ? 0 : Infinity;
  let fewest = Infinity;
  for (let size = 1; size <= Math.min(run.length, party - rest.length); size += 1) {
    const others = fewestStranded(night, rest, party - size, alone - (size === 1 ? 1 : 0));
    if (others >= fewest) continue;
    for (let from = 0; from + size <= run.length; from += 1) {
      fewest = Math.min(fewest, others + strandedBy(night, run.slice(from, from + size)));
    }
  }
  return fewest;
}

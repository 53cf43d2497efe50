import { FreeSeats, NO_SPECIAL_PLACES } from './free-seats.ts';
import type { Point, SpecialPlaces, Stretch } from './free-seats.ts';
import type { SeatId, SeatingPlan } from './plan.ts';
import { splitParty } from './split-party.ts';

export interface PartyRequest {
  /** How many, a whole number from 1; the special places below are among them. */
  readonly seats: number;
  /** A price category's id. Defaults to any. */
  readonly category?: string;
  /** One of the seats is to be a wheelchair place. Defaults to false: no wheelchair place is offered. */
  readonly accessible?: boolean;
  /** One of the seats is to be a companion seat. Defaults to false: no companion seat is offered. */
  readonly companion?: boolean;
}

/**
 * The seats to offer a party, in the plan's order. In one row side by side wherever possible: then of all such places
 * the one that leaves the fewest single seats, and of those the one with the clearest view, and of those the nearest to
 * the plan's focal point. Else in groups, none of one person where that can be helped, as close together as can be: in
 * few adjacent rows of a block before anything farther. Null when there are fewer free seats of a kind than asked for. The same arguments always give the same seats.
 */
export function bestAvailable(
  plan: SeatingPlan,
  isFree: (seatId: SeatId) => boolean,
  request: PartyRequest,
): SeatId[] | null {
  const { seats } = request;
  if (!Number.isInteger(seats) || seats < 1) throw new RangeError(`A party is a whole number from 1, not ${seats}.`);
  const special = { wheelchair: request.accessible ? 1 : 0, companion: request.companion ? 1 : 0 };
  const ordinary = seats - special.wheelchair - special.companion;
  const free = FreeSeats.of(plan, isFree, request.category);
  if (
    ordinary < 0 ||
    free.count('ordinary') < ordinary ||
    free.count('wheelchair') < special.wheelchair ||
    free.count('companion') < special.companion
  ) {
    return null;
  }
  const groups = seatParty(free, seats, special, free.floor.focus);
  return groups && [...groups].sort((a, b) => a.from - b.from).flatMap((group) => free.idsOf(group));
}

function seatParty(free: FreeSeats, size: number, special: SpecialPlaces, focus: Point): Stretch[] | null {
  if (size === 0) return [];
  const together = free.bestStretch(size, special, focus);
  if (together) return [together];
  if (special.wheelchair + special.companion === 0) return splitParty(free, size, focus);
  return seatWithSpecial(free, size, special, focus);
}

/** As many of the party as can sit with its wheelchair user, and the companion with them if at all possible. */
function seatWithSpecial(free: FreeSeats, size: number, special: SpecialPlaces, focus: Point): Stretch[] | null {
  const both = special.wheelchair > 0 && special.companion > 0;
  for (const here of both ? [special, { wheelchair: 1, companion: 0 }] : [special]) {
    const elsewhere = here === special ? NO_SPECIAL_PLACES : { wheelchair: 0, companion: 1 };
    // The largest group, and the next smaller one: it may spare somebody from sitting alone.
    const seated: Stretch[][] = [];
    for (let seats = size - 1; seats > 0 && seated.length < 2; seats -= 1) {
      const stretch = free.bestStretch(seats, here, focus);
      if (!stretch) continue;
      const rest = seatParty(free.without(stretch), size - seats, elsewhere, free.centreOf(stretch));
      if (rest) seated.push([stretch, ...rest]);
    }
    const [largest, smaller] = seated;
    if (largest) return smaller && isKinder(smaller, largest) ? smaller : largest;
  }
  return null;
}

function isKinder(groups: readonly Stretch[], others: readonly Stretch[]): boolean {
  const alone = (stretches: readonly Stretch[]): number => stretches.filter(({ from, to }) => to - from === 1).length;
  return groups.length < others.length || (groups.length === others.length && alone(groups) < alone(others));
}

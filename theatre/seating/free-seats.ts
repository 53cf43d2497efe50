import { layoutPlan, LAYOUT_MARGIN } from './layout.ts';
import { indexPlan } from './plan.ts';
import type { PlanIndex, SeatId, SeatingPlan } from './plan.ts';

/** Seats side by side, as positions in the plan's order; `to` is the first one after them. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** In seat pitches, on the layout's grid. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How many places of each special kind a stretch must have: no more and no fewer. */
export interface SpecialPlaces {
  readonly wheelchair: number;
  readonly companion: number;
}

export const NO_SPECIAL_PLACES: SpecialPlaces = { wheelchair: 0, companion: 0 };

export type Kind = 'ordinary' | 'wheelchair' | 'companion';

/** What a search needs of each seat, in the plan's order, flat for speed. */
interface Floor {
  readonly ids: readonly SeatId[];
  readonly kinds: readonly Kind[];
  readonly categories: readonly string[];
  readonly restricted: readonly boolean[];
  /** Whether the seat stands directly beside the one before it. */
  readonly joined: readonly boolean[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly gridColumn: readonly number[];
  readonly gridRow: readonly number[];
  /** Which of the plan's sections. */
  readonly section: readonly number[];
  readonly everywhere: readonly Stretch[];
  /** The rows that have a wheelchair place or a companion seat. */
  readonly specialRows: readonly Stretch[];
  readonly focus: Point;
}

const floors = new WeakMap<SeatingPlan, Floor>();

/** The seats of a plan that a party could have now. */
export class FreeSeats {
  readonly floor: Floor;
  /** Free seats of the wanted category, of whatever kind. */
  private readonly wanted: readonly boolean[];
  /** Free ordinary seats of any category: what one left alone would be left alone among. */
  private readonly open: readonly boolean[];

  constructor(floor: Floor, wanted: readonly boolean[], open: readonly boolean[]) {
    this.floor = floor;
    this.wanted = wanted;
    this.open = open;
  }

  static of(plan: SeatingPlan, isFree: (seatId: SeatId) => boolean, category: string | undefined): FreeSeats {
    const floor = floorOf(plan);
    const { ids, kinds, categories } = floor;
    const free = ids.map((id) => isFree(id));
    const wanted = category === undefined ? free : free.map((yes, seat) => yes && categories[seat] === category);
    return new FreeSeats(
      floor,
      wanted,
      free.map((yes, seat) => yes && kinds[seat] === 'ordinary'),
    );
  }

  /** What is free once a stretch is gone. */
  without({ from, to }: Stretch): FreeSeats {
    return new FreeSeats(this.floor, [...this.wanted].fill(false, from, to), [...this.open].fill(false, from, to));
  }

  count(kind: Kind): number {
    const { kinds } = this.floor;
    return this.wanted.reduce((count, wanted, seat) => (wanted && kinds[seat] === kind ? count + 1 : count), 0);
  }

  idsOf({ from, to }: Stretch): SeatId[] {
    return this.floor.ids.slice(from, to);
  }

  centreOf({ from, to }: Stretch): Point {
    const { x, y } = this.floor;
    let [sumX, sumY] = [0, 0];
    for (let seat = from; seat < to; seat += 1) {
      sumX += x[seat] ?? 0;
      sumY += y[seat] ?? 0;
    }
    return { x: sumX / (to - from), y: sumY / (to - from) };
  }

  /** Thousandths of a pitch, whole, so that sums are exact and a mirrored house answers mirrored seats. */
  distance(seat: number, { x, y }: Point): number {
    const dx = (this.floor.x[seat] ?? 0) - x;
    const dy = (this.floor.y[seat] ?? 0) - y;
    return Math.round(1000 * Math.sqrt(dx * dx + dy * dy));
  }

  restrictedIn({ from, to }: Stretch): number {
    return this.floor.restricted.slice(from, to).filter(Boolean).length;
  }

  /** How many free seats a sale of this stretch would leave alone that now have a free one beside them: 0, 1 or 2. */
  singlesLeftBy({ from, to }: Stretch): number {
    const { open } = this;
    const { joined } = this.floor;
    const before = joined[from] && open[from - 1] && open[from] && !(joined[from - 1] && open[from - 2]);
    const after = joined[to] && open[to] && open[to - 1] && !(joined[to + 1] && open[to + 1]);
    return (before ? 1 : 0) + (after ? 1 : 0);
  }

  /**
   * The best stretch of this size in one row: fewest singles left, then fewest seats with a restricted view, then
   * nearest to the focus, then first in the plan's order. Null when there is none.
   */
  bestStretch(size: number, special: SpecialPlaces, focus: Point): Stretch | null {
    const { kinds, restricted, joined, everywhere, specialRows } = this.floor;
    let best: Stretch | null = null;
    let [bestSingles, bestRestricted, bestDistance] = [Infinity, Infinity, Infinity];
    let [length, wheelchairs, companions, poor, distance] = [0, 0, 0, 0, 0];
    const distances: number[] = [];
    const add = (seat: number, sign: 1 | -1): void => {
      if (kinds[seat] === 'wheelchair') wheelchairs += sign;
      if (kinds[seat] === 'companion') companions += sign;
      if (restricted[seat]) poor += sign;
      distance += sign * (distances[seat] ?? 0);
      length += sign;
    };
    for (const range of special.wheelchair + special.companion > 0 ? specialRows : everywhere) {
      for (let seat = range.from; seat < range.to; seat += 1) {
        const usable = this.usable(seat, special);
        if (!usable || !joined[seat]) [length, wheelchairs, companions, poor, distance] = [0, 0, 0, 0, 0];
        if (!usable) continue;
        distances[seat] = this.distance(seat, focus);
        add(seat, 1);
        if (length > size) add(seat - size, -1);
        if (length < size || wheelchairs !== special.wheelchair || companions !== special.companion) continue;
        const stretch = { from: seat - size + 1, to: seat + 1 };
        const singles = this.singlesLeftBy(stretch);
        if ((singles - bestSingles || poor - bestRestricted || distance - bestDistance) >= 0) continue;
        best = stretch;
        [bestSingles, bestRestricted, bestDistance] = [singles, poor, distance];
      }
    }
    return best;
  }

  /** Every unbroken stretch of wanted ordinary seats, as long as it goes. */
  runs(): Stretch[] {
    const { joined, kinds } = this.floor;
    const runs: Stretch[] = [];
    let from = 0;
    for (let seat = 0; seat <= kinds.length; seat += 1) {
      const usable = seat < kinds.length && this.usable(seat, NO_SPECIAL_PLACES);
      if (usable && joined[seat] && seat > from) continue;
      if (seat > from) runs.push({ from, to: seat });
      from = usable ? seat : seat + 1;
    }
    return runs;
  }

  private usable(seat: number, special: SpecialPlaces): boolean {
    if (!this.wanted[seat]) return false;
    const kind = this.floor.kinds[seat];
    return kind === 'ordinary' || (kind === 'wheelchair' ? special.wheelchair > 0 : special.companion > 0);
  }
}

function floorOf(plan: SeatingPlan): Floor {
  const known = floors.get(plan);
  if (known) return known;
  const { rows, capacity } = indexPlan(plan);
  const seats = rows.flat();
  const placed = layoutPlan(plan).seats;
  const sections = new Map(plan.sections.map(({ id }, at) => [id, at]));
  const floor: Floor = {
    ids: seats.map((seat) => seat.id),
    kinds: seats.map((seat) => (seat.accessible ? 'wheelchair' : seat.companion ? 'companion' : 'ordinary')),
    categories: seats.map((seat) => seat.category),
    restricted: seats.map((seat) => seat.restricted),
    joined: seats.map((seat, position) => {
      const before = seats[position - 1];
      return before !== undefined && before.rowIndex === seat.rowIndex && before.column + 1 === seat.column;
    }),
    x: placed.map((seat) => seat.x),
    y: placed.map((seat) => seat.y),
    gridColumn: placed.map((seat) => seat.column),
    gridRow: placed.map((seat) => seat.row),
    section: seats.map((seat) => sections.get(seat.sectionId) ?? 0),
    everywhere: [{ from: 0, to: capacity }],
    specialRows: specialRowsOf(rows),
    focus: { x: plan.focalPoint.column + LAYOUT_MARGIN, y: plan.focalPoint.row + LAYOUT_MARGIN },
  };
  floors.set(plan, floor);
  return floor;
}

function specialRowsOf(rows: PlanIndex['rows']): Stretch[] {
  const special: Stretch[] = [];
  let from = 0;
  for (const row of rows) {
    const to = from + row.length;
    if (row.some((seat) => seat.accessible || seat.companion)) special.push({ from, to });
    from = to;
  }
  return special;
}

/**
 * A seating plan as data: what a house looks like, independent of any screening. Plain JSON, so that it can be stored in
 * an event, imported and exported. Everything else about seats (ids, index, layout) is derived from it.
 */

/** `SECTION-ROWCOLUMN`, e.g. `C-B5`. Also the DOM element id of the seat, everywhere. */
export type SeatId = string;

export interface PriceCategory {
  /** One lower-case letter; it is the letter that rows use for a position of this category. */
  readonly id: string;
  readonly name: string;
  /** Which of the six colours that every screen has for categories, from 1. Defaults to its place in the list. */
  readonly color?: number;
}

/** Colours that screens have for price categories. */
export const CATEGORY_COLORS = 6;

/** The colour of each category by its letter, from 1. */
export function categoryColors({ categories }: Pick<SeatingPlan, 'categories'>): ReadonlyMap<string, number> {
  return new Map(categories.map(({ id, color }, at) => [id, color ?? (at % CATEGORY_COLORS) + 1]));
}

export interface Row {
  /** One or two upper-case letters, unique within the section. */
  readonly id: string;
  /**
   * One character a position, from the audience's left: a category letter for a seat, `.` for a position without one.
   * Columns count positions from 1, so an inactive position keeps its number and is nobody's seat.
   */
  readonly positions: string;
}

export interface Section {
  /** Upper-case letters, unique within the plan: `L`, `C`, `R`, `BC` … */
  readonly id: string;
  readonly name: string;
  /** Where the section's first row and position stand on the house's grid, counted from 1. */
  readonly origin: { readonly column: number; readonly row: number };
  readonly rows: readonly Row[];
  /** Wheelchair places, as row and column: `A1`. Defaults to none. */
  readonly accessible?: readonly string[];
  /** Companion seats beside them. Defaults to none. */
  readonly companion?: readonly string[];
  /** Seats with a restricted view. Defaults to none. */
  readonly restricted?: readonly string[];
}

export interface SeatingPlan {
  readonly id: string;
  readonly name: string;
  /** Best first. */
  readonly categories: readonly PriceCategory[];
  /** The point of the grid that the best seats look at from nearest by; column and row, fractions allowed. */
  readonly focalPoint: { readonly column: number; readonly row: number };
  /** How far the outermost column of the grid is pulled towards the stage, in seat pitches. 0 is straight rows. */
  readonly curvature: number;
  readonly sections: readonly Section[];
}

/** A seat of a plan, with everything its id stands for. */
export interface PlannedSeat {
  readonly id: SeatId;
  readonly sectionId: string;
  readonly rowId: string;
  /** Counted from 1, inactive positions included. */
  readonly column: number;
  readonly category: string;
  readonly accessible: boolean;
  readonly companion: boolean;
  readonly restricted: boolean;
  /** Which of the plan's rows (over all sections, front to back within a section), and which of that row's seats. */
  readonly rowIndex: number;
  readonly seatIndex: number;
}

/** Derived once from a plan; rows hold the plan's seats in order, without inactive positions. */
export interface PlanIndex {
  readonly plan: SeatingPlan;
  readonly capacity: number;
  readonly rows: readonly (readonly PlannedSeat[])[];
  readonly byId: ReadonlyMap<SeatId, PlannedSeat>;
}

const indexes = new WeakMap<SeatingPlan, PlanIndex>();

/** The index of a plan; the same plan object always answers the same index. */
export function indexPlan(plan: SeatingPlan): PlanIndex {
  const known = indexes.get(plan);
  if (known) return known;
  const rows: PlannedSeat[][] = [];
  const byId = new Map<SeatId, PlannedSeat>();
  for (const section of plan.sections) {
    const accessible = new Set(section.accessible);
    const companion = new Set(section.companion);
    const restricted = new Set(section.restricted);
    for (const row of section.rows) {
      const seats: PlannedSeat[] = [];
      for (const [position, category] of Array.from(row.positions).entries()) {
        if (category === '.') continue;
        const place = `${row.id}${position + 1}`;
        const seat: PlannedSeat = {
          id: `${section.id}-${place}`,
          sectionId: section.id,
          rowId: row.id,
          column: position + 1,
          category,
          accessible: accessible.has(place),
          companion: companion.has(place),
          restricted: restricted.has(place),
          rowIndex: rows.length,
          seatIndex: seats.length,
        };
        seats.push(seat);
        byId.set(seat.id, seat);
      }
      rows.push(seats);
    }
  }
  const index: PlanIndex = { plan, capacity: byId.size, rows, byId };
  indexes.set(plan, index);
  return index;
}

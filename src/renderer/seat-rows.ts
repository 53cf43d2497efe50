/** The plan as the kiosk's map draws it: row by row, each a strip of the house's grid. */
import { layoutPlan, type PlacedSeat } from '../../theatre/seating/layout.ts';
import { indexPlan, type PlannedSeat, type SeatingPlan } from '../../theatre/seating/plan.ts';

export interface DrawnSeat extends PlannedSeat {
  /** Of the grid, which is the same for all rows. */
  readonly gridColumn: number;
}

export interface DrawnRow {
  readonly gridRow: number;
  readonly seats: readonly DrawnSeat[];
}

/** Every row of every section, in the order of the plan. */
export function seatRows(plan: SeatingPlan): readonly DrawnRow[] {
  const placed = new Map<string, PlacedSeat>(layoutPlan(plan).seats.map((seat) => [seat.id, seat]));
  return indexPlan(plan).rows.map((row) => ({
    gridRow: placed.get(row[0]?.id ?? '')?.row ?? 1,
    seats: row.map((seat) => ({ ...seat, gridColumn: placed.get(seat.id)?.column ?? 1 })),
  }));
}

/**
 * The size of the grid, and a class for each of its columns that bends the rows into arcs. Seats are moved by their margins:
 * a transform or a position would make each of them a layer of its own to paint.
 */
export function gridStylesheet(plan: SeatingPlan): string {
  const { columns, rows, overhang, seats, rowLabels } = layoutPlan(plan);
  const shifts = new Map([...seats, ...rowLabels].map(({ column, shift }) => [column, shift]));
  const rules = [...shifts].map(
    ([column, shift]) =>
      `.column-${column}{grid-column:${column};margin-block:calc(var(--pitch)*${shift}) calc(var(--pitch)*${-shift})}`,
  );
  return `.map{--columns:${columns};--rows:${rows};--overhang:${overhang}}\n${rules.join('\n')}`;
}

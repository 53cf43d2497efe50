import { indexPlan } from './plan.ts';
import type { PlannedSeat, SeatId, SeatingPlan, Section } from './plan.ts';

/** Cells that the layout's grid adds in front, to the left and to the right of the plan's own, for labels. */
export const LAYOUT_MARGIN = 1;

/** A seat's cell (counted from 1), and its centre after the arc has moved it; all lengths in seat pitches. */
export interface PlacedSeat {
  readonly id: SeatId;
  readonly column: number;
  readonly row: number;
  /** How far the seat leaves its cell along y; negative is towards the stage. */
  readonly shift: number;
  readonly x: number;
  readonly y: number;
}

/** The letter of a row, beside its first or after its last seat. */
export interface RowLabel {
  /** DOM element id. */
  readonly id: string;
  readonly sectionId: string;
  readonly rowId: string;
  readonly side: 'left' | 'right';
  readonly column: number;
  readonly row: number;
  readonly shift: number;
}

/** The name of a section, in front of its first row; `span` in columns. */
export interface SectionLabel {
  /** DOM element id. */
  readonly id: string;
  readonly sectionId: string;
  readonly name: string;
  readonly column: number;
  readonly row: number;
  readonly span: number;
  readonly shift: number;
}

export interface PlanLayout {
  readonly columns: number;
  readonly rows: number;
  /** How far the arcs reach above the grid's first row: the room to leave for it, in seat pitches. */
  readonly overhang: number;
  /** In the order of the plan's index. */
  readonly seats: readonly PlacedSeat[];
  readonly rowLabels: readonly RowLabel[];
  readonly sectionLabels: readonly SectionLabel[];
}

const layouts = new WeakMap<SeatingPlan, PlanLayout>();

/** Places a plan's seats and labels on a CSS grid whose rows bend into arcs; the same plan object, the same layout. */
export function layoutPlan(plan: SeatingPlan): PlanLayout {
  const known = layouts.get(plan);
  if (known) return known;
  const arc = arcOf(plan);
  const seats = placeSeats(plan, arc);
  const taken = new Set(seats.map(({ column, row }) => cell(column, row)));
  const sectionLabels = placeSectionLabels(plan, arc, taken);
  const rowLabels = placeRowLabels(plan, arc, taken);
  const highest = [...seats, ...rowLabels, ...sectionLabels].map(({ row, shift }) => row + shift);
  const layout: PlanLayout = {
    columns: planColumns(plan) + 2 * LAYOUT_MARGIN,
    rows: Math.max(...seats.map(({ row }) => row)),
    overhang: round(Math.max(0, 1 - Math.min(...highest))),
    seats,
    rowLabels,
    sectionLabels,
  };
  layouts.set(plan, layout);
  return layout;
}

/** The shift of a column of the layout's grid: quadratic, so that a row is an arc around the stage. */
function arcOf(plan: SeatingPlan): (column: number) => number {
  const reach = (planColumns(plan) - 1) / 2;
  const centre = LAYOUT_MARGIN + 1 + reach;
  if (reach === 0) return () => 0;
  // Never -0, which would read as "-0" in a stylesheet.
  return (column) => 0 - round(plan.curvature * ((column - centre) / reach) ** 2);
}

function planColumns(plan: SeatingPlan): number {
  return Math.max(...plan.sections.map((section) => section.origin.column + widthOf(section) - 1));
}

function widthOf(section: Section): number {
  return Math.max(...section.rows.map((row) => row.positions.length));
}

function placeSeats(plan: SeatingPlan, arc: (column: number) => number): PlacedSeat[] {
  const { rows } = indexPlan(plan);
  const seats: PlacedSeat[] = [];
  for (const [section, row, rowIndex] of rowsOf(plan)) {
    for (const seat of rows[rowIndex] ?? []) {
      const column = columnOf(section, seat);
      const shift = arc(column);
      seats.push({ id: seat.id, column, row, shift, x: column, y: round(row + shift) });
    }
  }
  return seats;
}

function placeSectionLabels(
  plan: SeatingPlan,
  arc: (column: number) => number,
  taken: ReadonlySet<string>,
): SectionLabel[] {
  return plan.sections.flatMap((section) => {
    const column = section.origin.column + LAYOUT_MARGIN;
    const row = section.origin.row + LAYOUT_MARGIN - 1;
    const span = widthOf(section);
    for (let at = column; at < column + span; at += 1) {
      // No room in front of the section: its name is still in the list of seats.
      if (taken.has(cell(at, row))) return [];
    }
    const shift = arc(column + (span - 1) / 2);
    return [{ id: `section-${section.id}`, sectionId: section.id, name: section.name, column, row, span, shift }];
  });
}

/** A label on either side of a row where the cell is free; one letter in an aisle serves both its neighbours. */
function placeRowLabels(plan: SeatingPlan, arc: (column: number) => number, seats: ReadonlySet<string>): RowLabel[] {
  const { rows } = indexPlan(plan);
  const labels: RowLabel[] = [];
  const taken = new Set(seats);
  for (const side of ['left', 'right'] as const) {
    for (const [section, row, rowIndex] of rowsOf(plan)) {
      const seat = side === 'left' ? rows[rowIndex]?.[0] : rows[rowIndex]?.at(-1);
      if (!seat) continue;
      const column = columnOf(section, seat) + (side === 'left' ? -1 : 1);
      if (taken.has(cell(column, row))) continue;
      taken.add(cell(column, row));
      const id = `row-${section.id}-${seat.rowId}-${side}`;
      labels.push({ id, sectionId: section.id, rowId: seat.rowId, side, column, row, shift: arc(column) });
    }
  }
  return labels;
}

/** Every row of the plan in the order of its index, with its section and its row on the layout's grid. */
function rowsOf(plan: SeatingPlan): Array<[Section, number, number]> {
  const rows: Array<[Section, number, number]> = [];
  for (const section of plan.sections) {
    for (const offset of section.rows.keys()) {
      rows.push([section, section.origin.row + offset + LAYOUT_MARGIN, rows.length]);
    }
  }
  return rows;
}

function columnOf(section: Section, seat: PlannedSeat): number {
  return section.origin.column + seat.column - 1 + LAYOUT_MARGIN;
}

function cell(column: number, row: number): string {
  return `${column}:${row}`;
}

function round(length: number): number {
  return Math.round(length * 1000) / 1000;
}

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

/**
 * The name of a section, in front of its first row and centred on it; `span` in columns. It may lie over a neighbour's
 * cells, so it must not take clicks.
 */
export interface SectionLabel {
  /** DOM element id. */
  readonly id: string;
  readonly sectionId: string;
  readonly name: string;
  readonly column: number;
  readonly row: number;
  readonly span: number;
  readonly shift: number;
  /** Degrees clockwise that lay the name along the arc. */
  readonly angle: number;
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

/** About half the width of a letter of a section's name, in seat pitches. */
const HALF_LETTER = 0.3;

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
  const tops = [
    ...[...seats, ...rowLabels].map(({ row, shift }) => row + shift),
    ...sectionLabels.map(
      ({ row, shift, span, angle }) => row + shift - (span / 2) * Math.sin(radians(Math.abs(angle))),
    ),
  ];
  const layout: PlanLayout = {
    columns: planColumns(plan) + 2 * LAYOUT_MARGIN,
    rows: Math.max(...seats.map(({ row }) => row)),
    overhang: round(Math.max(0, 1 - Math.min(...tops))),
    seats,
    rowLabels,
    sectionLabels,
  };
  layouts.set(plan, layout);
  return layout;
}

/** The bend of every row: quadratic in the distance from the middle column of the layout's grid. */
interface Arc {
  readonly centre: number;
  readonly shift: (column: number) => number;
  /** Pitches of y a pitch of x. */
  readonly slope: (column: number) => number;
}

function arcOf(plan: SeatingPlan): Arc {
  const reach = (planColumns(plan) - 1) / 2;
  const centre = LAYOUT_MARGIN + 1 + reach;
  const bend = reach === 0 ? 0 : plan.curvature / reach ** 2;
  return {
    centre,
    // Subtracted from 0: a -0 would read as "-0" in a stylesheet.
    shift: (column) => 0 - round(bend * (column - centre) ** 2),
    slope: (column) => 0 - 2 * bend * (column - centre),
  };
}

function planColumns(plan: SeatingPlan): number {
  return Math.max(...plan.sections.map((section) => section.origin.column + widthOf(section) - 1));
}

function widthOf(section: Section): number {
  return Math.max(...section.rows.map((row) => row.positions.length));
}

function placeSeats(plan: SeatingPlan, arc: Arc): PlacedSeat[] {
  const { rows } = indexPlan(plan);
  const seats: PlacedSeat[] = [];
  for (const [section, row, rowIndex] of rowsOf(plan)) {
    for (const seat of rows[rowIndex] ?? []) {
      const column = columnOf(section, seat);
      const shift = arc.shift(column);
      seats.push({ id: seat.id, column, row, shift, x: column, y: round(row + shift) });
    }
  }
  return seats;
}

function placeSectionLabels(plan: SeatingPlan, arc: Arc, taken: ReadonlySet<string>): SectionLabel[] {
  const last = planColumns(plan) + 2 * LAYOUT_MARGIN;
  const seatRows = indexPlan(plan).rows;
  const labelled = new Set<string>();
  const labels: SectionLabel[] = [];
  for (const [section, seatRow, rowIndex] of rowsOf(plan)) {
    const seats = seatRows[rowIndex] ?? [];
    const [first, end] = [seats[0], seats.at(-1)];
    if (labelled.has(section.id) || !first || !end) continue;
    labelled.add(section.id);
    const row = seatRow - 1;
    const from = columnOf(section, first);
    const to = columnOf(section, end);
    // No room in front of the section: its name is still in the list of seats.
    if (columnsBetween(from, to).some((column) => taken.has(cell(column, row)))) continue;
    const middle = (from + to) / 2;
    const reach = Math.min(Math.max((to - from) / 2, section.name.length * HALF_LETTER), middle - 1, last - middle);
    const column = Math.ceil(middle - reach);
    const span = Math.floor(middle + reach) - column + 1;
    const angle = round((Math.atan(arc.slope(middle)) * 180) / Math.PI);
    const { id, name } = section;
    labels.push({ id: `section-${id}`, sectionId: id, name, column, row, span, shift: arc.shift(middle), angle });
  }
  return labels;
}

/** A letter on either side of each row where there is room; in an aisle one letter serves both its neighbours. */
function placeRowLabels(plan: SeatingPlan, arc: Arc, seats: ReadonlySet<string>): RowLabel[] {
  const seatRows = indexPlan(plan).rows;
  const candidates = rowsOf(plan).flatMap(([section, row, rowIndex]) => {
    const [first, last] = [seatRows[rowIndex]?.[0], seatRows[rowIndex]?.at(-1)];
    if (!first || !last) return [];
    const label = { sectionId: section.id, rowId: first.rowId, row };
    return [
      { ...label, side: 'left' as const, column: columnOf(section, first) - 1 },
      { ...label, side: 'right' as const, column: columnOf(section, last) + 1 },
    ];
  });
  // The outermost choose first, so that an aisle's letters stand in one line beside its straight edge.
  candidates.sort((a, b) => Math.abs(b.column - arc.centre) - Math.abs(a.column - arc.centre));
  const placed = new Map<string, string>();
  const last = planColumns(plan) + 2 * LAYOUT_MARGIN;
  return candidates.flatMap((label) => {
    const { sectionId, rowId, row, side } = label;
    const step = side === 'left' ? -1 : 1;
    for (let column = label.column; column >= 1 && column <= last; column += step) {
      const at = cell(column, row);
      const full = seats.has(at) || placed.has(at);
      if (placed.get(at) === rowId || (full && column === label.column)) return [];
      if (full) break;
    }
    placed.set(cell(label.column, row), rowId);
    return [{ ...label, id: `row-${sectionId}-${rowId}-${side}`, shift: arc.shift(label.column) }];
  });
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

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

function columnsBetween(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function cell(column: number, row: number): string {
  return `${column}:${row}`;
}

function round(length: number): number {
  return Math.round(length * 1000) / 1000;
}

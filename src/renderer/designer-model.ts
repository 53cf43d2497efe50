/** The drawing board: where the cursor is, what a key means there, and what is drawn. Pure. */
import type { Area, SeatMark } from '../../theatre/seating/edit-section.ts';
import type { PlanEdit } from '../../theatre/seating/edit-plan.ts';
import { layoutPlan, type PlanLayout } from '../../theatre/seating/layout.ts';
import { categoryColors, type SeatingPlan } from '../../theatre/seating/plan.ts';
import { blockOf, labelsOf, ROW_LABELS, type Cell } from '../../theatre/seating/section-block.ts';

/** A position of a section, all counted from 0. */
export interface Place {
  readonly section: number;
  readonly row: number;
  readonly column: number;
}

export interface Cursor extends Place {
  /** The other corner of the chosen area; the cursor's own place where only that is chosen. */
  readonly anchor: { readonly row: number; readonly column: number };
}

export const cursorAt = (place: Place): Cursor => ({ ...place, anchor: { row: place.row, column: place.column } });

export function areaOf({ row, column, anchor }: Cursor): Area {
  return {
    rows: [Math.min(row, anchor.row), Math.max(row, anchor.row)],
    columns: [Math.min(column, anchor.column), Math.max(column, anchor.column)],
  };
}

/** The cursor, brought back to where there is something. */
export function within(plan: SeatingPlan, { section, row, column, anchor }: Cursor): Cursor {
  const at = clamp(section, plan.sections.length);
  const { rows, columns } = sizeOf(plan, at);
  const corner = { row: clamp(anchor.row, rows), column: clamp(anchor.column, columns) };
  return { section: at, row: clamp(row, rows), column: clamp(column, columns), anchor: corner };
}

export type Step = 'left' | 'right' | 'up' | 'down';

const STEPS: Readonly<Record<Step, readonly [row: number, column: number]>> = {
  left: [0, -1],
  right: [0, 1],
  up: [-1, 0],
  down: [1, 0],
};

/** One place on; `extend` keeps the other corner of the area. */
export function moved(plan: SeatingPlan, cursor: Cursor, step: Step, extend: boolean): Cursor {
  const [down, right] = STEPS[step];
  const { anchor, row, column } = within(plan, { ...cursor, row: cursor.row + down, column: cursor.column + right });
  return { section: cursor.section, row, column, anchor: extend ? anchor : { row, column } };
}

/** The section itself one place on, on the house's grid. */
export function shifted(plan: SeatingPlan, { section }: Cursor, step: Step): PlanEdit | undefined {
  const origin = plan.sections[section]?.origin;
  const [down, right] = STEPS[step];
  return origin && { edit: 'place', section, column: origin.column + right, row: origin.row + down };
}

export function inSection(plan: SeatingPlan, cursor: Cursor, by: 1 | -1): Cursor {
  const all = plan.sections.length;
  return within(plan, cursorAt({ ...cursor, section: (cursor.section + by + all) % all }));
}

const MARKS: ReadonlyMap<string, SeatMark> = new Map([
  ['w', 'accessible'],
  ['m', 'companion'],
  ['v', 'restricted'],
]);

/** What a key does to the plan at the cursor; undefined for a key that does nothing to it. `key` as the keyboard has it. */
export function editFor(plan: SeatingPlan, cursor: Cursor, key: string, sectionName: string): PlanEdit | undefined {
  const { section, row, column } = cursor;
  const area = areaOf(cursor);
  const category = /^[1-9]$/.test(key) ? plan.categories[Number(key) - 1] : undefined;
  if (category) return { edit: 'paint', section, area, letter: category.id };
  const mark = MARKS.get(key);
  if (mark) return { edit: 'mark', section, area, mark };
  switch (key) {
    case '0':
    case 'Delete':
    case 'Backspace':
      return { edit: 'paint', section, area, letter: '.' };
    case 'r':
      return { edit: 'add-row', section, at: row + 1 };
    case 'R':
      return { edit: 'remove-row', section, at: row };
    case 'c':
      return { edit: 'add-column', section, at: column + 1 };
    case 'C':
      return { edit: 'remove-column', section, at: column };
    case 't':
      return { edit: 'turn', section };
    case 'f':
      return { edit: 'mirror', section };
    case 'n':
      return { edit: 'add-section', rows: 4, columns: 8, name: sectionName };
    case 'N':
      return { edit: 'remove-section', section };
    case 'l': {
      const now = labelsOf(plan.sections[section]?.rows.map(({ id }) => id) ?? []);
      const next = ROW_LABELS[((now === undefined ? -1 : ROW_LABELS.indexOf(now)) + 1) % ROW_LABELS.length];
      return next && { edit: 'label', section, style: next };
    }
    case '+':
    case '=':
      return { edit: 'curve', curvature: plan.curvature + 0.2 };
    case '-':
      return { edit: 'curve', curvature: plan.curvature - 0.2 };
    case 'p': {
      const origin = plan.sections[section]?.origin;
      return origin && { edit: 'focus', column: origin.column + column, row: origin.row + row };
    }
    default:
      return undefined;
  }
}

/** A position as it is drawn, in seat pitches. */
export interface DrawnCell extends Place, Cell {
  readonly x: number;
  readonly y: number;
  /** Of its category, from 1; 0 for a position without a seat. */
  readonly color: number;
}

export interface Drawing {
  readonly layout: PlanLayout;
  readonly cells: readonly DrawnCell[];
  /** The focal point, where it stands after the arcs have moved it. */
  readonly focus: { readonly x: number; readonly y: number };
}

/** Every position of the plan, also those without a seat, where the house's own layout puts it. */
export function drawingOf(plan: SeatingPlan): Drawing {
  const blocks = plan.sections.map(blockOf);
  const letter = plan.categories[0]?.id ?? 'a';
  const full: SeatingPlan = {
    ...plan,
    sections: plan.sections.map((section, at) => ({
      ...section,
      rows: section.rows.map(({ id }, row) => ({ id, positions: letter.repeat(blocks[at]?.cells[row]?.length ?? 1) })),
    })),
  };
  const layout = layoutPlan(full);
  const colors = categoryColors(plan);
  const cells: DrawnCell[] = [];
  let drawn = 0;
  for (const [section, block] of blocks.entries()) {
    for (const [row, line] of block.cells.entries()) {
      for (const [column, cell] of line.entries()) {
        const seat = layout.seats[drawn++];
        cells.push({
          ...cell,
          section,
          row,
          column,
          x: seat?.x ?? 0,
          y: seat?.y ?? 0,
          color: colors.get(cell.letter) ?? 0,
        });
      }
    }
  }
  const { column, row } = plan.focalPoint;
  const near = layout.seats.reduce<(typeof layout.seats)[number] | undefined>(
    (best, seat) => (!best || Math.abs(seat.column - column - 1) < Math.abs(best.column - column - 1) ? seat : best),
    undefined,
  );
  return { layout, cells, focus: { x: column + 1, y: row + 1 + (near?.shift ?? 0) } };
}

function sizeOf(plan: SeatingPlan, section: number): { readonly rows: number; readonly columns: number } {
  const rows = plan.sections[section]?.rows ?? [];
  return { rows: rows.length, columns: Math.max(1, ...rows.map(({ positions }) => positions.length)) };
}

function clamp(at: number, count: number): number {
  return Math.max(0, Math.min(count - 1, at));
}

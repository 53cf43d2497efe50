/** What can be done to one section of a plan. */
import { between } from './numbers.ts';
import type { SeatingPlan, Section } from './plan.ts';
import {
  blockOf,
  NO_SEAT,
  relabelled,
  rowLabels,
  seatCell,
  withBlock,
  type Block,
  type Cell,
  type RowLabels,
} from './section-block.ts';
import { PLAN_LIMITS, ROW_ID, SECTION_ID } from './validate-plan.ts';

/** A rectangle of a section's positions, rows and columns from 0, both ends included. */
export interface Area {
  readonly rows: readonly [from: number, to: number];
  readonly columns: readonly [from: number, to: number];
}

export type SeatMark = 'accessible' | 'companion' | 'restricted';

export type SectionEdit = { readonly section: number } & (
  | { readonly edit: 'section'; readonly id?: string; readonly name?: string }
  /** Where its first row and position stand on the grid, from 1. */
  | { readonly edit: 'place'; readonly column: number; readonly row: number }
  /** A quarter turn, clockwise as seen from above. */
  | { readonly edit: 'turn' }
  /** Left becomes right. */
  | { readonly edit: 'mirror' }
  /** Before the row or column with this index; at the end with their number. Like its neighbour, without its marks. */
  | { readonly edit: 'add-row' | 'add-column'; readonly at: number }
  | { readonly edit: 'remove-row' | 'remove-column'; readonly at: number }
  | { readonly edit: 'label'; readonly style: RowLabels }
  /** One row's own letters. */
  | { readonly edit: 'row-id'; readonly row: number; readonly id: string }
  /** A category's letter, or `.` for no seat. */
  | { readonly edit: 'paint'; readonly area: Area; readonly letter: string }
  /** All seats of the area are marked; where all are marked already, none is any more. */
  | { readonly edit: 'mark'; readonly area: Area; readonly mark: SeatMark }
);

/** Why a step was not done. */
export type EditRefusal =
  | 'nothing-there'
  | 'last-section'
  | 'last-row'
  | 'last-column'
  | 'last-category'
  | 'too-many'
  | 'no-seat'
  /** Letters of a section or row that are none, or that another has. */
  | 'bad-id'
  | 'id-taken';

export type Edited = { readonly plan: SeatingPlan } | { readonly refused: EditRefusal };

export function editSection(plan: SeatingPlan, edit: SectionEdit): Edited {
  const section = plan.sections[edit.section];
  if (!section) return { refused: 'nothing-there' };
  const result = changed(plan, section, edit);
  if (typeof result === 'string') return { refused: result };
  return { plan: { ...plan, sections: plan.sections.map((other) => (other === section ? result : other)) } };
}

function changed(plan: SeatingPlan, section: Section, edit: SectionEdit): Section | EditRefusal {
  switch (edit.edit) {
    case 'section':
      if (edit.id !== undefined && !SECTION_ID.test(edit.id)) return 'bad-id';
      if (plan.sections.some((other) => other !== section && other.id === edit.id)) return 'id-taken';
      return {
        ...section,
        ...(edit.id === undefined ? {} : { id: edit.id }),
        ...(edit.name === undefined ? {} : { name: edit.name }),
      };
    case 'place': {
      const column = Math.round(between(edit.column, 1, PLAN_LIMITS.columns));
      return { ...section, origin: { column, row: Math.round(between(edit.row, 1, PLAN_LIMITS.rows)) } };
    }
    case 'row-id':
      if (!section.rows[edit.row]) return 'nothing-there';
      if (!ROW_ID.test(edit.id)) return 'bad-id';
      if (section.rows.some(({ id }, at) => id === edit.id && at !== edit.row)) return 'id-taken';
      return rebuilt(section, ({ rowIds, cells }) => ({
        cells,
        rowIds: rowIds.map((id, at) => (at === edit.row ? edit.id : id)),
      }));
    case 'label':
      return rebuilt(section, ({ cells }) => ({ cells, rowIds: rowLabels(edit.style, cells.length) }));
    case 'mirror':
      return rebuilt(section, ({ rowIds, cells }) => ({ rowIds, cells: cells.map((row) => [...row].reverse()) }));
    case 'turn':
      return rebuilt(section, turned);
    case 'add-row':
    case 'add-column':
    case 'remove-row':
    case 'remove-column':
      return resized(section, edit);
    case 'paint': {
      const known = edit.letter === '.' || plan.categories.some(({ id }) => id === edit.letter);
      if (!known) return 'nothing-there';
      const painted = (cell: Cell) => (edit.letter === '.' ? NO_SEAT : { ...cell, letter: edit.letter });
      return rebuilt(section, (block) => within(block, edit.area, painted));
    }
    case 'mark':
      return marked(section, edit.area, edit.mark);
    default:
      return edit satisfies never;
  }
}

function rebuilt(section: Section, change: (block: Block) => Block | EditRefusal): Section | EditRefusal {
  const block = change(blockOf(section));
  return typeof block === 'string' ? block : withBlock(section, block);
}

/** Rows become columns: what was the front row is the right-hand column. */
function turned({ rowIds, cells }: Block): Block | EditRefusal {
  const width = cells[0]?.length ?? 0;
  if (width > PLAN_LIMITS.rowsPerSection) return 'too-many';
  const rows = Array.from({ length: width }, (_, column) =>
    Array.from({ length: rowIds.length }, (__, at) => cells[rowIds.length - 1 - at]?.[column] ?? NO_SEAT),
  );
  return { rowIds: rowLabels('no-i-o', width), cells: rows };
}

type Resize = Extract<SectionEdit, { edit: 'add-row' | 'add-column' | 'remove-row' | 'remove-column' }>;

function resized(section: Section, { edit, at }: Resize): Section | EditRefusal {
  return rebuilt(section, ({ rowIds, cells }) => {
    const width = cells[0]?.length ?? 0;
    const count = edit === 'add-row' || edit === 'remove-row' ? rowIds.length : width;
    const most = edit === 'add-row' ? PLAN_LIMITS.rowsPerSection : PLAN_LIMITS.columns;
    const adds = edit === 'add-row' || edit === 'add-column';
    if (!Number.isInteger(at) || at < 0 || at >= count + (adds ? 1 : 0)) return 'nothing-there';
    if (adds && count >= most) return 'too-many';
    if (!adds && count === 1) return edit === 'remove-row' ? 'last-row' : 'last-column';
    switch (edit) {
      case 'add-row': {
        const like = (cells[Math.max(0, at - 1)] ?? []).map(({ letter }) => seatCell(letter));
        return { rowIds: relabelled(rowIds, { added: at }), cells: [...cells.slice(0, at), like, ...cells.slice(at)] };
      }
      case 'remove-row':
        return { rowIds: relabelled(rowIds, { removed: at }), cells: cells.filter((_, row) => row !== at) };
      case 'add-column': {
        const wider = (row: readonly Cell[]) => {
          const like = seatCell(row[Math.max(0, at - 1)]?.letter ?? '.');
          return [...row.slice(0, at), like, ...row.slice(at)];
        };
        return { rowIds, cells: cells.map(wider) };
      }
      case 'remove-column':
        return { rowIds, cells: cells.map((row) => row.filter((_, column) => column !== at)) };
      default:
        return edit satisfies never;
    }
  });
}

function marked(section: Section, area: Area, mark: SeatMark): Section | EditRefusal {
  return rebuilt(section, (block) => {
    const seats: Cell[] = [];
    within(block, area, (cell) => {
      if (cell.letter !== '.') seats.push(cell);
      return cell;
    });
    if (seats.length === 0) return 'no-seat';
    const on = !seats.every((cell) => cell[mark]);
    return within(block, area, (cell) => (cell.letter === '.' ? cell : { ...cell, ...others(mark, on), [mark]: on }));
  });
}

/** Nobody's companion sits in a wheelchair place: the one ends the other. */
function others(mark: SeatMark, on: boolean): Partial<Cell> {
  if (!on || mark === 'restricted') return {};
  return mark === 'accessible' ? { companion: false } : { accessible: false };
}

function within({ rowIds, cells }: Block, { rows, columns }: Area, change: (cell: Cell) => Cell): Block {
  const inside = (at: number, [from, to]: readonly [number, number]) => at >= from && at <= to;
  return {
    rowIds,
    cells: cells.map((row, at) =>
      inside(at, rows) ? row.map((cell, column) => (inside(column, columns) ? change(cell) : cell)) : row,
    ),
  };
}

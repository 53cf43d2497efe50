/** A section as a block of cells, every row as wide as the widest: what an edit works on. */
import type { Row, Section } from './plan.ts';

/** One position, with what a seat there would be. */
export interface Cell {
  /** A category's letter, or `.` for a position without a seat. */
  readonly letter: string;
  readonly accessible: boolean;
  readonly companion: boolean;
  readonly restricted: boolean;
}

export interface Block {
  readonly rowIds: readonly string[];
  readonly cells: readonly (readonly Cell[])[];
}

export const NO_SEAT: Cell = { letter: '.', accessible: false, companion: false, restricted: false };

export const seatCell = (letter: string): Cell => ({ ...NO_SEAT, letter });

const MARKS = ['accessible', 'companion', 'restricted'] as const;

export function blockOf(section: Section): Block {
  const width = Math.max(...section.rows.map(({ positions }) => positions.length));
  const marked = new Map(MARKS.map((mark) => [mark, new Set(section[mark])]));
  const cells = section.rows.map(({ id, positions }) =>
    Array.from(positions.padEnd(width, '.'), (letter, column): Cell => {
      if (letter === '.') return NO_SEAT;
      const is = (mark: (typeof MARKS)[number]) => marked.get(mark)?.has(`${id}${column + 1}`) ?? false;
      return { letter, accessible: is('accessible'), companion: is('companion'), restricted: is('restricted') };
    }),
  );
  return { rowIds: section.rows.map(({ id }) => id), cells };
}

/** The section with these cells in place of its own: seats keep what they are, wherever they went. */
export function withBlock(section: Section, { rowIds, cells }: Block): Section {
  const rows: Row[] = [];
  const lists = { accessible: [] as string[], companion: [] as string[], restricted: [] as string[] };
  for (const [at, row] of cells.entries()) {
    const id = rowIds[at] ?? '';
    rows.push({ id, positions: row.map(({ letter }) => letter).join('') });
    for (const [column, cell] of row.entries()) {
      if (cell.letter === '.') continue;
      for (const mark of MARKS) if (cell[mark]) lists[mark].push(`${id}${column + 1}`);
    }
  }
  const { id, name, origin } = section;
  const filled = MARKS.filter((mark) => lists[mark].length > 0).map((mark) => [mark, lists[mark]] as const);
  return { id, name, origin, rows, ...Object.fromEntries(filled) };
}

/** From the front: every letter; all but I and O, which look like 1 and 0; the same from the back row forward. */
export const ROW_LABELS = ['letters', 'no-i-o', 'from-back'] as const;
export type RowLabels = (typeof ROW_LABELS)[number];

const ALL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** So many row letters in a style: `A` … `Z`, `AA`, `AB` … */
export function rowLabels(style: RowLabels, count: number): string[] {
  const letters = style === 'letters' ? ALL : ALL.replace(/[IO]/g, '');
  const labels = Array.from({ length: count }, (_, at) => {
    const last = letters.charAt(at % letters.length);
    const first = Math.floor(at / letters.length) - 1;
    return first < 0 ? last : letters.charAt(first % letters.length) + last;
  });
  return style === 'from-back' ? labels.reverse() : labels;
}

/** The style that these rows are labelled in, if it is one. */
export function labelsOf(rowIds: readonly string[]): RowLabels | undefined {
  const found = (style: RowLabels) => rowLabels(style, rowIds.length).every((label, at) => label === rowIds[at]);
  return (['no-i-o', 'letters', 'from-back'] as const).find(found);
}

/** The letters of rows after one more came in (at an index) or one went, in the style they had. */
export function relabelled(
  rowIds: readonly string[],
  change: { readonly added: number } | { readonly removed: number },
) {
  const style = labelsOf(rowIds);
  const count = rowIds.length + ('added' in change ? 1 : -1);
  if (style !== undefined) return rowLabels(style, count);
  if ('removed' in change) return rowIds.filter((_, at) => at !== change.removed);
  const free = rowLabels('no-i-o', count + rowIds.length).find((label) => !rowIds.includes(label)) ?? 'ZZ';
  return [...rowIds.slice(0, change.added), free, ...rowIds.slice(change.added)];
}

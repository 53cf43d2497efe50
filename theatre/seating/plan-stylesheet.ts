import { layoutPlan } from './layout.ts';
import type { SeatingPlan } from './plan.ts';

/**
 * The CSS that puts every seat and label of a plan, addressed by its element id, on the grid of its house. Expects the
 * grid to be `.house-{plan id}` with `--pitch`, the distance from seat to seat as a length; gives it `--columns`,
 * `--rows` and `--overhang` (the room in pitches that the arcs need above the first row). One house a page. The same
 * plan always gives the same text.
 */
export function planStylesheet(plan: SeatingPlan): string {
  const { columns, rows, overhang, seats, rowLabels, sectionLabels } = layoutPlan(plan);
  // A row and a column each are said once for all their seats: a quarter of the bytes of a rule for every seat.
  const byColumn = new Map<string, string[]>();
  const byRow = new Map<string, string[]>();
  for (const { id, column, row, shift } of [...seats, ...rowLabels]) {
    add(byColumn, `grid-column:${column}${translate(shift)}`, id);
    add(byRow, `grid-row:${row}`, id);
  }
  for (const { id, column, row, span, shift, angle } of sectionLabels) {
    add(byColumn, `grid-column:${column}/span ${span}${translate(shift)}${rotate(angle)}`, id);
    add(byRow, `grid-row:${row}`, id);
  }
  const rules = [...byColumn, ...byRow].map(
    ([declarations, ids]) => `${ids.map((id) => `#${id}`).join(',')}{${declarations}}\n`,
  );
  return `.house-${plan.id}{--columns:${columns};--rows:${rows};--overhang:${overhang}}\n${rules.join('')}`;
}

function translate(shift: number): string {
  return shift === 0 ? '' : `;translate:0 calc(var(--pitch)*${shift})`;
}

function rotate(angle: number): string {
  return angle === 0 ? '' : `;rotate:${angle}deg`;
}

function add(groups: Map<string, string[]>, key: string, id: string): void {
  const ids = groups.get(key);
  if (ids) ids.push(id);
  else groups.set(key, [id]);
}

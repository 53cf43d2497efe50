import type { SeatingPlan } from './plan.ts';
import type { PlanReader } from './plan-reader.ts';

/** Two seats on one cell of the house's grid could not both be shown; said once for each pair of sections. */
export function checkOverlaps(reader: PlanReader, plan: SeatingPlan): void {
  const cells = new Map<string, { readonly section: string; readonly seat: string }>();
  const told = new Set<string>();
  for (const section of plan.sections) {
    for (const [offset, row] of section.rows.entries()) {
      for (const [index, letter] of Array.from(row.positions).entries()) {
        if (letter === '.') continue;
        const column = section.origin.column + index;
        const line = section.origin.row + offset;
        const seat = `${section.id}-${row.id}${index + 1}`;
        const other = cells.get(`${column}:${line}`);
        if (!other) {
          cells.set(`${column}:${line}`, { section: section.id, seat });
          continue;
        }
        const pair = `${other.section} ${section.id}`;
        if (told.has(pair)) continue;
        told.add(pair);
        const sections = [other.section, section.id] as const;
        reader.problem({ problem: 'overlap', sections, seats: [other.seat, seat], column, row: line });
      }
    }
  }
}

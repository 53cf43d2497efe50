import { layoutPlan } from './layout.ts';
import type { PlacedSeat } from './layout.ts';
import type { SeatId, SeatingPlan } from './plan.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

interface FocusMap {
  /** The seats of each occupied row of the house's grid, from the left, over all sections; front row first. */
  readonly lines: readonly (readonly PlacedSeat[])[];
  readonly at: ReadonlyMap<SeatId, { readonly line: number; readonly index: number }>;
}

const focusMaps = new WeakMap<SeatingPlan, FocusMap>();

/**
 * The seat that an arrow key leads to: along the row and over its aisles, or to the nearest seat of the row in front
 * (`up`, towards the stage) or behind. Null at the edge of the house and for an unknown seat.
 */
export function neighbour(plan: SeatingPlan, seatId: SeatId, direction: Direction): SeatId | null {
  const { lines, at } = focusMapOf(plan);
  const place = at.get(seatId);
  if (!place) return null;
  const line = lines[place.line] ?? [];
  switch (direction) {
    case 'left':
      return line[place.index - 1]?.id ?? null;
    case 'right':
      return line[place.index + 1]?.id ?? null;
    case 'up':
      return nearest(lines[place.line - 1], line[place.index]);
    case 'down':
      return nearest(lines[place.line + 1], line[place.index]);
    default:
      return direction satisfies never;
  }
}

/** Judged by columns alone: up and then down leads back wherever the rows have seats behind one another. */
function nearest(line: readonly PlacedSeat[] | undefined, from: PlacedSeat | undefined): SeatId | null {
  if (!line || !from) return null;
  let best: PlacedSeat | null = null;
  for (const seat of line) {
    if (!best || Math.abs(seat.x - from.x) < Math.abs(best.x - from.x)) best = seat;
  }
  return best?.id ?? null;
}

function focusMapOf(plan: SeatingPlan): FocusMap {
  const known = focusMaps.get(plan);
  if (known) return known;
  const byRow = new Map<number, PlacedSeat[]>();
  for (const seat of layoutPlan(plan).seats) {
    const line = byRow.get(seat.row);
    if (line) line.push(seat);
    else byRow.set(seat.row, [seat]);
  }
  const lines = [...byRow].sort(([a], [b]) => a - b).map(([, line]) => line.sort((a, b) => a.column - b.column));
  const at = new Map<SeatId, { line: number; index: number }>();
  for (const [line, seats] of lines.entries()) {
    for (const [index, seat] of seats.entries()) at.set(seat.id, { line, index });
  }
  const map: FocusMap = { lines, at };
  focusMaps.set(plan, map);
  return map;
}

import { parseSeatId } from '../../theatre/seating/seat-id.ts';
import type { SeatMap } from './client.ts';

/**
 * Every run of free seats beside one another of this length, in the order of the map. Beside means the same row and
 * columns that follow: a gap in the numbers is an aisle.
 */
export function freeBlocks(map: SeatMap, length: number): string[][] {
  const rows = new Map<string, { column: number; seatId: string }[]>();
  for (const [seatId, { status }] of Object.entries(map.seats)) {
    const place = parseSeatId(seatId);
    if (status !== 'available' || !place) continue;
    const key = `${place.sectionId}-${place.rowId}`;
    const row = rows.get(key) ?? [];
    row.push({ column: place.column, seatId });
    rows.set(key, row);
  }
  return [...rows.values()].flatMap((row) => {
    row.sort((a, b) => a.column - b.column);
    return row
      .map((_, at) => row.slice(at, at + length))
      .filter((block) => block.length === length && spans(block, length))
      .map((block) => block.map(({ seatId }) => seatId));
  });
}

function spans(block: readonly { column: number }[], length: number): boolean {
  const [first, last] = [block[0], block.at(-1)];
  return first !== undefined && last !== undefined && last.column - first.column === length - 1;
}

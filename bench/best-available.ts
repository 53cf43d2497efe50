/**
 * What it costs to find the best available seats: houses of some 1,300 and 5,000 seats, filled to different degrees, for
 * parties of different kinds. Prints median and worst of 200 searches each, in milliseconds; fails beyond 2 ms at the
 * median. Run: npx node bench/best-available.ts
 */
import { bestAvailable } from '../theatre/seating/best-available.ts';
import type { PartyRequest } from '../theatre/seating/best-available.ts';
import { opera } from '../theatre/seating/houses/opera.ts';
import { indexPlan } from '../theatre/seating/plan.ts';
import type { SeatingPlan } from '../theatre/seating/plan.ts';

const LIMIT_MS = 2;

const arena: SeatingPlan = {
  id: 'arena',
  name: 'A hall of 5,000',
  categories: [{ id: 'a', name: 'All' }],
  focalPoint: { column: 51.5, row: 10 },
  curvature: 5,
  sections: [1, 27, 53, 79].map((column, index) => ({
    id: 'ABCD'.charAt(index),
    name: `Block ${index + 1}`,
    origin: { column, row: 1 },
    rows: Array.from({ length: 50 }, (_, row) => ({
      id: String.fromCharCode(65 + Math.floor(row / 26)) + String.fromCharCode(65 + (row % 26)),
      positions: 'a'.repeat(25),
    })),
    accessible: ['BX1'],
    companion: ['BX2'],
  })),
};

const parties: PartyRequest[] = [
  { seats: 1 },
  { seats: 2 },
  { seats: 4 },
  { seats: 8 },
  { seats: 20 },
  { seats: 60 },
  { seats: 6, accessible: true, companion: true },
];

let slowest = 0;
const figures = [opera, arena].flatMap((plan) => {
  const { capacity, byId } = indexPlan(plan);
  return [0, 0.5, 0.8, 0.95].map((sold) => {
    const random = seeded(7);
    const taken = new Set([...byId.keys()].filter(() => random() < sold));
    const isFree = (seatId: string): boolean => !taken.has(seatId);
    const row: Record<string, string | number> = { seats: capacity, sold: `${sold * 100} %` };
    for (const party of parties) {
      const times = Array.from({ length: 200 }, () => timed(() => bestAvailable(plan, isFree, party)));
      times.sort((a, b) => a - b);
      const median = times[100] ?? 0;
      slowest = Math.max(slowest, median);
      row[`${party.seats}${party.accessible ? ' (wheelchair)' : ''}`] =
        `${median.toFixed(2)} / ${(times.at(-1) ?? 0).toFixed(2)}`;
    }
    return row;
  });
});
console.table(figures);
console.log(`Slowest median: ${slowest.toFixed(2)} ms (limit ${LIMIT_MS} ms)`);
if (slowest > LIMIT_MS) process.exitCode = 1;

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** mulberry32: the same house, filled the same way, every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

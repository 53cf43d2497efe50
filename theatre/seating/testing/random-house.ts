import fc from 'fast-check';
import type { SeatId, SeatingPlan, Section } from '../plan.ts';
import { indexPlan } from '../plan.ts';

const BLOCK = { columns: 9, rows: 6 };

interface Wish {
  readonly name: string;
  readonly shift: { readonly column: number; readonly row: number };
  readonly rows: readonly string[];
  /** For each seat in order: what it is to be. */
  readonly roles: readonly number[];
}

const wish: fc.Arbitrary<Wish> = fc.record({
  name: fc.constantFrom('Stalls', 'Left', 'A wing with a long name'),
  shift: fc.record({ column: fc.integer({ min: 0, max: 2 }), row: fc.integer({ min: 0, max: 1 }) }),
  rows: fc.array(fc.string({ unit: fc.constantFrom('a', 'a', 'a', 'b', '.'), minLength: 1, maxLength: 7 }), {
    minLength: 1,
    maxLength: 4,
  }),
  roles: fc.array(fc.integer({ min: 0, max: 11 }), { minLength: 28, maxLength: 28 }),
});

/** Small houses of one to four sections beside and behind each other, with gaps, odd edges and special places. */
export const randomHouse: fc.Arbitrary<SeatingPlan> = fc
  .record({
    wishes: fc.array(wish, { minLength: 1, maxLength: 4 }),
    curvature: fc.constantFrom(0, 0.5, 2.25, 4),
    focalPoint: fc.record({ column: fc.integer({ min: 1, max: 16 }), row: fc.integer({ min: 0, max: 8 }) }),
  })
  .map(({ wishes, curvature, focalPoint }) => ({
    id: 'random',
    name: 'Random',
    categories: [
      { id: 'a', name: 'First' },
      { id: 'b', name: 'Second' },
    ],
    focalPoint,
    curvature,
    sections: wishes.map(sectionOf),
  }))
  .filter((plan) => indexPlan(plan).capacity > 0);

/** A random house and which of its seats are free. */
export const randomNight: fc.Arbitrary<{ plan: SeatingPlan; free: ReadonlySet<SeatId> }> = fc
  .record({
    plan: randomHouse,
    sold: fc.constantFrom(0, 2, 5, 8),
    draws: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 112, maxLength: 112 }),
  })
  .map(({ plan, sold, draws }) => {
    const ids = [...indexPlan(plan).byId.keys()];
    return { plan, free: new Set(ids.filter((_, index) => (draws[index] ?? 0) >= sold)) };
  });

function sectionOf({ name, shift, rows, roles }: Wish, index: number): Section {
  const lists: { accessible: string[]; companion: string[]; restricted: string[] } = {
    accessible: [],
    companion: [],
    restricted: [],
  };
  const seats = rows.flatMap((positions, row) =>
    Array.from(positions).flatMap((letter, column) => (letter === '.' ? [] : [`${'ABCD'.charAt(row)}${column + 1}`])),
  );
  for (const [seat, place] of seats.entries()) {
    const role = roles[seat];
    if (role === 0) lists.accessible.push(place);
    if (role === 1) lists.companion.push(place);
    if (role === 2) lists.restricted.push(place);
  }
  return {
    id: 'LCRB'.charAt(index),
    name,
    origin: {
      column: 1 + (index % 2) * BLOCK.columns + shift.column,
      row: 1 + Math.floor(index / 2) * BLOCK.rows + shift.row,
    },
    rows: rows.map((positions, row) => ({ id: 'ABCD'.charAt(row), positions })),
    ...lists,
  };
}

/** Small houses for tests. */
import type { SeatingPlan } from '../../seating/plan.ts';

/** One section `C` with rows of seats `C-A1` … */
export function planOf(rows: number, columns: number): SeatingPlan {
  return {
    id: 'test-house',
    name: 'Test house',
    categories: [{ id: 'a', name: 'Stalls' }],
    focalPoint: { column: columns / 2, row: 1 },
    curvature: 0,
    sections: [
      {
        id: 'C',
        name: 'Centre',
        origin: { column: 1, row: 1 },
        rows: Array.from({ length: rows }, (_, at) => ({
          id: rows <= 26 ? String.fromCharCode(65 + at) : String.fromCharCode(65 + Math.floor(at / 26), 65 + (at % 26)),
          positions: 'a'.repeat(columns),
        })),
      },
    ],
  };
}

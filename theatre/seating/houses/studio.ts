import type { SeatingPlan } from '../plan.ts';
import { drawRows } from './draw-rows.ts';

const [left = [], centre = [], right = []] = drawRows(`
  A  bbbb  .aaaaa.  bbbb
  B  bbbb  aaaaaaa  bbbb
  C  bbbb  aaaaaaa  bbbb
  D  .bbb  aaaaaaa  bbb.
  E  ..bb  aaaaaaa  bb..
`);

/** The small house: two wings around a centre block, its rear corners rounded off. */
export const studio: SeatingPlan = {
  id: 'studio',
  name: 'The Studio',
  categories: [
    { id: 'a', name: 'Centre' },
    { id: 'b', name: 'Wings' },
  ],
  focalPoint: { column: 9, row: 2 },
  curvature: 1.6,
  sections: [
    { id: 'L', name: 'Left Wing', origin: { column: 1, row: 1 }, rows: left },
    {
      id: 'C',
      name: 'Centre',
      origin: { column: 6, row: 1 },
      rows: centre,
      accessible: ['E1', 'E7'],
      companion: ['E2', 'E6'],
    },
    { id: 'R', name: 'Right Wing', origin: { column: 14, row: 1 }, rows: right },
  ],
};

import type { SeatingPlan } from '../plan.ts';
import { drawRows } from './draw-rows.ts';

const [stallsLeft = [], stallsCentre = [], stallsRight = []] = drawRows(`
  A  ....bb  ..bbbbbbbbbb..  bb....
  B  ...bbb  ..bbbbbbbbbb..  bbb...
  C  ...bbb  .baaaaaaaaaab.  bbb...
  D  ..bbbb  .aaaaaaaaaaaa.  bbbb..
  E  ..bbbb  aaaaaaaaaaaaaa  bbbb..
  F  .bbbbb  aaaaaaaaaaaaaa  bbbbb.
  G  .bbbbb  aaaaaaaaaaaaaa  bbbbb.
  H  cbbbbb  baaaaaaaaaaaab  bbbbbc
  J  ccbbbb  bbaaaaaaaaaabb  bbbbcc
  K  ccbbbb  bbbbbbbbbbbbbb  bbbbcc
  L  cccccc  bbbbbbbbbbbbbb  cccccc
  M  .ccccc  bbbbbbbbbbbbbb  ccccc.
  N  ..cccc  cccccccccccccc  cccc..
`);

const [circleLeft = [], circleCentre = [], circleRight = []] = drawRows(`
  A  bbbbbb  aaaaaaaaaaaaaa  bbbbbb
  B  cccbbb  bbbbbbbbbbbbbb  bbbccc
  C  .ccccc  bbbbbbbbbbbbbb  ccccc.
  D  ..cccc  cccccccccccccc  cccc..
  E  ...ccc  cccccccccccccc  ccc...
`);

/** The middle house: stalls in three blocks, a small circle behind and above them. */
export const playhouse: SeatingPlan = {
  id: 'playhouse',
  name: 'The Playhouse',
  categories: [
    { id: 'a', name: 'Premium' },
    { id: 'b', name: 'Band A' },
    { id: 'c', name: 'Band B' },
  ],
  focalPoint: { column: 14.5, row: 5 },
  curvature: 2.6,
  sections: [
    {
      id: 'SL',
      name: 'Stalls Left',
      origin: { column: 1, row: 1 },
      rows: stallsLeft,
      restricted: ['A5', 'B4'],
    },
    {
      id: 'SC',
      name: 'Stalls Centre',
      origin: { column: 8, row: 1 },
      rows: stallsCentre,
      accessible: ['N1', 'N14'],
      companion: ['N2', 'N13'],
    },
    {
      id: 'SR',
      name: 'Stalls Right',
      origin: { column: 23, row: 1 },
      rows: stallsRight,
      restricted: ['A2', 'B3'],
    },
    {
      id: 'CL',
      name: 'Circle Left',
      origin: { column: 1, row: 16 },
      rows: circleLeft,
      restricted: ['A1', 'A2', 'B1'],
    },
    {
      id: 'CC',
      name: 'Circle Centre',
      origin: { column: 8, row: 16 },
      rows: circleCentre,
      accessible: ['E1', 'E14'],
      companion: ['E2', 'E13'],
    },
    {
      id: 'CR',
      name: 'Circle Right',
      origin: { column: 23, row: 16 },
      rows: circleRight,
      restricted: ['A5', 'A6', 'B6'],
    },
  ],
};

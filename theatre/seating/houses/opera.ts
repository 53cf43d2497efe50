import type { SeatingPlan } from '../plan.ts';
import { drawRows } from './draw-rows.ts';

const [stallsLeft = [], stallsCentre = [], stallsRight = []] = drawRows(`
  A  ........ccc  ...bbbbbbbbbbbbbb...  ccc........
  B  .......cccc  ..bbbbbbbbbbbbbbbb..  cccc.......
  C  ......ccbbb  ..bbaaaaaaaaaaaabb..  bbbcc......
  D  ......ccbbb  .bbaaaaaaaaaaaaaabb.  bbbcc......
  E  .....ccbbbb  .baaaaaaaaaaaaaaaab.  bbbbcc.....
  F  ....ccbbbbb  baaaaaaaaaaaaaaaaaab  bbbbbcc....
  G  ....ccbbbbb  aaaaaaaaaaaaaaaaaaaa  bbbbbcc....
  H  ...ccbbbbbb  aaaaaaaaaaaaaaaaaaaa  bbbbbbcc...
  J  ...ccbbbbbb  aaaaaaaaaaaaaaaaaaaa  bbbbbbcc...
  K  ..cccbbbbbb  aaaaaaaaaaaaaaaaaaaa  bbbbbbccc..
  L  ..cccbbbbbb  aaaaaaaaaaaaaaaaaaaa  bbbbbbccc..
  M  .cccccbbbbb  baaaaaaaaaaaaaaaaaab  bbbbbccccc.
  N  .cccccbbbbb  bbbaaaaaaaaaaaaaabbb  bbbbbccccc.
  P  ccccccbbbbb  bbbbbbbbbbbbbbbbbbbb  bbbbbcccccc
  Q  cccccccbbbb  bbbbbbbbbbbbbbbbbbbb  bbbbccccccc
  R  ccccccccccc  bbbbbbbbbbbbbbbbbbbb  ccccccccccc
  S  ccccccccccc  bbbbbbbbbbbbbbbbbbbb  ccccccccccc
  T  .cccccccccc  ccbbbbbbbbbbbbbbbbcc  cccccccccc.
  U  ..ccccccccc  cccccccccccccccccccc  ccccccccc..
  V  ...cccccccc  cccccccccccccccccccc  cccccccc...
`);

const [circleLeft = [], circleCentre = [], circleRight = []] = drawRows(`
  A  ccbbbbbbbbb  aaaaaaaaaaaaaaaaaaaa  bbbbbbbbbcc
  B  cccbbbbbbbb  aaaaaaaaaaaaaaaaaaaa  bbbbbbbbccc
  C  ccccccbbbbb  bbbbbbbbbbbbbbbbbbbb  bbbbbcccccc
  D  ccccccccccc  bbbbbbbbbbbbbbbbbbbb  ccccccccccc
  E  .cccccccccc  cccccccccccccccccccc  cccccccccc.
  F  ...cccccccc  cccccccccccccccccccc  cccccccc...
`);

const [balconyLeft = [], balconyCentre = [], balconyRight = []] = drawRows(`
  A  ddddddcccccccc  cccccccccccccccc  ccccccccdddddd
  B  ddddddddcccccc  cccccccccccccccc  ccccccdddddddd
  C  dddddddddddddd  cccccccccccccccc  dddddddddddddd
  D  dddddddddddddd  dddddddddddddddd  dddddddddddddd
  E  .ddddddddddddd  dddddddddddddddd  ddddddddddddd.
  F  ..eedddddddddd  dddddddddddddddd  ddddddddddee..
  G  ...eeeeeeedddd  dddddddddddddddd  ddddeeeeeee...
  H  .....eeeeeeeee  eeeeeeeeeeeeeeee  eeeeeeeee.....
`);

/** The large house: stalls with wings, a dress circle and a balcony. */
export const opera: SeatingPlan = {
  id: 'opera',
  name: 'The Opera House',
  categories: [
    { id: 'a', name: 'Premium' },
    { id: 'b', name: 'Band A' },
    { id: 'c', name: 'Band B' },
    { id: 'd', name: 'Band C' },
    { id: 'e', name: 'Band D' },
  ],
  focalPoint: { column: 23.5, row: 7 },
  curvature: 4.5,
  sections: [
    {
      id: 'SL',
      name: 'Stalls Left',
      origin: { column: 2, row: 1 },
      rows: stallsLeft,
      accessible: ['V11'],
      companion: ['V10'],
      restricted: ['A9', 'B8', 'C7', 'D7'],
    },
    {
      id: 'SC',
      name: 'Stalls Centre',
      origin: { column: 14, row: 1 },
      rows: stallsCentre,
      accessible: ['V1', 'V20'],
      companion: ['V2', 'V19'],
    },
    {
      id: 'SR',
      name: 'Stalls Right',
      origin: { column: 35, row: 1 },
      rows: stallsRight,
      accessible: ['V1'],
      companion: ['V2'],
      restricted: ['A3', 'B4', 'C5', 'D5'],
    },
    {
      id: 'DL',
      name: 'Dress Circle Left',
      origin: { column: 2, row: 23 },
      rows: circleLeft,
      restricted: ['A1', 'A2', 'B1', 'B2'],
    },
    {
      id: 'DC',
      name: 'Dress Circle Centre',
      origin: { column: 14, row: 23 },
      rows: circleCentre,
      accessible: ['F1', 'F20'],
      companion: ['F2', 'F19'],
    },
    {
      id: 'DR',
      name: 'Dress Circle Right',
      origin: { column: 35, row: 23 },
      rows: circleRight,
      restricted: ['A10', 'A11', 'B10', 'B11'],
    },
    {
      id: 'BL',
      name: 'Balcony Left',
      origin: { column: 1, row: 31 },
      rows: balconyLeft,
      restricted: ['A1', 'A2', 'A3', 'B1', 'B2', 'C1'],
    },
    {
      id: 'BC',
      name: 'Balcony Centre',
      origin: { column: 16, row: 31 },
      rows: balconyCentre,
      accessible: ['H1', 'H16'],
      companion: ['H2', 'H15'],
    },
    {
      id: 'BR',
      name: 'Balcony Right',
      origin: { column: 33, row: 31 },
      rows: balconyRight,
      restricted: ['A12', 'A13', 'A14', 'B13', 'B14', 'C14'],
    },
  ],
};

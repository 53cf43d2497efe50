import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { houses } from './houses/index.ts';
import { opera } from './houses/opera.ts';
import { studio } from './houses/studio.ts';
import { layoutPlan } from './layout.ts';
import { neighbour } from './neighbour.ts';
import type { Direction } from './neighbour.ts';
import { indexPlan } from './plan.ts';
import type { SeatingPlan } from './plan.ts';
import { randomHouse } from './testing/random-house.ts';

const DIRECTIONS: readonly Direction[] = ['left', 'right', 'up', 'down'];

function reachable(plan: SeatingPlan, from: string): Set<string> {
  const reached = new Set([from]);
  for (const seat of reached) {
    for (const direction of DIRECTIONS) {
      const next = neighbour(plan, seat, direction);
      if (next !== null) reached.add(next);
    }
  }
  return reached;
}

describe('neighbour', () => {
  it.each<[string, Direction, string | null]>([
    ['C-B5', 'left', 'C-B4'],
    ['C-B5', 'right', 'C-B6'],
    ['C-B5', 'up', 'C-A5'],
    ['C-B5', 'down', 'C-C5'],
    ['L-B4', 'right', 'C-B1'],
    ['C-B1', 'left', 'L-B4'],
    ['L-A4', 'right', 'C-A2'],
    ['C-B7', 'right', 'R-B1'],
    ['C-B1', 'up', 'C-A2'],
    ['L-C1', 'down', 'L-D2'],
    ['L-A1', 'left', null],
    ['L-A1', 'up', null],
    ['R-A4', 'right', null],
    ['C-E4', 'down', null],
    ['Z-A1', 'left', null],
    ['__proto__', 'left', null],
  ])('given the studio, when %s goes %s, then %s', (from, direction, to) => {
    expect(neighbour(studio, from, direction)).toBe(to);
  });

  it('given the opera, when the last row of the stalls goes down, then the dress circle, and back', () => {
    expect(neighbour(opera, 'SC-V10', 'down')).toBe('DC-A10');
    expect(neighbour(opera, 'DC-A10', 'up')).toBe('SC-V10');
  });

  it.each(houses)('given $id, then every seat can be reached from every other by arrow keys', (house) => {
    const { byId, capacity } = indexPlan(house);
    const [first = ''] = byId.keys();
    const last = [...byId.keys()].at(-1) ?? '';
    expect(reachable(house, first).size).toBe(capacity);
    expect(reachable(house, last).size).toBe(capacity);
  });

  it('given any house and any seat, then every other seat can be reached', () => {
    fc.assert(
      fc.property(randomHouse, fc.nat(), (house, pick) => {
        const ids = [...indexPlan(house).byId.keys()];
        expect(reachable(house, ids[pick % ids.length] ?? '').size).toBe(ids.length);
      }),
    );
  });

  it('given any house, then left undoes right, and up undoes down wherever two seats stand behind one another', () => {
    fc.assert(
      fc.property(randomHouse, (house) => {
        const column = new Map(layoutPlan(house).seats.map((seat) => [seat.id, seat.column]));
        for (const id of indexPlan(house).byId.keys()) {
          const right = neighbour(house, id, 'right');
          expect(right === null ? id : neighbour(house, right, 'left')).toBe(id);
          const down = neighbour(house, id, 'down');
          const behind = down !== null && column.get(down) === column.get(id);
          expect(behind ? neighbour(house, down, 'up') : id).toBe(id);
        }
      }),
    );
  });
});

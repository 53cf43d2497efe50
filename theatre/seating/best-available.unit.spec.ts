import { describe, expect, it } from 'vitest';
import { bestAvailable } from './best-available.ts';
import type { PartyRequest } from './best-available.ts';
import { opera } from './houses/opera.ts';
import { playhouse } from './houses/playhouse.ts';
import { studio } from './houses/studio.ts';
import { indexPlan } from './plan.ts';
import type { SeatingPlan } from './plan.ts';

/** Drawn rows of one section: `o` free, `x` sold, `W` a wheelchair place, `K` a companion seat, `r` a restricted view. */
function given(...rows: string[]): { when: (request: PartyRequest) => { then: (seats: string[] | null) => void } } {
  const places = (letter: string): string[] =>
    rows.flatMap((row, index) =>
      Array.from(row).flatMap((mark, column) => (mark === letter ? [`${'ABCDEFGH'.charAt(index)}${column + 1}`] : [])),
    );
  const width = Math.max(...rows.map((row) => row.length));
  const plan: SeatingPlan = {
    id: 'drawn',
    name: 'Drawn',
    categories: [{ id: 'a', name: 'All' }],
    focalPoint: { column: (width + 1) / 2, row: 0 },
    curvature: 0,
    sections: [
      {
        id: 'S',
        name: 'S',
        origin: { column: 1, row: 1 },
        rows: rows.map((row, index) => ({ id: 'ABCDEFGH'.charAt(index), positions: row.replaceAll(/[^.]/g, 'a') })),
        accessible: places('W'),
        companion: places('K'),
        restricted: places('r'),
      },
    ],
  };
  const sold = new Set(places('x').map((place) => `S-${place}`));
  return {
    when: (request) => ({
      // oxlint-disable-next-line unicorn/no-thenable -- reads as it is spoken; nothing awaits an example
      then: (seats) => {
        const answer = bestAvailable(plan, (id) => !sold.has(id), request);
        expect(answer?.map((id) => id.slice(2)) ?? null).toEqual(seats);
      },
    }),
  };
}

describe('bestAvailable: together', () => {
  it('given an empty row, when one asks, then the middle', () => {
    given('ooooooo').when({ seats: 1 }).then(['A4']);
  });
  it('given an empty row, when three ask, then the middle, with two left on either side', () => {
    given('ooooooo').when({ seats: 3 }).then(['A3', 'A4', 'A5']);
  });
  it('given a row where the middle would leave one alone, then to the side of it', () => {
    given('ooooo').when({ seats: 3 }).then(['A1', 'A2', 'A3']);
  });
  it('given a single to be left in front and none behind, then behind', () => {
    given('xooox', 'xooxx').when({ seats: 2 }).then(['B2', 'B3']);
  });
  it('given that a single is left wherever they sit, then the nearest', () => {
    given('xooox', 'xooox').when({ seats: 2 }).then(['A2', 'A3']);
  });
  it('given a seat that was alone before, then it is no reason to go elsewhere', () => {
    given('ox.ooxo', 'ooooooo').when({ seats: 2 }).then(['A4', 'A5']);
  });
  it('given a gap without seats, then nobody sits across it', () => {
    given('oo.oo', 'xxoox', 'oooxx').when({ seats: 3 }).then(['C1', 'C2', 'C3']);
  });
  it('given a restricted view in front, then the clear view behind', () => {
    given('xrrx', 'xoox').when({ seats: 2 }).then(['B2', 'B3']);
  });
  it('given nothing but a restricted view, then that', () => {
    given('xrrx').when({ seats: 2 }).then(['A2', 'A3']);
  });
  it('given a mirrored choice, then the left, always', () => {
    given('ooxxoo').when({ seats: 2 }).then(['A1', 'A2']);
  });
});

describe('bestAvailable: apart', () => {
  it('given two rows of two, when four ask, then both, one behind the other', () => {
    given('oox', 'oox').when({ seats: 4 }).then(['A1', 'A2', 'B1', 'B2']);
  });
  it('given a three and a one in front, when four ask, then nobody sits alone', () => {
    given('ooox', 'oxoo').when({ seats: 4 }).then(['A2', 'A3', 'B3', 'B4']);
  });
  it('given a pair behind and a pair across the house, then the one behind', () => {
    given('ooxxxoo', 'xxxxxxx', 'ooxxxxx').when({ seats: 4 }).then(['A1', 'A2', 'C1', 'C2']);
  });
  it('given threes in every row, when five ask, then a three and a two', () => {
    given('xooox', 'xooox').when({ seats: 5 }).then(['A2', 'A3', 'A4', 'B2', 'B3']);
  });
  it('given fours in both wings and threes in the rows of the middle, when eight ask, then the middle', () => {
    const wing = (id: string, column: number): SeatingPlan['sections'][number] => ({
      id,
      name: id,
      origin: { column, row: 1 },
      rows: ['A', 'B', 'C', 'D', 'E'].map((row) => ({ id: row, positions: 'aaaaaa' })),
    });
    const plan: SeatingPlan = {
      id: 'wings',
      name: 'Wings',
      categories: [{ id: 'a', name: 'All' }],
      focalPoint: { column: 11.5, row: 2 },
      curvature: 2,
      sections: [wing('L', 1), wing('C', 9), wing('R', 17)],
    };
    const free = new Set(['L-A1', 'L-A2', 'L-A3', 'L-A4', 'R-E3', 'R-E4', 'R-E5', 'R-E6']);
    for (const row of 'ABCDE') for (const column of [2, 3, 4]) free.add(`C-${row}${column}`);
    const seats = bestAvailable(plan, (id) => free.has(id), { seats: 8 });
    expect(seats).toHaveLength(8);
    expect(seats?.every((id) => id.startsWith('C-'))).toBe(true);
    // Three rows, one right behind the other.
    expect(new Set(seats?.map((id) => id.charCodeAt(2) - 65))).toEqual(new Set([0, 1, 2]));
  });
  it('given single seats only, then the nearest of them', () => {
    given('oxoxo', 'xxxxx').when({ seats: 2 }).then(['A1', 'A3']);
  });
  it('given one seat too few, then nothing', () => {
    given('oxo', 'xox').when({ seats: 4 }).then(null);
  });
  it('given a party larger than any row, then as few rows as hold it', () => {
    const seats = bestAvailable(playhouse, () => true, { seats: 40 });
    expect(new Set(seats?.map((id) => id.replace(/\d+$/, '')))).toHaveProperty('size', 3);
  });
  it('given an empty house, when everyone comes, then every ordinary seat', () => {
    const ordinary = [...indexPlan(opera).byId.values()].filter((seat) => !seat.accessible && !seat.companion);
    const seats = bestAvailable(opera, () => true, { seats: ordinary.length });
    expect(new Set(seats)).toEqual(new Set(ordinary.map((seat) => seat.id)));
    expect(bestAvailable(opera, () => true, { seats: ordinary.length + 1 })).toBeNull();
  });
});

describe('bestAvailable: wheelchair places and companion seats', () => {
  it('given them in the best row, when nobody asks for them, then they are left', () => {
    given('WKoo').when({ seats: 2 }).then(['A3', 'A4']);
    given('WK').when({ seats: 1 }).then(null);
  });
  it('when a wheelchair user asks, then the place', () => {
    given('oooo', 'WKoo').when({ seats: 1, accessible: true }).then(['B1']);
  });
  it('when with a companion, then both, side by side', () => {
    given('WxKo', 'WKoo').when({ seats: 2, accessible: true, companion: true }).then(['B1', 'B2']);
  });
  it('when with friends, then all in the row', () => {
    given('oooo', 'WKoo').when({ seats: 4, accessible: true, companion: true }).then(['B1', 'B2', 'B3', 'B4']);
  });
  it('when with more friends than the row holds, then the others as near as can be, nobody alone', () => {
    given('ooooox', 'xxxxxx', 'WKooxx', 'xxxxxx', 'oooooo')
      .when({ seats: 5, accessible: true, companion: true })
      .then(['A1', 'A2', 'C1', 'C2', 'C3']);
  });
  it('given one wheelchair place in the row, when asked for one, then never two', () => {
    given('WWoo').when({ seats: 3, accessible: true }).then(['A2', 'A3', 'A4']);
  });
  it('given the companion seat elsewhere, then both all the same', () => {
    given('Wxxx', 'xxKx').when({ seats: 2, accessible: true, companion: true }).then(['A1', 'B3']);
  });
  it('given no wheelchair place free, then nothing rather than a seat that is no use', () => {
    given('xKoo').when({ seats: 2, accessible: true }).then(null);
  });
  it('given one seat for a wheelchair place and a companion seat, then nothing', () => {
    given('WKoo').when({ seats: 1, accessible: true, companion: true }).then(null);
  });
});

describe('bestAvailable: in a house', () => {
  it('given the empty studio, when two ask, then near the middle of the second row', () => {
    expect(bestAvailable(studio, () => true, { seats: 2 })).toEqual(['C-B3', 'C-B4']);
  });
  it('given a category, then seats of that category only', () => {
    expect(bestAvailable(studio, () => true, { seats: 2, category: 'b' })).toEqual(['L-C3', 'L-C4']);
    expect(bestAvailable(studio, () => true, { seats: 1, category: 'z' })).toBeNull();
  });
  it('given a sold-out house, then nothing', () => {
    expect(bestAvailable(studio, () => false, { seats: 1 })).toBeNull();
  });
  it.each([0, -1, 1.5, NaN, Infinity])('given a party of %d, then it throws, for that is a bug', (seats) => {
    expect(() => bestAvailable(studio, () => true, { seats })).toThrow(RangeError);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { houses } from './houses/index.ts';
import { studio } from './houses/studio.ts';
import { layoutPlan } from './layout.ts';
import { indexPlan } from './plan.ts';
import { isSeatId } from './seat-id.ts';
import { randomHouse } from './testing/random-house.ts';
import { PLAN_LIMITS, validatePlan } from './validate-plan.ts';

type Json = Record<string, unknown>;

/** A small sound plan as JSON, with one thing changed. */
function plan(change: (draft: Draft) => void = () => undefined): unknown {
  const draft: Draft = {
    id: 'hall',
    name: 'The Hall',
    categories: [
      { id: 'a', name: 'Front' },
      { id: 'b', name: 'Rear' },
    ],
    focalPoint: { column: 3.5, row: 0 },
    curvature: 1,
    sections: [
      {
        id: 'L',
        name: 'Left',
        origin: { column: 1, row: 1 },
        rows: [
          { id: 'A', positions: '.aa' },
          { id: 'B', positions: 'bbb' },
        ],
        accessible: ['B1'],
        companion: ['B2'],
        restricted: ['A2'],
      },
      { id: 'R', name: 'Right', origin: { column: 4, row: 1 }, rows: [{ id: 'A', positions: 'aa.' }] },
    ],
  };
  change(draft);
  return JSON.parse(JSON.stringify(draft));
}

interface Draft extends Json {
  categories: Json[];
  sections: Array<Json & { rows: Json[]; origin: Json }>;
}

function problemsOf(value: unknown): string[] {
  const result = validatePlan(value);
  return 'problems' in result ? result.problems : [];
}

function section(draft: Draft, index: number): Draft['sections'][number] {
  const found = draft.sections[index];
  if (!found) throw new Error('no such section');
  return found;
}

describe('validatePlan', () => {
  it('given a sound plan, then the same plan', () => {
    expect(validatePlan(plan())).toEqual({ plan: plan() });
  });

  it.each(houses)('given the house $id through JSON, then the same house', (house) => {
    expect(validatePlan(JSON.parse(JSON.stringify(house)))).toEqual({ plan: house });
  });

  it.each<[string, (draft: Draft) => void, RegExp]>([
    ['no id', (d) => delete d['id'], /The plan's id must be/],
    ['an id with a slash', (d) => (d['id'] = '../hall'), /The plan's id must be lower-case words.*not "\.\.\/hall"/],
    ['an id with a full stop', (d) => (d['id'] = 'hall.1'), /The plan's id/],
    ['an id that is too long', (d) => (d['id'] = 'h'.repeat(41)), /at most 40 long/],
    ['an empty name', (d) => (d['name'] = '   '), /The plan's name must be 1 to 80/],
    ['a name with a line break', (d) => (d['name'] = 'a\nb'), /The plan's name/],
    ['a name of 10 kB', (d) => (d['name'] = 'n'.repeat(10_240)), /The plan's name/],
    ['a name that is a number', (d) => (d['name'] = 5), /not a number/],
    ['no categories', (d) => (d.categories = []), /The plan's categories must be a list of at least one/],
    ['a category with two letters', (d) => (d.categories[0] = { id: 'aa', name: 'x' }), /one lower-case letter/],
    ['a category that is a full stop', (d) => (d.categories[0] = { id: '.', name: 'x' }), /one lower-case letter/],
    ['two categories alike', (d) => (d.categories[1] = { id: 'a', name: 'x' }), /two of category "a"/],
    ['a category that is null', (d) => (d.categories[0] = null as unknown as Json), /must be an object with id, name/],
    ['a misspelt property', (d) => (section(d, 0)['accesible'] = ['A1']), /unknown property "accesible".*Take it out/],
    ['a focal point of text', (d) => (d['focalPoint'] = '1,2'), /focalPoint must be an object/],
    ['a curvature below 0', (d) => (d['curvature'] = -1), /curvature must be a number from 0 to 20/],
    ['a curvature of null, as NaN becomes', (d) => (d['curvature'] = NaN), /curvature must be a number/],
    ['no sections', (d) => (d.sections = []), /sections must be a list of at least one/],
    ['two sections alike', (d) => (section(d, 1)['id'] = 'L'), /two of section "L"/],
    ['a section in small letters', (d) => (section(d, 1)['id'] = 'r'), /one to four capitals/],
    [
      'an origin of 0',
      (d) => (section(d, 0).origin['column'] = 0),
      /Section L: the column of its origin must be a whole/,
    ],
    ['an origin between columns', (d) => (section(d, 0).origin['row'] = 1.5), /Section L: the row of its origin/],
    ['no rows', (d) => (section(d, 0).rows = []), /Section L: its rows must be a list/],
    ['two rows alike', (d) => (section(d, 0).rows[1] = { id: 'A', positions: 'aaa' }), /two of row of section L "A"/],
    ['a row with a number', (d) => (section(d, 0).rows[1] = { id: '1', positions: 'a' }), /one or two capitals/],
    ['positions with a space', (d) => (section(d, 0).rows[1] = { id: 'B', positions: 'a a' }), /category letters and/],
    ['positions of a letter outside ASCII', (d) => (section(d, 1).rows[0] = { id: 'A', positions: 'ä' }), /category/],
    [
      'a letter that is no category',
      (d) => (section(d, 0).rows[1] = { id: 'B', positions: 'bbz' }),
      /"z".*is no category/,
    ],
    ['a place that is no seat', (d) => (section(d, 0)['restricted'] = ['A1']), /restricted place "A1" is no seat/],
    ['a place that is no place', (d) => (section(d, 0)['accessible'] = ['1A']), /"1A" is not a row and a column/],
    ['a place twice', (d) => (section(d, 0)['accessible'] = ['A2', 'A2']), /two of accessible place of section L "A2"/],
    ['places that are no list', (d) => (section(d, 0)['companion'] = 'B2'), /companion places must be a list/],
    ['a place of two kinds', (d) => (section(d, 0)['companion'] = ['B1']), /B1 is both/],
    [
      'two sections on one cell',
      (d) => (section(d, 1).origin['column'] = 3),
      /L and R overlap: L-A3 and R-A1 .*column 3, row 1/,
    ],
    [
      'not one seat',
      (d) => {
        d.sections = [{ id: 'L', name: 'L', origin: { column: 1, row: 1 }, rows: [{ id: 'A', positions: '...' }] }];
      },
      /no seat/,
    ],
    ['a row beyond the grid', (d) => (section(d, 1).origin['column'] = 199), /row A: it reaches beyond the grid/],
    [
      'a row of 10,000 positions',
      (d) => (section(d, 1).rows[0] = { id: 'A', positions: 'a'.repeat(10_000) }),
      /at most 200/,
    ],
  ])('given %s, then a problem that says where', (_, change, problem) => {
    const problems = problemsOf(plan(change));
    expect(problems.join('\n')).toMatch(problem);
  });

  it('given touching sections whose empty positions overlap, then no problem', () => {
    expect(problemsOf(plan((draft) => (section(draft, 0).rows[0] = { id: 'A', positions: '.aa...' })))).toEqual([]);
  });

  it('given names with spaces around them, then the plan has them trimmed', () => {
    const result = validatePlan(plan((draft) => (draft['name'] = '  The Hall ')));
    expect(result).toMatchObject({ plan: { name: 'The Hall' } });
  });

  it('given more seats than a house may have, then one problem, at once', () => {
    const rows = Array.from({ length: 100 }, (_, row) => ({
      id: String.fromCharCode(65 + Math.floor(row / 26), 65 + (row % 26)),
      positions: 'a'.repeat(200),
    }));
    const problems = problemsOf(
      plan((draft) => (draft.sections = [{ ...section(draft, 1), origin: { column: 1, row: 1 }, rows }])),
    );
    expect(problems).toEqual([expect.stringContaining(`20000 seats; ${PLAN_LIMITS.seats} are the most`)]);
  });

  it('given a plan with a fault in every part, then each is said, up to fifty', () => {
    const problems = problemsOf(
      plan((draft) => {
        draft['id'] = 'X';
        draft['curvature'] = 'round';
        section(draft, 0).rows = Array.from({ length: 99 }, () => ({ id: 'a', positions: '' }));
      }),
    );
    expect(problems).toHaveLength(50);
    expect(problems[0]).toContain('id');
  });

  it('given a property named __proto__, then it is refused like any unknown one', () => {
    const text = JSON.stringify(plan()).replace('"curvature"', '"__proto__":{"admin":true},"curvature"');
    expect(problemsOf(JSON.parse(text))).toEqual([expect.stringContaining('"__proto__"')]);
  });

  it('given any value, then never an exception, and every problem is a short sentence', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.jsonValue()), (value) => {
        for (const problem of problemsOf(value)) {
          expect(problem.length).toBeLessThan(400);
          expect(problem).toMatch(/[.]$/);
        }
      }),
    );
  });

  it('given a sound plan with any part replaced by any value, then never an exception, and no unsound plan passes', () => {
    fc.assert(
      fc.property(fc.nat(), fc.anything(), (which, value) => {
        const result = validatePlan(replaceAt(JSON.parse(JSON.stringify(studio)), which, value));
        const sound = 'plan' in result ? result.plan : studio;
        expect('plan' in result || result.problems.length > 0).toBe(true);
        expect([...indexPlan(sound).byId.keys()].every(isSeatId)).toBe(true);
        const cells = layoutPlan(sound).seats.map(({ column, row }) => `${column}:${row}`);
        expect(new Set(cells).size).toBe(indexPlan(sound).capacity);
      }),
      { numRuns: 500 },
    );
  });

  it('given any sound house, then it passes', () => {
    fc.assert(
      fc.property(randomHouse, (house) => {
        expect(validatePlan(house)).toEqual({ plan: house });
      }),
    );
  });
});

/** The value with its n-th part, counted through all depths, replaced. */
function replaceAt(value: unknown, n: number, by: unknown): unknown {
  const spots: Array<[Json, string]> = [];
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    for (const key of Object.keys(part)) {
      spots.push([part as Json, key]);
      walk((part as Json)[key]);
    }
  };
  walk(value);
  const [owner, key] = spots[n % spots.length] ?? [{}, ''];
  owner[key] = by;
  return value;
}

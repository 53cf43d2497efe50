import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { houses } from './houses/index.ts';
import { studio } from './houses/studio.ts';
import { layoutPlan } from './layout.ts';
import { indexPlan } from './plan.ts';
import type { PlanProblem } from './plan-problem.ts';
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

function problemsOf(value: unknown): PlanProblem[] {
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

  const [inL, inR] = [{ section: 'L' }, { section: 'R' }];

  it.each<[string, (draft: Draft) => void, object]>([
    ['no id', (d) => delete d['id'], { problem: 'bad-text', at: { property: 'id' }, given: { is: 'nothing' } }],
    ['an id with a slash', (d) => (d['id'] = '../hall'), { form: 'plan-id', given: { text: '../hall' } }],
    ['an id with a full stop', (d) => (d['id'] = 'hall.1'), { form: 'plan-id' }],
    ['an id that is too long', (d) => (d['id'] = 'h'.repeat(41)), { most: 40, given: { text: `${'h'.repeat(40)}…` } }],
    ['an empty name', (d) => (d['name'] = '   '), { problem: 'bad-name', at: { property: 'name' }, most: 80 }],
    ['a name with a line break', (d) => (d['name'] = 'a\nb'), { problem: 'bad-name' }],
    ['a name of 10 kB', (d) => (d['name'] = 'n'.repeat(10_240)), { problem: 'bad-name' }],
    ['a name that is a number', (d) => (d['name'] = 5), { problem: 'bad-name', given: { is: 'number' } }],
    ['no categories', (d) => (d.categories = []), { problem: 'empty-list', at: { property: 'categories' } }],
    [
      'a category with two letters',
      (d) => (d.categories[0] = { id: 'aa', name: 'x' }),
      { form: 'category-id', at: { category: 1, property: 'id' } },
    ],
    ['a category that is a full stop', (d) => (d.categories[0] = { id: '.', name: 'x' }), { form: 'category-id' }],
    [
      'two categories alike',
      (d) => (d.categories[1] = { id: 'a', name: 'x' }),
      { problem: 'twice', what: 'category', name: 'a' },
    ],
    [
      'a category that is null',
      (d) => (d.categories[0] = null as unknown as Json),
      { problem: 'not-an-object', at: { category: 1 }, properties: ['id', 'name'] },
    ],
    [
      'a misspelt property',
      (d) => (section(d, 0)['accesible'] = ['A1']),
      { problem: 'unknown-property', at: { section: 1 }, property: 'accesible' },
    ],
    [
      'a focal point of text',
      (d) => (d['focalPoint'] = '1,2'),
      { problem: 'not-an-object', at: { property: 'focalPoint' } },
    ],
    [
      'a curvature below 0',
      (d) => (d['curvature'] = -1),
      { problem: 'not-a-number', at: { property: 'curvature' }, least: 0, most: 20 },
    ],
    ['a curvature of null, as NaN becomes', (d) => (d['curvature'] = NaN), { problem: 'not-a-number' }],
    ['no sections', (d) => (d.sections = []), { problem: 'empty-list', at: { property: 'sections' } }],
    ['two sections alike', (d) => (section(d, 1)['id'] = 'L'), { problem: 'twice', what: 'section', name: 'L' }],
    [
      'a section in small letters',
      (d) => (section(d, 1)['id'] = 'r'),
      { form: 'section-id', at: { section: 2, property: 'id' } },
    ],
    [
      'an origin of 0',
      (d) => (section(d, 0).origin['column'] = 0),
      { problem: 'not-a-whole-number', at: { ...inL, property: 'origin.column' }, least: 1, most: 200 },
    ],
    [
      'an origin between columns',
      (d) => (section(d, 0).origin['row'] = 1.5),
      { problem: 'not-a-whole-number', at: { ...inL, property: 'origin.row' } },
    ],
    ['no rows', (d) => (section(d, 0).rows = []), { problem: 'empty-list', at: { ...inL, property: 'rows' } }],
    [
      'too many rows',
      (d) => (section(d, 0).rows = Array.from({ length: 101 }, () => ({}))),
      { problem: 'too-many', at: { ...inL, property: 'rows' }, most: 100, given: 101 },
    ],
    [
      'two rows alike',
      (d) => (section(d, 0).rows[1] = { id: 'A', positions: 'aaa' }),
      { problem: 'twice', what: 'row', name: 'A', at: inL },
    ],
    [
      'a row with a number',
      (d) => (section(d, 0).rows[1] = { id: '1', positions: 'a' }),
      { form: 'row-id', at: { ...inL, row: 2, property: 'id' } },
    ],
    [
      'positions with a space',
      (d) => (section(d, 0).rows[1] = { id: 'B', positions: 'a a' }),
      { form: 'positions', at: { ...inL, row: 'B', property: 'positions' } },
    ],
    [
      'positions of a letter outside ASCII',
      (d) => (section(d, 1).rows[0] = { id: 'A', positions: 'ä' }),
      { form: 'positions', given: { text: 'ä' } },
    ],
    [
      'a letter that is no category',
      (d) => (section(d, 0).rows[1] = { id: 'B', positions: 'bbz' }),
      { problem: 'no-such-category', at: { ...inL, row: 'B' }, position: 3, letter: 'z', known: ['a', 'b'] },
    ],
    [
      'a place that is no seat',
      (d) => (section(d, 0)['restricted'] = ['A1']),
      { problem: 'no-such-seat', at: inL, kind: 'restricted', place: 'A1' },
    ],
    [
      'a place that is no place',
      (d) => (section(d, 0)['accessible'] = ['1A']),
      { problem: 'not-a-seat', at: inL, kind: 'accessible', place: '1A' },
    ],
    [
      'a place twice',
      (d) => (section(d, 0)['accessible'] = ['A2', 'A2']),
      { problem: 'twice', what: 'accessible', name: 'A2', at: inL },
    ],
    [
      'places that are no list',
      (d) => (section(d, 0)['companion'] = 'B2'),
      { problem: 'not-places', at: { ...inL, property: 'companion' } },
    ],
    [
      'a place of two kinds',
      (d) => (section(d, 0)['companion'] = ['B1']),
      { problem: 'of-two-kinds', at: inL, place: 'B1' },
    ],
    [
      'two sections on one cell',
      (d) => (section(d, 1).origin['column'] = 3),
      { problem: 'overlap', sections: ['L', 'R'], seats: ['L-A3', 'R-A1'], column: 3, row: 1 },
    ],
    [
      'not one seat',
      (d) => {
        d.sections = [{ id: 'L', name: 'L', origin: { column: 1, row: 1 }, rows: [{ id: 'A', positions: '...' }] }];
      },
      { problem: 'no-seats' },
    ],
    [
      'a row beyond the grid',
      (d) => (section(d, 1).origin['column'] = 199),
      { problem: 'beyond-the-grid', at: { ...inR, row: 'A' }, columns: 200, rows: 200 },
    ],
    [
      'a row of 10,000 positions',
      (d) => (section(d, 1).rows[0] = { id: 'A', positions: 'a'.repeat(10_000) }),
      { form: 'positions', most: 200 },
    ],
  ])('given %s, then a problem that says where', (_, change, problem) => {
    expect(problemsOf(plan(change))).toContainEqual(expect.objectContaining(problem));
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
    expect(problems).toEqual([{ problem: 'too-many-seats', seats: 20_000, most: PLAN_LIMITS.seats }]);
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
    expect(problems[0]).toMatchObject({ at: { property: 'id' } });
  });

  it('given a property named __proto__, then it is refused like any unknown one', () => {
    const text = JSON.stringify(plan()).replace('"curvature"', '"__proto__":{"admin":true},"curvature"');
    expect(problemsOf(JSON.parse(text))).toMatchObject([{ problem: 'unknown-property', property: '__proto__' }]);
  });

  it('given any value, then never an exception', () => {
    fc.assert(fc.property(fc.oneof(fc.anything(), fc.jsonValue()), (value) => void problemsOf(value)));
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

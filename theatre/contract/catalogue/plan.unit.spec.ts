import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { givenAs, specialKinds, type Given, type PlanPlace, type PlanProblem } from '../../seating/plan-problem.ts';
import { validatePlan } from '../../seating/validate-plan.ts';
import { studio } from '../../seating/houses/studio.ts';
import { catalogueOf, languages } from './index.ts';

type Code = PlanProblem['problem'];
type Of<K, P = PlanProblem> = P extends { problem: infer C } ? (K extends C ? Omit<P, 'problem'> : never) : never;

const letters = fc.stringMatching(/^[A-Z]{1,4}$/);
const some = fc.stringMatching(/^[a-zäß0-9 ]{1,30}$/);
const several = fc.uniqueArray(some, { minLength: 1, maxLength: 4 });
const count = fc.integer({ min: 1, max: 999 });
const part = fc.oneof(letters, count);
const property = fc.constantFrom('id', 'name', 'rows', 'positions', 'origin.column', 'curvature', ...specialKinds);
const at: fc.Arbitrary<PlanPlace> = fc.oneof(
  fc.record({ category: count, property }, { requiredKeys: ['category'] }),
  fc.record({ section: part, row: part, property }, { requiredKeys: ['section'] }),
  fc.record({ property }, { requiredKeys: [] }),
);
const section = fc.record({ section: letters });
const row = fc.record({ section: letters, row: letters });
const given: fc.Arbitrary<Given> = fc.anything().map(givenAs);
const kind = fc.constantFrom(...specialKinds);
const range = { at, least: count, most: count };
const form = fc.constantFrom('plan-id', 'category-id', 'section-id', 'row-id', 'positions');

/** Any problem of each code; the compiler wants every code to be here. */
const problems: { readonly [K in Code]: fc.Arbitrary<Of<K>> } = {
  'not-an-object': fc.record({ at, properties: several }),
  'unknown-property': fc.record({ at, property: some, known: several }),
  'empty-list': fc.record({ at }),
  'too-many': fc.record({ at, most: count, given: count }),
  'not-places': fc.record({ at, most: count }),
  'bad-text': fc.record({ at, form, most: count, given }),
  'bad-name': fc.record({ at, most: count, given }),
  'not-a-number': fc.record(range),
  'not-a-whole-number': fc.record(range),
  twice: fc.record({ at: section, what: fc.constantFrom('category', 'section', 'row', ...specialKinds), name: some }),
  'no-seats': fc.record({}),
  'too-many-seats': fc.record({ seats: count, most: count }),
  'beyond-the-grid': fc.record({ at: row, columns: count, rows: count }),
  'no-such-category': fc.record({ at: row, position: count, letter: letters, known: several }),
  'no-such-seat': fc.record({ at: section, kind, place: some }),
  'not-a-seat': fc.record({ at: section, kind, place: some }),
  'of-two-kinds': fc.record({ at: section, place: some }),
  overlap: fc.record({
    sections: fc.tuple(letters, letters),
    seats: fc.tuple(some, some),
    column: count,
    row: count,
  }),
};

const codes = Object.keys(problems) as Code[];

/** All that a problem carries and that is no name of ours: numbers, letters, what was written. */
function valuesIn(what: object): string[] {
  return Object.entries(what).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'problem' || key === 'kind' || key === 'what' || key === 'form' || key === 'is') return [];
    // A property's name in a place is put into words; an unknown one is quoted.
    if (key === 'property') return 'problem' in what ? [String(value)] : [];
    return typeof value === 'object' && value !== null ? valuesIn(value) : [String(value)];
  });
}

describe.each(languages)('what is wrong with a plan, in %s', (language) => {
  const { plan } = catalogueOf(language);

  test.each(codes)('%s, with all its values', (problem) => {
    fc.assert(
      fc.property(problems[problem], (values) => {
        const what = { problem, ...values } as PlanProblem;
        const words = plan.problem(what);
        expect(words).toMatch(/\.$/);
        expect(words).not.toMatch(/undefined|NaN|\[object/);
        for (const value of valuesIn(what)) expect(words).toContain(value);
      }),
    );
  });

  test('every property, form and kind in words of its own', () => {
    const names = ['id', 'name', 'color', 'origin.column', 'origin.row', 'focalPoint.column', 'rows'] as const;
    const words = [
      ...names.map((one) => plan.problem({ problem: 'empty-list', at: { property: one } })),
      ...specialKinds.map((one) =>
        plan.problem({ problem: 'no-such-seat', at: { section: 'L' }, kind: one, place: 'A1' }),
      ),
    ];
    expect(new Set(words).size).toBe(words.length);
  });

  test('whatever a file holds, in sentences that a screen can show', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.jsonValue(),
          fc.anything().map((id) => ({ ...studio, id })),
        ),
        (value) => {
          const checked = validatePlan(value);
          for (const what of 'problems' in checked ? checked.problems : []) {
            const words = plan.problem(what);
            expect(words.length).toBeLessThan(400);
            expect(words).toMatch(/^\p{Lu}.*\.$/su);
          }
        },
      ),
    );
  });
});

test('the same fault in two languages', () => {
  const fault: PlanProblem = {
    problem: 'no-such-category',
    at: { section: 'L', row: 'B' },
    position: 3,
    letter: 'z',
    known: ['a', 'b'],
  };
  expect(catalogueOf('en').plan.problem(fault)).toBe(
    'Section L, row B: position 3 has the letter “z”, which is no category. Add the category or use one of a, b.',
  );
  expect(catalogueOf('de').plan.problem(fault)).toBe(
    'Block L, Reihe B: An Stelle 3 steht der Buchstabe „z“, zu dem es keine Kategorie gibt. Legen Sie die Kategorie an oder nehmen Sie eine von a, b.',
  );
  const many: PlanProblem = { problem: 'too-many-seats', seats: 20_000, most: 10_000 };
  expect(catalogueOf('en').plan.problem(many)).toContain('20,000');
  expect(catalogueOf('de').plan.problem(many)).toContain('20.000');
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editPlan, newPlan, type PlanEdit } from './edit-plan.ts';
import { houses } from './houses/index.ts';
import { opera } from './houses/opera.ts';
import { studio } from './houses/studio.ts';
import { layoutPlan } from './layout.ts';
import { categoryColors, indexPlan, type SeatingPlan } from './plan.ts';
import { beginWith, MOST_STEPS, redo, replace, step, undo, type PlanHistory } from './plan-history.ts';
import { blockOf, ROW_LABELS, rowLabels, withBlock } from './section-block.ts';
import { randomHouse } from './testing/random-house.ts';
import { validatePlan } from './validate-plan.ts';

const names = { house: 'The Loft', section: 'Stalls', category: 'Standard' };

function edited(plan: SeatingPlan, ...edits: PlanEdit[]): SeatingPlan {
  return edits.reduce((now, edit) => {
    const result = editPlan(now, edit);
    if ('refused' in result) throw new Error(`${edit.edit}: ${result.refused}`);
    return result.plan;
  }, plan);
}

const row = (plan: SeatingPlan, section: number, at: number) => plan.sections[section]?.rows[at];
const at = (row0: number, column: number) => ({ rows: [row0, row0], columns: [column, column] }) as const;

describe('editing a plan', () => {
  it('begins with one block of seats that is sound', () => {
    const plan = newPlan(names);
    expect(validatePlan(plan)).toEqual({ plan });
    expect(indexPlan(plan).capacity).toBe(50);
  });

  it('adds sections behind the others, each with letters of its own', () => {
    const plan = edited(newPlan(names), { edit: 'add-section', rows: 2, columns: 4, name: 'Circle' });
    expect(plan.sections.map(({ id, name, origin }) => [id, name, origin.row])).toEqual([
      ['A', 'Stalls', 1],
      ['B', 'Circle', 7],
    ]);
    expect(validatePlan(plan)).toHaveProperty('plan');
  });

  it('moves what a row or a column had along when another comes in, and labels the rows again', () => {
    const plan = edited(
      newPlan(names),
      { edit: 'mark', section: 0, area: at(1, 2), mark: 'accessible' },
      { edit: 'add-row', section: 0, at: 0 },
      { edit: 'add-column', section: 0, at: 1 },
      { edit: 'remove-row', section: 0, at: 0 },
    );
    expect(plan.sections[0]?.accessible).toEqual(['B4']);
    expect(row(plan, 0, 0)).toEqual({ id: 'A', positions: 'a'.repeat(11) });
  });

  it('paints positions and takes marks away with the seats', () => {
    const plan = edited(
      newPlan(names),
      { edit: 'add-category', name: 'Cheap' },
      { edit: 'mark', section: 0, area: at(0, 0), mark: 'restricted' },
      { edit: 'paint', section: 0, area: { rows: [0, 0], columns: [0, 2] }, letter: '.' },
      { edit: 'paint', section: 0, area: { rows: [1, 2], columns: [8, 9] }, letter: 'b' },
    );
    expect(row(plan, 0, 0)?.positions).toBe('...aaaaaaa');
    expect(row(plan, 0, 2)?.positions).toBe('aaaaaaaabb');
    expect(plan.sections[0]).not.toHaveProperty('restricted');
  });

  it('ends one special place by the other, and takes a mark off by marking again', () => {
    const wheelchair: PlanEdit = { edit: 'mark', section: 0, area: at(0, 0), mark: 'accessible' };
    const both = edited(newPlan(names), wheelchair, { edit: 'mark', section: 0, area: at(0, 0), mark: 'companion' });
    expect(both.sections[0]).toMatchObject({ companion: ['A1'] });
    expect(both.sections[0]).not.toHaveProperty('accessible');
    expect(edited(newPlan(names), wheelchair, wheelchair)).toEqual(newPlan(names));
  });

  it('turns a block a quarter with its marks: four times, and it is as it was', () => {
    const turn: PlanEdit = { edit: 'turn', section: 0 };
    const once = edited(studio, turn);
    expect(once.sections[0]?.rows.map(({ positions }) => positions)).toEqual(['..bbb', '.bbbb', 'bbbbb', 'bbbbb']);
    expect(edited(studio, turn, turn, turn, turn)).toEqual(studio);
  });

  it.each([
    ['the last section', { edit: 'remove-section', section: 0 }, 'last-section'],
    ['a section that is not there', { edit: 'turn', section: 7 }, 'nothing-there'],
    ['the last category', { edit: 'remove-category', category: 0 }, 'last-category'],
    ['a category that is not there', { edit: 'paint', section: 0, area: at(0, 0), letter: 'z' }, 'nothing-there'],
    ['a row beyond the last', { edit: 'remove-row', section: 0, at: 5 }, 'nothing-there'],
    ['a mark where no seat is', { edit: 'mark', section: 0, area: at(9, 9), mark: 'companion' }, 'no-seat'],
    ['letters that are none', { edit: 'section', section: 0, id: 'left!' }, 'bad-id'],
    ['letters that another row has', { edit: 'row-id', section: 0, row: 0, id: 'B' }, 'id-taken'],
  ] as const)('refuses %s', (_, edit, refused) => {
    expect(editPlan(newPlan(names), edit)).toEqual({ refused });
  });

  it('gives the seats of a category that goes to its neighbour, and colours by name', () => {
    const plan = edited(studio, { edit: 'remove-category', category: 0 }, { edit: 'category', category: 0, color: 4 });
    expect([...categoryColors(plan)]).toEqual([['b', 4]]);
    expect(validatePlan(plan)).toEqual({ plan });
    expect(indexPlan(plan).capacity).toBe(indexPlan(studio).capacity);
  });

  it('says that sections overlap while they do', () => {
    const plan = edited(studio, { edit: 'place', section: 2, column: 6, row: 1 });
    expect(validatePlan(plan)).toMatchObject({ problems: [{ problem: 'overlap' }] });
  });
});

describe('a section as a block', () => {
  it.each(houses)('of $id becomes the same section again', (house) => {
    for (const section of house.sections) {
      const again = withBlock(section, blockOf(section));
      expect(indexPlan({ ...house, sections: [again] }).byId).toEqual(
        indexPlan({ ...house, sections: [section] }).byId,
      );
    }
  });

  it('has letters for as many rows as a section may have, each once', () => {
    for (const style of ROW_LABELS) expect(new Set(rowLabels(style, 100)).size).toBe(100);
    expect(rowLabels('no-i-o', 26).slice(7, 10)).toEqual(['H', 'J', 'K']);
    expect(rowLabels('letters', 28).slice(25)).toEqual(['Z', 'AA', 'AB']);
    expect(rowLabels('from-back', 3)).toEqual(['C', 'B', 'A']);
  });
});

const small = fc.integer({ min: -1, max: 6 });
const wild = fc.oneof(fc.integer({ min: -300, max: 300 }), fc.double({ noNaN: false }));
const area = fc.record({ rows: fc.tuple(small, small), columns: fc.tuple(small, small) });
const text = fc.oneof(fc.constantFrom('A', 'B', 'AB', 'Stalls', ''), fc.string({ maxLength: 5 }));
const anyEdit: fc.Arbitrary<PlanEdit> = fc.oneof(
  fc.record({ edit: fc.constant('name' as const), name: text }),
  fc.record({ edit: fc.constant('id' as const), id: text }),
  fc.record({ edit: fc.constant('curve' as const), curvature: wild }),
  fc.record({ edit: fc.constant('focus' as const), column: wild, row: wild }),
  fc.record({ edit: fc.constant('add-section' as const), rows: small, columns: small, name: text }),
  fc.record({ edit: fc.constant('remove-section' as const), section: small }),
  fc.record({ edit: fc.constant('add-category' as const), name: text }),
  fc.record({ edit: fc.constant('remove-category' as const), category: small }),
  fc.record({ edit: fc.constant('category' as const), category: small, name: text, color: small }),
  fc.record({ edit: fc.constant('section' as const), section: small, id: text, name: text }),
  fc.record({ edit: fc.constant('place' as const), section: small, column: wild, row: wild }),
  fc.record({ edit: fc.constantFrom('turn' as const, 'mirror' as const), section: small }),
  fc.record({
    edit: fc.constantFrom('add-row' as const, 'add-column' as const, 'remove-row' as const, 'remove-column' as const),
    section: small,
    at: small,
  }),
  fc.record({ edit: fc.constant('label' as const), section: small, style: fc.constantFrom(...ROW_LABELS) }),
  fc.record({ edit: fc.constant('row-id' as const), section: small, row: small, id: text }),
  fc.record({ edit: fc.constant('paint' as const), section: small, area, letter: fc.constantFrom('a', 'b', '.', 'z') }),
  fc.record({
    edit: fc.constant('mark' as const),
    section: small,
    area,
    mark: fc.constantFrom('accessible' as const, 'companion' as const, 'restricted' as const),
  }),
);
const edits = fc.array(anyEdit, { maxLength: 30 });
const start = fc.oneof(fc.constantFrom(newPlan(names), studio), randomHouse);

/** Every position as a seat: what the drawing board lays out. */
const filled = (plan: SeatingPlan): SeatingPlan => ({
  ...plan,
  sections: plan.sections.map((section) => ({
    ...section,
    rows: section.rows.map((line) => ({ ...line, positions: line.positions.replaceAll('.', 'a') })),
  })),
});

describe('whatever is done to a plan', () => {
  it('leaves one that is sound or that says why not, and that can be drawn', () => {
    fc.assert(
      fc.property(start, edits, (plan, steps) => {
        let now = plan;
        for (const edit of steps) {
          const result = editPlan(now, edit);
          if ('plan' in result) now = result.plan;
        }
        const checked = validatePlan(JSON.parse(JSON.stringify(now)));
        expect('plan' in checked || checked.problems.length > 0).toBe(true);
        const { seats, columns, rows } = layoutPlan(filled(now));
        expect(seats.length).toBeGreaterThan(0);
        for (const { x, y } of seats) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
        expect(Number.isFinite(columns) && Number.isFinite(rows)).toBe(true);
        // A special place is always a seat.
        for (const section of now.sections) {
          const places = [...(section.accessible ?? []), ...(section.companion ?? []), ...(section.restricted ?? [])];
          const { byId } = indexPlan({ ...now, sections: [section] });
          for (const place of places) expect(byId.has(`${section.id}-${place}`)).toBe(true);
        }
      }),
    );
  });

  it('is undone to the beginning and redone to the end', () => {
    fc.assert(
      fc.property(start, edits, (plan, steps) => {
        const seen: PlanHistory[] = [beginWith(plan)];
        for (const edit of steps) {
          const last = seen.at(-1) ?? beginWith(plan);
          const next = step(last, edit);
          if (!('refused' in next) && next !== last) seen.push(next);
        }
        let now = seen.at(-1) ?? beginWith(plan);
        for (const { plan: before } of [...seen].reverse().slice(1)) {
          now = undo(now);
          expect(now.plan).toBe(before);
        }
        expect(undo(now)).toEqual(now);
        for (const { plan: after } of seen.slice(1)) {
          now = redo(now);
          expect(now.plan).toBe(after);
        }
        expect(redo(now)).toEqual(now);
      }),
    );
  });

  it('remembers only so many steps, and a plan from a file is one of them', () => {
    let history = beginWith(newPlan(names));
    for (let column = 1; column <= MOST_STEPS + 20; column++) {
      const next = step(history, { edit: 'focus', column: (column % 100) + 0.25, row: 1 });
      if (!('refused' in next)) history = next;
    }
    expect(history.past).toHaveLength(MOST_STEPS);
    const imported = replace(history, opera);
    expect(undo(imported).plan).toBe(history.plan);
    expect(replace(imported, { ...opera })).toBe(imported);
  });
});

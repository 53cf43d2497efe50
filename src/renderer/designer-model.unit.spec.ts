import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editPlan, newPlan } from '../../theatre/seating/edit-plan.ts';
import { houses } from '../../theatre/seating/houses/index.ts';
import { studio } from '../../theatre/seating/houses/studio.ts';
import { layoutPlan } from '../../theatre/seating/layout.ts';
import { indexPlan } from '../../theatre/seating/plan.ts';
import { areaOf, cursorAt, drawingOf, editFor, inSection, moved, shifted, within } from './designer-model.ts';

const start = newPlan({ house: 'Loft', section: 'Stalls', category: 'Standard' });
const origin = cursorAt({ section: 0, row: 0, column: 0 });

describe('the cursor', () => {
  it('stays on the section, and chooses an area while it is told to', () => {
    expect(moved(studio, origin, 'left', false)).toEqual(origin);
    const wide = moved(studio, moved(studio, origin, 'right', true), 'down', true);
    expect(areaOf(wide)).toEqual({ rows: [0, 1], columns: [0, 1] });
    expect(moved(studio, wide, 'down', false).anchor).toEqual({ row: 2, column: 1 });
  });

  it('goes from section to section, round and round', () => {
    expect(inSection(studio, origin, 1).section).toBe(1);
    expect(inSection(studio, origin, -1).section).toBe(2);
  });

  it('is never where nothing is', () => {
    const far = fc.record({ section: fc.integer(), row: fc.integer(), column: fc.integer() });
    fc.assert(
      fc.property(fc.constantFrom(...houses), far, (plan, place) => {
        const { section, row, column } = within(plan, cursorAt(place));
        expect(plan.sections[section]?.rows[row]).toBeDefined();
        expect(column).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('keys', () => {
  const press = (key: string) => editFor(start, cursorAt({ section: 0, row: 1, column: 2 }), key, 'Circle');

  it.each([
    ['1', { edit: 'paint', letter: 'a' }],
    ['0', { edit: 'paint', letter: '.' }],
    ['w', { edit: 'mark', mark: 'accessible' }],
    ['r', { edit: 'add-row', at: 2 }],
    ['R', { edit: 'remove-row', at: 1 }],
    ['C', { edit: 'remove-column', at: 2 }],
    ['n', { edit: 'add-section', name: 'Circle' }],
    ['l', { edit: 'label', style: 'from-back' }],
    ['p', { edit: 'focus', column: 3, row: 2 }],
  ])('%s', (key, edit) => {
    expect(press(key)).toMatchObject(edit);
  });

  it('that mean nothing do nothing', () => {
    for (const key of ['9', 'q', 'Enter', 'F5', '__proto__']) expect(press(key)).toBeUndefined();
  });

  it('do only what a plan can have done to it', () => {
    for (const key of ['1', '0', 'w', 'm', 'v', 'r', 'R', 'c', 'C', 't', 'f', 'n', 'l', '+', '-', 'p']) {
      const edit = press(key);
      expect(edit && editPlan(start, edit)).toHaveProperty('plan');
    }
    expect(editPlan(start, shifted(start, origin, 'right') ?? { edit: 'turn', section: 9 })).toHaveProperty('plan');
  });
});

describe('the drawing', () => {
  it.each(houses)('has each seat of $id where its screens have it, and the gaps between them', (house) => {
    const { cells } = drawingOf(house);
    const seats = cells.filter(({ letter }) => letter !== '.');
    expect(seats).toHaveLength(indexPlan(house).capacity);
    expect(seats.map(({ x, y }) => ({ x, y }))).toEqual(layoutPlan(house).seats.map(({ x, y }) => ({ x, y })));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { houses } from './houses/index.ts';
import { studio } from './houses/studio.ts';
import { layoutPlan } from './layout.ts';
import { planStylesheet } from './plan-stylesheet.ts';
import { randomHouse } from './testing/random-house.ts';

/** Which declarations a stylesheet of plain id rules gives each id. */
function declarationsById(css: string): Map<string, string[]> {
  const byId = new Map<string, string[]>();
  for (const [, selectors = '', body = ''] of css.matchAll(/^([^{}]+)\{([^{}]*)\}$/gm)) {
    for (const selector of selectors.split(',')) {
      const id = /^#([A-Za-z][A-Za-z0-9-]*)$/.exec(selector)?.[1];
      if (id) byId.set(id, [...(byId.get(id) ?? []), ...body.split(';')]);
    }
  }
  return byId;
}

describe('planStylesheet', () => {
  it('given the studio, then the house has its size and a seat its place and its arc', () => {
    const css = planStylesheet(studio);
    const { overhang } = layoutPlan(studio);
    expect(css.split('\n')[0]).toBe(`.house-studio{--columns:19;--rows:6;--overhang:${overhang}}`);
    expect(declarationsById(css).get('C-B5')).toEqual([
      'grid-column:11',
      'translate:0 calc(var(--pitch)*-0.025)',
      'grid-row:3',
    ]);
    expect(declarationsById(css).get('C-B4')).toEqual(['grid-column:10', 'grid-row:3']);
    expect(declarationsById(css).get('section-C')).toEqual(['grid-column:8/span 5', 'grid-row:1']);
  });

  it.each(houses)('given $id, then every seat and label of the layout is placed as the layout says', (house) => {
    const byId = declarationsById(planStylesheet(house));
    const { seats, rowLabels, sectionLabels } = layoutPlan(house);
    for (const { id, column, row, shift } of [...seats, ...rowLabels]) {
      const arc = shift === 0 ? [] : [`translate:0 calc(var(--pitch)*${shift})`];
      expect(byId.get(id)).toEqual([`grid-column:${column}`, ...arc, `grid-row:${row}`]);
    }
    for (const { id } of sectionLabels) expect(byId.has(id)).toBe(true);
    expect(byId.size).toBe(seats.length + rowLabels.length + sectionLabels.length);
  });

  it('given the opera, then it is small enough for a phone without compression', () => {
    for (const house of houses) expect(planStylesheet(house).length).toBeLessThan(32_000);
  });

  it('given any house and its copy, then the same text, with nothing a browser would not read', () => {
    fc.assert(
      fc.property(randomHouse, (house) => {
        const css = planStylesheet(house);
        expect(planStylesheet(structuredClone(house))).toBe(css);
        expect(css).not.toMatch(/NaN|Infinity|undefined|\*-0[);]|e-\d/);
      }),
    );
  });
});

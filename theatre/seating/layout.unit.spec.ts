import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { houses } from './houses/index.ts';
import { studio } from './houses/studio.ts';
import { layoutPlan, LAYOUT_MARGIN } from './layout.ts';
import type { PlanLayout } from './layout.ts';
import { indexPlan } from './plan.ts';
import { randomHouse } from './testing/random-house.ts';

function seatIn(layout: PlanLayout, id: string): PlanLayout['seats'][number] {
  const seat = layout.seats.find((placed) => placed.id === id);
  if (!seat) throw new Error(`no seat ${id}`);
  return seat;
}

describe('layoutPlan', () => {
  it('given the studio, then a seat stands where its section begins, plus its row and column, plus the margin', () => {
    const layout = layoutPlan(studio);
    expect(seatIn(layout, 'L-A1')).toMatchObject({ column: 1 + LAYOUT_MARGIN, row: 1 + LAYOUT_MARGIN });
    expect(seatIn(layout, 'C-B5')).toMatchObject({ column: 10 + LAYOUT_MARGIN, row: 2 + LAYOUT_MARGIN });
    expect(layout).toMatchObject({ columns: 17 + 2 * LAYOUT_MARGIN, rows: 5 + LAYOUT_MARGIN });
  });

  it('given a curved house, then the middle of a row stays and its ends come nearer to the stage by the curvature', () => {
    const layout = layoutPlan(studio);
    expect(seatIn(layout, 'C-B4').shift).toBe(0);
    expect(seatIn(layout, 'L-A1').shift).toBe(-studio.curvature);
    expect(seatIn(layout, 'R-A4').shift).toBe(-studio.curvature);
    expect(seatIn(layout, 'R-A4').y).toBeCloseTo(1 + LAYOUT_MARGIN - studio.curvature);
    expect(layout.overhang).toBeGreaterThan(studio.curvature - 1);
  });

  it('given straight rows, then nothing is shifted and nothing overhangs', () => {
    const layout = layoutPlan({ ...studio, curvature: 0 });
    expect(layout.overhang).toBe(0);
    for (const { shift, row, y } of layout.seats) {
      expect(Object.is(shift, 0)).toBe(true);
      expect(y).toBe(row);
    }
  });

  it('given one column of seats, then it is straight', () => {
    const [left] = studio.sections;
    if (!left) throw new Error('no section');
    const narrow = {
      ...studio,
      sections: [{ id: left.id, name: left.name, origin: left.origin, rows: [{ id: 'A', positions: 'a' }] }],
    };
    expect(layoutPlan(narrow)).toMatchObject({ columns: 3, seats: [{ id: 'L-A1', column: 2, row: 2, shift: 0 }] });
  });

  it.each([
    ['B, side by side', 'B'],
    ['A, shorter in the middle', 'A'],
  ])('given an aisle in row %s, then one label serves both sides, and the outer ends have their own', (_, rowId) => {
    const labels = layoutPlan(studio).rowLabels.filter((label) => label.rowId === rowId);
    expect(labels.map((label) => label.column).sort((a, b) => a - b)).toEqual([1, 6, 14, 19]);
  });

  it('given a section without a free cell in front of it, then no name covers its seats', () => {
    const [left, centre] = studio.sections;
    if (!left || !centre) throw new Error('no section');
    const close = { ...studio, sections: [left, { ...centre, origin: { column: 1, row: 6 } }] };
    expect(layoutPlan(close).sectionLabels.map((label) => label.sectionId)).toEqual(['L']);
  });

  it('given the same plan, then the same layout object', () => {
    expect(layoutPlan(studio)).toBe(layoutPlan(studio));
  });

  it.each(houses)('given $id, then every section has its name and every row a letter', (house) => {
    const { sectionLabels, rowLabels, seats } = layoutPlan(house);
    expect(sectionLabels.map((label) => label.sectionId)).toEqual(house.sections.map((section) => section.id));
    const lettered = new Set(rowLabels.map((label) => `${label.row} ${label.rowId}`));
    const { byId } = indexPlan(house);
    for (const { id, row } of seats) expect(lettered).toContain(`${row} ${byId.get(id)?.rowId}`);
  });

  it('given any house, then every seat once, no two on one cell, no label on a seat, all inside the grid', () => {
    fc.assert(
      fc.property(randomHouse, (house) => {
        const { columns, rows, seats, rowLabels, sectionLabels, overhang } = layoutPlan(house);
        expect(seats.map((seat) => seat.id)).toEqual([...indexPlan(house).byId.keys()]);
        const cells = [...seats, ...rowLabels].map(({ column, row }) => `${column}:${row}`);
        expect(new Set(cells).size).toBe(cells.length);
        const ids = [...seats, ...rowLabels, ...sectionLabels].map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { column, row, shift } of [...seats, ...rowLabels, ...sectionLabels]) {
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual(columns);
          expect(row).toBeGreaterThanOrEqual(1);
          expect(row).toBeLessThanOrEqual(rows);
          expect(row + shift).toBeGreaterThanOrEqual(1 - overhang - 1e-9);
        }
        for (const { column, span } of sectionLabels) {
          expect(span).toBeGreaterThanOrEqual(1);
          expect(column + span - 1).toBeLessThanOrEqual(columns);
        }
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { indexPlan } from '../plan.ts';
import type { SeatingPlan, Section } from '../plan.ts';
import { validatePlan } from '../validate-plan.ts';
import { houseById, houses } from './index.ts';

describe('the houses', () => {
  it.each([
    ['studio', 60, 75, 22],
    ['playhouse', 390, 410, 30],
    ['opera', 1250, 1330, 48],
  ])('given %s, then it has between %d and %d seats on at most %d columns', (id, least, most, columns) => {
    const house = named(id);
    expect(indexPlan(house).capacity).toBeGreaterThanOrEqual(least);
    expect(indexPlan(house).capacity).toBeLessThanOrEqual(most);
    expect(
      Math.max(...house.sections.map((section) => section.origin.column + widthOf(section) - 1)),
    ).toBeLessThanOrEqual(columns);
  });

  it.each(['L-A1', 'C-B5', 'R-D3'])('given the studio, then %s is a seat', (seatId) => {
    expect(indexPlan(named('studio')).byId.has(seatId)).toBe(true);
  });

  it('given the studio, then it has three sections, rows A to E, and rounded edges', () => {
    const studio = named('studio');
    expect(studio.sections.map((section) => section.name)).toEqual(['Left Wing', 'Centre', 'Right Wing']);
    for (const section of studio.sections) expect(section.rows.map((row) => row.id).join('')).toBe('ABCDE');
    expect(indexPlan(studio).byId.has('L-E1')).toBe(false);
    expect(indexPlan(studio).byId.has('R-E4')).toBe(false);
  });

  it.each(houses)('given $id, then it is a sound plan', (house) => {
    expect(validatePlan(house)).toEqual({ plan: house });
  });

  it.each(houses)('given $id, then its right half mirrors its left half, special places too', (house) => {
    const width = Math.max(...house.sections.map((section) => section.origin.column + widthOf(section) - 1));
    const left = Math.min(...house.sections.map((section) => section.origin.column));
    expect(left).toBe(1);
    const { byId } = indexPlan(house);
    const places = new Map(
      house.sections.flatMap((section) =>
        section.rows.flatMap((row, offset) =>
          Array.from(row.positions).flatMap((letter, index) => {
            const seat = byId.get(`${section.id}-${row.id}${index + 1}`);
            if (!seat) return [];
            const roles = [letter, seat.accessible, seat.companion, seat.restricted].join();
            return [[`${section.origin.column + index}:${section.origin.row + offset}`, roles] as const];
          }),
        ),
      ),
    );
    const mirrored = new Map(
      [...places].map(([cell, roles]) => {
        const [column = 0, row = 0] = cell.split(':').map(Number);
        return [`${width + 1 - column}:${row}`, roles];
      }),
    );
    expect(mirrored).toEqual(places);
    expect(house.focalPoint.column).toBe((width + 1) / 2);
  });

  it.each(houses)('given $id, then each wheelchair place has a companion seat beside it', (house) => {
    const { byId } = indexPlan(house);
    const wheelchairs = [...byId.values()].filter((seat) => seat.accessible);
    expect(wheelchairs.length).toBeGreaterThan(0);
    for (const { sectionId, rowId, column } of wheelchairs) {
      const beside = [column - 1, column + 1].map((next) => byId.get(`${sectionId}-${rowId}${next}`)?.companion);
      expect(beside).toContain(true);
    }
  });

  it.each(houses)('given $id, then every category has seats', (house) => {
    const used = new Set([...indexPlan(house).byId.values()].map((seat) => seat.category));
    expect([...used].sort()).toEqual(house.categories.map((category) => category.id));
  });

  it('given an id that no house has, then undefined', () => {
    expect(houseById('palace')).toBeUndefined();
    expect(houseById('__proto__')).toBeUndefined();
  });
});

function named(id: string): SeatingPlan {
  const house = houseById(id);
  if (!house) throw new Error(`no house ${id}`);
  return house;
}

function widthOf(section: Section): number {
  return Math.max(...section.rows.map((row) => row.positions.length));
}

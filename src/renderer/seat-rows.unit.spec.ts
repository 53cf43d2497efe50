import { expect, test } from 'vitest';
import { houses } from '../../theatre/seating/houses/index.ts';
import { layoutPlan } from '../../theatre/seating/layout.ts';
import { gridStylesheet, seatRows } from './seat-rows.ts';

test.each(houses.map((plan) => [plan.name, plan] as const))(
  'in %s every seat is drawn once, where the layout has it',
  (_, plan) => {
    const layout = layoutPlan(plan);
    const css = gridStylesheet(plan);
    const drawn = seatRows(plan).flatMap(({ gridRow, seats }) =>
      seats.map(({ id, gridColumn }) => {
        const shift = new RegExp(
          `\\.column-${gridColumn}\\{[^}]*margin-block:calc\\(var\\(--pitch\\)\\*(-?[\\d.]+)\\)`,
        ).exec(css)?.[1];
        return { id, row: gridRow, column: gridColumn, shift: Number(shift) };
      }),
    );
    expect(drawn).toEqual(layout.seats.map(({ id, row, column, shift }) => ({ id, row, column, shift })));
    expect(css).toContain(`--columns:${layout.columns};--rows:${layout.rows}`);
  },
);

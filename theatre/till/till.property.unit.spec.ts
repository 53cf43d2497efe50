import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { values } from '../screening/persistent-map.ts';
import { dayReport, shiftReport } from './report.ts';
import { Takings } from './takings.ts';
import { playTillNight, tillSteps, type TillNight } from './testing/till-night.ts';

const reportsOf = ({ tills, takings }: TillNight) =>
  tills.flatMap(({ shifts }, at) =>
    shifts.map((shift) => shiftReport(`till-${at}`, shift, takings.entriesOf(shift.shift))),
  );
const sum = <T>(items: readonly T[], pick: (item: T) => number) => items.reduce((all, item) => all + pick(item), 0);

describe('over random nights', () => {
  const seen = new Set<string>();

  it('the tills together have what the orders say was paid, to the unit and by tender', () => {
    fc.assert(
      fc.property(tillSteps(60), (steps) => {
        const night = playTillNight(steps);
        night.happened.forEach((what) => seen.add(what));
        const reports = reportsOf(night);
        const orders = night.screenings.flatMap(({ orders: all }) => [...values(all)]);
        for (const kind of ['cash', 'card'] as const) {
          const inTills = sum(reports, ({ [kind]: { taken, givenBack } }) => taken - givenBack);
          expect(inTills).toBe(sum(orders, ({ drawer }) => drawer[kind]));
        }
        for (const report of reports) {
          const { cash, card, sold, refunds, voids, exchanges } = report;
          // Each shift by itself: money is what was sold, less what was taken back, and what exchanges came to.
          expect(cash.taken - cash.givenBack + card.taken - card.givenBack).toBe(
            sold.amount - refunds.amount - voids.amount + exchanges.taken - exchanges.givenBack,
          );
          expect(sum(report.sales, ({ amount }) => amount)).toBe(sold.amount);
          expect(sum(report.sellers, ({ amount }) => amount)).toBe(sold.amount);
          expect(report.expected).toBe(
            report.float + report.paidIn - report.paidOut + report.cash.taken - report.cash.givenBack,
          );
        }
      }),
      { numRuns: 150 },
    );
  });

  it('a report is as it was when the shift was closed, whatever prices and orders became of later', () => {
    fc.assert(
      fc.property(tillSteps(60), (steps) => {
        for (const { closed, expected } of reportsOf(playTillNight(steps))) {
          if (!closed) continue;
          expect(closed.expected).toBe(expected);
          expect(closed.variance).toBe(closed.countedTotal - expected);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('no order was given back more than it was paid, and a day is its shifts', () => {
    fc.assert(
      fc.property(tillSteps(60), (steps) => {
        const night = playTillNight(steps);
        const balance = new Map<string, number>();
        for (const { screeningId, recorded } of night.log) {
          const { event } = recorded;
          if (!('order' in event)) continue;
          const key = `${screeningId} ${event.order}`;
          const entry = night.takings
            .entriesOf(event.shift ?? '')
            .find(({ sequence }) => sequence === recorded.sequence);
          balance.set(key, (balance.get(key) ?? 0) + (entry ? entry.cash + entry.card : 0));
          expect(balance.get(key)).toBeGreaterThanOrEqual(0);
        }
        const reports = reportsOf(night);
        const [total] = dayReport('2026-11-21', reports).totals;
        expect(total?.expected ?? 0).toBe(sum(reports, ({ expected }) => expected));
        expect(total?.sold.amount ?? 0).toBe(sum(reports, ({ sold }) => sold.amount));
      }),
      { numRuns: 60 },
    );
  });

  it('another reader of the same log comes to the same', () => {
    fc.assert(
      fc.property(tillSteps(40), (steps) => {
        const night = playTillNight(steps);
        const takings = new Takings();
        for (const { screeningId, recorded } of night.log) takings.add(screeningId, recorded);
        expect(reportsOf({ ...night, takings })).toEqual(reportsOf(night));
      }),
      { numRuns: 30 },
    );
  });

  it('had all of it in them', () => {
    const sales = ['booked', 'paid', 'refunded', 'voided', 'exchanged', 'repriced'];
    const shifts = ['shift-opened', 'paid-in', 'paid-out', 'shift-closed'];
    for (const what of [...sales, ...shifts]) expect([...seen]).toContain(what);
  });
});

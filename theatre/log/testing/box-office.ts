/** A desk with its screenings on a test's log, and a small house to sell. */
import type { Policy } from '../../screening/decide.ts';
import type { SeatingPlan } from '../../seating/plan.ts';
import type { Log } from '../connection.ts';
import { Desk } from '../desk.ts';
import { Screenings } from '../screenings.ts';
import { planOf } from './plan.ts';

export { planOf } from './plan.ts';

export const policy: Policy = { holdMs: 300_000, checkoutMs: 600_000, limitMs: 1_800_000, maxSeats: 8 };

export interface BoxOffice {
  readonly log: Log;
  readonly screenings: Screenings;
  readonly desk: Desk;
  close(): Promise<void>;
}

export function boxOffice(log: Log, options: { policy?: Policy; clock?: () => number } = {}): BoxOffice {
  const screenings = new Screenings(log);
  const { clock } = options;
  const desk = new Desk({ log, screenings, policy: options.policy ?? policy, ...(clock ? { clock } : {}) });
  return {
    log,
    screenings,
    desk,
    async close() {
      await desk.close();
      await screenings.close();
    },
  };
}

export function openScreening(desk: Desk, id: string, plan: SeatingPlan = planOf(5, 10)): ReturnType<Desk['submit']> {
  return desk.submit(id, {
    type: 'open',
    actor: { id: 'staff', role: 'manager' },
    screeningId: id,
    title: 'Twelfth Night',
    startsAt: '2030-01-01T19:30:00Z',
    plan,
    prices: { a: 2500 },
    currency: 'EUR',
  });
}

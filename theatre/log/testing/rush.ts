/** Random rushes: who asks for what at which desk and when, and what goes wrong meanwhile. */
import fc from 'fast-check';
import type { Policy } from '../../screening/decide.ts';
import { plan } from '../../screening/testing/given.ts';
import { indexPlan } from '../../seating/plan.ts';
import type { CommandInput, Outcome } from '../desk-command.ts';

export const policy: Policy = { holdMs: 1_500, checkoutMs: 2_500, limitMs: 5_000, maxSeats: 3 };

export type Wish = CommandInput extends infer C ? (C extends CommandInput ? Omit<C, 'id'> : never) : never;

interface Ask {
  /** Milliseconds after the one before; 0 is the same turn of the program. */
  readonly after: number;
  readonly desk: number;
  readonly wish: Wish;
  /** Where an unsettled one is handed in again with the same id, one after another. */
  readonly again: readonly number[];
}

export interface Trouble {
  readonly at: number;
  readonly lasts: number;
  readonly kind: 'link' | 'server' | 'slow' | 'lossy' | 'full' | 'noise' | 'closed';
  readonly desk: number;
}

export interface Rush {
  readonly desks: number;
  readonly asks: readonly Ask[];
  readonly troubles: readonly Trouble[];
  /** Share of requests that meet with something bad from the first on, until the troubles are over. */
  readonly lossy: number;
  /** Decides every delay and every accident. */
  readonly luck: number;
}

/** Epoch milliseconds at which every rush begins. */
export const START = 1_700_000_000_000;

const viewerId = fc.integer({ min: 1, max: 4 }).map((number) => `viewer-${number}`);
const seatId = fc.constantFrom(...indexPlan(plan).byId.keys());
const seatIds = fc.array(seatId, { minLength: 1, maxLength: policy.maxSeats });
const is = <T extends string>(text: T) => fc.constant(text);
const order = fc.integer({ min: 1, max: 12 }).map((number) => `ORDER-${number}`);
const customer = fc.constant({ name: 'A Person' });
const till = fc.integer({ min: 1, max: 2 }).map((number) => `till-${number}`);
/** An instant within a rush, most of which are over in some seconds. */
const soon = fc.integer({ min: START, max: START + 12_000 });
const actor = fc.constant({ id: 'staff', role: 'manager' } as const);
const kind = fc.constantFrom('house' as const, 'kill' as const);
const payment = fc.constant({ status: 'due', tenders: [] } as const);

const wish: fc.Arbitrary<Wish> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ type: is('toggle'), viewerId, seatId }) },
  { weight: 6, arbitrary: fc.record({ type: is('claim'), viewerId, seatIds }) },
  { weight: 6, arbitrary: fc.record({ type: is('book'), viewerId, order, customer, payment }) },
  // At the counter: also from the house's own seats, and kept until a time that comes in the rush.
  { weight: 3, arbitrary: fc.record({ type: is('claim'), viewerId: till, seatIds, actor }) },
  { weight: 2, arbitrary: fc.record({ type: is('book'), viewerId: till, order, customer, payment, actor }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: is('book'), viewerId: till, order, customer, payment, actor, collectBy: soon }),
  },
  { weight: 1, arbitrary: fc.record({ type: is('pay'), order, tenders: fc.constant([]), actor }) },
  { weight: 1, arbitrary: fc.record({ type: is('void'), order, actor }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: is('withhold'),
      actor,
      seatIds,
      reason: is('press'),
      kind,
      releaseAt: soon,
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: is('extend'), viewerId, paying: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ type: is('release'), viewerId, by: is('log') }) },
  { weight: 1, arbitrary: fc.record({ type: is('withhold'), actor, seatIds, reason: is('press'), kind }) },
  { weight: 1, arbitrary: fc.record({ type: is('release-seats'), actor, seatIds }) },
);

const desk = fc.nat(3);

export const rushes: fc.Arbitrary<Rush> = fc.record({
  desks: fc.integer({ min: 1, max: 4 }),
  asks: fc.array(
    fc.record({
      after: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 700 })),
      desk,
      wish,
      again: fc.array(desk, { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 40, size: 'max' },
  ),
  troubles: fc.array(
    fc.record({
      at: fc.nat(6_000),
      lasts: fc.oneof(fc.integer({ min: 5, max: 300 }), fc.integer({ min: 300, max: 6_500 })),
      kind: fc.constantFrom('link', 'link', 'server', 'slow', 'lossy', 'lossy', 'full', 'noise', 'closed'),
      desk,
    }),
    { maxLength: 8, size: 'max' },
  ),
  lossy: fc.constantFrom(0, 0.05, 0.2),
  luck: fc.integer(),
});

/** All the answers that one command id was given, in order, and whether it ever was handed in where it may be found later. */
export interface Story {
  readonly id: string;
  readonly wish: Wish;
  readonly outcomes: Outcome[];
  waiting: number;
}

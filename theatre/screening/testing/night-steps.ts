/** What may happen in a random night: what patrons, the counter and the log do, in any order. */
import fc from 'fast-check';
import { indexPlan, type SeatingPlan } from '../../seating/plan.ts';
import type { Actor, Policy } from '../decide.ts';
import { ticketTypes } from '../price.ts';
import { cashier, manager, offShift } from './counter.ts';
import { staff, type Wish } from './given.ts';

/** What happens next. Numbers are taken modulo what there is, so that every step means something in every state. */
export type Step =
  | {
      readonly kind: 'command';
      readonly wish: Wish;
      readonly clock: number;
      /** Mostly who buys is one of those who hold something, and an order is one that there is: which of them. */
      readonly pick: number;
      /** Whoever pays has the exact money, of this kind; else what the wish says. */
      readonly exactly?: 'cash' | 'card';
    }
  | { readonly kind: 'wait'; readonly ms: number }
  /** Goes to just before, at, or just after the end of some hold. */
  | { readonly kind: 'to-end'; readonly hold: number; readonly offset: number }
  /** The log publishes an end that is due, of those it ever scheduled; nothing keeps it from doing so again. */
  | { readonly kind: 'publish-end'; readonly which: number };

/** Every promo there is in the nights. */
export const promos = [
  { code: 'TEN', percent: 10 },
  { code: 'THIRD', percent: 33 },
];

const patrons = ['ann', 'bob', 'cat', 'dan'];
const tills = ['till-1', 'till-2'];
const cashierTwo: Actor = { id: 'op-cy', role: 'cashier', shift: 'shift-3' };

const is = <T extends string>(text: T) => fc.constant(text);
/** Without what is undefined, as a command has it. */
const given = (wish: object): Wish =>
  Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined)) as Wish;
const optional = <T>(arbitrary: fc.Arbitrary<T>, freq = 4) => fc.option(arbitrary, { nil: undefined, freq });

/** Who stands at the counter, mostly somebody who may do it. */
const actor: fc.Arbitrary<Actor> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(staff) },
  { weight: 3, arbitrary: fc.constant(manager) },
  { weight: 3, arbitrary: fc.constant(cashier) },
  { weight: 1, arbitrary: fc.constant(cashierTwo) },
  { weight: 1, arbitrary: fc.constant(offShift(cashier)) },
);
/** A patron on a phone, or somebody at a till. */
const seller = fc.oneof(
  { weight: 3, arbitrary: fc.record({ viewerId: fc.constantFrom(...patrons) }) },
  { weight: 2, arbitrary: fc.record({ viewerId: fc.constantFrom(...tills), actor }) },
);
const order = fc.integer({ min: 1, max: 8 }).map((number) => `ORDER-${number}`);
const tenders = fc
  .tuple(fc.constantFrom('cash' as const, 'card' as const), fc.nat(3))
  .map(([kind, seats]) => [{ kind, amount: seats * 2_500 }]);
const payment = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ status: 'due' as const, tenders: [] }) },
  { weight: 3, arbitrary: tenders.map((taken) => ({ status: 'paid' as const, tenders: taken })) },
);
/** Milliseconds from the command; `play` makes an instant of it. */
const soon = fc.integer({ min: 0, max: 3_000 });

const wishesFor = (seats: fc.Arbitrary<string>, some: fc.Arbitrary<string[]>): fc.Arbitrary<Wish> => {
  const selling = (wish: object) => fc.tuple(seller, fc.record(wish)).map(([who, rest]) => given({ ...who, ...rest }));
  const counter = (wish: object) => fc.record({ actor, ...wish }).map(given);
  const book = selling({
    type: is('book'),
    order,
    payment,
    customer: fc.constant({ name: 'A Person' }),
    seatIds: optional(some, 8),
    ticketTypes: optional(fc.dictionary(seats, fc.constantFrom(...ticketTypes), { maxKeys: 2 }), 4),
    promo: optional(fc.constantFrom('TEN', 'third', 'third', 'NONE'), 4),
    comp: optional(fc.constant({ reason: 'press', approvedBy: 'op-mo' }), 4),
    collectBy: optional(soon, 3),
  });
  const afterSale = fc.oneof(
    counter({ type: is('pay'), order, tenders }),
    counter({ type: is('collect'), order }),
    counter({ type: is('void'), order }),
    counter({ type: is('issue-tickets'), order, reprint: fc.boolean(), actor: optional(actor) }),
    counter({
      type: is('admit'),
      order,
      seatId: seats,
      issue: optional(fc.integer({ min: 1, max: 3 })),
      door: is('A'),
    }),
    counter({
      type: is('refund'),
      order,
      seatIds: optional(some, 2),
      tenders: optional(tenders, 6),
      reason: is('ill'),
    }),
    counter({ type: is('exchange'), order, from: some, to: some, tenders: optional(tenders, 6) }),
  );
  const house = fc.oneof(
    counter({
      type: is('withhold'),
      seatIds: some,
      reason: is('press'),
      kind: fc.constantFrom('house', 'house', 'kill'),
      releaseAt: optional(soon, 2),
    }),
    counter({ type: is('release-seats'), seatIds: some }),
    counter({
      type: is('reprice'),
      prices: fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom(2_500, 1_799), { maxKeys: 2 }),
    }),
    counter({ type: is('amend'), title: optional(fc.constantFrom('One', 'Two')) }),
  );
  const rare = fc.oneof(
    { weight: 1, arbitrary: counter({ type: is('close') }) },
    { weight: 1, arbitrary: counter({ type: is('cancel'), reason: is('ill') }) },
    { weight: 4, arbitrary: counter({ type: is('suspend'), reason: is('why') }) },
    { weight: 15, arbitrary: counter({ type: is('resume') }) },
  );
  const party = fc.record({ seats: fc.integer({ min: 1, max: 3 }) });
  return fc.oneof(
    { weight: 12, arbitrary: selling({ type: is('toggle'), seatId: seats }) },
    { weight: 6, arbitrary: selling({ type: is('claim'), seatIds: some }) },
    { weight: 2, arbitrary: selling({ type: is('claim-best'), party, houseSeats: optional(fc.boolean()) }) },
    { weight: 3, arbitrary: selling({ type: is('extend'), paying: fc.boolean() }) },
    { weight: 9, arbitrary: book },
    { weight: 2, arbitrary: selling({ type: is('release'), by: optional(is('log'), 2) }) },
    { weight: 3, arbitrary: house },
    { weight: 9, arbitrary: afterSale },
    { weight: 1, arbitrary: rare },
  );
};

export function steps(plan: SeatingPlan, policy: Policy, maxLength: number): fc.Arbitrary<Step[]> {
  const seats = fc.constantFrom(...indexPlan(plan).byId.keys(), 'C-B2');
  const wish = wishesFor(seats, fc.array(seats, { maxLength: policy.maxSeats + 1 }));
  // A desk's clock may be a little off the log's.
  const clock = fc.integer({ min: -40, max: 40 });
  const exactly = optional(fc.constantFrom('cash', 'card'), 2);
  const command = fc
    .record({ wish, clock, exactly, pick: fc.nat(999) })
    .map(({ exactly: kind, ...rest }) => ({ kind: 'command' as const, ...rest, ...(kind ? { exactly: kind } : {}) }));
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 12, arbitrary: command as fc.Arbitrary<Step> },
    { weight: 2, arbitrary: fc.record({ kind: is('wait'), ms: fc.integer({ min: 0, max: policy.holdMs }) }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: is('to-end'), hold: fc.nat(99), offset: fc.integer({ min: -1, max: 1 }) }),
    },
    { weight: 3, arbitrary: fc.record({ kind: is('publish-end'), which: fc.nat(999) }) },
  );
  return fc.array(step, { maxLength, size: 'max' });
}

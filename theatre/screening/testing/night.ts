/** A random night at the box office: viewers, staff, clocks that differ, and a log whose scheduled words come late, twice or never. */
import fc from 'fast-check';
import {
  decide,
  isRejection,
  type Actor,
  type Command,
  type Decision,
  type Policy,
  type Rejection,
} from '../decide.ts';
import { EVENT_VERSION, type LedgerEvent, type Recorded, type Selection } from '../events.ts';
import { evolve, fold } from '../evolve.ts';
import { values } from '../persistent-map.ts';
import { initial, type ScreeningState } from '../state.ts';
import { indexPlan, type SeatingPlan } from '../../seating/plan.ts';
import { openedEvent, T0, type Wish } from './given.ts';

/** What happens next. Numbers are taken modulo what there is, so that every step means something in every state. */
export type Step =
  | { readonly kind: 'command'; readonly wish: Wish; readonly clock: number }
  | { readonly kind: 'wait'; readonly ms: number }
  /** Goes to just before, at, or just after the end of some hold. */
  | { readonly kind: 'to-end'; readonly hold: number; readonly offset: number }
  /** The log publishes an end that is due, of those it ever scheduled; nothing keeps it from doing so again. */
  | { readonly kind: 'publish-end'; readonly which: number };

/** Whoever has the house's own key. */
const staff: Actor = { id: 'staff', role: 'manager' };

const viewers = ['ann', 'bob', 'cat', 'dan'];

export function steps(plan: SeatingPlan, policy: Policy, maxLength: number): fc.Arbitrary<Step[]> {
  const seats = fc.constantFrom(...indexPlan(plan).byId.keys(), 'C-B2');
  const some = fc.array(seats, { maxLength: policy.maxSeats + 1 });
  const viewerId = fc.constantFrom(...viewers);
  const order = fc.integer({ min: 1, max: 8 }).map((number) => `ORDER-${number}`);
  // Whoever pays pays exactly one, two or three seats at the price that the nights have.
  const tenders = fc
    .tuple(fc.constantFrom('cash' as const, 'card' as const), fc.nat(3))
    .map(([kind, seats]) => [{ kind, amount: seats * 2_500 }]);
  const payment = fc.oneof(
    { weight: 3, arbitrary: fc.constant({ status: 'due' as const, tenders: [] }) },
    { weight: 1, arbitrary: tenders.map((taken) => ({ status: 'paid' as const, tenders: taken })) },
  );
  const actor = fc.constant(staff);
  const settled = fc.option(tenders, { nil: undefined, freq: 6 });
  const given = <T extends object>(wish: T): T =>
    Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined)) as T;
  const afterSale: fc.Arbitrary<Wish> = fc.oneof(
    fc.record({ type: fc.constant('pay' as const), order, tenders, actor }),
    fc.record({ type: fc.constant('collect' as const), order, actor }),
    fc
      .record({
        type: fc.constant('refund' as const),
        order,
        seatIds: fc.option(some, { nil: undefined, freq: 2 }),
        tenders: settled,
        reason: fc.constant('ill'),
        actor,
      })
      .map(given as (wish: object) => Wish),
    fc
      .record({ type: fc.constant('exchange' as const), order, from: some, to: some, tenders: settled, actor })
      .map(given as (wish: object) => Wish),
  );
  const book = fc
    .record({ viewerId, order, payment, seatIds: fc.option(some, { nil: undefined, freq: 8 }) })
    .map(({ seatIds, ...rest }) => ({
      type: 'book' as const,
      customer: { name: 'A Person' },
      ...rest,
      ...(rest.payment.status === 'paid' ? { actor: staff } : {}),
      ...(seatIds === undefined ? {} : { seatIds }),
    }));
  const rare = fc.oneof(
    { weight: 1, arbitrary: fc.constant<Wish>({ type: 'close', actor: staff }) },
    { weight: 4, arbitrary: fc.constant<Wish>({ type: 'suspend', actor: staff, reason: 'why' }) },
    { weight: 15, arbitrary: fc.constant<Wish>({ type: 'resume', actor: staff }) },
  );
  const wish: fc.Arbitrary<Wish> = fc.oneof(
    { weight: 12, arbitrary: fc.record({ type: fc.constant('toggle' as const), viewerId, seatId: seats }) },
    { weight: 6, arbitrary: fc.record({ type: fc.constant('claim' as const), viewerId, seatIds: some }) },
    { weight: 3, arbitrary: fc.record({ type: fc.constant('extend' as const), viewerId, paying: fc.boolean() }) },
    { weight: 5, arbitrary: book },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('release' as const),
        viewerId,
        by: fc.constantFrom('log', ...viewers),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('withhold' as const),
        actor,
        seatIds: some,
        reason: fc.constant('press'),
        kind: fc.constantFrom('house' as const, 'kill' as const),
      }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('release-seats' as const), actor, seatIds: some }) },
    { weight: 8, arbitrary: afterSale },
    { weight: 1, arbitrary: rare },
  );
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 12,
      // A desk's clock may be a little off the log's.
      arbitrary: fc.record({ kind: fc.constant('command' as const), wish, clock: fc.integer({ min: -40, max: 40 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: policy.holdMs }) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('to-end' as const),
        hold: fc.nat(99),
        offset: fc.integer({ min: -1, max: 1 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('publish-end' as const), which: fc.nat(999) }) },
  );
  return fc.array(step, { maxLength, size: 'max' });
}

/** One thing that was tried in a night, with the states around it. */
export interface Scene {
  readonly before: ScreeningState;
  readonly after: ScreeningState;
  /** Absent for what the log published by itself. */
  readonly command?: Command;
  readonly outcome?: Decision | Rejection;
}

export interface Night {
  readonly log: readonly Recorded<LedgerEvent>[];
  readonly state: ScreeningState;
}

/** Plays the steps and shows each scene as it happens; after `earlier`, when the night is one that was interrupted. */
export function play(
  all: readonly Step[],
  plan: SeatingPlan,
  policy: Policy,
  onScene: (scene: Scene) => void = () => {},
  earlier: readonly Recorded<LedgerEvent>[] = [],
): Night {
  const log = [...earlier];
  const ends: Selection[] = [];
  let state = fold(initial, log);
  let now = log.at(-1)?.at ?? T0;
  const append = (event: LedgerEvent) => {
    const recorded = { sequence: log.length + 1, at: now, event };
    log.push(recorded);
    if (event.type === 'selection' && event.selectedSeatIds.length > 0) {
      ends.push({ ...event, version: EVENT_VERSION, by: 'log', selectedSeatIds: [], action: 'expire' });
    }
    state = evolve(state, recorded);
  };
  if (state.phase === 'none')
    append(openedEvent({ plan, prices: Object.fromEntries(plan.categories.map(({ id }) => [id, 2_500])) }));
  for (const [number, step] of all.entries()) {
    const before = state;
    switch (step.kind) {
      case 'wait':
        now += step.ms;
        break;
      case 'to-end': {
        const holds = [...values(state.holds)];
        const end = holds[step.hold % holds.length]?.expiresAt ?? now;
        now = Math.max(now, end + step.offset);
        break;
      }
      case 'publish-end': {
        const due = ends.filter(({ expiresAt }) => expiresAt <= now);
        const end = due[step.which % due.length];
        if (end) {
          append(end);
          onScene({ before, after: state });
        }
        break;
      }
      case 'command': {
        const command = { id: `${earlier.length}-command-${number}`, ...step.wish, at: now + step.clock } as Command;
        const outcome = decide(before, command, policy);
        if (!isRejection(outcome)) outcome.events.forEach(append);
        onScene({ before, after: state, command, outcome });
        break;
      }
      default:
        step satisfies never;
    }
  }
  return { log, state };
}

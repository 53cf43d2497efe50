import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogueOf } from '../contract/catalogue/index.ts';
import { EVENT_VERSION } from '../screening/events.ts';
import {
  booked,
  expired,
  MINUTE,
  opened,
  paidEvent,
  refundedEvent,
  SECOND,
  selected,
  T0,
  happened,
  selectionEvent,
  closed,
  exchangedEvent,
} from '../screening/testing/given.ts';
import { examples } from '../screening/testing/seed.ts';
import { commandsAgain, policyOf } from './commands-again.ts';
import { nightOf } from './night.ts';
import { policy as randomPolicy, randomNight } from './testing/random-night.ts';
import { refused, tell, type Told } from './testing/told.ts';
import { whatIf } from './what-if.ts';

const { cannotKnow } = catalogueOf('en').stories;

const scenesOf = (...told: readonly Told[]) => [...tell(opened, ...told).night.scenes()];
const end = T0 + 5 * MINUTE;
const taken = (by: string, byMs: number) => [{ seatId: 'C-A1', status: 'held' as const, holder: by, byMs }];

/** Ann hesitates six minutes, in which Bob is refused and gives up; when hers runs out, Cat buys. */
const hesitant = [
  selected('viewer-ann', ['C-A1'], T0),
  refused('viewer-bob', T0 + 4 * MINUTE, 'seat-taken', taken('viewer-ann', 4 * MINUTE)),
  expired('viewer-ann', end, end + 100),
  refused('viewer-ann', end + MINUTE, 'hold-expired', [{ seatId: 'C-A1', status: 'available', byMs: 0 }], 'book'),
  selected('viewer-cat', ['C-A1'], T0 + 7 * MINUTE),
  booked('viewer-cat', ['C-A1'], T0 + 8 * MINUTE),
  closed(T0 + 30 * MINUTE),
];

describe('what if holds were longer or shorter', () => {
  test('the same limits give the same night', () => {
    const answer = whatIf(scenesOf(...hesitant), {});
    expect(answer.agreement).toBe(1);
    expect(answer.seats).toEqual([]);
    expect(answer.again).toMatchObject({
      sold: 1,
      orders: 1,
      takings: 2500,
      seatsRunOut: 1,
      refusals: { 'seat-taken': 1, 'hold-expired': 1 },
    });
    expect(answer.again.sold).toBe(answer.recorded.sold);
  });

  test('with ten minutes Ann buys, and Cat does not', () => {
    const answer = whatIf(scenesOf(...hesitant), { holdMs: 10 * MINUTE });
    expect(answer.limits.holdMs).toBe(5 * MINUTE);
    expect(answer.seats).toEqual([{ seatId: 'C-A1', asItWas: 'viewer-cat', otherwise: 'viewer-ann' }]);
    expect(answer.otherwise).toMatchObject({ sold: 1, seatsRunOut: 0 });
  });

  test('with three minutes Bob gets it at four', () => {
    const answer = whatIf(scenesOf(...hesitant), { holdMs: 3 * MINUTE });
    expect(answer.otherwise.refusals).not.toHaveProperty('seat-taken');
    // He wanted the seat; whether he would have bought it is not in the log.
    expect(answer.otherwise.seatsRunOut).toBe(2);
  });

  test('with another limit of seats', () => {
    const many = [
      selected('viewer-ann', ['C-A1', 'C-A2'], T0),
      refused('viewer-ann', T0 + 1000, 'too-many-seats', [{ seatId: 'C-A3', status: 'available', byMs: 0 }]),
      booked('viewer-ann', ['C-A1', 'C-A2'], T0 + 2000, {
        payment: { status: 'paid', tenders: [{ kind: 'card', amount: 5000 }] },
      }),
    ];
    const scenes = scenesOf(...many);
    expect(policyOf(scenes).maxSeats).toBe(2);
    expect(whatIf(scenes, { maxSeats: 3 }).otherwise).toMatchObject({ sold: 3, takings: 7500 });
    // Two at once are too many; the third, asked for alone, is not.
    expect(whatIf(scenes, { maxSeats: 1 }).otherwise).toMatchObject({ sold: 1, orders: 1 });
  });

  test('settles what an order comes to then', () => {
    const paid = happened(T0 + 3000, paidEvent(2500));
    const refund = happened(
      T0 + 4000,
      refundedEvent(['C-A1'], { amount: 2500, tenders: [{ kind: 'cash', amount: 2500 }] }),
    );
    const night = [selected('viewer-ann', ['C-A1'], T0), booked('viewer-ann', ['C-A1'], T0 + 2000), paid, refund];
    const answer = whatIf(scenesOf(...night), { holdMs: 1000 });
    expect(answer.again).toMatchObject({ sold: 0, orders: 0, takings: 0, refusals: {} });
    expect(answer.otherwise.refusals).toEqual({ 'hold-expired': 1, 'unknown-order': 2 });
    const exchange = happened(T0 + 4000, exchangedEvent(['C-A1'], ['C-A3']));
    expect(whatIf(scenesOf(night[0]!, night[1]!, paid, exchange), {})).toMatchObject({
      agreement: 1,
      again: { sold: 1 },
    });
  });

  test('gives back what was given back, and claims nothing by it', () => {
    const letGo = [
      selected('viewer-ann', ['C-A1'], T0),
      happened(T0 + 4 * MINUTE, selectionEvent('viewer-ann', [], { action: 'deselect', seatId: 'C-A1' })),
    ];
    expect(whatIf(scenesOf(...letGo), { holdMs: MINUTE }).otherwise).toMatchObject({ seatsRunOut: 1, refusals: {} });
    expect(whatIf(scenesOf(...letGo), {}).otherwise.heldMs).toBe(4 * MINUTE);
  });

  test('says what it cannot know, with every answer', () => {
    const scenes = scenesOf(...hesitant, refused('viewer-bob', T0, 'sales-suspended', [], 'toggle'));
    const answer = whatIf(scenes, { holdMs: MINUTE });
    expect(answer.commands.unknown).toEqual({ 'sales-suspended': 1 });
    const words = cannotKnow(answer);
    expect(words.join(' ')).toContain('Of 1 refused command the log does not say what was asked for.');
    expect(words.at(-1)).toBe('Decided again under the limits of that night, 100 % of the seats end as they did.');
  });

  test('refuses limits that are none', () => {
    expect(() => whatIf(scenesOf(), { holdMs: 0 })).toThrow(RangeError);
    expect(() => whatIf(scenesOf(), { maxSeats: Number.NaN })).toThrow('maxSeats must be a positive number');
    expect(whatIf([], {}).agreement).toBe(1);
  });
});

describe('the limits of a night', () => {
  test('are read off what happened, and are out of reach where nobody met them', () => {
    const paying = selectionEvent('viewer-ann', ['C-A1'], {
      action: 'extend',
      checkedOut: true,
      expiresAt: T0 + SECOND + 10 * MINUTE,
    });
    const scenes = scenesOf(selected('viewer-ann', ['C-A1'], T0), happened(T0 + SECOND + 4, paying));
    expect(policyOf(scenes)).toEqual({
      holdMs: 5 * MINUTE,
      checkoutMs: 10 * MINUTE,
      limitMs: 86_400_000,
      maxSeats: 100,
    });
    expect(policyOf([])).toMatchObject({ holdMs: 300_000 });
  });

  test('commands are claims, so that choosing again what is theirs gives nothing back', () => {
    const { commands, refused: count } = commandsAgain(scenesOf(...hesitant));
    expect(commands.map(({ type }) => type)).toEqual(['open', 'claim', 'claim', 'book', 'claim', 'book', 'close']);
    expect(count).toBe(2);
    expect(EVENT_VERSION).toBe(1);
  });
});

test('over random nights, deciding again under the limits of that night agrees with the log wherever clocks agree', () => {
  let [nights, agreed] = [0, 0];
  fc.assert(
    fc.property(randomNight, (items) => {
      const scenes = [...nightOf(items).scenes()];
      const answer = whatIf(scenes, {}, randomPolicy);
      nights++;
      agreed += answer.agreement;
      expect(answer.agreement).toBeGreaterThanOrEqual(0);
      expect(answer.seats).toEqual([]);
      expect(answer.again).toEqual(answer.otherwise);
    }),
    examples(150),
  );
  // Desks' clocks are off by 40 ms in these nights, and ends are published late, twice or never.
  expect(agreed / nights).toBeGreaterThan(0.8);
});

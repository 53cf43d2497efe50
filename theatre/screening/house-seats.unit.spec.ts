import { describe, expect, test } from 'vitest';
import { seatOf, type ScreeningState } from './state.ts';
import { by, cashier, KIOSK, lapsedAt, manager, ORDER, releasedByLog, withheldFor } from './testing/counter.ts';
import {
  booked,
  exchangedEvent,
  expired,
  given,
  happened,
  MINUTE,
  opened,
  policy,
  refundedEvent,
  rejection,
  released,
  selected,
  selectionEvent,
  stateAfter,
  T0,
  type Happening,
  type Wish,
} from './testing/given.ts';

const HOLD_END = T0 + policy.holdMs;
const house = [opened, withheldFor('house', ['C-A1', 'C-A2'])];
const kill = [opened, withheldFor('kill', ['C-A1'])];
const claim = (who: 'patron' | 'counter', seatIds: string[], at = T0): Wish => ({
  type: 'claim',
  viewerId: who === 'patron' ? 'ann' : KIOSK,
  ...(who === 'patron' ? {} : { actor: cashier }),
  seatIds,
  at,
});
const chosen = (...seatIds: string[]) => selected(KIOSK, seatIds, T0, by(cashier));
const bought = (seatIds: string[], more: object = {}) => booked(KIOSK, seatIds, T0, { ...by(cashier), ...more });
const status = (state: ScreeningState, seatId: string) => seatOf(state, seatId)?.status;
const withheld = (seatId: string, byMs = 0) => ({ seatId, status: 'withheld', byMs }) as const;

describe('a house seat', () => {
  test('sells at the counter, and to no patron', () => {
    given(...house)
      .when(claim('counter', ['C-A1']))
      .then([selectionEvent(KIOSK, ['C-A1'], { seatId: 'C-A1', ...by(cashier) })]);
    given(...house)
      .when(claim('patron', ['C-A1']))
      .then(rejection('seat-taken', withheld('C-A1')));
    given(...house, chosen('C-A1'))
      .when({
        type: 'book',
        viewerId: KIOSK,
        order: ORDER,
        customer: { name: '' },
        payment: { status: 'due', tenders: [] },
      })
      .then(rejection('not-allowed', { seatId: 'C-A1', status: 'available', byMs: 0 }));
    expect(status(stateAfter(...house, bought(['C-A1'])), 'C-A1')).toBe('booked');
  });

  test('is exchanged for at the counter', () => {
    given(...house, booked('ann', ['C-A3']))
      .when({ type: 'exchange', actor: cashier, order: ORDER, from: ['C-A3'], to: ['C-A1'] })
      .then([exchangedEvent(['C-A3'], ['C-A1'], by(cashier))]);
  });

  test('is among the best there are only when it is asked for', () => {
    const all = [opened, withheldFor('house', ['C-A1', 'C-A2', 'C-A3', 'C-A4', 'C-B1', 'C-B3', 'C-B4'])];
    const best = (more: object): Wish => ({
      type: 'claim-best',
      viewerId: KIOSK,
      actor: cashier,
      party: { seats: 2, category: 'a' },
      ...more,
    });
    given(...all)
      .when(best({}))
      .then(rejection('not-enough-seats'));
    given(...all)
      .when(best({ houseSeats: true }))
      .then([selectionEvent(KIOSK, ['C-A1', 'C-A2'], by(cashier))]);
    const { actor: _, ...patron } = best({ houseSeats: true }) as Extract<Wish, { type: 'claim-best' }>;
    given(...all)
      .when(patron)
      .then(rejection('not-allowed'));
  });

  test('claimed by a patron’s message all the same stays the house’s', () => {
    const state = stateAfter(...house, selected('ann', ['C-A1']));
    expect(status(state, 'C-A1')).toBe('withheld');
  });
});

test('a killed seat sells nowhere', () => {
  for (const who of ['patron', 'counter'] as const) {
    given(...kill)
      .when(claim(who, ['C-A1']))
      .then(rejection('seat-taken', withheld('C-A1')));
  }
  given(...kill, booked('ann', ['C-A3']))
    .when({ type: 'exchange', actor: manager, order: ORDER, from: ['C-A3'], to: ['C-A1'] })
    .then(rejection('seat-taken', withheld('C-A1')));
  expect(status(stateAfter(...kill, chosen('C-A1')), 'C-A1')).toBe('withheld');
});

describe('a house seat that is free again goes back to the house', () => {
  const refund = happened(T0, refundedEvent(['C-A1']));
  const after: [string, Happening[]][] = [
    ['let go', [chosen('C-A1'), selected(KIOSK, [], T0, { action: 'deselect', ...by(cashier) })]],
    ['given back', [chosen('C-A1'), selected(KIOSK, [], T0, { action: 'release', ...by(cashier) })]],
    ['out of time', [chosen('C-A1'), expired(KIOSK, HOLD_END)]],
    ['refunded', [bought(['C-A1']), refund]],
    ['exchanged', [bought(['C-A1']), happened(T0, exchangedEvent(['C-A1'], ['C-A3']))]],
    ['not collected', [bought(['C-A1'], { collectBy: T0 + 1 }), lapsedAt(T0 + 1)]],
    ['bought after it was chosen, and refunded', [chosen('C-A1', 'C-A2'), bought(['C-A1']), refund]],
    ['cancelled', [chosen('C-A1'), happened(T0, { ...by(manager), type: 'cancelled', reason: 'ill' })]],
  ];

  test.each(after)('%s', (_, history) => {
    const state = stateAfter(...house, ...history);
    expect(seatOf(state, 'C-A1')).toEqual(seatOf(stateAfter(...house), 'C-A1'));
    expect(state.counts.withheld).toBe(2);
  });

  test.each(after)('%s: but not one that was released meanwhile', (_, history) => {
    const [first, ...rest] = history;
    if (!first) throw new Error('no history');
    const state = stateAfter(...house, first, released(['C-A1']), ...rest);
    expect(status(state, 'C-A1')).toBe('available');
  });

  test('and to a patron it is the house’s as soon as the counter’s time is up, before the log says so', () => {
    given(...house, chosen('C-A1'))
      .when(claim('patron', ['C-A1'], HOLD_END))
      .then(rejection('seat-taken', withheld('C-A1', policy.holdMs)));
    given(...house, chosen('C-A1'))
      .when(claim('patron', ['C-A1'], HOLD_END - 1))
      .then(rejection('seat-taken', { seatId: 'C-A1', status: 'held', holder: KIOSK, byMs: policy.holdMs - 1 }));
  });
});

describe('withheld until a time', () => {
  const releaseAt = T0 + 2 * MINUTE;
  const until = [opened, withheldFor('house', ['C-A1', 'C-A2'], { releaseAt, commandId: 'press' })];
  const withhold = (more: object): Wish => ({
    type: 'withhold',
    actor: manager,
    seatIds: ['C-A1'],
    reason: 'press',
    kind: 'house',
    ...more,
  });

  test('that is to come', () => {
    given(opened)
      .when(withhold({ releaseAt }))
      .then([{ ...by(manager), type: 'withheld', seatIds: ['C-A1'], reason: 'press', kind: 'house', releaseAt }]);
    given(opened)
      .when(withhold({ releaseAt: T0 }))
      .then(rejection('too-late'));
  });

  test('is on sale when the log says so', () => {
    const state = stateAfter(...until, releasedByLog(['C-A1', 'C-A2'], 'press', releaseAt));
    expect(state.counts.available).toBe(9);
  });

  test('the log releases nothing that was withheld by another command since', () => {
    const state = stateAfter(
      ...until,
      released(['C-A1']),
      withheldFor('kill', ['C-A1'], { commandId: 'broken' }),
      releasedByLog(['C-A1', 'C-A2'], 'press', releaseAt),
    );
    expect(status(state, 'C-A1')).toBe('withheld');
    expect(status(state, 'C-A2')).toBe('available');
  });

  test('a seat that was sold by then does not go back to the house', () => {
    const sold = [...until, bought(['C-A1'])];
    const refund = (at: number) => happened(at, refundedEvent(['C-A1']));
    const told = releasedByLog(['C-A1', 'C-A2'], 'press', releaseAt);
    expect(status(stateAfter(...sold, refund(releaseAt - 1)), 'C-A1')).toBe('withheld');
    // Just before the log says so it goes back, for as long as that takes.
    expect(status(stateAfter(...sold, refund(releaseAt), told), 'C-A1')).toBe('available');
    expect(status(stateAfter(...sold, told, refund(releaseAt + 1)), 'C-A1')).toBe('available');
  });
});

test('release-seats releases those too that the counter holds or has sold', () => {
  given(...house, chosen('C-A1'), booked('kiosk-2', ['C-A2'], T0, { ...by(cashier), order: 'BBBB-0002' }))
    .when({ type: 'release-seats', actor: manager, seatIds: ['C-A1', 'C-A2', 'C-A3'] })
    .then([{ ...by(manager), type: 'released', seatIds: ['C-A1', 'C-A2'] }]);
});

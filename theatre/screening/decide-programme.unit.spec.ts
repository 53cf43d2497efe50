import { describe, expect, test } from 'vitest';
import { decide } from './decide.ts';
import { get } from './persistent-map.ts';
import { by, cancelledEvent, cashier, KIOSK, manager, ORDER } from './testing/counter.ts';
import {
  booked,
  bookedEvent,
  closed,
  command,
  given,
  happened,
  opened,
  paidEvent,
  policy,
  refundedEvent,
  rejection,
  selected,
  selectionEvent,
  stateAfter,
  T0,
  type Wish,
} from './testing/given.ts';

const suspended = happened(T0, { ...by(manager), type: 'suspended', reason: 'why' });
const cancelled = happened(T0, cancelledEvent());
const cancel: Wish = { type: 'cancel', actor: manager, reason: 'The lead is ill' };

describe('amend', () => {
  const amend = (more: object): Wish => ({ type: 'amend', actor: manager, ...more });
  const startsAt = '2030-01-02T20:00:00Z';

  test('says what is new, and nothing where nothing is', () => {
    given(opened)
      .when(amend({ title: 'First night', startsAt }))
      .then([{ ...by(manager), type: 'amended', startsAt }]);
    given(opened)
      .when(amend({ title: 'First night', startsAt: '2030-01-01T19:30:00Z' }))
      .then([]);
  });

  test('also once sales have closed or are paused: tickets that were sold stay good', () => {
    for (const shut of [closed(), suspended]) {
      given(opened, shut)
        .when(amend({ title: 'Second night' }))
        .then([{ ...by(manager), type: 'amended', title: 'Second night' }]);
    }
    given(opened, cancelled)
      .when(amend({ title: 'Second night' }))
      .then(rejection('screening-cancelled'));
  });

  test('changes title and time, and no more', () => {
    const state = stateAfter(
      opened,
      booked('ann', ['C-A1']),
      happened(T0, { ...by(manager), type: 'amended', startsAt }),
    );
    expect(state).toMatchObject({ title: 'First night', startsAt, counts: { booked: 1 } });
  });
});

describe('reprice', () => {
  const reprice = (more: object): Wish => ({ type: 'reprice', actor: manager, ...more });
  const discounts = { concession: 20, child: 50, companion: 100 };
  const event = (more: object) => ({
    ...by(manager),
    type: 'repriced' as const,
    prices: { a: 2_500, b: 1_800 },
    discounts,
    promos: [],
    ...more,
  });

  test('says all that holds from now on', () => {
    given(opened)
      .when(reprice({ prices: { a: 3_000 } }))
      .then([event({ prices: { a: 3_000, b: 1_800 } })]);
    given(opened)
      .when(reprice({ discounts: { child: 60 } }))
      .then([event({ discounts: { ...discounts, child: 60 } })]);
    const promos = [{ code: 'AUTUMN', percent: 10 }];
    given(opened)
      .when(reprice({ promos }))
      .then([event({ promos })]);
    given(opened)
      .when(reprice({ prices: { a: 2_500 }, promos: [] }))
      .then([]);
  });

  test('of a category that the plan does not have is a bug', () => {
    expect(() => decide(stateAfter(opened), command(reprice({ prices: { z: 1 } })), policy)).toThrow(/category z/);
  });

  test('is for later sales; what was sold keeps its price', () => {
    const dearer = happened(T0, event({ prices: { a: 9_900, b: 1_800 } }));
    const before = [opened, booked('ann', ['C-A1']), selected('bob', ['C-A2']), dearer];
    expect(get(stateAfter(...before).orders, ORDER)?.total).toBe(2_500);
    given(...before)
      .when({ type: 'pay', actor: cashier, order: ORDER, tenders: [{ kind: 'cash', amount: 2_500 }] })
      .then([paidEvent(2_500, by(cashier))]);
    const bookedSeats = [{ seatId: 'C-A2', category: 'a', price: 9_900 }];
    given(...before)
      .when({
        type: 'book',
        viewerId: 'bob',
        order: 'BBBB-0002',
        customer: { name: 'A Person' },
        payment: { status: 'due', tenders: [] },
      })
      .then([bookedEvent('bob', ['C-A2'], { order: 'BBBB-0002', bookedSeats, total: 9_900 })]);
  });

  test.each([closed(), cancelled, suspended])('not when nothing is sold: $event.type', (shut) => {
    expect(decide(stateAfter(opened, shut), command(reprice({ prices: { a: 1 } })), policy)).toHaveProperty('rejected');
  });
});

describe('cancel', () => {
  test('ends sales for good, once, whatever state they are in', () => {
    for (const history of [[opened], [opened, closed()], [opened, suspended]]) {
      given(...history)
        .when(cancel)
        .then([cancelledEvent()]);
    }
    given(opened, cancelled).when(cancel).then([]);
    expect(stateAfter(opened, cancelled, closed())).toMatchObject({
      phase: 'cancelled',
      cancelReason: 'The lead is ill',
    });
  });

  test('gives back what everybody held, and tells them why', () => {
    const state = stateAfter(opened, selected('ann', ['C-A1', 'C-A2']), booked('bob', ['C-A3']), cancelled);
    expect(state.counts).toEqual({ available: 8, held: 0, booked: 1, withheld: 0 });
    expect(get(state.holds, 'ann')).toMatchObject({
      seatIds: [],
      lost: [
        { seatId: 'C-A1', why: 'cancelled', at: T0 },
        { seatId: 'C-A2', why: 'cancelled', at: T0 },
      ],
    });
  });

  test('leaves refunds, and nothing else', () => {
    const history = [opened, booked('ann', ['C-A1']), selected('bob', ['C-A2']), cancelled];
    const refused: Wish[] = [
      { type: 'toggle', viewerId: 'bob', seatId: 'C-A3' },
      { type: 'claim', viewerId: KIOSK, actor: manager, seatIds: ['C-A3'] },
      { type: 'extend', viewerId: 'bob', paying: false },
      { type: 'pay', actor: manager, order: ORDER, tenders: [{ kind: 'cash', amount: 2_500 }] },
      { type: 'collect', actor: manager, order: ORDER },
      { type: 'exchange', actor: manager, order: ORDER, from: ['C-A1'], to: ['C-A3'] },
      { type: 'issue-tickets', actor: manager, order: ORDER, reprint: false },
      { type: 'void', actor: manager, order: ORDER },
      { type: 'withhold', actor: manager, seatIds: ['C-A3'], reason: 'press', kind: 'kill' },
      { type: 'close', actor: manager },
    ];
    for (const wish of refused)
      given(...history)
        .when(wish)
        .then(rejection('screening-cancelled'));
    given(...history)
      .when({ type: 'refund', actor: cashier, order: ORDER, reason: 'cancelled' })
      .then([refundedEvent(['C-A1'], { ...by(cashier), reason: 'cancelled' })]);
  });

  test('giving back stays possible where a message comes late', () => {
    given(opened, selected('ann', ['C-A1']), closed())
      .when({ type: 'release', viewerId: 'ann' })
      .then([selectionEvent('ann', [], { action: 'release' })]);
  });
});

test('a manager frees what a patron holds, and the patron is told', () => {
  given(opened, selected('ann', ['C-A1']))
    .when({ type: 'release', viewerId: 'ann', actor: manager })
    .then([selectionEvent('ann', [], { action: 'release', ...by(manager) })]);
  const state = stateAfter(
    opened,
    selected('ann', ['C-A1']),
    selected('ann', [], T0, { action: 'release', ...by(manager) }),
  );
  expect(get(state.holds, 'ann')?.lost).toEqual([{ seatId: 'C-A1', why: 'freed', at: T0 }]);
});

test('the counter that changes its selection in one go has lost nothing', () => {
  const state = stateAfter(opened, selected(KIOSK, ['C-A1', 'C-A2']), selected(KIOSK, ['C-A3'], T0));
  expect(get(state.holds, KIOSK)).toMatchObject({ seatIds: ['C-A3'], lost: [] });
});

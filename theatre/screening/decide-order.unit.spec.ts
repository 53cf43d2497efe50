import { describe, expect, test } from 'vitest';
import { evolve } from './evolve.ts';
import { get } from './persistent-map.ts';
import { orderStatus, seatOf, selectionOf } from './state.ts';
import {
  booked,
  bookedEvent,
  closed,
  exchangedEvent,
  given,
  happened,
  opened,
  paidEvent,
  policy,
  refundedEvent,
  rejection,
  selected,
  staff,
  stateAfter,
  T0,
  type Happening,
} from './testing/given.ts';

const ORDER = 'AAAA-0001';
/** L-A1 at 18.00, C-A1 at 25.00. */
const due = [opened, booked('ann', ['L-A1', 'C-A1'])];
const byCard = { status: 'paid', tenders: [{ kind: 'card', amount: 4_300 }] } as const;
const paid = [opened, booked('ann', ['L-A1', 'C-A1'], T0, { payment: byCard })];
const cash = (amount: number) => [{ kind: 'cash', amount }] as const;
const card = (amount: number) => [{ kind: 'card', amount }] as const;
const free = (seatId: string) => ({ seatId, status: 'available', byMs: 0 }) as const;

const pay = (amount: number) => ({ type: 'pay', order: ORDER, tenders: cash(amount), actor: staff }) as const;
const collect = { type: 'collect', order: ORDER, actor: staff } as const;
const refund = (more: { seatIds?: string[]; tenders?: ReturnType<typeof cash> } = {}) =>
  ({ type: 'refund', order: ORDER, reason: 'ill', actor: staff, ...more }) as const;
const exchange = (from: string[], to: string[], more: { tenders?: ReturnType<typeof cash | typeof card> } = {}) =>
  ({ type: 'exchange', order: ORDER, from, to, actor: staff, ...more }) as const;

const back = happened(T0, refundedEvent(['L-A1', 'C-A1']));
const handedOver: Happening = happened(T0, {
  type: 'collected',
  version: 1,
  commandId: 'command',
  by: 'staff',
  order: ORDER,
});
const orderAfter = (...history: readonly Happening[]) => get(stateAfter(...history).orders, ORDER);

describe('an order that is not there, or not any more', () => {
  test.each([pay(4_300), collect, refund(), exchange(['L-A1'], ['C-A2'])])('$type is refused', (wish) => {
    given(opened).when(wish).then(rejection('unknown-order'));
    given(...due, back)
      .when(wish)
      .then(rejection('order-refunded'));
  });
});

describe('pay', () => {
  test('takes exactly what the order comes to', () => {
    given(...due)
      .when(pay(4_300))
      .then([paidEvent(4_300)]);
  });

  test.each([0, 4_299, 4_301, -4_300, 0.5, Number.NaN])('%d is not the total', (amount) => {
    given(...due)
      .when(pay(amount))
      .then(rejection('payment-mismatch'));
  });

  test('tenders that only add up because one is negative are refused', () => {
    given(...due)
      .when({ ...pay(0), tenders: [...cash(5_000), ...card(-700)] })
      .then(rejection('payment-mismatch'));
  });

  test('takes no money twice', () => {
    given(...due, happened(T0, paidEvent(4_300)))
      .when(pay(4_300))
      .then(rejection('already-paid'));
    expect(orderAfter(...due, happened(T0, paidEvent(4_300)))).toMatchObject({ payment: 'paid', paid: 4_300 });
  });

  test('is possible after sales have closed', () => {
    given(...due, closed())
      .when(pay(4_300))
      .then([paidEvent(4_300)]);
  });

  test('asks for what is left after a part was taken back', () => {
    given(...due, happened(T0, refundedEvent(['L-A1'])))
      .when(pay(2_500))
      .then([paidEvent(2_500)]);
  });
});

describe('collect', () => {
  test('hands over what was paid, once', () => {
    given(...paid)
      .when(collect)
      .then([handedOver.event]);
    given(...paid, handedOver)
      .when(collect)
      .then([]);
  });

  test('is refused while the order is due', () => {
    given(...due)
      .when(collect)
      .then(rejection('payment-due'));
  });
});

describe('refund', () => {
  test('of an order that is due gives the seats back and no money', () => {
    given(...due)
      .when(refund())
      .then([refundedEvent(['L-A1', 'C-A1'])]);
  });

  test('of a paid order gives back what was paid, the way it came', () => {
    given(...paid)
      .when(refund())
      .then([refundedEvent(['L-A1', 'C-A1'], { amount: 4_300, tenders: card(4_300) })]);
  });

  test('of one seat gives back its price alone', () => {
    given(...paid)
      .when(refund({ seatIds: ['C-A1'] }))
      .then([refundedEvent(['C-A1'], { amount: 2_500, tenders: card(2_500) })]);
  });

  test('can go another way, but never be another amount', () => {
    given(...paid)
      .when(refund({ tenders: cash(4_300) }))
      .then([refundedEvent(['L-A1', 'C-A1'], { amount: 4_300, tenders: cash(4_300) })]);
    given(...paid)
      .when(refund({ tenders: cash(4_301) }))
      .then(rejection('payment-mismatch'));
    given(...due)
      .when(refund({ tenders: cash(4_300) }))
      .then(rejection('payment-mismatch'));
  });

  test('of a seat that is not in the order, or not any more, is refused and named', () => {
    given(...paid)
      .when(refund({ seatIds: ['L-A1', 'C-A2'] }))
      .then(rejection('not-in-order', free('C-A2')));
    given(...paid, happened(T0, refundedEvent(['C-A1'], { amount: 2_500, tenders: card(2_500) })))
      .when(refund({ seatIds: ['C-A1'] }))
      .then(rejection('not-in-order', free('C-A1')));
  });

  test('of no seat is refused', () => {
    given(...paid)
      .when(refund({ seatIds: [] }))
      .then(rejection('nothing-selected'));
  });

  test('puts the seats on sale for everyone', () => {
    const state = stateAfter(...paid, happened(T0, refundedEvent(['C-A1'], { amount: 2_500, tenders: card(2_500) })));
    expect(seatOf(state, 'C-A1')).toEqual({ status: 'available' });
    expect(get(state.orders, ORDER)).toMatchObject({ seatIds: ['L-A1'], total: 1_800, paid: 1_800 });
    given(...due, back, selected('bob', ['C-A1']))
      .when({
        type: 'book',
        viewerId: 'bob',
        order: 'BBBB-0002',
        customer: { name: 'B' },
        payment: { status: 'due', tenders: [] },
      })
      .then([bookedEvent('bob', ['C-A1'], { order: 'BBBB-0002', customer: { name: 'B' } })]);
  });

  test('is possible after sales have closed, and not while they are suspended', () => {
    given(...due, closed())
      .when(refund())
      .then([refundedEvent(['L-A1', 'C-A1'])]);
    const suspended = happened(T0, { type: 'suspended', version: 1, commandId: 'command', by: 'staff', reason: 'why' });
    given(...due, suspended)
      .when(refund())
      .then(rejection('sales-suspended'));
  });
});

describe('exchange', () => {
  test('is one event, with both sides and their prices', () => {
    given(...due)
      .when(exchange(['C-A1'], ['C-A2']))
      .then([exchangedEvent(['C-A1'], ['C-A2'])]);
  });

  test('of a paid order to dearer seats takes the difference', () => {
    given(...paid)
      .when(exchange(['L-A1'], ['C-A2'], { tenders: cash(700) }))
      .then([exchangedEvent(['L-A1'], ['C-A2'], { difference: 700, tenders: cash(700) })]);
    given(...paid)
      .when(exchange(['L-A1'], ['C-A2']))
      .then(rejection('payment-mismatch'));
  });

  test('of a paid order to cheaper seats gives the difference back, the way it came', () => {
    given(...paid)
      .when(exchange(['C-A1'], ['L-A2']))
      .then([exchangedEvent(['C-A1'], ['L-A2'], { difference: -700, tenders: card(700) })]);
  });

  test('of an order that is due moves no money', () => {
    given(...due)
      .when(exchange(['L-A1'], ['C-A2']))
      .then([exchangedEvent(['L-A1'], ['C-A2'], { difference: 700 })]);
    given(...due)
      .when(exchange(['L-A1'], ['C-A2'], { tenders: cash(700) }))
      .then(rejection('payment-mismatch'));
  });

  test('to a seat that somebody holds or has changes nothing', () => {
    given(...paid, selected('bob', ['C-A2']))
      .when(exchange(['C-A1'], ['C-A2'], {}))
      .then(rejection('seat-taken', { seatId: 'C-A2', status: 'held', holder: 'bob', byMs: 0 }));
    given(...paid, booked('bob', ['C-A2'], T0, { order: 'BBBB-0002' }))
      .when(exchange(['C-A1'], ['C-A2', 'C-A3']))
      .then(rejection('seat-taken', { seatId: 'C-A2', status: 'booked', holder: 'bob', byMs: 0 }));
  });

  test('to a seat that the buyer has chosen takes it out of their selection', () => {
    const history = [...due, selected('ann', ['C-A2', 'C-A3'])];
    given(...history)
      .when(exchange(['C-A1'], ['C-A2']))
      .then([exchangedEvent(['C-A1'], ['C-A2'])]);
    const state = stateAfter(...history, happened(T0, exchangedEvent(['C-A1'], ['C-A2'])));
    expect(selectionOf(state, 'ann')).toEqual(['C-A3']);
    expect(get(state.holds, 'ann')?.lost).toEqual([]);
  });

  test('to one of its own seats, to no seat, from no seat, to one that the house has not: refused', () => {
    given(...due)
      .when(exchange(['C-A1'], ['L-A1']))
      .then(rejection('seat-taken', { seatId: 'L-A1', status: 'booked', holder: 'ann', byMs: 0 }));
    given(...due)
      .when(exchange(['C-A1'], []))
      .then(rejection('nothing-selected'));
    given(...due)
      .when(exchange([], ['C-A2']))
      .then(rejection('nothing-selected'));
    given(...due)
      .when(exchange(['C-A1'], ['C-B2']))
      .then(rejection('unknown-seat', free('C-B2')));
    given(...due)
      .when(exchange(['C-A2'], ['C-A3']))
      .then(rejection('not-in-order', free('C-A2')));
  });

  test('is a sale: not after closing', () => {
    given(...due, closed())
      .when(exchange(['C-A1'], ['C-A2']))
      .then(rejection('screening-closed'));
  });

  test('moves the seats, keeps the money straight, and asks for new tickets', () => {
    const move = exchangedEvent(['C-A1'], ['L-A2'], { difference: -700, tenders: card(700) });
    const state = stateAfter(...paid, handedOver, happened(T0 + 5, move));
    expect(seatOf(state, 'C-A1')).toEqual({ status: 'available' });
    expect(seatOf(state, 'L-A2')).toEqual({ status: 'booked', viewerId: 'ann', order: ORDER, since: T0 + 5 });
    const order = get(state.orders, ORDER);
    expect(order).toMatchObject({ seatIds: ['L-A1', 'L-A2'], total: 3_600, paid: 3_600, collected: false });
    expect(order && orderStatus(order)).toBe('paid');
    expect(state.counts.booked).toBe(2);
  });

  test('whose seat is sold by the time it is read leaves them what they had', () => {
    const before = stateAfter(...due, booked('bob', ['C-A2'], T0, { order: 'BBBB-0002' }));
    const event = exchangedEvent(['C-A1'], ['C-A2']);
    const after = evolve(before, { sequence: before.sequence + 1, at: T0, event });
    expect(after.rows).toBe(before.rows);
    expect(get(after.orders, ORDER)?.seatIds).toEqual(['L-A1', 'C-A1']);
  });
});

test('a hold that was let run out is no obstacle to an exchange', () => {
  given(...due, selected('bob', ['C-A2']))
    .when({ ...exchange(['C-A1'], ['C-A2']), at: T0 + policy.holdMs })
    .then([exchangedEvent(['C-A1'], ['C-A2'])]);
});

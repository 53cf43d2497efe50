import { describe, expect, test } from 'vitest';
import { get } from './persistent-map.ts';
import { orderStatus } from './state.ts';
import {
  admittedEvent,
  by,
  cancelledEvent,
  cashier,
  lapsedAt,
  manager,
  ORDER,
  ticketedEvent,
} from './testing/counter.ts';
import {
  booked,
  closed,
  exchangedEvent,
  given,
  happened,
  MINUTE,
  opened,
  refundedEvent,
  rejection,
  stateAfter,
  T0,
  type Happening,
  type Wish,
} from './testing/given.ts';

const byCard = { status: 'paid', tenders: [{ kind: 'card', amount: 4_300 }] } as const;
const due = [opened, booked('ann', ['L-A1', 'C-A1'])];
const paid = [opened, booked('ann', ['L-A1', 'C-A1'], T0, { payment: byCard })];
const tickets = (issue = 1) => happened(T0, ticketedEvent(issue));
const free = (seatId: string) => ({ seatId, status: 'available', byMs: 0 }) as const;
const moved = happened(T0, exchangedEvent(['C-A1'], ['C-A2']));
const back = (...seatIds: string[]) => happened(T0, refundedEvent(seatIds));

describe('issue-tickets', () => {
  const issue = (reprint = false): Wish => ({ type: 'issue-tickets', actor: cashier, order: ORDER, reprint });

  test.each([
    ['for the first time', paid, false, 1],
    ['for the first time, asked for as a reprint', paid, true, 1],
    ['of an order that is to be paid yet', due, false, 1],
    ['again, as a reprint', [...paid, tickets()], true, 2],
    ['and again', [...paid, tickets(), tickets(2)], true, 3],
    ['after an exchange, for other seats', [...paid, tickets(), moved], false, 2],
    ['once sales have closed', [...paid, closed()], false, 1],
  ] satisfies [string, Happening[], boolean, number][])('%s', (_, history, reprint, number) => {
    given(...history)
      .when(issue(reprint))
      .then([ticketedEvent(number)]);
  });

  test('a second time is the first, unless it is a reprint', () => {
    given(...paid, tickets())
      .when(issue())
      .then([]);
    given(...paid, tickets(), back('C-A1'))
      .when(issue())
      .then([]);
  });

  test('for an order without seats is refused', () => {
    given(...paid, back('L-A1', 'C-A1'))
      .when(issue())
      .then(rejection('order-refunded'));
    given(opened).when(issue()).then(rejection('unknown-order'));
  });
});

describe('admit', () => {
  const admit = (seatId = 'L-A1', issue?: number): Wish => ({
    type: 'admit',
    actor: cashier,
    order: ORDER,
    seatId,
    door: 'Main',
    ...(issue === undefined ? {} : { issue }),
  });
  const inside = happened(T0 + MINUTE, admittedEvent('L-A1', 1, 'Side'));
  const collectBy = T0 + MINUTE;

  test.each([
    ['a ticket that was scanned', [...paid, tickets()], 1, 1],
    ['a seat that was typed from a list', [...paid, tickets()], undefined, 1],
    ['the newest of two issues', [...paid, tickets(), tickets(2)], 2, 2],
    ['once sales have closed', [...paid, tickets(), closed()], 1, 1],
    ['while another seat of the order was refunded', [...paid, tickets(), back('C-A1')], 1, 1],
  ] satisfies [string, Happening[], number | undefined, number][])('lets in %s', (_, history, scanned, issue) => {
    given(...history)
      .when(admit('L-A1', scanned))
      .then([admittedEvent('L-A1', issue)]);
  });

  test.each([
    ['an unknown order', [opened], 1, rejection('unknown-order')],
    ['a seat of another order', [...paid, tickets(), back('L-A1')], 1, rejection('not-in-order', free('L-A1'))],
    ['a refunded order', [...paid, tickets(), back('L-A1', 'C-A1')], 1, rejection('order-refunded')],
    [
      'an order that was not collected',
      [opened, booked('ann', ['L-A1'], T0, { collectBy }), lapsedAt(collectBy)],
      1,
      rejection('order-lapsed'),
    ],
    ['an order that is to be paid yet', [...due, tickets()], 1, rejection('payment-due')],
    ['an older issue', [...paid, tickets(), tickets(2)], 1, rejection('ticket-superseded', free('L-A1'))],
    ['an issue that never was', [...paid, tickets()], 7, rejection('ticket-superseded', free('L-A1'))],
    ['a ticket from before an exchange', [...paid, tickets(), moved], 1, rejection('ticket-superseded', free('L-A1'))],
    [
      'anybody when it is cancelled',
      [...paid, tickets(), happened(T0, cancelledEvent())],
      1,
      rejection('screening-cancelled'),
    ],
  ] as const)('refuses %s', (_, history, issue, refusal) => {
    given(...history)
      .when(admit('L-A1', issue))
      .then(refusal);
  });

  test('a second time says when and where the first was', () => {
    given(...paid, tickets(), inside)
      .when({ ...admit('L-A1', 1), id: 'another' })
      .then({
        ...rejection('already-admitted', free('L-A1')),
        admitted: { at: T0 + MINUTE, door: 'Side' },
      });
    given(...paid, tickets(), inside)
      .when(admit('C-A1', 1))
      .then([admittedEvent('C-A1')]);
  });

  test('the same scan asked again is let in already, and nothing happens twice', () => {
    const history = [...paid, tickets(), inside];
    given(...history)
      .when({ ...admit('L-A1', 1), id: inside.event.commandId })
      .then([]);
  });

  test('is remembered of a seat, and no longer once it was given back', () => {
    const order = (...history: readonly Happening[]) =>
      get(stateAfter(...paid, tickets(), inside, ...history).orders, ORDER);
    expect(order()?.admitted).toEqual({
      'L-A1': { at: T0 + MINUTE, door: 'Side', issue: 1, commandId: inside.event.commandId },
    });
    expect(order(happened(T0, admittedEvent('L-A1', 1, 'Main')))?.admitted['L-A1']?.door).toBe('Side');
    expect(order(back('L-A1'))?.admitted).toEqual({});
  });

  test('money for a seat that somebody sits in is given back by a manager only', () => {
    const refund = { type: 'refund', order: ORDER, seatIds: ['L-A1'], reason: 'ill' } as const;
    const exchange = { type: 'exchange', order: ORDER, from: ['L-A1'], to: ['L-A2'] } as const;
    for (const wish of [refund, exchange]) {
      given(...paid, tickets(), inside)
        .when({ ...wish, actor: cashier })
        .then(rejection('needs-manager', free('L-A1')));
    }
    given(...paid, tickets(), inside)
      .when({ ...exchange, actor: manager })
      .then([exchangedEvent(['L-A1'], ['L-A2'], by(manager))]);
    given(...paid, tickets(), inside)
      .when({ ...refund, seatIds: ['C-A1'], actor: cashier })
      .then([refundedEvent(['C-A1'], { ...by(cashier), amount: 2_500, tenders: [{ kind: 'card', amount: 2_500 }] })]);
  });
});

test('where an order is, in one word', () => {
  const status = (...history: readonly Happening[]) => {
    const order = get(stateAfter(...history).orders, ORDER);
    return order && orderStatus(order);
  };
  const collected = happened(T0, { ...by(cashier), type: 'collected', order: ORDER });
  expect(status(...due)).toBe('held');
  expect(status(...due, tickets())).toBe('held');
  expect(status(...paid)).toBe('paid');
  expect(status(...paid, tickets())).toBe('ticketed');
  expect(status(...paid, tickets(), collected)).toBe('collected');
  expect(status(...paid, tickets(), collected, moved)).toBe('paid');
  expect(status(...paid, tickets(), back('L-A1', 'C-A1'))).toBe('refunded');
});

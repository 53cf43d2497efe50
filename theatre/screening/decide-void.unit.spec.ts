import { describe, expect, test } from 'vitest';
import { VOID_MS } from './decide-order.ts';
import { get } from './persistent-map.ts';
import { orderStatus } from './state.ts';
import { admittedEvent, by, cashier, KIOSK, manager, offShift, ORDER, ticketedEvent } from './testing/counter.ts';
import {
  booked,
  exchangedEvent,
  given,
  happened,
  opened,
  paidEvent,
  refundedEvent,
  rejection,
  stateAfter,
  T0,
  type Wish,
} from './testing/given.ts';

const split = [
  { kind: 'cash', amount: 1_000 },
  { kind: 'card', amount: 3_300, reference: 'T-77' },
] as const;
const sale = booked(KIOSK, ['L-A1', 'C-A1'], T0, { ...by(cashier), payment: { status: 'paid', tenders: split } });
const kept = booked(KIOSK, ['L-A1', 'C-A1'], T0, by(cashier));
const undo = (actor = cashier, at = T0 + VOID_MS): Wish => ({ type: 'void', actor, order: ORDER, at });
const undone = (amount: number, tenders: readonly object[]) =>
  refundedEvent(['L-A1', 'C-A1'], {
    ...by(cashier),
    amount,
    tenders: tenders as typeof split,
    reason: 'void',
    void: true,
  });

describe('void', () => {
  test('gives exactly back what was taken, within ten minutes', () => {
    given(opened, sale)
      .when(undo())
      .then([undone(4_300, split)]);
    given(opened, sale)
      .when(undo(cashier, T0 + VOID_MS + 1))
      .then(rejection('too-late'));
    const order = get(stateAfter(opened, sale, happened(T0, undone(4_300, split))).orders, ORDER);
    expect(order).toMatchObject({ paid: 0, drawer: { cash: 0, card: 0 }, seatIds: [] });
    expect(order && orderStatus(order)).toBe('refunded');
  });

  test('undoes what was kept and paid at the same till, too', () => {
    const paid = happened(T0 + 1, paidEvent(4_300, { ...by(cashier), tenders: split }));
    given(opened, kept)
      .when(undo())
      .then([undone(0, [])]);
    given(opened, kept, paid)
      .when(undo())
      .then([undone(4_300, split)]);
  });

  test('is of one’s own sale, in the shift it was made in', () => {
    const { shift: _, ...off } = by(cashier);
    for (const actor of [manager, { ...cashier, shift: 'shift-7' }, { ...manager, shift: 'shift-1' }]) {
      given(opened, sale).when(undo(actor)).then(rejection('not-allowed'));
    }
    given(opened, booked('ann', ['L-A1']))
      .when(undo())
      .then(rejection('not-allowed'));
    given(opened, booked(KIOSK, ['L-A1'], T0, off))
      .when(undo(offShift(cashier)))
      .then([refundedEvent(['L-A1'], { ...off, reason: 'void', void: true })]);
  });

  test.each([
    ['money was taken at another till', [kept, happened(T0, paidEvent(4_300, by(manager)))]],
    ['somebody was let in', [sale, happened(T0, ticketedEvent(1)), happened(T0, admittedEvent('L-A1'))]],
    ['a part was refunded', [sale, happened(T0, refundedEvent(['C-A1'], { amount: 2_500, tenders: [] }))]],
    ['a seat was exchanged', [sale, happened(T0, exchangedEvent(['C-A1'], ['C-A2']))]],
  ])('is refused once %s', (_, history) => {
    given(opened, ...history)
      .when(undo())
      .then(rejection('not-allowed'));
  });

  test('is refused of what is gone', () => {
    given(opened).when(undo()).then(rejection('unknown-order'));
    given(opened, sale, happened(T0, undone(4_300, split)))
      .when(undo())
      .then(rejection('order-refunded'));
  });
});

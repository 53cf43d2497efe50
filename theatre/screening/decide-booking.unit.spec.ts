import { describe, test } from 'vitest';
import {
  booked,
  bookedEvent,
  closed,
  expired,
  given,
  happened,
  opened,
  openedEvent,
  policy,
  rejection,
  selected,
  selectionEvent,
  staff,
  T0,
  withheld,
} from './testing/given.ts';
import type { Book } from './decide.ts';

const HOLD_END = T0 + policy.holdMs;
const book = (overrides: Partial<Book> = {}) =>
  ({
    type: 'book',
    viewerId: 'ann',
    order: 'AAAA-0001',
    customer: { name: 'A Person' },
    payment: { status: 'due', tenders: [] },
    ...overrides,
  }) as const;
const annHas = [opened, selected('ann', ['L-A1', 'C-A1', 'C-A2'])];

describe('book', () => {
  test('sells the whole selection at its prices', () => {
    given(...annHas)
      .when(book({ customer: { name: 'Ann', email: 'ann@example.org' } }))
      .then([
        bookedEvent('ann', ['L-A1', 'C-A1', 'C-A2'], {
          total: 1_800 + 2 * 2_500,
          customer: { name: 'Ann', email: 'ann@example.org' },
        }),
      ]);
  });

  test('sells for what the buyer saw, and for nothing else', () => {
    given(...annHas)
      .when(book({ total: 6_800 }))
      .then([bookedEvent('ann', ['L-A1', 'C-A1', 'C-A2'], { total: 6_800 })]);
    given(...annHas)
      .when(book({ total: 6_700 }))
      .then(rejection('payment-mismatch'));
  });

  test('one millisecond before the end it sells', () => {
    given(...annHas)
      .when(book({ at: HOLD_END - 1 }))
      .then([bookedEvent('ann', ['L-A1', 'C-A1', 'C-A2'])]);
  });

  test('at the end it is too late, and each seat is named with who has it now', () => {
    given(...annHas, selected('bob', ['C-A1'], HOLD_END), booked('cat', ['C-A2'], HOLD_END, { order: 'BBBB-0002' }))
      .when(book({ at: HOLD_END + 5 }))
      .then(
        rejection(
          'hold-expired',
          { seatId: 'L-A1', status: 'available', byMs: 0 },
          { seatId: 'C-A1', status: 'held', holder: 'bob', byMs: 5 },
          { seatId: 'C-A2', status: 'booked', holder: 'cat', byMs: 5 },
        ),
      );
  });

  test('after the log said the hold is over, the same', () => {
    given(...annHas, expired('ann', HOLD_END), withheld(['C-A1'], HOLD_END + 1))
      .when(book({ at: HOLD_END + 2 }))
      .then(
        rejection(
          'hold-expired',
          { seatId: 'L-A1', status: 'available', byMs: 0 },
          { seatId: 'C-A1', status: 'withheld', byMs: 1 },
          { seatId: 'C-A2', status: 'available', byMs: 0 },
        ),
      );
  });

  test('a seat that somebody else let run out as well is free', () => {
    const bobsEnd = HOLD_END + policy.holdMs;
    given(opened, selected('ann', ['C-A1']), selected('bob', ['C-A1'], HOLD_END))
      .when(book({ at: bobsEnd }))
      .then(rejection('hold-expired', { seatId: 'C-A1', status: 'available', byMs: 0 }));
  });

  test('given back by staff, the seats are named too', () => {
    given(
      opened,
      selected('ann', ['C-A1']),
      happened(T0, selectionEvent('ann', [], { action: 'release', by: 'staff' })),
    )
      .when(book())
      .then(rejection('hold-expired', { seatId: 'C-A1', status: 'available', byMs: 0 }));
  });

  test('with nothing selected sells nothing', () => {
    given(opened).when(book()).then(rejection('nothing-selected'));
    given(opened, selected('ann', ['C-A1']), selected('ann', [], T0, { action: 'deselect' }))
      .when(book())
      .then(rejection('nothing-selected'));
  });

  test('the same order asked for twice is one order, also with another command id', () => {
    given(...annHas, booked('ann', ['L-A1', 'C-A1', 'C-A2']))
      .when(book({ id: 'again' }))
      .then([]);
  });

  test('the same order again is fine when the viewer has chosen on, and sells nothing of that', () => {
    given(...annHas, booked('ann', ['L-A1', 'C-A1', 'C-A2']), selected('ann', ['C-B1']))
      .when(book())
      .then([]);
  });

  test('the same order again is fine after closing and after the hold would have ended', () => {
    given(...annHas, booked('ann', ['L-A1', 'C-A1', 'C-A2']), closed())
      .when(book({ at: HOLD_END }))
      .then([]);
  });

  test('a second order with nothing left sells nothing', () => {
    given(...annHas, booked('ann', ['L-A1', 'C-A1', 'C-A2']))
      .when(book({ order: 'BBBB-0002' }))
      .then(rejection('nothing-selected'));
  });

  test('another viewer’s order reference sells nothing', () => {
    given(opened, booked('bob', ['C-B1']), selected('ann', ['C-A1']))
      .when(book())
      .then(rejection('selection-changed'));
  });

  test('what the buyer saw, in whatever order, is sold', () => {
    given(...annHas)
      .when(book({ seatIds: ['C-A2', 'L-A1', 'C-A1'] }))
      .then([bookedEvent('ann', ['L-A1', 'C-A1', 'C-A2'])]);
  });

  test.each([
    ['a seat less', ['L-A1', 'C-A1']],
    ['a seat more', ['L-A1', 'C-A1', 'C-A2', 'C-A3']],
    ['another seat', ['L-A1', 'C-A1', 'C-A3']],
    ['one seat three times', ['L-A1', 'L-A1', 'L-A1']],
    ['no such seat', ['L-A1', 'C-A1', 'X-Z9']],
    ['none', []],
  ])('when the buyer saw %s, nothing is sold', (_, seatIds) => {
    given(...annHas)
      .when(book({ seatIds }))
      .then(rejection('selection-changed'));
  });

  test('paid in cash and by card, the tenders adding up', () => {
    const payment = {
      status: 'paid',
      tenders: [
        { kind: 'cash', amount: 2_000 },
        { kind: 'card', amount: 4_800 },
      ],
    } as const;
    given(...annHas)
      .when(book({ payment, actor: staff }))
      .then([bookedEvent('ann', ['L-A1', 'C-A1', 'C-A2'], { payment, by: 'staff' })]);
    given(...annHas)
      .when(book({ payment }))
      .then(rejection('not-allowed'));
  });

  test.each([
    ['paid with too little', 'paid', [6_799]],
    ['paid with too much', 'paid', [6_801]],
    ['paid with nothing', 'paid', []],
    ['paid with no number', 'paid', [Number.NaN]],
    ['due, yet money was taken', 'due', [6_800]],
  ] as const)('%s is refused', (_, status, amounts) => {
    const tenders = amounts.map((amount) => ({ kind: 'cash', amount }) as const);
    given(...annHas)
      .when(book({ payment: { status, tenders }, actor: staff }))
      .then(rejection('payment-mismatch'));
  });

  test('a selection that costs nothing is paid by nothing', () => {
    const free = happened(T0, openedEvent({ prices: { a: 0, b: 0 } }));
    given(free, selected('ann', ['C-A1']))
      .when(book({ payment: { status: 'paid', tenders: [] }, actor: staff }))
      .then([
        bookedEvent('ann', ['C-A1'], {
          bookedSeats: [{ seatId: 'C-A1', category: 'a', price: 0 }],
          total: 0,
          payment: { status: 'paid', tenders: [] },
          by: 'staff',
        }),
      ]);
  });

  test('nothing is sold after closing, whoever had a hold', () => {
    given(...annHas, closed())
      .when(book())
      .then(rejection('screening-closed'));
  });
});

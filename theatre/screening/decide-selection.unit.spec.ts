import { describe, test } from 'vitest';
import {
  booked,
  given,
  MINUTE,
  opened,
  policy,
  rejection,
  selected,
  selectionEvent,
  T0,
  withheld,
} from './testing/given.ts';

const HOLD_END = T0 + policy.holdMs;
const toggle = (viewerId: string, seatId: string, at = T0) => ({ type: 'toggle', viewerId, seatId, at }) as const;
const claim = (viewerId: string, seatIds: string[], at = T0) => ({ type: 'claim', viewerId, seatIds, at }) as const;

describe('toggle', () => {
  test('claims a seat that nobody has', () => {
    given(opened)
      .when(toggle('ann', 'C-A1'))
      .then([selectionEvent('ann', ['C-A1'], { seatId: 'C-A1' })]);
  });

  test('adds a second seat and puts the end off, from the first seat on', () => {
    given(opened, selected('ann', ['C-A1']))
      .when(toggle('ann', 'C-A2', T0 + MINUTE))
      .then([selectionEvent('ann', ['C-A1', 'C-A2'], { seatId: 'C-A2', expiresAt: T0 + MINUTE + policy.holdMs })]);
  });

  test('gives a seat back when it is the viewer’s, which is a change too', () => {
    given(opened, selected('ann', ['C-A1', 'C-A2']))
      .when(toggle('ann', 'C-A1', T0 + MINUTE))
      .then([
        selectionEvent('ann', ['C-A2'], {
          seatId: 'C-A1',
          action: 'deselect',
          expiresAt: T0 + MINUTE + policy.holdMs,
        }),
      ]);
  });

  test('gives the last seat back', () => {
    given(opened, selected('ann', ['C-A1']))
      .when(toggle('ann', 'C-A1'))
      .then([selectionEvent('ann', [], { seatId: 'C-A1', action: 'deselect' })]);
  });

  test('a change never shortens a hold that was extended for paying', () => {
    const paying = { action: 'extend', checkedOut: true, startedAt: T0, expiresAt: T0 + policy.checkoutMs } as const;
    given(opened, selected('ann', ['C-A1']), selected('ann', ['C-A1'], T0, paying))
      .when(toggle('ann', 'C-A2', T0 + MINUTE))
      .then([
        selectionEvent('ann', ['C-A1', 'C-A2'], {
          seatId: 'C-A2',
          checkedOut: true,
          expiresAt: T0 + policy.checkoutMs,
        }),
      ]);
  });

  test('no change moves the end past the absolute limit', () => {
    const almost = T0 + policy.limitMs - MINUTE;
    given(opened, selected('ann', ['C-A1'], T0, { expiresAt: almost + 1 }))
      .when(toggle('ann', 'C-A2', almost))
      .then([selectionEvent('ann', ['C-A1', 'C-A2'], { seatId: 'C-A2', expiresAt: T0 + policy.limitMs })]);
  });

  test('a rival is refused one millisecond before the end', () => {
    given(opened, selected('ann', ['C-A1']))
      .when(toggle('bob', 'C-A1', HOLD_END - 1))
      .then(rejection('seat-taken', { seatId: 'C-A1', status: 'held', holder: 'ann', byMs: policy.holdMs - 1 }));
  });

  test('a rival gets it at the end, also while the log has not said so', () => {
    given(opened, selected('ann', ['C-A1']))
      .when(toggle('bob', 'C-A1', HOLD_END))
      .then([
        selectionEvent('bob', ['C-A1'], {
          seatId: 'C-A1',
          startedAt: HOLD_END,
          expiresAt: HOLD_END + policy.holdMs,
        }),
      ]);
  });

  test('at the end the viewer’s own seats are no longer theirs: a toggle claims again, that seat alone', () => {
    given(opened, selected('ann', ['C-A1', 'C-A2']))
      .when(toggle('ann', 'C-A1', HOLD_END))
      .then([
        selectionEvent('ann', ['C-A1'], {
          seatId: 'C-A1',
          startedAt: HOLD_END,
          expiresAt: HOLD_END + policy.holdMs,
        }),
      ]);
  });

  test('a booked seat is refused, by whom and since when', () => {
    given(opened, selected('ann', ['C-A1']), booked('ann', ['C-A1'], T0 + 7))
      .when(toggle('bob', 'C-A1', T0 + 10))
      .then(rejection('seat-taken', { seatId: 'C-A1', status: 'booked', holder: 'ann', byMs: 3 }));
  });

  test('one’s own booked seat is sold as well', () => {
    given(opened, booked('ann', ['C-A1'], T0))
      .when(toggle('ann', 'C-A1', T0))
      .then(rejection('seat-taken', { seatId: 'C-A1', status: 'booked', holder: 'ann', byMs: 0 }));
  });

  test('a withheld seat is refused and has no holder', () => {
    given(opened, withheld(['C-A1']))
      .when(toggle('bob', 'C-A1', T0 + 4))
      .then(rejection('seat-taken', { seatId: 'C-A1', status: 'withheld', byMs: 4 }));
  });

  test('a clock behind the log’s never makes the other earlier by less than nothing', () => {
    given(opened, selected('ann', ['C-A1'], T0 + 50))
      .when(toggle('bob', 'C-A1', T0))
      .then(rejection('seat-taken', { seatId: 'C-A1', status: 'held', holder: 'ann', byMs: 0 }));
  });

  test('one seat more than the limit is refused', () => {
    given(opened, selected('ann', ['C-A1', 'C-A2', 'C-A3', 'C-A4']))
      .when(toggle('ann', 'C-B1'))
      .then(rejection('too-many-seats', { seatId: 'C-B1', status: 'available', byMs: 0 }));
  });

  test('at the limit one can still give back', () => {
    given(opened, selected('ann', ['C-A1', 'C-A2', 'C-A3', 'C-A4']))
      .when(toggle('ann', 'C-A4'))
      .then([selectionEvent('ann', ['C-A1', 'C-A2', 'C-A3'], { seatId: 'C-A4', action: 'deselect' })]);
  });

  test('seats that ran out do not count towards the limit', () => {
    given(opened, selected('ann', ['C-A1', 'C-A2', 'C-A3', 'C-A4']))
      .when(toggle('ann', 'C-B1', HOLD_END))
      .then([
        selectionEvent('ann', ['C-B1'], {
          seatId: 'C-B1',
          startedAt: HOLD_END,
          expiresAt: HOLD_END + policy.holdMs,
        }),
      ]);
  });
});

describe('claim', () => {
  test('takes several seats at once, beside those already chosen', () => {
    given(opened, selected('ann', ['L-A1']))
      .when(claim('ann', ['C-A1', 'C-A2']))
      .then([selectionEvent('ann', ['L-A1', 'C-A1', 'C-A2'])]);
  });

  test('of one seat names it, like a toggle', () => {
    given(opened)
      .when(claim('ann', ['C-A1']))
      .then([selectionEvent('ann', ['C-A1'], { seatId: 'C-A1' })]);
  });

  test('leaves out what the viewer has, and a seat named twice', () => {
    given(opened, selected('ann', ['C-A1']))
      .when(claim('ann', ['C-A1', 'C-A2', 'C-A2', 'C-A3']))
      .then([selectionEvent('ann', ['C-A1', 'C-A2', 'C-A3'])]);
  });

  test.each([[['C-A1', 'C-A2']], [[]]])('of nothing new changes nothing: %j', (seatIds) => {
    given(opened, selected('ann', ['C-A1', 'C-A2']))
      .when(claim('ann', seatIds))
      .then([]);
  });

  test('is all or nothing, and names each lost seat with who has it, how, and by how many milliseconds', () => {
    given(opened, selected('bob', ['C-A1'], T0), booked('cat', ['C-A2'], T0 + 20), withheld(['C-A3'], T0 + 30))
      .when(claim('ann', ['C-A1', 'C-A2', 'C-A3', 'C-A4'], T0 + 100))
      .then(
        rejection(
          'seat-taken',
          { seatId: 'C-A1', status: 'held', holder: 'bob', byMs: 100 },
          { seatId: 'C-A2', status: 'booked', holder: 'cat', byMs: 80 },
          { seatId: 'C-A3', status: 'withheld', byMs: 70 },
        ),
      );
  });

  test('over the limit is refused whole', () => {
    given(opened, selected('ann', ['C-A1', 'C-A2']))
      .when(claim('ann', ['C-A2', 'C-A3', 'C-A4', 'C-B1']))
      .then(
        rejection(
          'too-many-seats',
          { seatId: 'C-A3', status: 'available', byMs: 0 },
          { seatId: 'C-A4', status: 'available', byMs: 0 },
          { seatId: 'C-B1', status: 'available', byMs: 0 },
        ),
      );
  });

  test('exactly at the limit is fine', () => {
    given(opened)
      .when(claim('ann', ['C-A1', 'C-A2', 'C-A3', 'C-A4']))
      .then([selectionEvent('ann', ['C-A1', 'C-A2', 'C-A3', 'C-A4'])]);
  });

  test('wins seats of a hold that is over', () => {
    given(opened, selected('bob', ['C-A1', 'C-A2']))
      .when(claim('ann', ['C-A1', 'C-A3'], HOLD_END))
      .then([selectionEvent('ann', ['C-A1', 'C-A3'], { startedAt: HOLD_END, expiresAt: HOLD_END + policy.holdMs })]);
  });
});

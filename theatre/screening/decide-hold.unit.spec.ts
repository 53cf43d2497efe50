import { describe, expect, test } from 'vitest';
import {
  closed,
  command,
  expired,
  given,
  happened,
  MINUTE,
  opened,
  policy,
  rejection,
  selected,
  selectionEvent,
  stateAfter,
  T0,
} from './testing/given.ts';
import { decide } from './decide.ts';

const HOLD_END = T0 + policy.holdMs;

describe('extend', () => {
  const more = (at: number) => ({ type: 'extend', viewerId: 'ann', paying: false, at }) as const;
  const pay = (at: number) => ({ type: 'extend', viewerId: 'ann', paying: true, at }) as const;
  const extended = (expiresAt: number, checkedOut = false) =>
    selectionEvent('ann', ['C-A1'], { action: 'extend', expiresAt, checkedOut });

  test('gives more time from now on', () => {
    given(opened, selected('ann', ['C-A1']))
      .when(more(T0 + MINUTE))
      .then([extended(T0 + MINUTE + policy.holdMs)]);
  });

  test('again and again, but not past the absolute limit', () => {
    const late = T0 + policy.limitMs - 2 * MINUTE;
    given(opened, selected('ann', ['C-A1'], T0, { expiresAt: late + 1 }))
      .when(more(late))
      .then([extended(T0 + policy.limitMs)]);
  });

  test('at the limit there is no more time', () => {
    given(opened, selected('ann', ['C-A1'], T0, { expiresAt: T0 + policy.limitMs }))
      .when(more(T0 + policy.limitMs - MINUTE))
      .then(rejection('no-more-time'));
  });

  test('when as much time is left already nothing changes', () => {
    given(opened, selected('ann', ['C-A1']))
      .when(more(T0))
      .then([]);
    given(opened, selected('ann', ['C-A1'], T0, { expiresAt: T0 + policy.checkoutMs, checkedOut: true }))
      .when(more(T0 + MINUTE))
      .then([]);
  });

  test('for paying puts the end off to the checkout time', () => {
    given(opened, selected('ann', ['C-A1']))
      .when(pay(T0 + 2 * MINUTE))
      .then([extended(T0 + 2 * MINUTE + policy.checkoutMs, true)]);
  });

  test('for paying does so once', () => {
    given(opened, selected('ann', ['C-A1'], T0, { expiresAt: T0 + policy.checkoutMs, checkedOut: true }))
      .when(pay(T0 + 5 * MINUTE))
      .then([]);
  });

  test('after paying began, more time is still counted by the hold time and kept as paying', () => {
    const late = T0 + policy.checkoutMs - MINUTE;
    given(opened, selected('ann', ['C-A1'], T0, { expiresAt: T0 + policy.checkoutMs, checkedOut: true }))
      .when(more(late))
      .then([extended(late + policy.holdMs, true)]);
  });

  test('for paying stays within the absolute limit, and is noted even when it gains nothing', () => {
    given(opened, selected('ann', ['C-A1'], T0, { expiresAt: T0 + policy.limitMs }))
      .when(pay(T0 + policy.limitMs - MINUTE))
      .then([extended(T0 + policy.limitMs, true)]);
  });

  test.each([[more], [pay]])('one millisecond before the end is in time, at the end it is too late', (ask) => {
    expect(decide(stateAfter(opened, selected('ann', ['C-A1'])), command(ask(HOLD_END - 1)), policy)).toHaveProperty(
      'events.length',
      1,
    );
    given(opened, selected('ann', ['C-A1']))
      .when(ask(HOLD_END))
      .then(rejection('hold-expired', { seatId: 'C-A1', status: 'available', byMs: 0 }));
  });

  test('with nothing selected says so', () => {
    given(opened).when(more(T0)).then(rejection('nothing-selected'));
    given(opened, selected('ann', ['C-A1']), selected('ann', [], T0, { action: 'deselect' }))
      .when(pay(T0))
      .then(rejection('nothing-selected'));
  });

  test('after the log said the hold is over, names the seats and who has them now', () => {
    given(opened, selected('ann', ['C-A1', 'C-A2']), expired('ann', HOLD_END), selected('bob', ['C-A2'], HOLD_END + 10))
      .when(more(HOLD_END + 15))
      .then(
        rejection(
          'hold-expired',
          { seatId: 'C-A1', status: 'available', byMs: 0 },
          { seatId: 'C-A2', status: 'held', holder: 'bob', byMs: 5 },
        ),
      );
  });
});

describe('release', () => {
  const release = (by: string, at = T0) => ({ type: 'release', viewerId: 'ann', by, at }) as const;

  test.each(['ann', 'log'])('gives all back, said by %s', (by) => {
    given(opened, selected('ann', ['C-A1', 'C-A2']))
      .when(release(by))
      .then([selectionEvent('ann', [], { action: 'release', by })]);
  });

  test('of nothing changes nothing', () => {
    given(opened).when(release('ann')).then([]);
    given(opened, selected('ann', ['C-A1']), expired('ann', HOLD_END))
      .when(release('log'))
      .then([]);
  });

  test('of a hold past its end gives back what the log has not yet taken', () => {
    given(opened, selected('ann', ['C-A1']))
      .when(release('log', HOLD_END + 1))
      .then([selectionEvent('ann', [], { action: 'release', by: 'log' })]);
  });

  test('is allowed after the screening closed', () => {
    given(opened, selected('ann', ['C-A1']), closed())
      .when(release('ann'))
      .then([selectionEvent('ann', [], { action: 'release' })]);
  });

  test('leaves another’s seats alone', () => {
    given(opened, selected('bob', ['C-A1']), happened(T0, selectionEvent('ann', ['C-A2'])))
      .when(release('ann'))
      .then([selectionEvent('ann', [], { action: 'release' })]);
  });
});

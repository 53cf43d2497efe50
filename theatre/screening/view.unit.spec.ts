import { describe, expect, test } from 'vitest';
import { initial, seatOf } from './state.ts';
import {
  booked,
  closed,
  expired,
  opened,
  policy,
  released,
  selected,
  selectionEvent,
  stateAfter,
  T0,
  withheld,
} from './testing/given.ts';
import { evolve } from './evolve.ts';
import { anyone, changedSeats, changedViewers, statusFor } from './view.ts';

const ann = { viewerId: 'ann', staff: false };
const bob = { viewerId: 'bob', staff: false };
const clerk = { viewerId: 'till', staff: true };

describe('what an onlooker sees of a seat', () => {
  const state = stateAfter(
    opened,
    selected('ann', ['C-A1']),
    booked('ann', ['C-A2']),
    selected('ann', ['C-A1']),
    withheld(['C-A3']),
  );
  test.each([
    ['C-A1', ann, 'selected'],
    ['C-A1', bob, 'other_selected'],
    ['C-A1', anyone, 'other_selected'],
    ['C-A1', clerk, 'other_selected'],
    ['C-A2', ann, 'booked'],
    ['C-A2', bob, 'booked'],
    ['C-A3', ann, 'booked'],
    ['C-A3', anyone, 'booked'],
    ['C-A3', clerk, 'withheld'],
    ['C-A4', ann, 'available'],
  ] as const)('%s for %j is %s', (seatId, onlooker, status) => {
    expect(statusFor(seatOf(state, seatId)!, onlooker)).toBe(status);
  });
});

describe('what differs between two states', () => {
  const before = stateAfter(opened, selected('ann', ['C-A1']));

  test('nothing, for a state and itself, and where only the sequence moved', () => {
    expect(changedSeats(before, before)).toEqual([]);
    const later = stateAfter(opened, selected('ann', ['C-A1']), expired('ann', T0));
    expect(changedSeats(before, { ...before, sequence: 9 })).toEqual([]);
    expect(changedViewers(before, evolve(before, { sequence: 3, at: T0, event: closed().event }))).toEqual([]);
    expect(later.counts).toEqual(before.counts);
  });

  test('the seats in plan order, over several rows and events', () => {
    const history = [opened, selected('ann', ['C-A1']), selected('bob', ['C-B4', 'L-A2']), selected('cat', ['C-A3'])];
    expect(changedSeats(before, stateAfter(...history))).toEqual(['L-A2', 'C-A1', 'C-A3', 'C-B4']);
    const grown = [selectionEvent('bob', ['C-B4', 'L-A2']), selectionEvent('cat', ['C-A3'])].reduce(
      (state, event) => evolve(state, { sequence: state.sequence + 1, at: T0, event }),
      before,
    );
    expect(changedSeats(before, grown)).toEqual(['L-A2', 'C-A3', 'C-B4']);
  });

  test('every seat, of a screening that was not there', () => {
    expect(changedSeats(initial, before)).toHaveLength(9);
  });

  test('the viewers whose hold, its end or their losses changed', () => {
    const step = (event: Parameters<typeof evolve>[1]['event'], at = T0) =>
      evolve(before, { sequence: before.sequence + 1, at, event });
    expect(changedViewers(before, step(selectionEvent('bob', ['C-A2'])))).toEqual(['bob']);
    expect(
      changedViewers(before, step(selectionEvent('ann', ['C-A1'], { action: 'extend', expiresAt: T0 + 1 }))),
    ).toEqual(['ann']);
    expect(changedViewers(before, step(booked('ann', ['C-A1']).event))).toEqual(['ann']);
    expect(changedViewers(before, step(withheld(['C-A4']).event))).toEqual([]);
    expect(changedViewers(before, step(released(['C-A4']).event))).toEqual([]);
    const taken = step(selectionEvent('bob', ['C-A1']), T0 + policy.holdMs);
    expect(new Set(changedViewers(before, taken))).toEqual(new Set(['ann', 'bob']));
  });
});

import { describe, expect, test } from 'vitest';
import type { Selection } from './events.ts';
import { get } from './persistent-map.ts';
import { seatOf, selectionOf, type Loss, type ScreeningState } from './state.ts';
import { booked, expired, opened, policy, selected, stateAfter, T0, withheld } from './testing/given.ts';

const END = T0 + policy.holdMs;
const at = (state: ScreeningState, seatId: string) => seatOf(state, seatId);
const lost = (state: ScreeningState, viewerId: string): readonly Loss[] => get(state.holds, viewerId)?.lost ?? [];
const act = (viewerId: string, seatIds: string[], action: Selection['action'], when = T0, more = {}) =>
  selected(viewerId, seatIds, when, { action, ...more });

describe('what a viewer lost', () => {
  const annHad = [opened, selected('ann', ['C-A1', 'C-A2'])];

  test('taken by a rival after the end, before the log said so; the rest expires', () => {
    const state = stateAfter(...annHad, selected('bob', ['C-A1'], END));
    expect(selectionOf(state, 'ann')).toEqual(['C-A2']);
    expect(lost(state, 'ann')).toEqual([{ seatId: 'C-A1', why: 'taken', at: END }]);
    expect(state.counts).toMatchObject({ held: 2, available: 7 });
    const later = stateAfter(...annHad, selected('bob', ['C-A1'], END), expired('ann', END, END + 3));
    expect(lost(later, 'ann')).toEqual([
      { seatId: 'C-A1', why: 'taken', at: END },
      { seatId: 'C-A2', why: 'expired', at: END + 3 },
    ]);
    expect(at(later, 'C-A1')).toMatchObject({ viewerId: 'bob' });
  });

  test('booked by somebody else', () => {
    const state = stateAfter(...annHad, booked('bob', ['C-A2'], END));
    expect(lost(state, 'ann')).toEqual([{ seatId: 'C-A2', why: 'booked', at: END }]);
    expect(selectionOf(state, 'ann')).toEqual(['C-A1']);
  });

  test('withheld by staff', () => {
    const state = stateAfter(...annHad, withheld(['C-A1', 'C-A3'], END));
    expect(lost(state, 'ann')).toEqual([{ seatId: 'C-A1', why: 'withheld', at: END }]);
    expect(state.counts).toEqual({ available: 6, held: 1, booked: 0, withheld: 2 });
  });

  test.each([
    ['staff', 'freed'],
    ['log', 'released'],
  ])('given back for them by %s', (by, why) => {
    const state = stateAfter(...annHad, act('ann', [], 'release', T0 + 9, { by }));
    expect(lost(state, 'ann').map((loss) => [loss.seatId, loss.why])).toEqual([
      ['C-A1', why],
      ['C-A2', why],
    ]);
  });

  test('what they gave back themselves is no loss', () => {
    expect(stateAfter(...annHad, act('ann', [], 'release')).holds.size).toBe(0);
    expect(lost(stateAfter(...annHad, act('ann', ['C-A2'], 'deselect')), 'ann')).toEqual([]);
  });

  test('what ran out before they chose again is told, also while the log has not said so', () => {
    const state = stateAfter(...annHad, selected('ann', ['C-A2', 'C-A3'], END + 1));
    expect(lost(state, 'ann')).toEqual([{ seatId: 'C-A1', why: 'expired', at: END + 1 }]);
    expect(at(state, 'C-A1')).toEqual({ status: 'available' });
  });

  const over = [...annHad, expired('ann', END), selected('bob', ['L-A1'], END)];
  test.each([
    ['selecting', selected('ann', ['C-A3'], END + 1)],
    ['deselecting', act('ann', [], 'deselect', END + 1)],
    ['extending', act('ann', ['C-A3'], 'extend', END + 1)],
    ['giving back', act('ann', [], 'release', END + 1)],
    ['booking', booked('ann', ['C-A3'], END + 1)],
  ])('is forgotten once they act: by %s', (_, action) => {
    expect(lost(stateAfter(...over), 'ann')).toHaveLength(2);
    expect(lost(stateAfter(...over, action), 'ann')).toEqual([]);
  });

  test('stays while only others act', () => {
    const state = stateAfter(
      ...over,
      booked('bob', ['L-A1'], END),
      withheld(['C-A1'], END),
      act('ann', [], 'release', END, { by: 'log' }),
    );
    expect(lost(state, 'ann')).toHaveLength(2);
  });
});

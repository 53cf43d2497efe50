import { describe, expect, test } from 'vitest';
import { evolve, fold } from './evolve.ts';
import { EVENT_VERSION, type Selection } from './events.ts';
import { get, values } from './persistent-map.ts';
import { initial, liveHold, priceOf, seatOf, selectionOf, totalOf, type Loss, type ScreeningState } from './state.ts';
import {
  booked,
  closed,
  expired,
  happened,
  MINUTE,
  opened,
  openedEvent,
  plan,
  policy,
  record,
  released,
  selected,
  selectionEvent,
  stateAfter,
  T0,
  withheld,
} from './testing/given.ts';

const END = T0 + policy.holdMs;
const at = (state: ScreeningState, seatId: string) => seatOf(state, seatId);
const lost = (state: ScreeningState, viewerId: string): readonly Loss[] => get(state.holds, viewerId)?.lost ?? [];
const act = (viewerId: string, seatIds: string[], action: Selection['action'], when = T0, more = {}) =>
  selected(viewerId, seatIds, when, { action, ...more });

describe('opened', () => {
  test('puts every seat of the plan on sale, inactive positions left out', () => {
    const state = stateAfter(opened);
    expect(state).toMatchObject({
      phase: 'open',
      id: 'first-night',
      title: 'First night',
      sequence: 1,
      currency: 'EUR',
    });
    expect(state.counts).toEqual({ available: 9, held: 0, booked: 0, withheld: 0 });
    expect(at(state, 'C-B3')).toEqual({ status: 'available' });
    expect(at(state, 'C-B2')).toBeUndefined();
    expect(state.index.plan).toBe(plan);
  });

  test('a second time changes nothing but the sequence', () => {
    const state = stateAfter(opened, selected('ann', ['C-A1']));
    const again = evolve(state, { sequence: 3, at: T0, event: openedEvent({ title: 'Again' }) });
    expect(again).toEqual({ ...state, sequence: 3 });
  });

  test('what comes before it is passed over', () => {
    const history = [selected('ann', ['C-A1']), booked('ann', ['C-A1']), withheld(['C-A1']), closed()];
    expect(stateAfter(...history)).toEqual({ ...initial, sequence: 4 });
    expect(stateAfter(...history, opened).counts.available).toBe(9);
  });
});

describe('a selection', () => {
  test('marks the seats as held since the log took it', () => {
    const state = stateAfter(opened, selected('ann', ['C-A1', 'C-B3']));
    expect(at(state, 'C-A1')).toEqual({ status: 'held', viewerId: 'ann', since: T0 });
    expect(selectionOf(state, 'ann')).toEqual(['C-A1', 'C-B3']);
    expect(state.counts).toEqual({ available: 7, held: 2, booked: 0, withheld: 0 });
  });

  test('rebuilds the whole selection by itself', () => {
    const state = stateAfter(opened, selected('ann', ['C-A1', 'C-A2']), selected('ann', ['C-A2', 'C-A3']));
    expect(at(state, 'C-A1')).toEqual({ status: 'available' });
    expect(selectionOf(state, 'ann')).toEqual(['C-A2', 'C-A3']);
    expect(state.counts.held).toBe(2);
  });

  test('leaves the time since when a seat is held, until it ran out and is claimed afresh', () => {
    const more = selected('ann', ['C-A1', 'C-A2'], T0 + 5, { startedAt: T0 });
    expect(at(stateAfter(opened, selected('ann', ['C-A1']), more), 'C-A1')).toMatchObject({ since: T0 });
    const afresh = selected('ann', ['C-A1'], END + 5);
    expect(at(stateAfter(opened, selected('ann', ['C-A1']), afresh), 'C-A1')).toMatchObject({ since: END + 5 });
  });

  test('with no seats forgets the viewer', () => {
    const state = stateAfter(opened, selected('ann', ['C-A1']), act('ann', [], 'deselect'));
    expect(state.holds.size).toBe(0);
    expect(state.counts.available).toBe(9);
  });

  test('that extends keeps the seats and moves the end', () => {
    const state = stateAfter(
      opened,
      selected('ann', ['C-A1']),
      act('ann', ['C-A1'], 'extend', T0 + 5, { checkedOut: true }),
    );
    expect(get(state.holds, 'ann')).toMatchObject({ expiresAt: T0 + 5 + policy.holdMs, checkedOut: true, lost: [] });
    expect(state.counts.held).toBe(1);
  });

  test('skips a seat that the plan does not have, that is booked or that is withheld', () => {
    const state = stateAfter(
      opened,
      booked('bob', ['C-A1']),
      withheld(['C-A2']),
      selected('ann', ['C-A1', 'C-A2', 'C-B2', 'C-A3']),
    );
    expect(selectionOf(state, 'ann')).toEqual(['C-A3']);
    expect(at(state, 'C-A1')).toMatchObject({ status: 'booked', viewerId: 'bob' });
    expect(at(state, 'C-A2')).toMatchObject({ status: 'withheld' });
  });
});

describe('an expire', () => {
  test('gives the seats back and tells the viewer which', () => {
    const state = stateAfter(opened, selected('ann', ['C-A1', 'C-A2']), expired('ann', END));
    expect(state.counts.available).toBe(9);
    expect(selectionOf(state, 'ann')).toEqual([]);
    expect(lost(state, 'ann')).toEqual([
      { seatId: 'C-A1', why: 'expired', at: END },
      { seatId: 'C-A2', why: 'expired', at: END },
    ]);
  });

  test('of an end that was put off since is ignored', () => {
    const before = stateAfter(opened, selected('ann', ['C-A1']), act('ann', ['C-A1'], 'extend', T0 + 1));
    const [late] = record([expired('ann', END)], before.sequence);
    const state = evolve(before, late!);
    expect(state).toEqual({ ...before, sequence: 4 });
    expect(state.rows).toBe(before.rows);
  });

  test('of an earlier hold does not end the next one', () => {
    const history = [
      opened,
      selected('ann', ['C-A1']),
      act('ann', [], 'deselect', T0 + 1),
      selected('ann', ['C-A1'], T0 + 2),
    ];
    const state = stateAfter(...history, expired('ann', END));
    expect(selectionOf(state, 'ann')).toEqual(['C-A1']);
  });

  test('after a booking or for a stranger changes nothing', () => {
    const sold = stateAfter(opened, selected('ann', ['C-A1']), booked('ann', ['C-A1']), expired('ann', END));
    expect(at(sold, 'C-A1')).toMatchObject({ status: 'booked' });
    expect(sold.holds.size).toBe(0);
    expect(stateAfter(opened, expired('zoe', END)).holds.size).toBe(0);
  });

  test('delivered twice tells it once', () => {
    const once = stateAfter(opened, selected('ann', ['C-A1']), expired('ann', END));
    const twice = stateAfter(opened, selected('ann', ['C-A1']), expired('ann', END), expired('ann', END, END + 9));
    expect(twice).toEqual({ ...once, sequence: 4 });
  });
});

describe('a booking', () => {
  test('sells the seats, notes the order and ends the hold', () => {
    const state = stateAfter(opened, selected('ann', ['L-A1', 'C-A1']), booked('ann', ['L-A1', 'C-A1'], T0 + 9));
    expect(at(state, 'C-A1')).toEqual({ status: 'booked', viewerId: 'ann', order: 'AAAA-0001', since: T0 + 9 });
    expect(state.counts).toEqual({ available: 7, held: 0, booked: 2, withheld: 0 });
    expect([...values(state.orders)]).toMatchObject([
      {
        order: 'AAAA-0001',
        viewerId: 'ann',
        seatIds: ['L-A1', 'C-A1'],
        payment: 'due',
        paid: 0,
        total: 4_300,
        at: T0 + 9,
      },
    ]);
    expect(state.holds.size).toBe(0);
  });

  test('of fewer seats than held frees the others', () => {
    const state = stateAfter(opened, selected('ann', ['L-A1', 'C-A1']), booked('ann', ['C-A1']));
    expect(at(state, 'L-A1')).toEqual({ status: 'available' });
    expect(state.counts).toEqual({ available: 8, held: 0, booked: 1, withheld: 0 });
  });

  test('stays, whatever later messages say', () => {
    const state = stateAfter(
      opened,
      booked('ann', ['C-A1']),
      selected('bob', ['C-A1']),
      booked('bob', ['C-A1', 'C-B2'], T0, { order: 'BBBB-0002' }),
      withheld(['C-A1']),
      released(['C-A1']),
      act('ann', [], 'release'),
      expired('ann', END),
      closed(),
    );
    expect(at(state, 'C-A1')).toEqual({ status: 'booked', viewerId: 'ann', order: 'AAAA-0001', since: T0 });
    expect(state.counts).toEqual({ available: 8, held: 0, booked: 1, withheld: 0 });
  });
});

describe('withheld and released', () => {
  test('take out of sale and put back', () => {
    const out = stateAfter(opened, withheld(['C-A1', 'C-B2'], T0, 'press'));
    expect(at(out, 'C-A1')).toMatchObject({ status: 'withheld', reason: 'press', since: T0, kind: 'kill' });
    expect(out.counts).toEqual({ available: 8, held: 0, booked: 0, withheld: 1 });
    expect(stateAfter(opened, withheld(['C-A1']), released(['C-A1', 'C-A2'])).counts.available).toBe(9);
  });

  test('released leaves a held seat alone', () => {
    const state = stateAfter(opened, selected('ann', ['C-A1']), released(['C-A1']));
    expect(at(state, 'C-A1')).toMatchObject({ status: 'held' });
  });
});

describe('the end of sales', () => {
  const common = { version: EVENT_VERSION, commandId: 'command', by: 'staff' } as const;

  test('closed keeps holds and bookings as they are', () => {
    const state = stateAfter(opened, selected('ann', ['C-A1']), booked('bob', ['C-A2']), closed());
    expect(state).toMatchObject({ phase: 'closed', counts: { held: 1, booked: 1 } });
    expect(stateAfter(opened, selected('ann', ['C-A1']), closed(), expired('ann', END)).counts.held).toBe(0);
  });

  test('suspended says why, resumed forgets it', () => {
    const shut = happened(T0, { ...common, type: 'suspended', reason: 'the log went backwards' });
    expect(stateAfter(opened, shut).suspended).toBe('the log went backwards');
    expect(stateAfter(opened, shut, happened(T0, { ...common, type: 'resumed' })).suspended).toBeUndefined();
  });
});

describe('the fold', () => {
  const history = record([opened, selected('ann', ['C-A1']), booked('ann', ['C-A1']), selected('bob', ['C-A2'])]);

  test('ignores what it has seen, by sequence: the very same state comes back', () => {
    const state = fold(initial, history);
    for (const seen of history) expect(evolve(state, seen)).toBe(state);
    expect(fold(state, history)).toBe(state);
  });

  test('takes gaps in the sequence, for the stream numbers other subjects too', () => {
    const state = fold(
      initial,
      history.map((recorded) => ({ ...recorded, sequence: recorded.sequence * 10 })),
    );
    expect(state).toEqual({ ...fold(initial, history), sequence: 40 });
  });

  test('shares the rows that an event did not touch', () => {
    const before = stateAfter(opened);
    const after = stateAfter(opened, selected('ann', ['C-A1']));
    const next = evolve(after, { sequence: 3, at: T0, event: selectionEvent('bob', ['C-B1']) });
    expect(next.rows[1]).toBe(after.rows[1]);
    expect(next.rows[2]).not.toBe(after.rows[2]);
    expect(before.rows[1]).not.toBe(after.rows[1]);
  });
});

describe('reading a state', () => {
  const state = stateAfter(opened, selected('ann', ['C-A1', 'L-A1']));

  test('a hold is live until the millisecond of its end', () => {
    expect(liveHold(state, 'ann', END - 1)?.seatIds).toEqual(['C-A1', 'L-A1']);
    expect(liveHold(state, 'ann', END)).toBeUndefined();
    expect(liveHold(state, 'bob', T0)).toBeUndefined();
    expect(
      liveHold(stateAfter(opened, selected('ann', ['C-A1']), expired('ann', END)), 'ann', END - MINUTE),
    ).toBeUndefined();
  });

  test('prices come from the seat’s category', () => {
    expect(priceOf(state, 'L-A1')).toBe(1_800);
    expect(totalOf(state, ['L-A1', 'C-A1'])).toBe(4_300);
    expect(() => priceOf(state, 'C-B2')).toThrow(/C-B2/);
  });
});

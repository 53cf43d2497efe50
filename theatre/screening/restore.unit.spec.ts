import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Policy } from './decide.ts';
import type { LedgerEvent, Recorded } from './events.ts';
import { fold } from './evolve.ts';
import { restoration } from './restore.ts';
import { get } from './persistent-map.ts';
import { houseOf, initial, type ScreeningState } from './state.ts';
import {
  booked,
  closed,
  exchangedEvent,
  happened,
  opened,
  plan,
  record,
  refundedEvent,
  released,
  selected,
  T0,
  withheld,
  type Happening,
} from './testing/given.ts';
import { problemsOfSales, problemsOfState, seats } from './testing/invariants.ts';
import { play, steps } from './testing/night.ts';
import { examples } from './testing/seed.ts';

/** Each by a command of its own. */
const numbered = (history: readonly Happening[]) =>
  record(history.map(({ at, event }, number) => ({ at, event: { ...event, commandId: `command-${number}` } })));
const durable = (log: readonly Recorded<LedgerEvent>[]) =>
  log.map(({ event }) => event).filter(({ type }) => type !== 'selection');

function mended(ledger: readonly Recorded<LedgerEvent>[], events: readonly LedgerEvent[]) {
  return [...ledger, ...events.map((event, at) => ({ sequence: ledger.length + 1 + at, at: 0, event }))];
}

describe('mending a ledger', () => {
  const night = numbered([
    opened,
    selected('ann', ['C-A1']),
    booked('ann', ['C-A1']),
    withheld(['C-A2', 'C-A3']),
    released(['C-A2']),
    booked('bob', ['C-A4'], undefined, { order: 'BBBB-0002' }),
    closed(),
  ]);

  test('that lacks nothing adds nothing, also where a seat was withheld and released since', () => {
    expect(restoration(night, durable(night))).toEqual({ events: [], conflicts: [] });
  });

  test('that lost its end adds the end', () => {
    const { events, conflicts } = restoration(night.slice(0, 4), durable(night));
    expect(events.map(({ type }) => type)).toEqual(['released', 'booked', 'closed']);
    expect(conflicts).toEqual([]);
  });

  test('that lost everything opens the screening again', () => {
    expect(restoration([], durable(night)).events).toEqual(durable(night));
  });

  describe('with refunds and exchanges', () => {
    const card = (amount: number) => [{ kind: 'card', amount }] as const;
    const paid = { status: 'paid', tenders: card(2_500) } as const;
    const sold = booked('ann', ['C-A1'], undefined, { payment: paid });
    const back = happened(T0, refundedEvent(['C-A1'], { amount: 2_500, tenders: card(2_500) }));
    const moved = happened(T0, exchangedEvent(['C-A1'], ['C-A2']));
    const bob = booked('bob', ['C-A1'], undefined, { order: 'BBBB-0002' });

    test('a seat that was given back and sold again is put back in that order', () => {
      for (const between of [back, moved]) {
        const all = numbered([opened, sold, between, bob]);
        for (let end = 0; end <= all.length; end++) {
          const { events, conflicts } = restoration(all.slice(0, end), durable(all));
          expect(conflicts).toEqual([]);
          expect(events).toEqual(durable(all.slice(end)));
        }
      }
    });

    test('what belongs to an order that cannot be put back stays out with it', () => {
      const all = numbered([opened, sold, moved]);
      const other = numbered([opened, booked('zoe', ['C-A1'], undefined, { order: 'ZZZZ-0009' })]).map((recorded, at) =>
        at === 0 ? recorded : { ...recorded, event: { ...recorded.event, commandId: 'another' } },
      );
      const { events, conflicts } = restoration(other, durable(all));
      expect([events, conflicts]).toEqual([[], [{ order: 'AAAA-0001', seatIds: ['C-A1'] }]]);
    });

    test('an exchange whose new seat was sold since is left to people', () => {
      const all = numbered([opened, sold, moved]);
      const other = [
        ...all.slice(0, 2),
        ...record([booked('zoe', ['C-A2'], undefined, { order: 'ZZZZ-0009', commandId: 'another' })], 2),
      ];
      const { events, conflicts } = restoration(other, durable(all));
      expect([events, conflicts]).toEqual([[], [{ order: 'AAAA-0001', seatIds: ['C-A2'] }]]);
    });
  });

  test('whose seat was sold again names the order and the seat, and adds the rest', () => {
    const other = numbered([
      opened,
      selected('ann', ['C-A1']),
      booked('zoe', ['C-A1'], undefined, { order: 'ZZZZ-0009' }),
    ]);
    const ledger = other.map((recorded, at) =>
      at < 2 ? recorded : { ...recorded, event: { ...recorded.event, commandId: 'another' } },
    );
    const { events, conflicts } = restoration(ledger, durable(night));
    expect(conflicts).toEqual([{ order: 'AAAA-0001', seatIds: ['C-A1'] }]);
    expect(events.map(({ type }) => type)).toEqual(['withheld', 'released', 'booked', 'closed']);
  });

  test('takes a seat from whoever only chose it', () => {
    const now = numbered([opened, selected('ann', ['C-A1']), booked('ann', ['C-A1']), selected('dan', ['C-A4'])]);
    const ledger = now.map((recorded, at) =>
      at < 3 ? recorded : { ...recorded, event: { ...recorded.event, commandId: 'another' } },
    );
    const { events, conflicts } = restoration(ledger, durable(night));
    expect(events.map(({ type }) => type)).toEqual(['withheld', 'released', 'booked', 'closed']);
    expect(conflicts).toEqual([]);
    expect(fold(initial, mended(ledger, events)).counts).toEqual({ available: 6, held: 0, booked: 2, withheld: 1 });
  });
});

describe('over random nights', () => {
  const policy: Policy = { holdMs: 1_000, checkoutMs: 1_500, limitMs: 2_500, maxSeats: 3 };
  const nights = steps(plan, policy, 60);
  const lasting = (state: ScreeningState) => [
    state.phase,
    seats(state).map(([seatId, seat]) => [
      seatId,
      // Who had chosen it is not brought back, and it returns to where it came from.
      seat.status === 'booked' ? seat.order : houseOf(seat) || seat.status === 'withheld' ? 'withheld' : 'for sale',
    ]),
  ];

  test('whatever end is lost, what was sold, withheld and closed is as before', () => {
    fc.assert(
      fc.property(nights, fc.nat(), (all, cut) => {
        const { log, state } = play(all, plan, policy);
        const ledger = log.slice(0, cut % (log.length + 1));
        const { events, conflicts } = restoration(ledger, durable(log));
        const after = mended(ledger, events);
        expect(conflicts).toEqual([]);
        expect(lasting(fold(initial, after))).toEqual(lasting(state));
        expect(restoration(after, durable(log)).events).toEqual([]);
      }),
      examples(200),
    );
  });

  test('when the shorter ledger was sold from, every order is there or named, and no seat is sold twice', () => {
    fc.assert(
      fc.property(nights, nights, fc.nat(), (all, others, cut) => {
        const { log } = play(all, plan, policy);
        const kept = log.slice(0, cut % (log.length + 1));
        const ledger = play(others, plan, policy, undefined, kept.length > 0 ? kept : log.slice(0, 1)).log;
        const { events, conflicts } = restoration(ledger, durable(log));
        const after = mended(ledger, events);
        const state = fold(initial, after);
        const sales = problemsOfSales(
          state,
          after.map(({ event }) => event),
        );
        expect([...problemsOfState(state, policy), ...sales]).toEqual([]);
        const named = new Set(conflicts.map(({ order }) => order));
        const missing = durable(log).filter(
          (event) => event.type === 'booked' && !get(state.orders, event.order) && !named.has(event.order),
        );
        expect(missing).toEqual([]);
      }),
      examples(200),
    );
  });
});

import { describe, expect, test } from 'vitest';
import type { Opened } from '../../../theatre/screening/events.ts';
import {
  booked,
  closed,
  expired,
  opened,
  happened,
  plan,
  policy,
  record,
  refundedEvent,
  selected,
  T0,
  type Happening,
} from '../../../theatre/screening/testing/given.ts';
import { indexPlan } from '../../../theatre/seating/plan.ts';
import { Board, type BoardChange } from './board.ts';
import { RefusalWatch } from './refusals.ts';
import { fewSeats, SeatWatch } from './seats.ts';

const screening = { id: 'tempest', title: 'The Tempest', startsAt: '2030-01-01T19:30:00Z' };
const told = (board: Board, now = T0) => board.snapshot(now).notices.map(({ kind }) => kind);

describe('the board', () => {
  test('keeps the id and the beginning of what goes on, and says when it ended', () => {
    const board = new Board();
    const changes: BoardChange[] = [];
    board.onChange((change) => changes.push(change));
    board.set('log', { kind: 'log-behind', level: 'warning', lag: 300 }, 1000);
    board.set('log', { kind: 'log-behind', level: 'warning', lag: 300 }, 2000);
    board.set('log', { kind: 'log-behind', level: 'warning', lag: 500 }, 3000);
    board.set('off', { kind: 'mail-off', level: 'info' }, 3000);
    board.set('away', { kind: 'log-unreachable', level: 'urgent' }, 3000);
    const { notices } = board.snapshot(3000);
    expect(notices.map(({ kind }) => kind)).toEqual(['log-unreachable', 'log-behind', 'mail-off']);
    expect(notices[1]).toEqual({ id: 'log-rs', kind: 'log-behind', level: 'warning', lag: 500, since: 1000 });
    board.set('log', undefined, 4000);
    board.set('log', undefined, 5000);
    expect(changes.map(({ kind }) => kind)).toEqual(['notice', 'notice', 'notice', 'notice', 'resolved']);
    expect(board.snapshot(5000).resolved).toMatchObject([{ notice: { kind: 'log-behind' }, resolvedAt: 4000 }]);
    board.set('log', { kind: 'log-behind', level: 'warning', lag: 500 }, 6000);
    expect(board.snapshot(6000).notices[1]?.id).not.toBe('log-rs');
    expect(board.snapshot(5000 + 25 * 3600_000).resolved).toEqual([]);
  });
});

describe('seats', () => {
  const all = [...indexPlan(plan).byId.keys()];
  function watched(...history: readonly Happening[]): Board {
    const board = new Board();
    const watch = new SeatWatch(board);
    for (const recorded of record([opened, ...history])) watch.ledger('tempest', recorded);
    return board;
  }

  test('few are a tenth, and never more than twenty', () => {
    expect([4, 48, 100, 400, 1300].map(fewSeats)).toEqual([1, 4, 10, 20, 20]);
  });

  test('few left, none left, and some again are told as they are', () => {
    const few = fewSeats(all.length);
    const most = all.slice(few);
    expect(told(watched(booked('ann', most)))).toEqual(['nearly-sold-out']);
    const rest = all.slice(0, few);
    const out = watched(booked('ann', most), selected('bob', rest));
    expect(out.snapshot(T0).notices).toMatchObject([{ kind: 'sold-out', held: few, since: expect.any(Number) }]);
    const again = watched(booked('ann', most), selected('bob', rest), expired('bob', T0 + policy.holdMs));
    expect(told(again)).toEqual(['nearly-sold-out']);
    expect(again.snapshot(T0 + policy.holdMs).resolved[0]).toMatchObject({ notice: { kind: 'sold-out' } });
    expect(told(watched(booked('ann', most), happened(T0, refundedEvent(most))))).toEqual([]);
  });

  test('of a screening that is closed or has begun are nobody’s concern', () => {
    expect(told(watched(booked('ann', all), closed()))).toEqual([]);
    const board = new Board();
    const watch = new SeatWatch(board);
    for (const recorded of record([opened, booked('ann', all)])) watch.ledger('tempest', recorded);
    expect(told(board)).toEqual(['sold-out']);
    watch.tick(Date.parse((opened.event as Opened).startsAt) + 1);
    expect(told(board)).toEqual([]);
  });
});

describe('refusals', () => {
  const minutes = (count: number) => count * 60_000;
  function watched(...perMinute: readonly number[]): Board {
    const board = new Board();
    const watch = new RefusalWatch(board, () => screening);
    for (const [minute, count] of perMinute.entries()) {
      for (let one = 0; one < count; one++) watch.refused('tempest', T0 + minutes(minute) + one + 1);
      watch.tick(T0 + minutes(minute) + 30_000);
    }
    return board;
  }

  test.each([
    ['few in a quiet house', [0, 0, 19], []],
    ['many in a quiet house', [0, 0, 20], ['refusals-rising']],
    ['as many as usual', Array.from({ length: 16 }, () => 40), []],
    ['three times as many as usual', [...Array.from({ length: 15 }, () => 40), 130], ['refusals-rising']],
    ['fewer again', [0, 40, 30, 3], []],
  ])('%s', (_, perMinute, kinds) => {
    expect(told(watched(...perMinute))).toEqual(kinds);
  });
});

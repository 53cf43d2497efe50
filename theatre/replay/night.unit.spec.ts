import { describe, expect, test } from 'vitest';
import { get } from '../screening/persistent-map.ts';
import {
  booked,
  happened,
  MINUTE,
  opened,
  openedEvent,
  paidEvent,
  refundedEvent,
  SECOND,
  selected,
  T0,
} from '../screening/testing/given.ts';
import { figuresOf } from './figures.ts';
import { itemOf } from './items.ts';
import { Night, nightOf } from './night.ts';
import { nightHash, stateHash } from './night-hash.ts';
import { came, itemsOf, tell, went } from './testing/told.ts';

const told = [
  opened,
  came('viewer-ann', T0 - SECOND),
  selected('viewer-ann', ['C-A1', 'C-A2'], T0),
  came('viewer-bob', T0 + SECOND),
  selected('viewer-bob', ['L-A1'], T0 + 2 * SECOND),
  booked('viewer-ann', ['C-A1', 'C-A2'], T0 + 30 * SECOND),
  went('viewer-ann', T0 + 31 * SECOND),
];

describe('a night', () => {
  test('begins with nothing and says its figures as of any place', () => {
    const { night } = tell(...told);
    expect(night.length).toBe(7);
    expect(night.seek(0).state.phase).toBe('none');
    const figures = [0, 1, 3, 5, 6, 7].map((count) => figuresOf(night.seek(count)));
    expect(
      figures.map(({ available, held, sold, takings, orders, viewers, choosing }) => [
        available,
        held,
        sold,
        takings,
        orders,
        viewers,
        choosing,
      ]),
    ).toEqual([
      [0, 0, 0, 0, 0, 0, 0],
      [9, 0, 0, 0, 0, 0, 0],
      [7, 2, 0, 0, 0, 1, 1],
      [6, 3, 0, 0, 0, 2, 2],
      [6, 1, 2, 5000, 1, 2, 1],
      [6, 1, 2, 5000, 1, 1, 1],
    ]);
    expect(figuresOf(night.seek(7)).currency).toBe('EUR');
  });

  test('counts money as it stands, also after it was given back', () => {
    const { night } = tell(
      opened,
      booked('viewer-ann', ['C-A1', 'C-A2']),
      happened(T0 + 1, paidEvent(5000)),
      happened(T0 + 2, refundedEvent(['C-A1'], { amount: 2500, tenders: [{ kind: 'cash', amount: 2500 }] })),
      happened(T0 + 3, refundedEvent(['C-A2'], { amount: 2500, tenders: [{ kind: 'cash', amount: 2500 }] })),
    );
    const figures = [2, 3, 4, 5].map((count) => figuresOf(night.seek(count)));
    expect(figures.map(({ orders, sold, takings, paid }) => [orders, sold, takings, paid])).toEqual([
      [1, 2, 5000, 0],
      [1, 2, 5000, 5000],
      [1, 1, 2500, 2500],
      [0, 0, 0, 0],
    ]);
  });

  test('is found by its clock, whatever was later', () => {
    const { night } = tell(...told);
    expect(night.startsAt).toBe(T0 - MINUTE);
    expect(night.endsAt).toBe(T0 + 31 * SECOND);
    expect(night.seekTime(T0 + 1_999)).toMatchObject({ count: 4, at: T0 + 1_999 });
    expect(night.seekTime(T0 + 2_000).count).toBe(5);
    expect(night.seekTime(0).count).toBe(0);
    expect(night.countOf(3)).toBe(3);
    expect(night.countOf(99)).toBe(7);
  });

  test('never runs backwards where the log’s clock was set back', () => {
    const night = nightOf(
      itemsOf(opened, came('viewer-ann', T0), came('viewer-bob', T0 - 5_000), came('viewer-cat', T0 + 1)),
    );
    expect([1, 2, 3, 4].map((count) => night.timeOf(count))).toEqual([T0 - MINUTE, T0, T0, T0 + 1]);
    expect(night.countAt(T0)).toBe(3);
  });

  test('stops at its ends', () => {
    const { night } = tell(...told);
    expect(night.seek(-3).count).toBe(0);
    expect(night.seek(1e9).count).toBe(7);
    expect(night.seek(2.9).count).toBe(2);
    expect(() => night.seek(Number.NaN)).toThrow(RangeError);
    expect(() => new Night({ keyframeEvery: 0 })).toThrow(RangeError);
  });

  test('takes items in their order only', () => {
    const night = new Night();
    night.add(itemOf(5, T0, openedEvent()));
    expect(() => night.add(itemOf(5, T0, openedEvent()))).toThrow('comes after 5');
  });

  test('grows while it is looked at', () => {
    const night = new Night({ keyframeEvery: 2 });
    const items = itemsOf(...told);
    for (const [at, item] of items.entries()) {
      night.add(item);
      expect(night.seek(Math.floor(at / 2)).count).toBe(Math.floor(at / 2));
    }
    expect(nightHash(night.scenes())).toBe(nightHash(tell(...told).night.scenes()));
  });

  test('has keyframes that are references: those without change between them are one object', () => {
    const { night } = tell(...told);
    expect(night.seek(3).state).toBe(night.seek(4).state);
    expect(night.seek(3)).toMatchObject({ state: { rows: night.seek(3).state.rows } });
    expect(night.weigh()).toMatchObject({ items: 7, keyframes: 3 });
    expect(night.weigh().keyframeBytes).toBeGreaterThan(0);
  });

  test('a hash tells states apart that differ in one thing', () => {
    const { night } = tell(...told);
    const { state } = night.seek(5);
    const hash = stateHash(state);
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(stateHash({ ...state })).toBe(hash);
    expect(stateHash({ ...state, suspended: 'why' })).not.toBe(hash);
    expect(stateHash(night.seek(6).state)).not.toBe(hash);
    expect(get(state.holds, 'viewer-ann')).toBeDefined();
  });
});

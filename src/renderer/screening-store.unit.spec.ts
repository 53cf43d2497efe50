import { describe, expect, test } from 'vitest';
import type { Frame, WholeScreening } from '../../theatre/contract/frame.ts';
import { plan } from '../../theatre/screening/testing/given.ts';
import { createScreeningStore } from './screening-store.ts';

const whole: WholeScreening = {
  screeningId: 'first-night',
  sequence: 10,
  fresh: true,
  viewerId: 'kiosk-one',
  title: 'First night',
  startsAt: '2030-01-01T19:30:00Z',
  plan,
  currency: 'EUR',
  seats: [
    ['C-A1', 'booked', ''],
    ['C-A2', 'other_selected', 'teal'],
  ],
  phase: 'open',
  suspended: null,
  counts: { available: 7, held: 1, booked: 1, withheld: 0 },
  feed: [],
  viewers: { shown: [], total: 0 },
  hold: null,
  settlement: null,
  priceList: { prices: { a: 2_500, b: 1_800 }, discounts: {}, promos: [] },
};
const frame = (parts: Partial<Frame>): Frame => ({
  screeningId: 'first-night',
  frame: 1,
  sequence: 11,
  fresh: true,
  seats: [],
  ...parts,
});

describe('what is on the screen', () => {
  test('begins as the whole screening, with every seat of the plan and no other', () => {
    const { shown } = createScreeningStore(whole);
    expect({ ...shown.status }).toEqual({
      'L-A1': 'available',
      'L-A2': 'available',
      'C-A1': 'booked',
      'C-A2': 'other_selected',
      'C-A3': 'available',
      'C-A4': 'available',
      'C-B1': 'available',
      'C-B3': 'available',
      'C-B4': 'available',
    });
    expect(shown.color['C-A2']).toBe('teal');
  });

  test('takes from a frame what it carries, and keeps the rest', () => {
    const { shown, apply } = createScreeningStore(whole);
    const hold = {
      seats: [{ seatId: 'C-A3', category: 'a', price: 2_500 }],
      total: 2_500,
      expiresAt: 1,
      extendable: true,
      lost: [],
    };

    apply(
      frame({
        seats: [
          ['C-A2', 'available', ''],
          ['C-A3', 'selected', 'rose'],
        ],
        hold,
      }),
    );

    expect([shown.status['C-A1'], shown.status['C-A2'], shown.status['C-A3']]).toEqual([
      'booked',
      'available',
      'selected',
    ]);
    expect([shown.color['C-A2'], shown.color['C-A3']]).toEqual(['', 'rose']);
    expect(shown.hold).toEqual(hold);
    expect(shown.counts).toEqual(whole.counts);
    expect(shown.phase).toBe('open');
  });

  test('lets go of what a frame says is no more', () => {
    const { shown, apply } = createScreeningStore({ ...whole, suspended: 'for now' });
    apply(frame({ hold: null, suspended: null, fresh: false, phase: 'closed' }));
    expect(shown).toMatchObject({ hold: null, suspended: null, fresh: false, phase: 'closed' });
  });
});

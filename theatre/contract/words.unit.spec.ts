import { describe, expect, test } from 'vitest';
import type { Reason } from '../screening/commands.ts';
import type { FeedLine } from '../screening/snapshot.ts';
import { indexPlan } from '../seating/plan.ts';
import { studio } from '../seating/houses/studio.ts';
import { formatsFor } from './formats.ts';
import { catalogueOf } from './catalogue/index.ts';
import { lossWords } from './words.ts';

const english = catalogueOf('en');
const { activity, refusals, seats: seatWords, viewers } = english;

const line = (kind: FeedLine['kind'], seatIds: string[] = [], count = 1): FeedLine => ({
  kind,
  seatIds,
  count,
  sequence: 1,
  at: 0,
  ...(['opened', 'closed', 'withheld', 'released', 'suspended', 'resumed'].includes(kind)
    ? {}
    : { viewerId: 'ann-11' }),
});

test('lists as people say them', () => {
  expect(seatWords.listed([])).toBe('');
  expect(seatWords.listed(['A'])).toBe('A');
  expect(seatWords.listed(['A', 'B'])).toBe('A and B');
  expect(seatWords.listed(['A', 'B', 'C'])).toBe('A, B and C');
  expect(seatWords.named(['A', 'B', 'C', 'D', 'E'])).toBe('5 seats');
  expect(seatWords.count(1)).toBe('1 seat');
});

test('a place says what is particular about it', () => {
  const seats = indexPlan(studio).byId;
  const words = (id: string) => seatWords.place('Centre', seats.get(id)!);
  expect(words('C-B5')).toBe('Centre, row B, seat 5');
  expect(words('C-E1')).toBe('Centre, row E, seat 1, wheelchair space');
});

describe('the feed', () => {
  test('says who did what', () => {
    expect(activity.line(line('selected', ['C-B5']))).toMatch(/^\w+ \w+ chose C-B5$/);
    expect(activity.line(line('booked', ['C-B5', 'C-B6']))).toMatch(/^\w+ \w+ booked C-B5 and C-B6$/);
    expect(activity.line(line('expired', ['C-B5']))).toMatch(/ran out of time; C-B5 is free again$/);
    expect(activity.line(line('joined', [], 12))).toBe('12 people came to look');
  });

  test('tells patrons no more of what the house withholds than that it is gone', () => {
    expect(activity.line(line('withheld', ['C-B5']))).toBe('C-B5 is no longer available');
    expect(activity.line(line('withheld', ['C-B5']), 'staff')).toBe('C-B5 withheld');
  });
});

test('a loss says which seats and why, once for each reason', () => {
  const lost = [
    { seatId: 'C-B5', why: 'booked', at: 1 },
    { seatId: 'L-A1', why: 'expired', at: 2 },
    { seatId: 'C-B6', why: 'booked', at: 3 },
  ] as const;
  expect(lossWords(lost, english)).toEqual([
    'Someone else just booked C-B5 and C-B6.',
    'Your time ran out, and L-A1 went back on sale.',
  ]);
});

describe('a refusal', () => {
  const taken = { seatId: 'C-B5', status: 'held', holder: 'bob-22', byMs: 300 } as const;

  test('names the seats and what to do next', () => {
    expect(refusals.of('seat-taken', [taken])).toBe(
      `${viewers.name('bob-22')} took C-B5 0.3 seconds before you. Choose another seat.`,
    );
    expect(refusals.of('seat-taken', [taken, { seatId: 'C-B6', status: 'booked', byMs: 1 }])).toBe(
      `${viewers.name('bob-22')} took C-B5 0.3 seconds before you. C-B6 was sold 0.1 seconds before you chose it. Choose others.`,
    );
    expect(refusals.of('hold-expired', [taken, { seatId: 'C-B6', status: 'available', byMs: 0 }])).toBe(
      'Your time ran out, and C-B5 and C-B6 went back on sale. Someone else has C-B5 by now. Choose again.',
    );
    expect(refusals.of('too-many-seats', [], 8)).toBe(
      'You can hold at most 8 seats at a time. Give one back or book those you have.',
    );
  });

  test('is a sentence for every reason', () => {
    const reasons: Record<Reason, true> = {
      'unknown-screening': true,
      'screening-exists': true,
      'screening-closed': true,
      'sales-suspended': true,
      'unknown-seat': true,
      'seat-taken': true,
      'not-enough-seats': true,
      'too-many-seats': true,
      'nothing-selected': true,
      'hold-expired': true,
      'no-more-time': true,
      'selection-changed': true,
      'payment-mismatch': true,
      'unknown-order': true,
      'not-in-order': true,
      'already-paid': true,
      'payment-due': true,
      'order-refunded': true,
      'order-lapsed': true,
      'screening-cancelled': true,
      'not-allowed': true,
      'needs-manager': true,
      'no-shift': true,
      'unknown-promo': true,
      'unknown-ticket-type': true,
      'too-late': true,
      'ticket-superseded': true,
      'already-admitted': true,
    };
    for (const reason of Object.keys(reasons) as Reason[]) {
      expect(refusals.of(reason, [taken])).toMatch(/^[A-Z].*\.$/);
    }
  });
});

test('what is left, also when that is nothing', () => {
  const counts = { available: 0, held: 0, booked: 9, withheld: 0 };
  expect(seatWords.left({ ...counts, available: 1 }, 'open')).toBe('1 seat left');
  expect(seatWords.left({ ...counts, held: 2 }, 'open')).toBe('None free; 2 on hold may come back');
  expect(seatWords.left(counts, 'open')).toBe('Sold out');
  expect(seatWords.left(counts, 'closed')).toBe('Sales have closed');
  expect(seatWords.left({ ...counts, available: 1 }, 'cancelled')).toBe('Cancelled');
});

test('money and times are written as the house does', () => {
  const british = formatsFor('en-GB', 'Europe/London');
  expect(british.money(2_500, 'GBP')).toBe('£25');
  expect(british.money(2_550, 'GBP')).toBe('£25.50');
  expect(british.money(2_500, 'JPY')).toBe('JP¥2,500');
  expect(british.time(Date.UTC(2030, 0, 1, 19, 5))).toBe('19:05');
  expect(formatsFor('de-DE', 'Europe/Berlin').money(2_550, 'EUR')).toBe('25,50\u00a0€');
  expect(formatsFor('en-GB', 'Europe/London')).toBe(british);
});

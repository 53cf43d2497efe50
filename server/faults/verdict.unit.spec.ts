/** A verdict that finds nothing is worth what it would find. */
import { describe, expect, test } from 'vitest';
import { planOf } from '../../theatre/log/testing/plan.ts';
import type { Booked, LedgerEvent, Recorded } from '../../theatre/screening/events.ts';
import { Guest, type Attempt, type Told } from './guest.ts';
import { claimProblems, orderProblems, seatProblems } from './verdict.ts';

const guest = new Guest(1, { origins: [], over: true, wants: () => ({ screeningId: 'a', seatIds: [] }) });

const answer = (end: Told['end'], order?: string): Told => ({
  end,
  code: end === 'done' ? '201' : 'no-answer',
  location: order === undefined ? undefined : `/orders/${order}`,
  askedAt: 0,
  at: 0,
  origin: '',
});

const attempt = (...books: Told[]): Attempt => ({
  guest,
  screeningId: 'a',
  seatIds: ['C-A1', 'C-A2'],
  key: 'key-of-1-0',
  name: 'Guest 1-0',
  claims: [],
  books,
});

const common = { version: 1, commandId: 'c', by: 'viewer' };

const order = (reference: string, ...seatIds: string[]): Booked => ({
  ...common,
  type: 'booked',
  viewerId: 'viewer',
  order: reference,
  bookedSeats: seatIds.map((seatId) => ({ seatId, category: 'a', price: 100 })),
  total: 100 * seatIds.length,
  currency: 'EUR',
  payment: { status: 'due', tenders: [] },
  customer: { name: 'Guest 1-0' },
});

const recorded = (...events: LedgerEvent[]): Recorded<LedgerEvent>[] =>
  events.map((event, at) => ({ sequence: at + 1, at, event }));

const whole = order('AAAA-AAAA', 'C-A1', 'C-A2');

describe('the verdict on orders', () => {
  test.each([
    ['answered 201 and there once', [answer('done', 'AAAA-AAAA')], [whole], []],
    ['in doubt and there', [answer('unknown')], [whole], []],
    ['in doubt and not there', [answer('unknown')], [], []],
    ['in doubt, then refused, and there', [answer('unknown'), answer('refused')], [whole], []],
    ['answered 201 and lost', [answer('done', 'AAAA-AAAA')], [], [/answered 201 and is not in the log/]],
    ['there twice', [answer('done', 'AAAA-AAAA')], [whole, whole], [/in the log 2 times/]],
    ['refused and there', [answer('refused')], [whole], [/refused for certain/]],
    ['there in part', [answer('unknown')], [order('AAAA-AAAA', 'C-A1')], [/wanted C-A1 C-A2, got C-A1$/]],
    ['there by another reference', [answer('done', 'BBBB-BBBB')], [whole], [/the log has AAAA-AAAA/]],
  ])('%s', (_what, books, orders, problems) => {
    expect(orderProblems([attempt(...books)], orders)).toEqual(
      problems.map((each) => expect.stringMatching(each) as unknown),
    );
  });

  test('an order that nobody asked for', () => {
    expect(orderProblems([], [whole])).toEqual(['nobody asked for the order of Guest 1-0']);
  });
});

test('a seat in two orders is found', () => {
  const opened: LedgerEvent = {
    ...common,
    type: 'opened',
    screeningId: 'a',
    title: 'Lear',
    startsAt: '2030-01-01T19:30:00Z',
    plan: planOf(1, 3),
    prices: { a: 100 },
    currency: 'EUR',
  };
  expect(seatProblems(new Map([['a', recorded(opened, whole)]]))).toEqual([]);
  expect(seatProblems(new Map([['a', recorded(opened, whole, order('BBBB-BBBB', 'C-A2', 'C-A3'))]]))).toContain(
    'C-A2 in a is in AAAA-AAAA and in BBBB-BBBB',
  );
});

test('a hold that was refused for certain is found, and one that was granted and is not there', () => {
  const held: LedgerEvent = {
    ...common,
    type: 'selection',
    viewerId: 'viewer',
    selectedSeatIds: ['C-A1', 'C-A2'],
    action: 'select',
    expiresAt: 1,
    startedAt: 0,
    checkedOut: false,
  };
  const ledgers = new Map([['a', recorded(held)]]);
  const viewers = new Map([['viewer', guest]]);
  const refused = { ...attempt(), claims: [answer('refused')] };
  const inDoubt = { ...attempt(), claims: [answer('unknown'), answer('refused')] };
  const granted = { ...attempt(), claims: [answer('done')] };
  expect(claimProblems([granted], ledgers, viewers)).toEqual([]);
  expect(claimProblems([granted], new Map(), viewers)).toHaveLength(1);
  expect(claimProblems([refused], ledgers, viewers)).toHaveLength(1);
  expect(claimProblems([inDoubt], ledgers, viewers)).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import type { LedgerEvent } from '../screening/events.ts';
import {
  booked,
  exchangedEvent,
  happened,
  opened,
  record,
  refundedEvent,
  T0,
  type Happening,
} from '../screening/testing/given.ts';
import { cancelledEvent, lapsedAt } from '../screening/testing/counter.ts';
import { isBulk, MailNews, mailIdOf, orderOfMail } from './mail-news.ts';

const ann = { order: 'AAAA-0001', customer: { name: 'Ann', email: 'ann@example.org' } };
const bob = { order: 'BBBB-0002', customer: { name: 'Bob', email: 'bob@example.org' } };
const cara = { order: 'CCCC-0003', customer: { name: 'Cara' } };
const annBooked = booked('ann', ['C-A1', 'C-A2'], T0, ann);
const bobBooked = booked('bob', ['C-A3'], T0, bob);
const caraBooked = booked('cara', ['C-A4'], T0, cara);
const move = (startsAt: string, commandId = 'move'): Happening =>
  happened(T0, { type: 'amended', version: 1, commandId, by: 'staff', startsAt } as LedgerEvent);
const cancelled = happened(T0, cancelledEvent());

/** What is to be written of the last of these. */
function news(...history: readonly Happening[]) {
  const fold = new MailNews();
  return record([opened, ...history])
    .map((recorded) => fold.ledger('first-night', recorded))
    .at(-1);
}
const toWhom = (...history: readonly Happening[]) =>
  news(...history)?.map(({ order, news: { kind } }) => `${order} ${kind}`);

describe('whoever gave an address hears', () => {
  test.each<[string, readonly Happening[], readonly string[]]>([
    ['that they booked', [annBooked], ['AAAA-0001 booked']],
    ['nothing without one', [caraBooked], []],
    [
      'that it was cancelled',
      [annBooked, bobBooked, caraBooked, cancelled],
      ['AAAA-0001 cancelled', 'BBBB-0002 cancelled'],
    ],
    ['that it was moved', [annBooked, caraBooked, move('2030-01-02T19:30:00Z')], ['AAAA-0001 moved']],
    [
      'nothing of another title',
      [annBooked, happened(T0, { type: 'amended', version: 1, commandId: 't', by: 's', title: 'X' })],
      [],
    ],
    [
      'that seats were exchanged',
      [annBooked, happened(T0, exchangedEvent(['C-A1'], ['C-B1']))],
      ['AAAA-0001 exchanged'],
    ],
    ['that seats were given back', [annBooked, happened(T0, refundedEvent(['C-A1']))], ['AAAA-0001 refunded']],
    [
      'nothing of what was undone at the till',
      [annBooked, happened(T0, refundedEvent(['C-A1', 'C-A2'], { void: true }))],
      [],
    ],
    [
      'nothing of a cancellation after all was given back',
      [annBooked, happened(T0, refundedEvent(['C-A1', 'C-A2'])), cancelled],
      [],
    ],
    [
      'of a cancellation while some is left',
      [annBooked, happened(T0, refundedEvent(['C-A1'])), cancelled],
      ['AAAA-0001 cancelled'],
    ],
    [
      'nothing when what was not paid is given back for it',
      [annBooked, cancelled, happened(T0, refundedEvent(['C-A1', 'C-A2']))],
      [],
    ],
    [
      'that the money of what was cancelled is given back',
      [annBooked, cancelled, happened(T0, refundedEvent(['C-A1'], { amount: 2_500 }))],
      ['AAAA-0001 refunded'],
    ],
    ['nothing any more of seats that lapsed', [annBooked, lapsedAt(T0), cancelled], []],
  ])('%s', (_, history, expected) => {
    expect(toWhom(...history)).toEqual(expected);
  });

  test('from when to when it was moved, each time', () => {
    const [first] = news(annBooked, move('2030-01-02T19:30:00Z')) ?? [];
    expect(first?.news).toEqual({ kind: 'moved', from: '2030-01-01T19:30:00Z', to: '2030-01-02T19:30:00Z' });
    const [second] = news(annBooked, move('2030-01-02T19:30:00Z'), move('2030-01-03T19:30:00Z', 'again')) ?? [];
    expect(second?.news).toEqual({ kind: 'moved', from: '2030-01-02T19:30:00Z', to: '2030-01-03T19:30:00Z' });
    expect(second?.id).not.toBe(first?.id);
  });
});

test('a mail’s id is a subject’s token of its own, from which its order is read', () => {
  expect(mailIdOf('AAAA-0001', 'booked', 'x')).toBe('AAAA-0001');
  const ids = ['a b', 'a_b', 'a.b', 'a*b', 'a>b', 'a-b', 'ä'].map((command) =>
    mailIdOf('AAAA-0001', 'refunded', command),
  );
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    expect(id).toMatch(/^[A-Za-z0-9_=-]+$/);
    expect(orderOfMail(id)).toBe('AAAA-0001');
    expect(isBulk(id)).toBe(false);
  }
  expect(isBulk(mailIdOf('AAAA-0001', 'cancelled', 'x'))).toBe(true);
});

import { describe, expect, test } from 'vitest';
import { activityOf, type Activity } from './activity.ts';
import { EVENT_VERSION, type Gone, type LedgerEvent, type PresenceEvent } from './events.ts';
import { feedAfter, FEED_LENGTH, type FeedLine } from './snapshot.ts';
import { withheldFor } from './testing/counter.ts';
import {
  booked,
  closed,
  expired,
  opened,
  policy,
  refundedEvent,
  released,
  selected,
  stateAfter,
  T0,
  withheld,
  type Happening,
} from './testing/given.ts';

const paidInFull = { status: 'paid', tenders: [{ kind: 'card', amount: 2_500 }] } as const;
const END = T0 + policy.holdMs;
const common = { version: EVENT_VERSION, commandId: 'command', by: 'staff' } as const;
const tell = (history: Happening[], event: LedgerEvent | PresenceEvent | Gone) =>
  activityOf(stateAfter(...history), { sequence: 7, at: T0, event });
const line = (kind: Activity['kind'], seatIds: string[], viewerId?: string) => ({
  sequence: 7,
  at: T0,
  kind,
  seatIds,
  ...(viewerId === undefined ? {} : { viewerId }),
});

describe('a line of the feed', () => {
  const annHas = [opened, selected('ann', ['C-A1', 'C-A2'])];

  test.each<[string, Happening[], LedgerEvent | PresenceEvent | Gone, object | undefined]>([
    ['opened', [], opened.event, line('opened', [])],
    ['closed', [opened], closed().event, line('closed', [])],
    ['suspended', [opened], { ...common, type: 'suspended', reason: 'why' }, line('suspended', [])],
    ['resumed', [opened], { ...common, type: 'resumed' }, line('resumed', [])],
    ['withheld', [opened], withheld(['C-A1']).event, line('withheld', ['C-A1'])],
    [
      'a house seat that goes back to the house',
      [opened, withheldFor('house', ['C-A1']), booked('kiosk', ['C-A1', 'C-A2'], T0, { by: 'staff' })],
      refundedEvent(['C-A1', 'C-A2']),
      line('refunded', ['C-A2']),
    ],
    [
      'what was not collected',
      [opened, booked('kiosk', ['C-A1'], T0, { collectBy: T0 + 1 })],
      { ...common, type: 'lapsed', order: 'AAAA-0001', collectBy: T0 + 1 },
      line('lapsed', ['C-A1']),
    ],
    [
      'what was paid, and does not lapse',
      [opened, booked('kiosk', ['C-A1'], T0, { collectBy: T0 + 1, payment: paidInFull })],
      { ...common, type: 'lapsed', order: 'AAAA-0001', collectBy: T0 + 1 },
      undefined,
    ],
    ['cancelled', [opened], { ...common, type: 'cancelled', reason: 'ill' }, line('cancelled', [])],
    ['fewer of the same', annHas, selected('ann', ['C-A2']).event, line('deselected', ['C-A1'], 'ann')],
    ['released', [opened, withheld(['C-A1'])], released(['C-A1']).event, line('released', ['C-A1'])],
    ['first seats', [opened], selected('ann', ['C-A1']).event, line('selected', ['C-A1'], 'ann')],
    ['one more seat', annHas, selected('ann', ['C-A1', 'C-A2', 'C-A3']).event, line('selected', ['C-A3'], 'ann')],
    ['claimed afresh', annHas, selected('ann', ['C-A1'], END).event, line('selected', ['C-A1'], 'ann')],
    [
      'a seat less',
      annHas,
      selected('ann', ['C-A2'], T0, { action: 'deselect' }).event,
      line('deselected', ['C-A1'], 'ann'),
    ],
    ['more time', annHas, selected('ann', ['C-A1', 'C-A2'], T0, { action: 'extend' }).event, undefined],
    [
      'all given back',
      annHas,
      selected('ann', [], T0, { action: 'release' }).event,
      line('gave-back', ['C-A1', 'C-A2'], 'ann'),
    ],
    ['run out', annHas, expired('ann', END).event, line('expired', ['C-A1', 'C-A2'], 'ann')],
    ['an end that was put off', annHas, expired('ann', END - 1).event, undefined],
    ['the end of nothing', [opened], expired('ann', END).event, undefined],
    ['booked', annHas, booked('ann', ['C-A1', 'C-A2']).event, line('booked', ['C-A1', 'C-A2'], 'ann')],
    [
      'joined',
      [opened],
      { type: 'joined', version: 1, viewerId: 'ann', color: 'teal', instance: 'door' },
      line('joined', [], 'ann'),
    ],
    ['left', [opened], { type: 'left', version: 1, viewerId: 'ann', instance: 'door' }, line('left', [], 'ann')],
    ['a server gone', [opened], { type: 'gone', version: 1, instance: 'door' }, undefined],
  ])('%s', (_, history, event, expected) => {
    expect(tell(history, event)).toEqual(expected);
  });
});

describe('the feed', () => {
  const of = (kind: Activity['kind'], sequence: number): Activity => ({ sequence, at: sequence, kind, seatIds: [] });
  const after = (...kinds: Activity['kind'][]) =>
    kinds.reduce<readonly FeedLine[]>((feed, kind, at) => feedAfter(feed, of(kind, at + 1)), []);

  test('has the newest first and forgets the oldest', () => {
    const feed = after(...Array.from({ length: FEED_LENGTH + 5 }, () => 'booked' as const));
    expect(feed).toHaveLength(FEED_LENGTH);
    expect(feed[0]?.sequence).toBe(FEED_LENGTH + 5);
    expect(feed.at(-1)?.sequence).toBe(6);
  });

  test('tells arrivals that follow one another in one line, and departures in another', () => {
    const feed = after('joined', 'joined', 'joined', 'left', 'booked', 'joined');
    expect(feed.map(({ kind, count, sequence }) => [kind, count, sequence])).toEqual([
      ['joined', 1, 6],
      ['booked', 1, 5],
      ['left', 1, 4],
      ['joined', 3, 3],
    ]);
  });

  test('tells each booking by itself', () => {
    expect(after('booked', 'booked').map(({ count }) => count)).toEqual([1, 1]);
  });
});

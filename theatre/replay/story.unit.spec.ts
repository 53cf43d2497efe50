import { describe, expect, test } from 'vitest';
import { catalogueOf } from '../contract/catalogue/index.ts';
import {
  booked,
  closed,
  exchangedEvent,
  expired,
  happened,
  MINUTE,
  opened,
  paidEvent,
  refundedEvent,
  released,
  SECOND,
  selected,
  selectionEvent,
  T0,
  withheld,
} from '../screening/testing/given.ts';
import { heatOf, hesitation, hesitationOver } from './hesitation.ts';
import { journeysOf, spreadOf } from './journeys.ts';
import { seatStory, viewerStory } from './story.ts';
import { came, refused, tell, went } from './testing/told.ts';

const { lapses, stories } = catalogueOf('en');
const { seatLine: seatLineWords, viewerLine: viewerLineWords } = stories;

const later = { startedAt: T0, expiresAt: T0 + 309 * SECOND };
const evening = [
  opened,
  came('viewer-ann', T0 - 5 * SECOND),
  came('viewer-bob', T0 - 4 * SECOND),
  selected('viewer-ann', ['C-A1'], T0),
  selected('viewer-ann', ['C-A1', 'C-A2'], T0 + 9 * SECOND, later),
  refused('viewer-bob', T0 + 38, 'seat-taken', [{ seatId: 'C-A1', status: 'held', holder: 'viewer-ann', byMs: 38 }]),
  went('viewer-ann', T0 + 100 * SECOND),
  expired('viewer-ann', later.expiresAt, later.expiresAt + 120),
  selected('viewer-bob', ['C-A1'], T0 + 312 * SECOND),
  booked('viewer-bob', ['C-A1'], T0 + 330 * SECOND),
  withheld(['C-A2'], T0 + 340 * SECOND, 'press'),
  released(['C-A2'], T0 + 350 * SECOND),
  closed(T0 + 360 * SECOND),
];

describe('the story of a seat', () => {
  test('says who looked, held, lost and bought, and by how much', () => {
    const { chronicle } = tell(...evening);
    expect(seatStory(chronicle, 'C-A1').map((line) => [line.count, line.viewers, seatLineWords(line)])).toEqual([
      [4, 2, 'Lagoon Peacock chose it'],
      [6, 2, 'Clover Buzzard did not get it: Lagoon Peacock was 38 ms earlier'],
      [8, 1, 'Lagoon Peacock ran out of time after 5 minutes 9 seconds'],
      [9, 1, 'Clover Buzzard chose it'],
      [10, 1, 'Clover Buzzard bought it after 18 seconds'],
    ]);
    expect(seatStory(chronicle, 'C-A2').map(seatLineWords).slice(-2)).toEqual([
      'Taken off sale by the house: press',
      'On sale again',
    ]);
    expect(seatStory(chronicle, 'L-A2')).toEqual([]);
  });

  test('tells ways of losing a seat apart', () => {
    const ways = {
      'let it go': happened(T0 + 10, selectionEvent('viewer-ann', ['C-A2'], { action: 'deselect' })),
      'gave all back': happened(T0 + 10, selectionEvent('viewer-ann', [], { action: 'release' })),
      'was away too long': happened(T0 + 10, selectionEvent('viewer-ann', [], { action: 'release', by: 'log' })),
      'had it given back by staff': happened(
        T0 + 10,
        selectionEvent('viewer-ann', [], { action: 'release', by: 'staff' }),
      ),
      'ran out of time': selected('viewer-bob', ['C-A1'], T0 + 301 * SECOND),
      'lost it to the house': withheld(['C-A1'], T0 + 10),
      'lost it to another sale': booked('viewer-bob', ['C-A1'], T0 + 10),
    };
    for (const [words, event] of Object.entries(ways)) {
      const { chronicle } = tell(opened, selected('viewer-ann', ['C-A1', 'C-A2'], T0), event);
      const lost = seatStory(chronicle, 'C-A1').filter(({ kind }) => kind === 'lost');
      expect(lost.map(seatLineWords)).toEqual([expect.stringContaining(words)]);
      expect(viewerStory(chronicle, 'viewer-ann').at(-1)).toMatchObject({
        kind: 'lost',
        seatIds: expect.arrayContaining(['C-A1']) as unknown,
      });
    }
  });

  test('goes on after the sale', () => {
    const { chronicle } = tell(
      opened,
      booked('viewer-ann', ['C-A1', 'C-A2']),
      happened(T0 + 1, paidEvent(5000)),
      happened(T0 + 2, exchangedEvent(['C-A1'], ['C-A3'])),
      happened(T0 + 3, refundedEvent(['C-A2', 'C-A3'], { amount: 5000 })),
    );
    const words = (seatId: string) => seatStory(chronicle, seatId).map(seatLineWords);
    expect(words('C-A1')).toEqual(['Lagoon Peacock bought it', 'Lagoon Peacock exchanged it for another seat']);
    expect(words('C-A3')).toEqual([
      'Lagoon Peacock got it in exchange for another seat',
      'Lagoon Peacock was refunded; on sale again',
    ]);
    expect(viewerStory(chronicle, 'viewer-ann').map(viewerLineWords)).toEqual([
      'bought C-A1 and C-A2',
      'paid for their order',
      'exchanged C-A1 for C-A3',
      'was refunded C-A2 and C-A3',
    ]);
  });

  test('counts a seat claimed afresh after its time ran out as two holds', () => {
    const again = selected('viewer-ann', ['C-A1'], T0 + 400 * SECOND);
    const { chronicle } = tell(opened, selected('viewer-ann', ['C-A1'], T0), again);
    expect(seatStory(chronicle, 'C-A1').map(({ kind }) => kind)).toEqual(['chosen', 'lost', 'chosen']);
  });
});

describe('the story of a viewer', () => {
  test('says what they did and what was done to them', () => {
    const paying = selectionEvent('viewer-ann', ['C-A1'], { action: 'extend', checkedOut: true, startedAt: T0 + 2 });
    const more = selectionEvent('viewer-ann', ['C-A1'], {
      action: 'extend',
      checkedOut: true,
      expiresAt: T0 + 7 * MINUTE,
      startedAt: T0 + 2,
    });
    const { chronicle } = tell(
      opened,
      came('viewer-ann', T0),
      came('viewer-ann', T0, 'server-2'),
      refused('viewer-ann', T0 + 1, 'nothing-selected', [], 'extend'),
      selected('viewer-ann', ['C-A1'], T0 + 2),
      happened(T0 + 3, paying),
      happened(T0 + 4, more),
      booked('viewer-ann', ['C-A1'], T0 + 5),
      went('viewer-ann', T0 + 6, 'server-2'),
      went('viewer-ann', T0 + 7),
    );
    expect(viewerStory(chronicle, 'viewer-ann').map((line) => [line.at - T0, viewerLineWords(line)])).toEqual([
      [0, 'came to look'],
      [1, 'was refused to extend: they had nothing selected'],
      [2, 'chose C-A1'],
      [3, 'went to pay'],
      [4, 'asked for more time'],
      [5, 'bought C-A1'],
      [7, 'left'],
    ]);
    const { chronicle: other } = tell(...evening);
    expect(viewerStory(other, 'viewer-ann').map(viewerLineWords)).toContain('ran out of time and lost C-A1 and C-A2');
    expect(viewerStory(other, 'viewer-bob').map(viewerLineWords)).toContain('was refused C-A1: somebody else had it');
  });
});

describe('hesitation', () => {
  test('says how often a seat was held and let go, how long, and how many wanted it', () => {
    const { night, chronicle } = tell(...evening);
    const all = hesitation(chronicle, night.endsAt);
    expect(all.find(({ seatId }) => seatId === 'C-A1')).toEqual({
      seatId: 'C-A1',
      chosen: 2,
      letGo: 1,
      ranOut: 1,
      lostToOther: 0,
      heldMs: 309_120 + 18_000,
      refusals: 1,
      suitors: 2,
      soldAt: T0 + 330 * SECOND,
    });
    expect(hesitationOver(chronicle, 'C-A2', night.endsAt)).toMatchObject({ heldMs: 300_120, soldAt: undefined });
    expect(hesitationOver(chronicle, 'L-A1', night.endsAt)).toMatchObject({ chosen: 0, heldMs: 0, suitors: 0 });
    expect(heatOf(hesitationOver(chronicle, 'C-A1', night.endsAt))).toBeGreaterThan(
      heatOf(hesitationOver(chronicle, 'C-A2', night.endsAt)),
    );
  });

  test('counts a hold that lasts up to the end of what is recorded', () => {
    const { chronicle } = tell(opened, selected('viewer-ann', ['C-A1'], T0));
    expect(hesitationOver(chronicle, 'C-A1', T0 + 1234).heldMs).toBe(1234);
  });
});

describe('journeys', () => {
  test('from coming to buying, and those who got nothing', () => {
    const { chronicle } = tell(...evening);
    expect(journeysOf(chronicle)).toMatchObject({
      people: 2,
      chose: 2,
      bought: 1,
      leftWithNothing: 1,
      refusedSeats: 1,
      refusedPeople: 1,
      refusedForGood: 0,
      seatsRunOut: 2,
      seatsTaken: 0,
      joiningToBuying: { count: 1, median: 334_000 },
      choosingToBuying: { count: 1, median: 18_000 },
      joiningToBuyingTimes: [334_000],
    });
    expect(journeysOf(tell(opened).chronicle)).toMatchObject({ people: 0, joiningToBuying: undefined });
  });

  test('spreads', () => {
    expect(spreadOf([])).toBeUndefined();
    expect(spreadOf([5, 1, 3, 2, 4, 6, 7, 8, 9, 10])).toEqual({
      count: 10,
      shortest: 1,
      median: 6,
      ninth: 10,
      longest: 10,
    });
  });
});

test('lapses are as exact as it matters', () => {
  const words = [
    -5, 0, 38.4, 999, 1000, 9949, 9950, 59_400, 60_000, 61_000, 309_120, 600_000, 3_599_000, 3_600_000, 7_860_000,
  ];
  expect(words.map(lapses.exact)).toEqual([
    'less than 1 ms',
    'less than 1 ms',
    '38 ms',
    '999 ms',
    '1.0 seconds',
    '9.9 seconds',
    '10 seconds',
    '59 seconds',
    '1 minute',
    '1 minute 1 second',
    '5 minutes 9 seconds',
    '10 minutes',
    '1 hour',
    '1 hour',
    '2 hours 11 minutes',
  ]);
});

import { describe, expect, test } from 'vitest';
import { catalogueOf } from '../contract/catalogue/index.ts';
import {
  booked,
  expired,
  happened,
  MINUTE,
  opened,
  refundedEvent,
  SECOND,
  selected,
  selectionEvent,
  T0,
  withheld,
} from '../screening/testing/given.ts';
import { clockFrom, came, refused, tell, went, type Told } from './testing/told.ts';
import { whyLost } from './why-lost.ts';

const { unknownToTheLog, lost: whyLostWords } = catalogueOf('en').why;

const clock = clockFrom(T0);

function why(told: readonly Told[], viewerId = 'viewer-ann', seatId = 'C-A1') {
  const { chronicle } = tell(opened, ...told);
  const answer = whyLost(chronicle, viewerId, seatId);
  return { ...answer, words: whyLostWords(answer, clock) };
}

const hold = selected('viewer-ann', ['C-A1'], T0);
const end = T0 + 5 * MINUTE;
const gone = expired('viewer-ann', end, end + 120);
const held = { seatId: 'C-A1', status: 'held', holder: 'viewer-bob', byMs: 2000 } as const;

describe('why did this patron lose the seat', () => {
  test('their time ran out while they were away, somebody was faster, and they tried again', () => {
    const answer = why([
      came('viewer-ann', T0 - 1),
      hold,
      went('viewer-ann', T0 + 100 * SECOND),
      gone,
      selected('viewer-bob', ['C-A1'], T0 + 312 * SECOND),
      came('viewer-ann', T0 + 313 * SECOND),
      refused('viewer-ann', T0 + 314 * SECOND, 'seat-taken', [held]),
      booked('viewer-bob', ['C-A1'], T0 + 330 * SECOND),
    ]);
    expect(answer).toMatchObject({
      outcome: 'lost',
      holds: [{ from: T0, until: end + 120, promised: end, lastTouched: T0, paying: false, why: 'expired' }],
      awaySince: T0 + 100 * SECOND,
      next: { viewerId: 'viewer-bob', at: T0 + 312 * SECOND, bought: false },
      buyer: { viewerId: 'viewer-bob', at: T0 + 330 * SECOND, bought: true },
      refusals: [{ reason: 'seat-taken', seat: held }],
    });
    expect(answer.words).toEqual([
      'Lagoon Peacock chose C-A1 at +0 s. It was theirs until +300 s.',
      'Nothing was booked by then, so C-A1 went back on sale at +300.12 s. Clover Buzzard got it 12 seconds later, at +312 s.',
      'Their page had been closed or out of reach since +100 s.',
      'At +314 s they asked for C-A1, but Clover Buzzard had chosen it 2.0 seconds before.',
      'In the end Clover Buzzard bought C-A1 at +330 s.',
      unknownToTheLog,
    ]);
  });

  test('somebody was earlier by some milliseconds, and they never had it', () => {
    const answer = why([
      selected('viewer-bob', ['C-A1'], T0),
      refused('viewer-ann', T0 + 38, 'seat-taken', [{ ...held, byMs: 38 }]),
    ]);
    expect(answer.outcome).toBe('never-held');
    expect(answer.words).toEqual([
      'Lagoon Peacock never had C-A1.',
      'At +0.038 s they asked for C-A1, but Clover Buzzard had chosen it 38 ms before.',
      'Nobody else had bought C-A1 by the end of what was recorded.',
      unknownToTheLog,
    ]);
  });

  test.each<[string, Told[], string]>([
    [
      'they let it go',
      [happened(T0 + 10, selectionEvent('viewer-ann', [], { action: 'deselect', seatId: 'C-A1' }))],
      'gave C-A1 back themselves',
    ],
    [
      'they gave all back',
      [happened(T0 + 10, selectionEvent('viewer-ann', [], { action: 'release' }))],
      'gave all their seats back themselves',
    ],
    [
      'they were away',
      [happened(T0 + 10, selectionEvent('viewer-ann', [], { action: 'release', by: 'log' }))],
      'stays away longer than the house waits',
    ],
    [
      'staff gave it back',
      [happened(T0 + 10, selectionEvent('viewer-ann', [], { action: 'release', by: 'staff' }))],
      'Staff gave C-A1 back',
    ],
    [
      'it ran out, and another was faster than the log',
      [selected('viewer-bob', ['C-A1'], end + 7)],
      'Clover Buzzard chose C-A1 7 ms after that end',
    ],
    ['the house took it', [withheld(['C-A1'], T0 + 10, 'press')], 'The house kept C-A1 off sale: press.'],
    ['it was sold past them', [booked('viewer-bob', ['C-A1'], T0 + 10)], 'C-A1 was sold to Clover Buzzard'],
  ])('%s', (_, told, words) => {
    const answer = why([hold, ...told]);
    expect(answer.outcome).toBe('lost');
    expect(answer.words.join(' ')).toContain(words);
  });

  test('they went to pay, and their time was what that gave them', () => {
    const paying = selectionEvent('viewer-ann', ['C-A1'], {
      action: 'extend',
      checkedOut: true,
      expiresAt: end + 5 * MINUTE,
    });
    const answer = why([hold, happened(T0 + 60 * SECOND, paying), expired('viewer-ann', end + 5 * MINUTE)]);
    expect(answer.holds).toMatchObject([{ promised: end + 5 * MINUTE, lastTouched: T0 + 60 * SECOND, paying: true }]);
    expect(answer.words[0]).toBe(
      'Lagoon Peacock chose C-A1 at +0 s. They last changed something at +60 s, when they had gone to pay. It was theirs until +600 s.',
    );
  });

  test('they did not', () => {
    expect(why([hold]).words[0]).toBe('Lagoon Peacock has not lost C-A1: they hold it.');
    expect(why([hold, booked('viewer-ann', ['C-A1'])]).words[0]).toBe(
      'Lagoon Peacock did not lose C-A1: they bought it.',
    );
    const refund = happened(T0 + 9000, refundedEvent(['C-A1']));
    expect(why([booked('viewer-ann', ['C-A1']), refund])).toMatchObject({ outcome: 'given-back' });
    expect(why([booked('viewer-ann', ['C-A1']), refund]).words[0]).toBe(
      'Lagoon Peacock bought C-A1, and gave it back at +9 s.',
    );
    expect(why([booked('viewer-bob', ['C-A1'])]).words.slice(0, 2)).toEqual([
      'Lagoon Peacock never chose C-A1 and was never refused it: the log has no attempt.',
      'In the end Clover Buzzard bought C-A1 at +0 s.',
    ]);
  });

  test('twice, and each time is told, with what was refused between them', () => {
    const answer = why([
      hold,
      gone,
      refused('viewer-ann', end + 200, 'hold-expired', [{ seatId: 'C-A1', status: 'available', byMs: 0 }], 'book'),
      selected('viewer-ann', ['C-A1'], end + 1000, { startedAt: end + 1000, expiresAt: end + 2000 }),
      expired('viewer-ann', end + 2000),
    ]);
    expect(answer.words.slice(0, -2)).toEqual([
      'Lagoon Peacock chose C-A1 at +0 s. It was theirs until +300 s.',
      'Their time ran out at +300.12 s.',
      'At +300.2 s they wanted to buy it, but their time had run out.',
      'Lagoon Peacock chose C-A1 at +301 s. It was theirs until +302 s.',
      'Nothing was booked by then, so C-A1 went back on sale at +302 s.',
      'Their page was open at that moment.',
    ]);
  });

  test('many refusals are a number', () => {
    const tries = Array.from({ length: 9 }, (_, at) =>
      refused('viewer-ann', T0 + at, 'sales-suspended', [{ seatId: 'C-A1', status: 'available', byMs: 0 }]),
    );
    expect(why(tries).words).toContain('They tried 4 more times.');
    expect(why(tries).words).toContain('At +0 s they asked for C-A1, but sales were paused.');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysLater, localInput, mondayOf, nextInWeek, readPromos, repeated, weekFrom } from './week-model.ts';

const local = (text: string) => new Date(text).getTime();
const on = (id: string, text: string) => ({ id, title: id, startsAt: new Date(text).toISOString() });

const monday = local('2026-11-16T00:00');
const all = [
  on('late', '2026-11-18T20:00'),
  on('early', '2026-11-18T15:00'),
  on('sunday', '2026-11-22T23:59'),
  on('next', '2026-11-23T00:00'),
  on('friday', '2026-11-20T19:30'),
];
const week = weekFrom(monday, all);

describe('a week', () => {
  it('begins on the Monday before, at midnight', () => {
    for (const text of ['2026-11-16T00:00', '2026-11-18T12:00', '2026-11-22T23:59']) {
      expect(mondayOf(local(text))).toBe(monday);
    }
    expect(mondayOf(local('2026-11-23T00:00'))).toBe(daysLater(monday, 7));
  });

  it('has each screening on its day, by time', () => {
    expect(week.map(({ screenings }) => screenings.map(({ id }) => id))).toEqual([
      [],
      [],
      ['early', 'late'],
      [],
      ['friday'],
      [],
      ['sunday'],
    ]);
  });

  it.each([
    ['early', 'down', 'late'],
    ['late', 'up', 'early'],
    ['late', 'down', undefined],
    ['early', 'right', 'friday'],
    ['late', 'right', 'friday'],
    ['friday', 'left', 'early'],
    ['sunday', 'right', undefined],
    ['nothing', 'right', 'early'],
  ] as const)('leads from %s %s to %s', (id, step, to) => {
    expect(nextInWeek(week, id, step)).toBe(to);
  });

  it('has every screening of its days once, whatever the times', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20 * 24, max: 20 * 24 })), (hours) => {
        const some = hours.map((hour, at) => on(String(at), new Date(monday + hour * 3_600_000).toISOString()));
        const shown = weekFrom(monday, some).flatMap(({ screenings }) => screenings.map(({ id }) => id));
        const inside = some.filter(({ startsAt }) => mondayOf(Date.parse(startsAt)) === monday);
        expect([...shown].sort()).toEqual(inside.map(({ id }) => id).sort());
      }),
    );
  });
});

describe('times', () => {
  it('are repeated at the same time by the clock, over a change of summer time too', () => {
    const first = local('2026-10-24T19:30');
    expect(repeated(first, 'daily', 3).map(localInput)).toEqual([
      '2026-10-24T19:30',
      '2026-10-25T19:30',
      '2026-10-26T19:30',
    ]);
    expect(repeated(first, 'weekly', 2).map(localInput)).toEqual(['2026-10-24T19:30', '2026-10-31T19:30']);
    expect(repeated(first, 'once', 9)).toEqual([first]);
  });
});

describe('promo codes as they are typed', () => {
  it.each([
    [
      'spring 20\n\nSUMMER: 15 %',
      {
        promos: [
          { code: 'SPRING', percent: 20 },
          { code: 'SUMMER', percent: 15 },
        ],
      },
    ],
    ['', { promos: [] }],
    ['SPRING', { bad: 'SPRING' }],
    ['SPRING 0', { bad: 'SPRING 0' }],
    ['SPRING 101', { bad: 'SPRING 101' }],
    ['A 10\na 20', { twice: 'A' }],
  ])('%j', (text, result) => {
    expect(readPromos(text)).toEqual(result);
  });
});

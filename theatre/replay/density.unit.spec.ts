import { describe, expect, test } from 'vitest';
import { booked, closed, expired, MINUTE, opened, SECOND, selected, T0, withheld } from '../screening/testing/given.ts';
import { densityOf } from './density.ts';
import { came, refused, tell } from './testing/told.ts';

const start = Math.floor(T0 / MINUTE) * MINUTE;

describe('density', () => {
  test('counts each minute, quiet ones too', () => {
    const { night } = tell(
      { ...opened, at: start },
      came('viewer-ann', start + 1),
      selected('viewer-ann', ['C-A1'], start + 59 * SECOND),
      booked('viewer-ann', ['C-A1'], start + 3 * MINUTE),
      refused('viewer-bob', start + 3 * MINUTE + 5, 'seat-taken', []),
    );
    const density = densityOf(night.scenes());
    expect(density.line()).toEqual({
      barMs: MINUTE,
      bars: [
        { at: start, ledger: 2, presence: 1, refusals: 0, bookings: 0 },
        { at: start + MINUTE, ledger: 0, presence: 0, refusals: 0, bookings: 0 },
        { at: start + 2 * MINUTE, ledger: 0, presence: 0, refusals: 0, bookings: 0 },
        { at: start + 3 * MINUTE, ledger: 1, presence: 0, refusals: 1, bookings: 1 },
      ],
    });
    expect(density.line(2).bars.map(({ ledger }) => ledger)).toEqual([2, 1]);
    expect(density.line(2).barMs).toBe(2 * MINUTE);
    expect(density.peak(({ ledger, presence, refusals }) => ledger + presence + refusals)?.at).toBe(start);
    expect(density.peak(({ bookings }) => bookings)?.at).toBe(start + 3 * MINUTE);
    expect(densityOf([]).line().bars).toEqual([]);
    expect(densityOf([]).peak(({ ledger }) => ledger)).toBeUndefined();
  });

  test('marks what one looks for, and no end that was put off', () => {
    const { night } = tell(
      opened,
      withheld(['L-A1', 'L-A2', 'C-B1', 'C-B3', 'C-B4']),
      selected('viewer-ann', ['C-A1', 'C-A2'], T0),
      expired('viewer-ann', T0 + 10, T0 + 11),
      expired('viewer-ann', T0 + 5 * MINUTE),
      selected('viewer-bob', ['C-A1', 'C-A2', 'C-A3', 'C-A4'], T0 + 6 * MINUTE),
      booked('viewer-bob', ['C-A1', 'C-A2', 'C-A3', 'C-A4'], T0 + 7 * MINUTE),
      closed(T0 + 8 * MINUTE),
    );
    const { marks } = densityOf(night.scenes());
    expect(marks.map(({ kind, count, seatIds }) => [kind, count, seatIds.length])).toEqual([
      ['opened', 1, 0],
      ['withheld', 2, 5],
      ['expired', 5, 2],
      ['booked', 7, 4],
      ['sold-out', 7, 0],
      ['closed', 8, 0],
    ]);
    expect(marks[2]).toMatchObject({ viewerId: 'viewer-ann', at: T0 + 5 * MINUTE });
  });
});

import { describe, expect, test } from 'vitest';
import type { SeatStatus } from './client.ts';
import { freeBlocks } from './seats.ts';

function map(seats: Record<string, SeatStatus>) {
  return { sequence: 1, seats: Object.fromEntries(Object.entries(seats).map(([id, status]) => [id, { status }])) };
}

describe('seats beside one another', () => {
  test('are in one row, one column after the other', () => {
    const free = map({ 'L-A1': 'available', 'L-A2': 'available', 'L-A3': 'available', 'L-B1': 'available' });

    expect(freeBlocks(free, 2)).toEqual([
      ['L-A1', 'L-A2'],
      ['L-A2', 'L-A3'],
    ]);
    expect(freeBlocks(free, 3)).toEqual([['L-A1', 'L-A2', 'L-A3']]);
    expect(freeBlocks(free, 4)).toEqual([]);
  });

  test('are not parted by an aisle, a taken seat or another section', () => {
    const parted = map({
      'C-A9': 'available',
      'C-A10': 'available',
      'C-A12': 'available',
      'C-B1': 'available',
      'C-B2': 'held',
      'C-B3': 'available',
      'R-A11': 'available',
    });

    expect(freeBlocks(parted, 2)).toEqual([['C-A9', 'C-A10']]);
  });
});

import { describe, expect, test } from 'vitest';
import { diskCondition, roomCondition } from './condition-watch.ts';

const GIB = 1024 ** 3;

describe('room', () => {
  test.each([
    [3 * GIB, undefined],
    [1.5 * GIB, 'warning'],
    [0.2 * GIB, 'urgent'],
    [0, 'urgent'],
  ])('of %d bytes on the disk is %s', (free, level) => {
    expect(diskCondition({ free, total: 100 * GIB })?.level).toBe(level);
  });

  test.each([
    [3 * GIB, undefined],
    [1.7 * GIB, undefined],
    [1.5 * GIB, 'warning'],
    [0.2 * GIB, 'urgent'],
  ])('of %d bytes on a disk of 16 GiB is %s', (free, level) => {
    expect(diskCondition({ free, total: 16 * GIB })?.level).toBe(level);
  });

  test.each([
    [0.5, undefined],
    [0.86, 'warning'],
    [0.96, 'urgent'],
  ])('of which the log has used %d is %s', (part, level) => {
    expect(roomCondition({ used: part * 4 * GIB, limit: 4 * GIB })?.level).toBe(level);
  });
});

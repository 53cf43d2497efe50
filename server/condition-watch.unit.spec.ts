import { describe, expect, test } from 'vitest';
import { diskCondition, roomCondition, watchConditions, watchLimits, type Watched } from './condition-watch.ts';

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

test('a consumer that reads no more is told to staff, with how far it is behind', () => {
  const reader = { fresh: true, lag: 0 };
  const watched = {
    config: { dataFolder: '/' },
    log: { connected: true },
    programme: { fresh: true, lag: 0 },
    database: { lag: 0, trouble: undefined },
    mail: { enabled: true, trouble: undefined, waiting: 0 },
    others: [reader],
  } as unknown as Watched;
  const watch = watchConditions(watched, { ...watchLimits, behindMs: 0 });
  expect(watch.probe()['log-behind']).toBeUndefined();
  Object.assign(reader, { fresh: false, lag: 3 });
  expect(watch.probe()['log-behind']).toEqual({ kind: 'log-behind', level: 'warning', lag: 3 });
  watch.close();
});

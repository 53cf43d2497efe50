import { describe, expect, it } from 'vitest';
import { shareOut } from './share-out.ts';

/** As in a row of free seats between sold ones: a seat left over is alone if there is just one. */
const byRowEnd =
  (runs: readonly number[]) =>
  (run: number, group: number): number =>
    (runs[run] ?? 0) - group === 1 ? 1 : 0;

describe('shareOut', () => {
  it.each<[number, number[], number[]]>([
    [6, [3, 3], [3, 3]],
    [5, [4, 4], [2, 3]],
    [6, [4, 4], [4, 2]],
    [10, [9, 9], [5, 5]],
    [9, [9], [9]],
    [5, [4, 1], [4, 1]],
    [3, [2, 2], [2, 1]],
    [8, [5, 5], [3, 5]],
    [7, [3, 3, 3], [2, 2, 3]],
  ])('given %d people and runs of %j, then groups of as many people, kind and even', (size, runs, expected) => {
    const groups = shareOut(size, runs, byRowEnd(runs));
    expect(groups.reduce((sum, group) => sum + group, 0)).toBe(size);
    expect(new Set(groups)).toEqual(new Set(expected));
  });
});

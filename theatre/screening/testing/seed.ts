import type { Parameters } from 'fast-check';

/**
 * Settings of a property test. `FC_SEED` replays the seed that a failing run printed (add `FC_PATH`, printed beside it, to
 * go straight to the smallest failing example); `FC_RUNS` asks for more or fewer examples than `runs`; `FC_SHRINK=no` shows
 * the first failing example as it is.
 */
export function examples<T = unknown>(runs: number): Parameters<T> {
  const { FC_SEED, FC_PATH, FC_RUNS, FC_SHRINK } = process.env;
  return {
    numRuns: FC_RUNS === undefined ? runs : Number(FC_RUNS),
    ...(FC_SEED === undefined ? {} : { seed: Number(FC_SEED) }),
    endOnFailure: FC_SHRINK === 'no',
    ...(FC_PATH === undefined ? {} : { path: FC_PATH }),
  };
}

import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { examples } from '../screening/testing/seed.ts';
import type { setTimeout as sleeping } from 'node:timers/promises';
import type * as appending from './append.ts';
import type * as following from './follow.ts';
import type * as queries from './ledger-queries.ts';
import { play } from './testing/play-rush.ts';
import { rushes } from './testing/rush.ts';
import type { SimulatedLog } from './testing/simulated-log.ts';

// What the desk asks of the log goes to the simulated one; desk, queue, groups, readers and their patience are the real ones.
const simulated = (log: unknown) => log as SimulatedLog;

vi.mock(import('./append.ts'), async (original) => ({
  ...(await original()),
  append: ((log, messages) => simulated(log).append(messages)) satisfies typeof appending.append,
}));
vi.mock(import('./follow.ts'), async (original) => ({
  ...(await original()),
  follow: ((log, options) => simulated(log).follow(options)) satisfies typeof following.follow,
}));
vi.mock(import('./ledger-queries.ts'), () => ({
  lastLedgerSequence: ((log, id) => {
    const { server } = simulated(log);
    return simulated(log).ask(() => server.lastOn(`theatre.screening.${id}.ledger`));
  }) satisfies typeof queries.lastLedgerSequence,
}));
vi.mock(import('node:timers/promises'), async (original) => ({
  ...(await original()),
  // Looked up at each call: time is simulated as well.
  setTimeout: ((ms) => new Promise((resolve) => void setTimeout(resolve, ms))) as typeof sleeping,
}));

describe('several desks on a log that delays, loses, repeats and breaks', () => {
  // A failing run prints its seed: FC_SEED replays it, FC_RUNS asks for more.
  test(
    'nothing is sold twice, nobody is told what is not so, nobody waits for ever',
    { timeout: 3_600_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(rushes, async (rush) => {
          const { problems } = await play(rush);
          expect(problems).toEqual([]);
        }),
        examples(2_000),
      );
    },
  );

  test('a rush is played the same way each time, so that a seed replays', async () => {
    for (const rush of fc.sample(rushes, { numRuns: 20, seed: 1 })) expect(await play(rush)).toEqual(await play(rush));
  });

  test('the rushes meet with everything that they are meant to', async () => {
    const met = {
      conflicts: 0,
      unclear: 0,
      retries: 0,
      refusedByLog: 0,
      batches: 0,
      unsettled: 0,
      rejected: 0,
      landedUntold: 0,
    };
    for (const rush of fc.sample(rushes, { numRuns: 200, seed: 1 })) {
      const { counters, stories, ledger } = await play(rush);
      for (const counts of counters) {
        for (const [key, value] of Object.entries(counts))
          if (key in met) met[key as keyof typeof met] += value as number;
      }
      const ids = new Set(ledger.map(({ event }) => event.commandId));
      met.landedUntold += stories.filter(
        ({ id, outcomes }) => ids.has(id) && outcomes.every((told) => 'unsettled' in told),
      ).length;
    }
    expect(Object.entries(met).filter(([, times]) => times < 5)).toEqual([]);
  });
});

import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const exclude = ['**/node_modules/**', 'out/**', 'dist/**', '.cache/**'];

/** What is waited for comes at once on a quiet machine; on a busy one nothing is wrong that comes later. */
const PATIENT = { poll: { timeout: 20_000 } };

/** Mostly storms and waiting; a worker that began with one of them last would keep everybody waiting. The longest first. */
const LONG = [
  'faults/one-log',
  'faults/balancer',
  'database/killed',
  'log/rush',
  'live/crowd',
  'live/instances',
  'faults/partition',
  'faults/several',
  'backup/backup',
  'log/cluster',
  'notices-provoked',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = LONG.findIndex((one) => moduleId.includes(one));
      return found < 0 ? LONG.length : found;
    };
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        // Solid has a build for servers, where nothing reacts; Node would get that one.
        resolve: { conditions: ['browser', 'development'] },
        ssr: { resolve: { conditions: ['browser', 'development'] } },
        test: {
          name: 'unit',
          include: ['**/*.unit.spec.ts'],
          exclude,
          testTimeout: 60_000,
          expect: PATIENT,
          server: { deps: { inline: [/solid-js/] } },
        },
      },
      {
        test: {
          name: 'int',
          include: ['**/*.int.spec.ts'],
          exclude,
          // Each file starts a nats-server that syncs every write, and waits a third of its time: three at a time is what two cores carry.
          pool: 'forks',
          maxWorkers: 3,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: PATIENT,
        },
      },
    ],
  },
});

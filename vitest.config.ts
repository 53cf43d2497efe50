import { defineConfig } from 'vitest/config';

const exclude = ['**/node_modules/**', 'out/**', 'dist/**', '.cache/**'];

/** What is waited for comes at once on a quiet machine; on a busy one nothing is wrong that comes later. */
const PATIENT = { poll: { timeout: 20_000 } };

export default defineConfig({
  test: {
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
          // Each file starts a nats-server that syncs every write: two files at a time is what two cores carry.
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: PATIENT,
        },
      },
    ],
  },
});

import { defineConfig } from 'vitest/config';

const exclude = ['**/node_modules/**', 'out/**', 'dist/**', '.cache/**'];

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
          testTimeout: 10_000,
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
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});

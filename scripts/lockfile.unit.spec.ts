import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './steps.ts';

test('the lock file keeps npm from compiling the SQLite that comes compiled', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { gypfile?: boolean }>;
  };

  expect(lock.packages['node_modules/better-sqlite3']?.gypfile, 'Run: node scripts/lockfile.mjs').toBe(false);
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './steps.ts';

interface LockEntry {
  gypfile?: boolean;
}

// better-sqlite3 carries its binaries and says `gypfile: false`, so that npm compiles nothing. npm asks the lock file,
// though, and leaves that word out of it: then `npm ci` wants Python and a compiler, and fails where there is only Node.
test('the lock file keeps npm from compiling what comes compiled', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockEntry>;
  };
  const compiled = Object.keys(lock.packages)
    .filter((path) => path.startsWith('node_modules/') && saysNoGyp(path))
    .filter((path) => lock.packages[path]?.gypfile !== false);

  expect(compiled, 'Add "gypfile": false to these entries of package-lock.json').toEqual([]);
  expect(lock.packages['node_modules/better-sqlite3']?.gypfile).toBe(false);
});

function saysNoGyp(path: string): boolean {
  if (!existsSync(join(root, path, 'binding.gyp'))) return false;
  try {
    return (JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')) as LockEntry).gypfile === false;
  } catch {
    // Another platform's package, not installed here.
    return false;
  }
}

// npm runs this after every change to node_modules. A package that comes compiled says `gypfile: false`, so that npm leaves
// the compiler alone; npm asks the lock file for that word and never writes it there. Without it `npm ci` wants Python and a
// compiler for better-sqlite3, and fails on a machine that has only Node.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const file = join(root, 'package-lock.json');

/** @param {string} path @returns {any} */
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));

const lock = json(file);
let changed = false;
for (const [path, entry] of Object.entries(lock.packages)) {
  if (entry.gypfile === false || !existsSync(join(root, path, 'binding.gyp'))) continue;
  if (json(join(root, path, 'package.json')).gypfile !== false) continue;
  entry.gypfile = false;
  changed = true;
}
if (changed) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);

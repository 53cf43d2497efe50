// What every npm command goes through. It is plain JavaScript for old Nodes, so that it can say what is missing before
// a TypeScript script would fail with a riddle.
import { existsSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '..');
const [name = '', ...rest] = process.argv.slice(2);
const script = join(root, 'scripts', `${name}.ts`);

if (!existsSync(script)) {
  console.error(`scripts/run.mjs: there is no scripts/${name}.ts`);
  process.exit(2);
}

if (runsTypeScript(process.versions.node)) {
  process.argv.splice(1, 2, script);
  await import(pathToFileURL(script).href);
} else {
  const node = join(root, 'node_modules/node/bin/node');
  if (!existsSync(node)) {
    console.error(
      `Full House runs on Node 24, which "npm ci" brings along; here is only Node ${process.versions.node}.\n` +
        'It is missing when npm was told to skip install scripts. Run: npm rebuild node --ignore-scripts=false',
    );
    process.exit(1);
  }
  const child = spawn(node, [script, ...rest], { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  child.on('close', (code) => process.exit(code ?? 1));
}

/** @param {string} version */
function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major >= 24 || (major === 22 && minor >= 18);
}

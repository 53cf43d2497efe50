import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveUp, isMain, root, step } from './steps.ts';

interface Part {
  readonly sources: readonly string[];
  readonly result: string;
  readonly command: readonly [string, ...string[]];
}

const parts = {
  server: {
    sources: ['theatre/**/*', 'server/**/*', 'vite.server.config.ts', 'package-lock.json'],
    result: 'out/server/main.cjs',
    command: ['vite', 'build', '--config', 'vite.server.config.ts', '--logLevel', 'warn'],
  },
  desktop: {
    sources: ['theatre/**/*', 'src/**/*', 'electron.vite.config.ts', 'package-lock.json'],
    result: 'out/main/index.cjs',
    command: ['electron-vite', 'build', '--logLevel', 'warn'],
  },
} as const satisfies Record<string, Part>;

/** Builds into out/ what has changed since it was last built. Throws when a build fails; its own words are on the screen. */
export async function build(names: readonly (keyof typeof parts)[]): Promise<void> {
  for (const name of names) {
    const part: Part = parts[name];
    const stamp = join(root, 'out', `.${name}-built-from`);
    const print = fingerprint(part.sources);
    if (existsSync(join(root, part.result)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === print) continue;
    const [command, ...args] = part.command;
    if (!(await step(command, args, { show: 'failure' }))) throw new Error(`The ${name} could not be built.`);
    mkdirSync(join(root, 'out'), { recursive: true });
    writeFileSync(stamp, print);
  }
}

/** Changes whenever one of the files does, tests apart. */
function fingerprint(patterns: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of globSync(patterns, { cwd: root }).sort()) {
    if (path.endsWith('.spec.ts')) continue;
    const { mtimeMs, size } = statSync(join(root, path));
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

if (isMain(import.meta.url)) await build(['server', 'desktop']).catch(giveUp);

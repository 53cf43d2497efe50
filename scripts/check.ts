import { isMain, step, timed } from './steps.ts';
import { vitest } from './counts.ts';

/** Format, lint with the rooms' boundaries, types, then the unit tests. Answers whether all of it passed. */
export async function check(): Promise<boolean> {
  const still = await Promise.all([
    timed('format', () => step('oxfmt', ['--check', '.'], { show: 'failure' })),
    timed('lint', () => step('oxlint', ['--type-aware', '--deny-warnings'], { show: 'failure' })),
    timed('types', () => step('tsc', ['--noEmit'], { show: 'failure' })),
  ]);
  const moving = await timed('unit tests', () => vitest('unit'));
  return moving && still.every(Boolean);
}

if (isMain(import.meta.url)) process.exitCode = (await check()) ? 0 : 1;

import { build } from './build.ts';
import { playwright } from './counts.ts';
import { openDisplay } from './display.ts';
import { findElectron } from './electron.ts';
import { packageApp } from './package.ts';
import { prepareTests } from './prepare.ts';
import { giveUp, isMain } from './steps.ts';

/** Builds what the Playwright tests try. */
export async function buildForE2e(): Promise<void> {
  await build(['server', 'desktop']);
  if (process.platform === 'linux') await packageApp({ only: 'dir' });
}

/** Runs the Playwright tests on what was built. Arguments go to Playwright. Answers whether all passed. */
export async function runE2e(args: readonly string[] = []): Promise<boolean> {
  console.log(findElectron().said);
  const display = await openDisplay();
  try {
    return await playwright(args, display.env);
  } finally {
    display.stop();
  }
}

/** Prepares the machine, builds, and runs the Playwright tests. Arguments go to Playwright. Answers whether all passed. */
async function e2e(args: readonly string[]): Promise<boolean> {
  await prepareTests();
  await buildForE2e();
  return runE2e(args);
}

if (isMain(import.meta.url)) process.exitCode = (await e2e(process.argv.slice(2)).catch(giveUp)) ? 0 : 1;

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { build } from './build.ts';
import { openDisplay } from './display.ts';
import { findElectron } from './electron.ts';
import { prepareDesktop } from './prepare.ts';
import { ended, environment, giveUp, isMain, node, root } from './steps.ts';

/** The desktop app, started, and the screen that it may have been given. */
export interface Desktop {
  readonly child: ChildProcess;
  /** To be called when the child has ended. */
  readonly release: () => void;
}

export interface DesktopOptions {
  /** Leave Ctrl-C to the caller and keep the child's output readable for it. Defaults to false. */
  readonly supervised?: boolean;
}

/** Prepares, builds and starts the desktop app. Throws with what to do when no window can be opened on this machine. */
export async function launchDesktop(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  { supervised = false }: DesktopOptions = {},
): Promise<Desktop> {
  await prepareDesktop();
  const electron = findElectron();
  await build(['server', 'desktop']);
  const display = await openDisplay();
  console.log(`${electron.said}${display.visible ? '' : ', on a virtual screen: nobody can see its window'}`);
  // A virtual screen has no graphics card: looking for one now and then leaves a window waiting for ever.
  const screen = display.visible ? [] : ['--disable-gpu'];
  const child = spawn(electron.executable, [...electron.args, ...screen, ...args, root], {
    cwd: root,
    env: environment({ ...display.env, FULL_HOUSE_NODE: node, ...env }),
    stdio: supervised ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    detached: supervised,
  });
  child.stdout?.pipe(process.stdout);
  child.stderr?.pipe(process.stderr);
  return { child, release: () => display.stop() };
}

async function start(): Promise<number> {
  const { child, release } = await launchDesktop(process.argv.slice(2));
  try {
    return await ended(child);
  } finally {
    release();
  }
}

if (isMain(import.meta.url)) process.exitCode = await start().catch(giveUp);

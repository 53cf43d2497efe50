import { spawn } from 'node:child_process';
import { build } from './build.ts';
import { openDisplay } from './display.ts';
import { findElectron } from './electron.ts';
import { prepareDesktop } from './prepare.ts';
import { ended, environment, giveUp, isMain, node, root } from './steps.ts';

/**
 * Opens the desktop app and waits until it is closed; answers its exit code. Throws with what to do when no window can be
 * opened on this machine.
 */
export async function openDesktop(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  await prepareDesktop();
  const electron = findElectron();
  await build(['server', 'desktop']);
  const display = await openDisplay();
  try {
    console.log(`${electron.said}${display.visible ? '' : ', on a virtual screen: nobody can see its window'}`);
    const app = spawn(electron.executable, [...electron.args, root, ...args], {
      cwd: root,
      env: environment({ ...display.env, FULL_HOUSE_NODE: node, ...env }),
      stdio: 'inherit',
    });
    return await ended(app);
  } finally {
    display.stop();
  }
}

if (isMain(import.meta.url)) process.exitCode = await openDesktop(process.argv.slice(2)).catch(giveUp);

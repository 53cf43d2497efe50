import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.ts';
import { serverFlags } from './server-flags.ts';
import { ended, environment, giveUp, isMain, node, root } from './steps.ts';

/** Starts the headless server in the foreground and waits until it ends; answers its exit code. */
export async function serve(args: readonly string[]): Promise<number> {
  await build(['server']);
  const server = spawn(node, [...serverFlags, join(root, 'out/server/main.cjs'), ...args], {
    cwd: root,
    env: environment(),
    stdio: 'inherit',
  });
  return ended(server);
}

if (isMain(import.meta.url)) process.exitCode = await serve(process.argv.slice(2)).catch(giveUp);

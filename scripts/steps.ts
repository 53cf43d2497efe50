import { spawn } from 'node:child_process';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The repository's folder. */
export const root = resolve(import.meta.dirname, '..');

/** The Node that runs this script: 24, from node_modules. The server, the tests and the tools run on it too. */
export const node = process.execPath;

const bin = join(root, 'node_modules/.bin');

/** The environment of this process with the project's own tools, Node 24 among them, first on PATH. */
export function environment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { ...process.env, PATH: [bin, process.env['PATH'] ?? ''].join(delimiter), ...extra };
}

export interface StepOptions {
  /** Variables added to the environment. Defaults to none. */
  readonly env?: NodeJS.ProcessEnv;
  /** Keep the output and show it only when the step fails. Defaults to false. */
  readonly quiet?: boolean;
}

/** Runs a command in the repository's folder and answers whether it ended with 0. A signal to this process ends it too. */
export async function step(command: string, args: readonly string[], options: StepOptions = {}): Promise<boolean> {
  const child = spawn(command, args, {
    cwd: root,
    env: environment(options.env),
    stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
  });
  const said: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk));
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  try {
    const code = await new Promise<number | null>((done, fail) => child.once('close', done).once('error', fail));
    if (code !== 0) process.stderr.write(Buffer.concat(said));
    return code === 0;
  } finally {
    process.off('SIGINT', forward).off('SIGTERM', forward);
  }
}

/** Runs a step and says in one line how it went and how long it took. */
export async function timed(title: string, run: () => Promise<boolean>): Promise<boolean> {
  const began = performance.now();
  const passed = await run();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${passed ? 'ok    ' : 'FAILED'}  ${title} (${seconds} s)`);
  return passed;
}

/** Whether the module of this URL is the one that was asked for on the command line. */
export function isMain(url: string): boolean {
  return process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === url;
}

import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The repository's folder. */
export const root = resolve(import.meta.dirname, '..');

const brought = join(root, 'node_modules/node/bin/node');

/** A Node new enough for the server, the tests and the tools: the 24 that npm brought, else the one that runs this. */
export const node = existsSync(brought) ? brought : process.execPath;

/** The environment of this process with the project's own tools, Node 24 among them, first on PATH. */
export function environment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const path = [join(root, 'node_modules/node/bin'), join(root, 'node_modules/.bin'), process.env['PATH'] ?? ''];
  return { ...process.env, PATH: path.join(delimiter), ...extra };
}

/** Where a command is on PATH, or undefined. */
export function onPath(command: string): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder || '.', command);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

export interface StepOptions {
  /** Variables added to the environment. Defaults to none. */
  readonly env?: NodeJS.ProcessEnv;
  /** Whether its output is shown: all as it comes, only after a failure, or never. Defaults to `all`. */
  readonly show?: 'all' | 'failure' | 'never';
  /** Milliseconds after which the command is ended and has failed. Defaults to no limit. */
  readonly timeout?: number;
}

/** Runs a command in the repository's folder and answers whether it ended with 0. A signal to this process ends it too. */
export async function step(command: string, args: readonly string[], options: StepOptions = {}): Promise<boolean> {
  const { show = 'all' } = options;
  const child = spawn(command, args, {
    cwd: root,
    env: environment(options.env),
    stdio: show === 'all' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    ...(options.timeout ? { timeout: options.timeout } : {}),
  });
  const said: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await ended(child);
  // Who pressed Ctrl-C wants none of the steps that would follow.
  if (interrupted) process.exit(130);
  if (code !== 0 && show === 'failure') process.stderr.write(Buffer.concat(said));
  return code === 0;
}

let interrupted = false;

/**
 * Waits for a child and passes on the signals that end this process meanwhile. Answers the exit code; a child ended by a
 * signal answers 128 and its number, as a shell does. Throws when the child could not be started.
 */
export async function ended(child: ChildProcess): Promise<number> {
  const forward = (signal: NodeJS.Signals) => {
    interrupted = true;
    // A terminal's Ctrl-C has reached the child already: a second one would read as impatience.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, forward);
  const orphaned = onceOrphaned(() => forward('SIGTERM'));
  try {
    return await new Promise<number>((done, fail) => {
      child.once('error', fail);
      child.once('close', (code, signal) =>
        done(code ?? 128 + (signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15)),
      );
    });
  } finally {
    for (const signal of signals) process.off(signal, forward);
    clearInterval(orphaned);
  }
}

/** npm ends its shell when it is told to end, and the shell says nothing to us: this notices that our parent is gone. */
export function onceOrphaned(act: () => void): NodeJS.Timeout | undefined {
  if (process.env['npm_lifecycle_event'] === undefined) return undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, 500);
  return timer;
}

/** What a command prints, trimmed; undefined when it is missing or fails. */
export function output(command: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(command, args, { cwd: root, env: environment(), encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** Runs a step and says in one line how it went and how long it took. */
export async function timed(title: string, run: () => Promise<boolean>): Promise<boolean> {
  const began = performance.now();
  const passed = await run();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${passed ? 'ok    ' : 'FAILED'}  ${title} (${seconds} s)`);
  return passed;
}

/** Ends this process with what stopped it, in one line: what went wrong and what to do. For the scripts' own refusals. */
export function giveUp(error: unknown): never {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

/** Whether the module of this URL is the one that was asked for on the command line. */
export function isMain(url: string): boolean {
  return process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === url;
}

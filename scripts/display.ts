import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { onPath } from './steps.ts';

/** A screen to open windows on. */
export interface Display {
  /** What a program needs in its environment to find it. */
  readonly env: NodeJS.ProcessEnv;
  /** Whether somebody can look at it. */
  readonly visible: boolean;
  stop(): void;
}

/** Whether this machine has a screen of its own. Only Linux can be without one. */
export function hasScreen(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/** The machine's screen, else a virtual one of 1920×1080 by Xvfb. Throws with the command to run when there is neither. */
export async function openDisplay(): Promise<Display> {
  if (hasScreen()) return { env: {}, visible: true, stop: () => undefined };
  if (!onPath('Xvfb')) {
    throw new Error('There is no screen (DISPLAY is empty) and no virtual one. Run: sudo apt-get install -y xvfb');
  }
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const stop = () => void xvfb.kill();
  // However this process ends, short of a kill, the screen goes with it.
  process.once('exit', stop);
  const number = await displayNumber(xvfb);
  return { env: { DISPLAY: `:${number}` }, visible: false, stop };
}

/** Xvfb takes the first free number and writes it to the descriptor as soon as it can be connected to. */
async function displayNumber(xvfb: ChildProcess): Promise<string> {
  const answer = xvfb.stdio[3] as Readable;
  return new Promise((done, fail) => {
    let said = '';
    answer.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      if (said.includes('\n')) done(said.trim());
    });
    xvfb.once('error', fail);
    xvfb.once('exit', (code) => fail(new Error(`Xvfb ended (${code}) before it had a display.`)));
  });
}

/** The server as a process of its own, to be killed and started again on the same folder and port. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '../../theatre/log/testing/free-port.ts';

const MAIN = join(import.meta.dirname, '../main.ts');
const OPEN_WITHIN_MS = 60_000;

export interface ServerProcess {
  readonly url: string;
  readonly data: string;
  /** What it told an operator. */
  readonly said: string;
  /** Ends it as a power cut does; resolves when it is gone. */
  kill(this: void): Promise<void>;
  /** Starts it again where it was; resolves when it says that it is open. */
  start(this: void): Promise<void>;
  /** Ends it as an operator does; throws when it had to be killed. */
  stop(this: void): Promise<void>;
}

/** `data` is its data folder; `env` is added to its environment. */
export async function serverProcess(data: string, env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  let child: ChildProcess | undefined;
  let url = '';
  let said = '';

  const start = async () => {
    // The same each time, and nobody else's while it is down.
    const port = url === '' ? String(await freePort()) : new URL(url).port;
    const started = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env['PATH'] ?? '',
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        HOST: '127.0.0.1',
        ...env,
        PORT: port,
        FULL_HOUSE_DATA: data,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    let out = '';
    started.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    url = await new Promise<string>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`not open within ${OPEN_WITHIN_MS} ms: ${said}`)), OPEN_WITHIN_MS);
      started.once('exit', (code) => reject(new Error(`ended with ${code} before it was open: ${said}`)));
      started.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString();
        const opened = /open at (\S+)\n/.exec(out)?.[1];
        if (opened === undefined) return;
        clearTimeout(late);
        resolve(opened);
      });
    });
  };

  const end = async (signal: NodeJS.Signals) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child?.once('exit', resolve));
    child.kill(signal);
    await gone;
  };

  try {
    await start();
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
  return {
    get url() {
      return url;
    },
    data,
    get said() {
      return said;
    },
    kill: () => end('SIGKILL'),
    start,
    async stop() {
      await end('SIGTERM');
      if (child?.exitCode !== 0 && child?.signalCode !== 'SIGKILL') {
        throw new Error(`The server ended with ${child?.exitCode ?? child?.signalCode}: ${said}`);
      }
    },
  };
}

/** The server as a process: what it prints, how it is told what is wrong, and that it leaves nothing behind. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stopwatch } from '../theatre/log/testing/stopwatch.ts';

const main = join(import.meta.dirname, 'main.ts');
let folder: string;
const running = new Set<Run>();

class Run {
  out = '';
  err = '';
  readonly messages: unknown[] = [];
  readonly process: ChildProcess;
  readonly exit: Promise<number | NodeJS.Signals | null>;

  constructor(env: Readonly<Record<string, string>>, ipc = false) {
    this.process = spawn(process.execPath, [main], {
      env: {
        PATH: process.env['PATH'] ?? '',
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        HOST: '127.0.0.1',
        PORT: '0',
        FULL_HOUSE_DATA: join(folder, 'data'),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe', ...(ipc ? (['ipc'] as const) : [])],
    });
    this.process.stdout?.on('data', (chunk: Buffer) => (this.out += chunk.toString()));
    this.process.stderr?.on('data', (chunk: Buffer) => (this.err += chunk.toString()));
    this.process.on('message', (message) => this.messages.push(message));
    // Not `close`: it does not come once we have disconnected.
    const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
      this.process.once('exit', (code, signal) => resolve(code ?? signal)),
    );
    const said = [this.process.stdout, this.process.stderr].map(
      (output) => new Promise((resolve) => output?.once('end', resolve)),
    );
    this.exit = Promise.all([ended, ...said]).then(([code]) => {
      running.delete(this);
      return code;
    });
    running.add(this);
  }

  /** Resolves with the address once it is open; throws with its words when it ends instead. */
  async opened(): Promise<string> {
    const address = new Promise<string>((resolve) => {
      const look = () => {
        const url = /open at (\S+)\n/.exec(this.out)?.[1];
        if (url !== undefined) resolve(url);
      };
      this.process.stdout?.on('data', look);
      look();
    });
    const ended = this.exit.then((code): never => {
      throw new Error(`ended with ${code}: ${this.err}`);
    });
    return Promise.race([address, ended]);
  }
}

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'full-house-main-'))));
afterEach(async () => {
  for (const run of running) {
    run.process.kill('SIGKILL');
    await run.exit;
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Of the embedded nats-server. */
const pidFile = () => join(folder, 'data/log/nats-server.pid');
const natsPid = () => Number(readFileSync(pidFile(), 'utf8'));

test('opens with nothing but a folder, says one line, and ends when it is asked to', async () => {
  const run = new Run({});
  const url = await run.opened();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'data/staff-token')).mode & 0o777).toBe(0o600);
  const nats = natsPid();
  expect(isAlive(nats)).toBe(true);

  const token = readFileSync(join(folder, 'data/staff-token'), 'utf8').trim();
  const created = await fetch(`${url}/api/screenings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Lear', house: 'studio', startsAt: '2030-01-01T19:30:00Z' }),
  });
  expect(created.status).toBe(201);
  const { id } = (await created.json()) as { id: string };
  // An open stream does not keep it from ending, and is ended properly.
  const stream = await fetch(`${url}/screenings/${id}/events`);
  const began = stopwatch();
  run.process.kill('SIGTERM');
  expect(await stream.text()).toMatch(/event: ?closing/);
  expect(await run.exit).toBe(0);
  // Sooner than it would be ended by force.
  expect(began.within(2000), `${began.ms} ms`).toBe(true);
  expect(run.out).toBe(`Full House is open at ${url}\n`);
  // Said once, and nothing else.
  expect(run.err).toMatch(/^No mail is sent: set SMTP_URL .*\n$/);
  expect(isAlive(nats)).toBe(false);

  // And again on the same folder, with what was there.
  const second = new Run({});
  const there = await second.opened();
  expect((await fetch(`${there}/api/screenings/${id}`)).status).toBe(200);
  second.process.kill('SIGINT');
  expect(await second.exit).toBe(0);
});

test('says what is wrong with the environment in one line and ends', async () => {
  const run = new Run({ FULL_HOUSE_HOLD_SECONDS: 'five minutes' });
  expect(await run.exit).toBe(1);
  expect(run.out).toBe('');
  expect(run.err).toMatch(/^Full House cannot open: FULL_HOUSE_HOLD_SECONDS is "five minutes", but must be [^\n]+\n$/);
});

test.each([
  ['no address', { NATS_URL: 'http://nowhere' }, 'NATS_URL'],
  [
    'a certificate that is not there',
    { FULL_HOUSE_TLS_CERT: '/no/cert', FULL_HOUSE_TLS_KEY: '/no/key' },
    'FULL_HOUSE_TLS_CERT',
  ],
])('%s is one line too', async (_what, env, name) => {
  const run = new Run(env);
  expect(await run.exit).toBe(1);
  expect(run.err.trim().split('\n')).toHaveLength(1);
  expect(run.err).toContain(name);
});

test('a port in use is named, and the log that was started is ended', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as AddressInfo;
  const run = new Run({ PORT: String(port) });
  expect(await run.exit).toBe(1);
  taken.close();
  expect(run.err.split('\n').slice(-2).join('\n')).toBe(
    `Full House cannot open: port ${port} is in use. Set PORT to another one, or to 0 for any that is free.\n`,
  );
  expect(existsSync(pidFile())).toBe(false);
});

test('a folder that another server uses is left alone', async () => {
  const first = new Run({});
  await first.opened();
  const second = new Run({});
  expect(await second.exit).toBe(1);
  expect(second.err).toContain(`in use by process ${first.process.pid}`);
  expect(second.err.trim().split('\n')).toHaveLength(1);
  first.process.kill('SIGTERM');
  expect(await first.exit).toBe(0);
});

test('tells the app that started it where it is, and ends when that app is gone', async () => {
  const run = new Run({}, true);
  const url = await run.opened();
  await expect.poll(() => run.messages).toEqual([{ ready: true, url }]);
  const nats = natsPid();
  run.process.disconnect();
  expect(await run.exit).toBe(0);
  expect(isAlive(nats)).toBe(false);
});

/**
 * A server with its own log, under a storm of guests, while parts of it are killed or stand still.
 * `npm run test:faults` does the same more often and for longer.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { LogAddress } from '../../theatre/log/address.ts';
import { smallDisk } from '../../theatre/log/testing/small-disk.ts';
import { serverProcess, type ServerProcess } from '../testing/server-process.ts';
import { closeAll, env, long, ROUNDS, secrets, TIMEOUT } from './long.ts';
import { report } from './report.ts';
import { runFault, type Fault, type Row } from './run-fault.ts';

const rows: Row[] = [];
const closers: (() => unknown)[] = [];
afterEach(() => closeAll(closers));
afterAll(() => report(rows));

async function house(folder?: string): Promise<ServerProcess> {
  const own = folder ?? mkdtempSync(join(tmpdir(), 'full-house-fault-'));
  if (folder === undefined) closers.push(() => rmSync(own, { recursive: true, force: true, maxRetries: 5 }));
  const server = await serverProcess(join(own, 'data'), env);
  closers.push(() => server.stop());
  return server;
}

const inLog = (server: ServerProcess, file: string) => readFileSync(join(server.data, 'log', file), 'utf8');
const natsPid = (server: ServerProcess) => Number(inLog(server, 'nats-server.pid'));

function addressOf(server: ServerProcess): LogAddress {
  const credentials = JSON.parse(inLog(server, 'credentials.json')) as { user: string; pass: string };
  return { servers: [`127.0.0.1:${Number(inLog(server, 'port'))}`], ...credentials };
}

/** Whether somebody greets whoever connects to this port. */
function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(500, () => done(false));
    socket.once('data', () => done(true));
    socket.once('error', () => done(false));
    socket.once('close', () => done(false));
  });
}

/** Resolves when another nats-server than this one takes connections; the time of it. */
async function natsBack(server: ServerProcess, gone: number): Promise<number> {
  const port = Number(inLog(server, 'port'));
  for (const until = Date.now() + 20_000; Date.now() < until; await sleep(5)) {
    let pid = gone;
    try {
      pid = natsPid(server);
    } catch {
      // Between the old and the new one there is no such file.
    }
    if (pid > 0 && pid !== gone && (await greets(port))) return Date.now();
  }
  throw new Error('nats-server did not come back');
}

async function broken(server: ServerProcess, fault: Pick<Fault, 'name' | 'strike'> & Partial<Fault>): Promise<Row> {
  const row = await runFault({
    origins: [server.url],
    ...secrets,
    address: addressOf(server),
    rounds: ROUNDS,
    within: 1000,
    ...fault,
  });
  rows.push(row);
  return row;
}

test('nats-server is killed', { timeout: TIMEOUT }, async () => {
  const server = await house();
  const row = await broken(server, {
    name: 'kill -9 nats-server',
    async strike() {
      const pid = natsPid(server);
      const began = Date.now();
      process.kill(pid, 'SIGKILL');
      return { began, over: await natsBack(server, pid) };
    },
  });
  expect(row).toMatchObject({ problems: [], late: [] });
});

test('the server is killed', { timeout: TIMEOUT }, async () => {
  const server = await house();
  const row = await broken(server, {
    name: 'kill -9 server',
    async strike() {
      const began = Date.now();
      await server.kill();
      await server.start();
      return { began, over: Date.now() };
    },
  });
  expect(row).toMatchObject({ problems: [], late: [] });
  expect(row.inDoubt).toBeGreaterThan(0);
});

test('nats-server stands still', { timeout: TIMEOUT }, async () => {
  const server = await house();
  const row = await broken(server, {
    name: `SIGSTOP nats-server, ${long ? 10 : 3} s`,
    async strike() {
      const pid = natsPid(server);
      const began = Date.now();
      process.kill(pid, 'SIGSTOP');
      await sleep(long ? 10_000 : 3000);
      process.kill(pid, 'SIGCONT');
      return { began, over: Date.now() };
    },
  });
  expect(row).toMatchObject({ problems: [], late: [] });
  expect(row.inDoubt).toBeGreaterThan(0);
});

const disk = smallDisk(48);
afterAll(() => disk?.remove());

// Without a small disk there is nothing to fill: filling the machine's own would be no test.
describe.runIf(disk !== undefined)('on a small disk', () => {
  test('the disk is full', { timeout: TIMEOUT }, async () => {
    const server = await house(disk?.folder);
    const ballast = join(disk?.folder ?? '', 'ballast');
    const row = await broken(server, {
      name: 'full disk',
      async strike() {
        const pid = natsPid(server);
        const began = Date.now();
        expect(() => writeFileSync(ballast, Buffer.alloc(64_000_000))).toThrow(/ENOSPC/);
        // Only then is there anything to come back from.
        await expect.poll(() => server.said).toMatch(/is full: nothing can be sold/);
        await sleep(long ? 5000 : 500);
        rmSync(ballast);
        return { began, over: await natsBack(server, pid) };
      },
    });
    expect(row).toMatchObject({ problems: [], late: [] });
  });
});

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLog } from './connection.ts';
import { startEmbeddedLog, type EmbeddedLog } from './embedded.ts';
import { commandLineOf, isAlive } from './processes.ts';

let folder: string;
let started: EmbeddedLog[];
let children: ChildProcess[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'full-house-embedded-'));
  started = [];
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const embedded of started) await embedded.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

async function start(onProblem?: (problem: string) => void): Promise<EmbeddedLog> {
  const embedded = await startEmbeddedLog({ folder, ...(onProblem ? { onProblem } : {}) });
  started.push(embedded);
  return embedded;
}

/** Another program with its log in the folder; answers what it says first: `ready <pid>` or `refused <why>`. */
async function program(): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'testing/hold-log.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout });
  const said = await new Promise<string>((resolve) => lines.once('line', resolve));
  lines.close();
  return { child, said };
}

const serverPid = (said: string) => Number(said.split(' ')[1]);

describe('the embedded log', () => {
  it('keeps its credentials and its configuration to its owner, and its password over a restart', async () => {
    const first = await start();
    for (const file of ['nats.conf', 'credentials.json']) {
      expect((await stat(path.join(folder, file))).mode & 0o777).toBe(0o600);
    }
    await expect(openLog({ address: { servers: first.address.servers }, name: 'stranger' })).rejects.toThrow(
      /password/,
    );
    await first.stop();
    const second = await start();
    expect(second.address).toEqual(first.address);
  });

  it('listens on loopback alone', async () => {
    const { address } = await start();
    expect(address.servers).toEqual([expect.stringMatching(/^127\.0\.0\.1:\d+$/)]);
    expect(await readFile(path.join(folder, 'nats.conf'), 'utf8')).toContain('sync_interval: always');
  });

  it('is refused to a second program, which is told whose it is', async () => {
    const { child, said } = await program();
    expect(said).toMatch(/^ready/);
    await expect(start()).rejects.toThrow(`in use by process ${child.pid}`);
    expect(isAlive(serverPid(said))).toBe(true);
  });

  it('goes to one of several that start at the same time', async () => {
    const results = await Promise.allSettled([start(), start(), start(), start()]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
    expect(refusals).toEqual(Array.from({ length: 3 }, () => expect.stringMatching(/in use by process/)));
  });

  it('leaves no server behind when its program is killed, and starts again in that folder', async () => {
    const { child, said } = await program();
    child.kill('SIGKILL');
    const embedded = await start();
    expect(isAlive(serverPid(said))).toBe(false);
    expect(isAlive(embedded.pid)).toBe(true);
  });

  it('ends a server that outlived both its program and the shell that watched it', async () => {
    const { child, said } = await program();
    const orphan = serverPid(said);
    const shell = Number((await readFile(`/proc/${orphan}/stat`, 'utf8')).split(') ')[1]?.split(' ')[1]);
    const siblings = (await readFile(`/proc/${shell}/task/${shell}/children`, 'utf8')).trim().split(' ').map(Number);
    child.kill('SIGSTOP');
    for (const pid of [shell, ...siblings.filter((pid) => pid !== orphan)]) process.kill(pid, 'SIGKILL');
    child.kill('SIGKILL');
    await expect.poll(() => isAlive(child.pid ?? 0)).toBe(false);
    expect(isAlive(orphan)).toBe(true);
    const embedded = await start();
    expect(isAlive(orphan)).toBe(false);
    expect(embedded.pid).not.toBe(orphan);
  });

  it('leaves another program alone that has got the pid of a server long gone', async () => {
    const bystander = spawn('sleep', ['30']);
    children.push(bystander);
    await writeFile(path.join(folder, 'nats-server.pid'), `${bystander.pid}\n`);
    await writeFile(path.join(folder, 'lock'), '99999999 1\n');
    await start();
    expect(await commandLineOf(bystander.pid ?? 0)).toContain('sleep');
  });

  it('starts a killed server again on the same port, and says so', async () => {
    const problems: string[] = [];
    const embedded = await start((problem) => problems.push(problem));
    const { pid } = embedded;
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => embedded.pid !== pid && isAlive(embedded.pid)).toBe(true);
    const log = await openLog({ address: embedded.address, name: 'again' });
    await log.close();
    expect(problems).toEqual([expect.stringMatching(/^nats-server ended with code 137; starting it again/)]);
  });

  it('survives that the shell watching it is killed', async () => {
    const problems: string[] = [];
    const embedded = await start((problem) => problems.push(problem));
    const { pid } = embedded;
    process.kill(Number((await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ')[1]), 'SIGKILL');
    await expect.poll(() => embedded.pid !== pid && isAlive(embedded.pid)).toBe(true);
    expect(isAlive(pid)).toBe(false);
    const log = await openLog({ address: embedded.address, name: 'again' });
    await log.close();
    expect(problems.join()).toContain('was killed');
  });

  it('gives up with what the server said when it does not start', async () => {
    await writeFile(path.join(folder, 'store'), 'a file where a folder should be');
    await expect(start()).rejects.toThrow(/nats-server does not start: .*not a directory/);
    expect(existsSync(path.join(folder, 'nats-server.pid'))).toBe(false);
  });

  it('stops and leaves no process', async () => {
    const embedded = await start();
    await embedded.stop();
    expect(isAlive(embedded.pid)).toBe(false);
    await embedded.stop();
  });
});

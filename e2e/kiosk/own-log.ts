import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findServer } from '../../theatre/log/find-server.ts';
import { freePort } from '../../theatre/log/testing/free-port.ts';
import { removeFolder, temporaryFolder } from '../fixtures/folder.ts';

/** A nats-server of a test's own, which nobody watches over: it is away for as long as the test says. */
export interface OwnLog {
  readonly natsUrl: string;
  /** Stops answering, with all connections open, as a machine does that hangs. */
  pause(): void;
  resume(): void;
  /** Gone at once. */
  kill(): Promise<void>;
  /** On the same port, with what it had stored. */
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

export async function ownLog(): Promise<OwnLog> {
  const folder = temporaryFolder('own-log');
  const binary = await findServer();
  let server: ChildProcess | undefined;
  // The same each time, and nobody else's while it is away.
  const port = await freePort();
  const start = async (): Promise<void> => {
    const ports = join(folder, 'ports');
    rmSync(ports, { recursive: true, force: true });
    const args = [
      '-js',
      '-sd',
      join(folder, 'store'),
      '-a',
      '127.0.0.1',
      '-p',
      String(port),
      '--ports_file_dir',
      folder,
    ];
    server = spawn(binary, args, { stdio: 'ignore' });
    await listening(folder, server);
  };
  const kill = async (): Promise<void> => {
    const dying = server;
    server = undefined;
    if (!dying || dying.exitCode !== null) return;
    const gone = once(dying, 'exit');
    dying.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    natsUrl: `nats://127.0.0.1:${port}`,
    pause: () => void server?.kill('SIGSTOP'),
    resume: () => void server?.kill('SIGCONT'),
    kill,
    restart: start,
    dispose: async () => {
      await kill();
      removeFolder(folder);
    },
  };
}

/** Waits for the file that it writes when it listens. */
async function listening(folder: string, server: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(20)) {
    if (server.exitCode !== null) throw new Error(`nats-server ended (${server.exitCode})`);
    const file = readdirSync(folder).find((name) => name.endsWith('.ports') && name.includes(`_${server.pid}`));
    if (file === undefined || !existsSync(join(folder, file))) continue;
    if (/"nats":\s*\[\s*"nats:/.test(readFileSync(join(folder, file), 'utf8'))) return;
  }
  throw new Error('nats-server did not say that it listens');
}

/** The log that another process of this user runs in a folder, for commands that are run beside an open box office. */
import { readFile } from 'node:fs/promises';
import type { LogAddress } from './address.ts';
import { isAlive } from './processes.ts';
import { configFile, keptCredentials, pidFile } from './server-config.ts';

/** Undefined when no server runs there. */
export async function runningLog(folder: string): Promise<LogAddress | undefined> {
  const pid = Number.parseInt(await readFile(pidFile(folder), 'utf8').catch(() => ''), 10);
  if (!Number.isInteger(pid) || !isAlive(pid)) return undefined;
  const config = await readFile(configFile(folder), 'utf8').catch(() => '');
  const [, listen] = /^listen: "([^"]+)"/m.exec(config) ?? [];
  if (listen === undefined) return undefined;
  // Written before the server starts, so they are there.
  const { user, pass } = await keptCredentials(folder);
  return { servers: [`nats://${listen}`], user, pass };
}

/** A log for one test: a real nats-server in a temporary folder, gone with everything in it when disposed of. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LogAddress } from '../address.ts';
import { openLog, type Log } from '../connection.ts';
import { startEmbeddedLog, type EmbeddedLog } from '../embedded.ts';

export interface TestLog {
  readonly address: LogAddress;
  readonly embedded: EmbeddedLog;
  readonly folder: string;
  /** What the embedded log told an operator. */
  readonly problems: readonly string[];
  /** One more connection; closed with the rest. */
  connect(name?: string): Promise<Log>;
  /** Closes connections, ends the server and removes the folder. */
  dispose(): Promise<void>;
}

export async function testLog(): Promise<TestLog> {
  const folder = await mkdtemp(path.join(tmpdir(), 'full-house-log-'));
  const problems: string[] = [];
  const logs: Log[] = [];
  const embedded = await startEmbeddedLog({ folder, onProblem: (problem) => problems.push(problem) }).catch(
    async (error: unknown) => {
      await rm(folder, { recursive: true, force: true });
      throw error;
    },
  );
  return {
    address: embedded.address,
    embedded,
    folder,
    problems,
    async connect(name = 'test') {
      const log = await openLog({ address: embedded.address, name });
      logs.push(log);
      return log;
    },
    async dispose() {
      await Promise.all(logs.map((log) => log.close()));
      await embedded.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

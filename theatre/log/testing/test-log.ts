/** A log for one test: a real nats-server in a temporary folder, gone with everything in it when disposed of. */
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
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
  /** One more connection, with the stream made sure of; closed with the rest. */
  connect(this: void, name?: string): Promise<Log>;
  /** A manager of the bare server, where no stream is made. */
  raw(this: void): Promise<{ manager: JetStreamManager; close: (this: void) => Promise<void> }>;
  /** Closes connections, ends the server and removes the folder. */
  dispose(this: void): Promise<void>;
}

/** `maxBytes` limits the stream. */
export async function testLog(options: { maxBytes?: number } = {}): Promise<TestLog> {
  const folder = await mkdtemp(path.join(tmpdir(), 'full-house-log-'));
  const problems: string[] = [];
  const logs: Log[] = [];
  const embedded = await startEmbeddedLog({ folder, onProblem: (problem) => problems.push(problem) }).catch(
    async (error: unknown) => {
      await rm(folder, { recursive: true, force: true });
      throw error;
    },
  );
  const { address } = embedded;
  return {
    address,
    embedded,
    folder,
    problems,
    async connect(name = 'test') {
      const log = await openLog({ address, name, ...options });
      logs.push(log);
      return log;
    },
    async raw() {
      const { user = '', pass = '' } = address;
      const connection = await connect({ servers: [...address.servers], user, pass });
      return { manager: await jetstreamManager(connection), close: () => connection.close() };
    },
    async dispose() {
      await Promise.allSettled(logs.map((log) => log.close()));
      await embedded.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** How full the log is: a full one refuses all that is new. */
import type { Log } from './connection.ts';
import { STREAM } from './subjects.ts';

/** In bytes. */
export interface LogRoom {
  readonly used: number;
  readonly limit: number;
}

/** Undefined where the stream has no limit. Rejects when the log does not answer. */
export async function logRoom(log: Log): Promise<LogRoom | undefined> {
  const { config, state } = await log.manager.streams.info(STREAM);
  return config.max_bytes > 0 ? { used: state.bytes, limit: config.max_bytes } : undefined;
}

/** How old events can become in the log. */
import type { Log } from './connection.ts';
import { STREAM } from './subjects.ts';

export interface Age {
  /** Milliseconds after which the log forgets an event; infinity where it never does. */
  readonly limitMs: number;
  /** Of the oldest event that it still has, of any screening. */
  readonly firstSequence: number;
}

export async function ageOf(log: Log): Promise<Age> {
  const { config, state } = await log.manager.streams.info(STREAM);
  return {
    limitMs: config.max_age > 0 ? config.max_age / 1e6 : Number.POSITIVE_INFINITY,
    firstSequence: state.first_seq,
  };
}

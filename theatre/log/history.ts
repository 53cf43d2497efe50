/** Is this still the log that we have read? A restored backup or another log under the same name must not be folded on. */
import { JetStreamApiError } from '@nats-io/jetstream';
import type { Log } from './connection.ts';
import { STREAM } from './subjects.ts';

/** The last message that a reader has been told. */
export interface Seen {
  readonly sequence: number;
  readonly atNs: bigint;
}

/** Nanoseconds since the epoch of an RFC 3339 time in UTC. */
function nanosecondsOf(time: string): bigint {
  const [, seconds = '', fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(time) ?? [];
  return BigInt(Date.parse(`${seconds}Z`)) * 1_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9));
}

/** In words what is wrong, or undefined when all that was seen is still there. Throws when the log does not answer. */
export async function checkHistory({ manager }: Log, seen: Seen): Promise<string | undefined> {
  const { state } = await manager.streams.info(STREAM);
  if (state.last_seq < seen.sequence) {
    return `the log went backwards: it ends at ${state.last_seq}, and ${seen.sequence} was read before`;
  }
  try {
    const message = await manager.streams.getMessage(STREAM, { seq: seen.sequence });
    if (message && nanosecondsOf(message.timestamp) !== seen.atNs) {
      return `the log is another one: message ${seen.sequence} is not the one read before`;
    }
  } catch (error) {
    // Grown too old and gone since: the sequence alone must do.
    if (!(error instanceof JetStreamApiError && error.status === 404)) throw error;
  }
  return undefined;
}

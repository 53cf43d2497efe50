/** What the server says beside a message that it delivers to a reader. */
import type { Msg } from '@nats-io/transport-node';
import { INSTANCES } from './subjects.ts';

const LEDGER = /^theatre\.screening\.[^.]+\.ledger$/;

export interface Delivery {
  /** In the stream. */
  readonly sequence: number;
  /** In this reader's deliveries, from 1, without a gap. */
  readonly consumerSequence: number;
  /** The log's time, in nanoseconds. */
  readonly atNs: bigint;
  /** Messages still to be delivered after this one. */
  readonly pending: number;
}

/**
 * Reads `$JS.ACK.<stream>.<consumer>.<tries>.<sequence>.<consumer sequence>.<ns>.<pending>`, which may have a domain and an
 * account after `ACK` and a random token at the end. Undefined for any other message.
 */
export function deliveryOf({ reply }: Msg): Delivery | undefined {
  if (reply === undefined || !reply.startsWith('$JS.ACK.')) return undefined;
  const tokens = reply.split('.');
  const first = tokens.length === 9 ? 5 : 7;
  const [sequence, consumerSequence, atNs, pending] = tokens.slice(first, first + 4);
  if (sequence === undefined || consumerSequence === undefined || atNs === undefined || pending === undefined) {
    return undefined;
  }
  return {
    sequence: Number(sequence),
    consumerSequence: Number(consumerSequence),
    atNs: BigInt(atNs),
    pending: Number(pending),
  };
}

export interface DeliveryStatus {
  /** Where to answer so that more is sent. */
  readonly reply?: string;
  /** Consumer sequence of the last message sent; ours must be the same. */
  readonly delivered?: number;
  /** The reader was removed on the server. */
  readonly ended: boolean;
}

/** Heartbeats, flow control and the end of a reader; undefined for a message of the stream. */
export function statusOf({ headers, reply, data }: Msg): DeliveryStatus | undefined {
  const code = headers?.code ?? 0;
  if (code === 0 || data.length > 0 || !headers) return undefined;
  if (code !== 100) return { ended: true };
  if (reply !== undefined && reply !== '') return { reply, ended: false };
  const stalled = headers.get('Nats-Consumer-Stalled');
  const delivered = headers.get('Nats-Last-Consumer');
  return {
    ...(stalled === '' ? {} : { reply: stalled }),
    ...(delivered === '' ? {} : { delivered: Number(delivered) }),
    ended: false,
  };
}

/**
 * A schedule may name any subject of the stream as its target, whoever made it: what the log publishes by itself belongs to a
 * screening's ledger or is the end of an instance, and is passed over anywhere else.
 */
export function isMisplaced({ subject, headers }: Msg): boolean {
  return headers?.has('Nats-Scheduler') === true && subject !== INSTANCES && !LEDGER.test(subject);
}

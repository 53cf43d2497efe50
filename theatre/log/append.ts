/** Appends to the log: a message, or several of which all land or none. What can go wrong is a value. */
import { errors, headers, nuid, type Msg, type MsgHdrs } from '@nats-io/transport-node';
import { REQUEST_MS, type Log } from './connection.ts';
import { messageOf } from './errors.ts';

/** More than these do not fit into one atomic batch. */
export const BATCH_LIMIT = 1000;

export interface LogMessage {
  readonly subject: string;
  readonly body: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Lands only if this is the stream sequence of the last message on its subject (0: there is none). First message only. */
  readonly guard?: number;
}

/** `role`: the house lets this machine say other things, and not this one. */
export type RefusedBy = 'log-full' | 'role' | 'other';

export type AppendResult =
  /** All landed; `sequences` has the stream sequence of each message. */
  | { readonly kind: 'appended'; readonly sequences: readonly number[] }
  /** Nothing landed: the guard did not hold. The subject's last sequence, where the server told. */
  | { readonly kind: 'conflict'; readonly lastSequence?: number }
  /** Nothing landed, and the same again may. */
  | { readonly kind: 'retry'; readonly problem: string }
  /** Nothing landed, and the same again will not until somebody does something. */
  | { readonly kind: 'refused'; readonly why: RefusedBy; readonly problem: string }
  /** It may have landed, may land yet, or not. */
  | { readonly kind: 'unclear'; readonly problem: string };

const CONFLICT = new Set([10071, 10164]);
/** Too many batches in flight, an incomplete batch, a leader that is being chosen or has just changed. */
const RETRY = new Set([10210, 10176, 10008, 10009, 10118, 10167]);
/** No storage: the account's limit, the server's, the disk's. A stream's own limit comes in words only. */
const FULL = new Set([10002, 10023, 10047]);

interface PubAck {
  readonly seq?: number;
  readonly count?: number;
  readonly error?: { readonly code?: number; readonly err_code?: number; readonly description?: string };
}

function headersOf(message: LogMessage): MsgHdrs {
  const built = headers();
  for (const [name, value] of Object.entries(message.headers ?? {})) built.set(name, value);
  if (message.guard !== undefined) built.set('Nats-Expected-Last-Subject-Sequence', String(message.guard));
  return built;
}

function resultOf(answer: Msg, count: number): AppendResult {
  let ack: PubAck;
  try {
    ack = answer.json<PubAck>();
  } catch {
    return { kind: 'unclear', problem: 'the answer is not JSON' };
  }
  if (ack.error) {
    const { code = 0, err_code: errorCode = 0, description = '' } = ack.error;
    const problem = `${description} (${errorCode})`;
    if (CONFLICT.has(errorCode)) {
      const last = /wrong last sequence: (\d+)/.exec(description)?.[1];
      return last === undefined ? { kind: 'conflict' } : { kind: 'conflict', lastSequence: Number(last) };
    }
    if (FULL.has(errorCode) || /no space left|maximum bytes|insufficient/i.test(description)) {
      return { kind: 'refused', why: 'log-full', problem };
    }
    if (RETRY.has(errorCode) || code === 503) return { kind: 'retry', problem };
    return { kind: 'refused', why: 'other', problem };
  }
  if (typeof ack.seq !== 'number' || ack.seq < 1 || (count > 1 && ack.count !== count)) {
    return { kind: 'unclear', problem: `an answer of another kind: ${JSON.stringify(ack)}` };
  }
  const first = ack.seq - count + 1;
  return { kind: 'appended', sequences: Array.from({ length: count }, (_, at) => first + at) };
}

/** Rejects when the connection is lost: the answer will not come over it. */
function disconnection(log: Log): { lost: Promise<never>; stop: () => void } {
  let stop: () => void = () => undefined;
  const lost = new Promise<never>((_, reject) => {
    stop = log.onStatus((connected) => {
      if (!connected) reject(new Error('the connection was lost'));
    });
  });
  lost.catch(() => undefined);
  return { lost, stop };
}

/**
 * Appends all messages or none, in order and without another between them. All but the last are sent without waiting, so a
 * group costs one round trip. At most `BATCH_LIMIT`; a longer list throws. After `timeoutMs` without an answer it is unclear.
 */
export async function append(
  log: Log,
  messages: readonly LogMessage[],
  timeoutMs: number = REQUEST_MS,
): Promise<AppendResult> {
  if (messages.length === 0) return { kind: 'appended', sequences: [] };
  if (messages.length > BATCH_LIMIT)
    throw new Error(`${messages.length} messages in one append, ${BATCH_LIMIT} is the limit`);
  if (!log.connected) return { kind: 'retry', problem: 'not connected' };
  const { connection } = log;
  const batchId = nuid.next();
  const { lost, stop } = disconnection(log);
  try {
    for (const [at, message] of messages.entries()) {
      const built = headersOf(message);
      if (messages.length > 1) {
        built.set('Nats-Batch-Id', batchId);
        built.set('Nats-Batch-Sequence', String(at + 1));
      }
      if (at < messages.length - 1) {
        connection.publish(message.subject, message.body, { headers: built });
        continue;
      }
      if (messages.length > 1) built.set('Nats-Batch-Commit', '1');
      const request = connection.request(message.subject, message.body, { headers: built, timeout: timeoutMs });
      request.catch(() => undefined);
      return resultOf(await Promise.race([request, lost]), messages.length);
    }
    throw new Error('unreachable');
  } catch (error) {
    // Nobody listens on the subject: the stream is not there for now, as while a server starts.
    if (error instanceof errors.RequestError && error.isNoResponders())
      return { kind: 'retry', problem: 'no responders' };
    if (error instanceof errors.NoRespondersError) return { kind: 'retry', problem: 'no responders' };
    // This machine's role does not go so far.
    if (error instanceof errors.RequestError && error.cause instanceof errors.PermissionViolationError)
      return { kind: 'refused', why: 'role', problem: error.message };
    // The client itself would not send it, for its size: without its last message nothing of a batch lands.
    if (error instanceof errors.InvalidArgumentError) return { kind: 'refused', why: 'other', problem: error.message };
    return { kind: 'unclear', problem: messageOf(error) };
  } finally {
    stop();
  }
}

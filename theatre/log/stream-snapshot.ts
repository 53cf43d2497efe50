/**
 * A copy of the whole stream as nats-server makes it, with sequences, times and schedules as they are, while the house is open; and a
 * stream made of such a copy again.
 */
import { createInbox, type Msg } from '@nats-io/transport-node';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogAddress } from './address.ts';
import { connectTo } from './connect.ts';
import { REQUEST_MS, type Log } from './connection.ts';
import { LogUnfit, LogUnreachable } from './errors.ts';
import { STREAM, type KEY_STREAM } from './subjects.ts';

const CHUNK_BYTES = 128 * 1024;
/** Nothing came, or nothing was answered, for so long. */
const SILENT_MS = 20_000;

/** The log, and the keys of customers beside it. */
export type CopiedStream = typeof STREAM | typeof KEY_STREAM;

/** What nats-server wants to hear again when the copy is put back. */
export interface SnapshotHead {
  readonly config: Readonly<Record<string, unknown>>;
  readonly state: Readonly<Record<string, unknown>> & { readonly last_seq: number };
}

interface Answer {
  readonly error?: { readonly code: number; readonly description: string };
  readonly config?: SnapshotHead['config'];
  readonly state?: SnapshotHead['state'];
  readonly deliver_subject?: string;
}

/** Hands the copy out piece by piece, waiting for each to be dealt with. Throws `LogUnreachable` when it ends too early. */
export async function takeSnapshot(
  log: Log,
  onChunk: (chunk: Uint8Array) => Promise<void>,
  stream: CopiedStream = STREAM,
): Promise<SnapshotHead> {
  const { connection } = log;
  const inbox = createInbox();
  const arrived: Msg[] = [];
  let wake = (): void => undefined;
  const subscription = connection.subscribe(inbox, {
    callback: (error, message) => {
      if (!error) arrived.push(message);
      wake();
    },
  });
  try {
    const request = { deliver_subject: inbox, no_consumers: true, chunk_size: CHUNK_BYTES, jsck: true };
    const reply = await connection.request(`$JS.API.STREAM.SNAPSHOT.${stream}`, JSON.stringify(request), {
      timeout: SILENT_MS,
    });
    const { error, config, state } = reply.json<Answer>();
    if (error || !config || !state)
      throw new LogUnreachable(`The log gives no copy: ${error?.description ?? 'no answer'}`);
    for (;;) {
      const message = arrived.shift() ?? (await next());
      // The end has no content; a copy that failed on its way says why in a header.
      if (message.data.length === 0) {
        const { headers } = message;
        if (headers && headers.code >= 400)
          throw new LogUnreachable(`The log broke its copy off: ${headers.description}`);
        return { config, state };
      }
      await onChunk(message.data);
      if (message.reply) connection.publish(message.reply);
    }
  } finally {
    subscription.unsubscribe();
  }

  async function next(): Promise<Msg> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve, reject) => {
      wake = resolve;
      if (arrived.length > 0) resolve();
      timer = setTimeout(() => reject(new LogUnreachable('The log stopped in the middle of its copy.')), SILENT_MS);
    }).finally(() => clearTimeout(timer));
    const message = arrived.shift();
    if (!message) throw new LogUnreachable('The log stopped in the middle of its copy.');
    return message;
  }
}

/**
 * Puts a copy back where no such stream is yet, with `replicas` copies of each message from now on. Throws `LogUnfit` where there is
 * one, or where what is handed in is not whole.
 */
export async function restoreSnapshot(
  address: LogAddress,
  { config, state }: SnapshotHead,
  chunks: AsyncIterable<Uint8Array>,
  replicas: number,
  stream: CopiedStream = STREAM,
): Promise<void> {
  const connection = await patiently(() => connectTo({ address, name: 'restore' }));
  const ask = async (subject: string, data: string | Uint8Array, timeout = SILENT_MS): Promise<Answer> => {
    const reply = await connection.request(subject, data, { timeout });
    const answer = reply.data.length === 0 ? {} : reply.json<Answer>();
    // A node that has just started is not counted on at once.
    const early = answer.error?.code === 503 || /peer offline/.test(answer.error?.description ?? '');
    if (answer.error && early) throw new LogUnreachable(answer.error.description);
    if (answer.error && /already in use/.test(answer.error.description)) {
      throw new LogUnfit(
        'The log does not take the backup: it has a house already, or what a broken restore left of one. It is left alone; restore into nodes whose store is empty.',
      );
    }
    if (answer.error) throw new LogUnfit(`The log does not take the backup: ${answer.error.description}.`);
    return answer;
  };
  try {
    const wishes = { ...config, num_replicas: replicas, placement: undefined };
    const begin = JSON.stringify({ config: wishes, state });
    const { deliver_subject: target } = await patiently(() =>
      ask(`$JS.API.STREAM.RESTORE.${stream}`, begin, REQUEST_MS),
    );
    if (target === undefined) throw new LogUnfit('The log does not say where it takes the backup.');
    for await (const chunk of chunks) await ask(target, chunk);
    await ask(target, new Uint8Array());
  } finally {
    await connection.close();
  }
}

/** A cluster that has just started takes a while to answer. */
async function patiently<T>(run: () => Promise<T>): Promise<T> {
  const until = Date.now() + SILENT_MS;
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (error instanceof LogUnfit || Date.now() > until) throw error;
      await sleep(200);
    }
  }
}

export const RESTORE_CHUNK_BYTES = CHUNK_BYTES;

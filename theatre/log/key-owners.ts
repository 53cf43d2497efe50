/**
 * Whose a key is, by the log and nobody's word: the order that something was sealed for with it first. Whoever names it later, in
 * another order's booking or mail, does not get hold of it.
 */
import { parseEvent } from '../contract/log.ts';
import { EVERY_MAIL, parseMailEvent } from '../contract/log-mail.ts';
import { isSealed } from '../customer/seal.ts';
import type { Log } from './connection.ts';
import { followAs, type Parse } from './follow.ts';
import { EVERY_LEDGER } from './subjects.ts';

interface Use {
  readonly order: string;
  readonly key: string;
}

/**
 * The order of each of these keys, of those that the log still has a use of. Reads every ledger once, so it is asked where a key
 * is to be erased and not else; waits for a log that is away. Rejects with the signal's reason.
 */
export async function keyOwners(
  log: Log,
  keys: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const owners = new Map<string, string>();
  const parse: Parse<Use | 'none'> = (subject, bytes) => ({ event: useIn(subject, bytes, keys) ?? 'none' });
  const follower = followAs(log, parse, {
    subjects: [EVERY_LEDGER, EVERY_MAIL],
    from: 1,
    onMessage: ({ event }) => {
      if (event !== 'none' && !owners.has(event.key)) owners.set(event.key, event.order);
    },
  });
  let abort: () => void = () => undefined;
  try {
    const aborted = new Promise<never>((_, reject) => {
      abort = () => reject(signal.reason as Error);
      signal.addEventListener('abort', abort);
    });
    signal.throwIfAborted();
    await Promise.race([follower.caughtUp, aborted]);
    return owners;
  } finally {
    signal.removeEventListener('abort', abort);
    await follower.stop();
  }
}

/** Most messages name none of the keys, and are told apart without being understood. */
function useIn(subject: string, bytes: Uint8Array, keys: ReadonlySet<string>): Use | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const named = [...text.matchAll(/"key":"([\w-]{1,80})"/g)].some(([, key = '']) => keys.has(key));
  if (!named) return undefined;
  const parsed = subject.startsWith('theatre.mail.') ? parseMailEvent(subject, bytes) : parseEvent(subject, bytes);
  if (!('event' in parsed)) return undefined;
  const { event } = parsed;
  const sealed = event.type === 'booked' ? event.customer : event.type === 'mail-asked' ? event.to : undefined;
  if (typeof sealed !== 'object' || !isSealed(sealed) || !('order' in event)) return undefined;
  return keys.has(sealed.key) ? { order: event.order, key: sealed.key } : undefined;
}

/** Reads one screening's whole history from the log, once and in order. It can read, and nothing else. */
import { isScreeningId } from '../contract/log.ts';
import { itemOf, type NightItem } from '../replay/items.ts';
import type { Log } from './connection.ts';
import { LogUnreachable } from './errors.ts';
import { follow, type FollowedMessage, type Follower } from './follow.ts';
import { lastLedgerSequence } from './ledger-queries.ts';
import { INSTANCES, ledgerOf, presenceOf, refusalsOf } from './subjects.ts';

export interface ReadNightOptions {
  /** Told of each item in the log's order, with its body as it is in the log. Throwing ends the reading. */
  readonly onItem: (item: NightItem, data: Uint8Array) => void;
  /** Told from time to time how many of how many messages were read; the second may grow. */
  readonly onProgress?: (read: number, total: number) => void;
  /** Ends the reading; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Sequence of the log up to which all was read before. Defaults to 0, the start. */
  readonly after?: number;
  /** Server instances that were heard of before; grows. Needed to read on. Defaults to none. */
  readonly instances?: Set<string>;
}

export interface NightRead {
  /** Items told of. */
  readonly items: number;
  /** Sequence of the log up to which all is read: what to read on after. */
  readonly sequence: number;
  /** Messages that did not parse and were passed over. */
  readonly skipped: number;
}

export interface NightReader {
  /** Undefined when the log has no such screening. Throws `LogUnreachable` when it does not answer. */
  read(screeningId: string, options: ReadNightOptions): Promise<NightRead | undefined>;
}

/** Nothing came for so long: the log is out of reach. */
const SILENT_MS = 10_000;
const PROGRESS_EVERY = 1000;

/** A reader of nights. There is no way from it to the log itself, and none to append. */
export function nightReader(log: Log): NightReader {
  return Object.freeze({
    async read(screeningId: string, options: ReadNightOptions) {
      options.signal?.throwIfAborted();
      // Asked first, so that made-up ids cost the server no reader.
      if (!isScreeningId(screeningId) || (await lastLedgerSequence(log, screeningId)) === 0) return undefined;
      return readAll(log, screeningId, options);
    },
  });
}

function readAll(log: Log, id: string, options: ReadNightOptions): Promise<NightRead> {
  const { onItem, onProgress, signal, after = 0, instances = new Set<string>() } = options;
  return new Promise((resolve, reject) => {
    let [items, skipped, seen, sequence, heard] = [0, 0, 0, after, Date.now()];
    let follower: Follower | undefined;
    const end = (settle: () => void) => {
      clearInterval(watch);
      signal?.removeEventListener('abort', abort);
      const reading = follower;
      follower = undefined;
      // Nothing is told any more from here on; the server forgets a reader by itself.
      void reading?.stop();
      if (reading) settle();
    };
    const abort = () => end(() => reject(signal?.reason as Error));
    const fail = (error: unknown) => end(() => reject(error as Error));
    const heardOf = (told: number) => {
      heard = Date.now();
      sequence = told;
      if (seen++ % PROGRESS_EVERY === 0) onProgress?.(seen - 1, Math.max(seen, seen - 1 + (follower?.lag ?? 0)));
    };
    const tell = (message: FollowedMessage) => {
      if (!follower) return;
      heardOf(message.sequence);
      const { event, data, at } = message;
      if (event.type === 'joined') instances.add(event.instance);
      // Every instance's end is in one place; this house knows only those that somebody came in by.
      if (event.type === 'gone' && !instances.has(event.instance)) return;
      items++;
      try {
        onItem(itemOf(message.sequence, at, event), data);
      } catch (error) {
        fail(error);
      }
    };
    const watch = setInterval(() => {
      if (Date.now() - heard > SILENT_MS) fail(new LogUnreachable(`The log did not tell all of screening ${id}.`));
    }, 1000);
    signal?.addEventListener('abort', abort);
    follower = follow(log, {
      subjects: [ledgerOf(id), presenceOf(id), refusalsOf(id), INSTANCES],
      from: after + 1,
      onMessage: tell,
      onSkipped: (info) => {
        skipped++;
        heardOf(info.sequence);
      },
      onBehind: (problem) => problem !== undefined && fail(new LogUnreachable(problem)),
      onCaughtUp: () => {
        onProgress?.(seen, seen);
        end(() => resolve({ items, sequence, skipped }));
      },
    });
  });
}

/** A reader on the server: an ordered, unacknowledged push consumer that the server forgets when nobody listens. */
import { AckPolicy, DeliverPolicy, ReplayPolicy } from '@nats-io/jetstream';
import { createInbox, nanos, nuid, type Msg } from '@nats-io/transport-node';
import { insist } from './answering.ts';
import type { Log } from './connection.ts';
import { STREAM } from './subjects.ts';

/** How often a reader with nothing to tell says that it lives. */
export const HEARTBEAT_MS = 1000;
const FORGET_MS = 30_000;

export interface Reader {
  /** Nothing more is told, and the server may forget it. */
  stop(this: void): Promise<void>;
}

export interface ReaderOptions {
  readonly subjects: readonly string[];
  /** Stream sequence to start at. */
  readonly from: number;
  readonly bytesPerSecond: number | undefined;
  /** Told once, before its first message or its answer, whichever is sooner. */
  onBegin(this: void, reader: Reader): void;
  onMessage(this: void, message: Msg): void;
}

/**
 * Answers how many messages are to come. A cluster gives readers also to a node that died moments ago, and such a one is never heard of:
 * so another is asked for before long, and the first of which anything is heard is the reader.
 */
export async function openReader(log: Log, options: ReaderOptions): Promise<number> {
  let chosen: Candidate | undefined;
  const candidates: Candidate[] = [];
  const choose = (candidate: Candidate) => {
    if (chosen) return chosen === candidate;
    chosen = candidate;
    options.onBegin(candidate);
    return true;
  };
  try {
    const add = async () => {
      const candidate = new Candidate(log, (message) => {
        if (choose(candidate)) options.onMessage(message);
      });
      candidates.push(candidate);
      const pending = await candidate.ask(options);
      // Of another one that answers later only the number counts, and it is the same log's.
      choose(candidate);
      return pending;
    };
    return await insist(log, add);
  } catch (error) {
    chosen = undefined;
    throw error;
  } finally {
    for (const candidate of candidates) if (candidate !== chosen) void candidate.stop();
  }
}

class Candidate implements Reader {
  #stopped = false;
  readonly #name = `full-house-${nuid.next()}`;
  readonly #inbox: string;
  readonly #log: Log;
  readonly #subscription: { unsubscribe(): void };

  constructor(log: Log, onMessage: (message: Msg) => void) {
    this.#log = log;
    this.#inbox = createInbox(log.inbox);
    this.#subscription = log.connection.subscribe(this.#inbox, {
      callback: (error, message) => {
        if (!error && !this.#stopped) onMessage(message);
      },
    });
  }

  async ask({ subjects, from, bytesPerSecond }: ReaderOptions): Promise<number> {
    const info = await this.#log.manager.consumers.add(STREAM, {
      name: this.#name,
      deliver_subject: this.#inbox,
      filter_subjects: [...subjects],
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: from,
      ack_policy: AckPolicy.None,
      replay_policy: ReplayPolicy.Instant,
      flow_control: true,
      idle_heartbeat: nanos(HEARTBEAT_MS),
      inactive_threshold: nanos(FORGET_MS),
      mem_storage: true,
      num_replicas: 1,
      ...(bytesPerSecond === undefined ? {} : { rate_limit_bps: 8 * bytesPerSecond }),
    });
    // Made after it was no longer wanted.
    if (this.#stopped) void this.#forget();
    return info.num_pending;
  }

  readonly stop = async (): Promise<void> => {
    this.#stopped = true;
    this.#subscription.unsubscribe();
    await this.#forget();
  };

  async #forget(): Promise<void> {
    if (!this.#log.connected || this.#log.connection.isClosed()) return;
    await this.#log.manager.consumers.delete(STREAM, this.#name).catch(() => undefined);
  }
}

/** Asks the log how it is: its round trip, its size, its copies, its clock. What it said last stays, with its time. */
import type { StreamInfo } from '@nats-io/jetstream';
import type { LogFigures } from '../contract/health.ts';
import { REQUEST_MS, type Log } from './connection.ts';
import { STREAM } from './subjects.ts';

export interface LogProbeOptions {
  readonly log: Log;
  /** Whether it is one that we have started ourselves. */
  readonly embedded: boolean;
  /** Without its password. */
  readonly address: string;
}

type Answer = NonNullable<LogFigures['answer']>;
/** The server says when it answered; the client's types do not know of it. */
type TimedInfo = StreamInfo & { readonly ts?: string };

export class LogProbe {
  readonly #options: LogProbeOptions;
  readonly #unlisten: () => void;
  #since = Date.now();
  #answer: Answer | null = null;
  #asking: Promise<void> | undefined;

  constructor(options: LogProbeOptions) {
    this.#options = options;
    this.#unlisten = options.log.onStatus(() => (this.#since = Date.now()));
  }

  get figures(): LogFigures {
    const { log, embedded, address } = this.#options;
    return { connected: log.connected, since: this.#since, embedded, address, answer: this.#answer };
  }

  /** Asks now; resolves when it has answered or has not for two seconds. Never rejects. */
  ask(): Promise<void> {
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  close(): void {
    this.#unlisten();
  }

  async #ask(): Promise<void> {
    const { log } = this.#options;
    if (!log.connected) return;
    try {
      const roundTripMs = await within(log.connection.rtt());
      const sent = Date.now();
      const info: TimedInfo = await log.manager.streams.info(STREAM);
      const got = Date.now();
      this.#answer = {
        at: got,
        roundTripMs,
        clockAheadMs: aheadOf(info.ts, sent, got),
        version: log.connection.info?.version ?? '',
        bytes: info.state.bytes,
        limit: info.config.max_bytes > 0 ? info.config.max_bytes : null,
        messages: info.state.messages,
        lastSequence: info.state.last_seq,
        cluster: clusterOf(info),
      };
    } catch {
      // It does not answer: what it said last has its time.
    }
  }
}

/** How far our clock is ahead of the other's at least, when it said `ts` between `sent` and `got` of ours. Exported for its tests. */
export function aheadOf(ts: string | undefined, sent: number, got: number): number {
  const theirs = Date.parse(ts ?? '');
  if (Number.isNaN(theirs)) return 0;
  if (sent > theirs) return sent - theirs;
  return got < theirs ? got - theirs : 0;
}

function clusterOf({ cluster, config }: StreamInfo): Answer['cluster'] {
  if (config.num_replicas < 2) return null;
  const others = cluster?.replicas ?? [];
  const leader = cluster?.leader === undefined || cluster.leader === '' ? null : cluster.leader;
  const current = others.filter((one) => one.current && one.offline !== true).length + (leader === null ? 0 : 1);
  return { leader, copies: config.num_replicas, current };
}

function within(answer: Promise<number>): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), REQUEST_MS);
    void answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** All hubs of this process, one for each screening that anybody here looks at. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Snapshot } from '../../theatre/screening/snapshot.ts';
import { newCounters, type LiveCounters } from './counters.ts';
import type { Format } from './format.ts';
import { Hub } from './hub.ts';
import type { Waiting } from './pace.ts';
import { Pulse } from './pulse.ts';
import type { Attendances, ScreeningSources } from './source.ts';
import { Streams } from './sse.ts';

export interface HubsOptions {
  readonly screenings: ScreeningSources;
  readonly attendance: Attendances;
  /** Milliseconds that a hub stays after its last viewer left. Defaults to 15,000. */
  readonly lingerMs?: number;
  /** Told when rendering a frame threw. Defaults to throwing it at the process. */
  readonly onProblem?: (problem: unknown) => void;
}

export interface StreamOptions {
  readonly screeningId: string;
  readonly format: Format<Snapshot>;
  /** Who is looking: they are listed as present, and get frames of their own. Defaults to a screen that is nobody's. */
  readonly viewerId?: string | undefined;
}

export class Hubs {
  readonly counters: LiveCounters = newCounters();
  /** For streams that are no screening's. */
  readonly streams: Streams;
  readonly #options: HubsOptions;
  readonly #hubs = new Map<string, Promise<Hub | undefined>>();
  readonly #waiting: Waiting = new Set();

  constructor(options: HubsOptions) {
    this.#options = options;
    this.streams = new Streams(new Pulse(), this.counters);
  }

  /** The screening's hub; undefined when there is no such screening. Rejects when the log cannot be asked. */
  async of(screeningId: string): Promise<Hub | undefined> {
    let hub = this.#hubs.get(screeningId);
    if (!hub) {
      hub = this.#create(screeningId);
      this.#hubs.set(screeningId, hub);
      const forget = () => this.#hubs.delete(screeningId);
      hub.then((made) => made ?? forget(), forget);
    }
    return hub;
  }

  /** All that a page of the screening shows now; undefined when there is no such screening. Put its sequence into the stream's URL as `from`. */
  async snapshot(screeningId: string): Promise<Snapshot | undefined> {
    const hub = await this.of(screeningId);
    return hub?.snapshot();
  }

  /**
   * Answers with a stream that brings the screen from what it shows to now, and on. What it shows is told by the
   * `Last-Event-ID` header, else by `from` in the query; where that is no snapshot we have, the whole comes first.
   * False, and nothing answered, when there is no such screening. Rejects when the log cannot be asked.
   */
  async stream(request: FastifyRequest, reply: FastifyReply, options: StreamOptions): Promise<boolean> {
    const { screeningId, format, viewerId } = options;
    const hub = await this.of(screeningId);
    if (!hub) return false;
    const sink = this.streams.open(request, reply);
    hub.subscribe({ sink, format, viewerId, from: shownBy(request) });
    return true;
  }

  /** Tells all clients to come back at spread times, ends their streams and lets go of the log. For `preClose`. */
  async close(): Promise<void> {
    await this.streams.close();
    const hubs = [...this.#hubs.values()];
    this.#hubs.clear();
    for (const hub of await Promise.allSettled(hubs)) {
      if (hub.status === 'fulfilled' && hub.value) this.#closeHub(hub.value);
    }
  }

  async #create(screeningId: string): Promise<Hub | undefined> {
    const { screenings, attendance, lingerMs = 15_000, onProblem } = this.#options;
    const source = await screenings.open(screeningId);
    if (!source) return undefined;
    const hub: Hub = new Hub({
      source,
      screeningId,
      attendance,
      lingerMs,
      waiting: this.#waiting,
      counters: this.counters,
      ...(onProblem ? { onProblem } : {}),
      onIdle: () => {
        this.#hubs.delete(screeningId);
        this.#closeHub(hub);
      },
    });
    this.counters.channels++;
    return hub;
  }

  #closeHub(hub: Hub): void {
    this.counters.channels--;
    hub.close();
  }
}

/** The sequence that a stream's request says its screen shows; undefined when it says none, or anything else. */
export function shownBy(request: Pick<FastifyRequest, 'headers' | 'query'>): number | undefined {
  const header = request.headers['last-event-id'];
  const query = (request.query as Readonly<Record<string, unknown>> | undefined)?.['from'];
  const said = typeof header === 'string' && header !== '' ? header : query;
  return typeof said === 'string' && /^\d{1,15}$/.test(said) ? Number(said) : undefined;
}

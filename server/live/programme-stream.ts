/** The programme with its live counts, streamed: one snapshot of all screenings at a time. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Channel } from './channel.ts';
import type { Format, Sequenced } from './format.ts';
import { shownBy, type Hubs } from './hubs.ts';

/** `sequence` counts this process's changes: it is no place in the log, and means nothing to another process. */
export interface ProgrammeSnapshot<Entry> extends Sequenced {
  readonly entries: readonly Entry[];
}

/** What is needed of the programme; `theatre/log` has it. */
export interface ProgrammeSource<Entry> {
  list(): readonly Entry[];
  onChange(listener: () => void): () => void;
}

export class ProgrammeStream<Entry> {
  readonly #channel: Channel<ProgrammeSnapshot<Entry>>;
  readonly #hubs: Hubs;
  readonly #programme: ProgrammeSource<Entry>;
  readonly #unlisten: () => void;
  // Starting at the time makes a number that another process, or this one before, has not given out.
  #sequence = Date.now();

  constructor(hubs: Hubs, programme: ProgrammeSource<Entry>) {
    this.#hubs = hubs;
    this.#programme = programme;
    this.#channel = new Channel<ProgrammeSnapshot<Entry>>({
      first: { sequence: this.#sequence, entries: programme.list() },
      ring: { count: 64 },
      counters: hubs.counters,
    });
    this.#unlisten = programme.onChange(() => {
      this.#channel.publish({ sequence: ++this.#sequence, entries: this.#programme.list() });
    });
  }

  /** What the programme page shows now. Put its sequence into the stream's URL as `from`. */
  snapshot(): ProgrammeSnapshot<Entry> {
    return this.#channel.handOut();
  }

  /**
   * Answers with a stream that brings the page from what it shows to now, and on. `from` is the sequence of what it shows;
   * defaults to what the request says.
   */
  stream(
    request: FastifyRequest,
    reply: FastifyReply,
    format: Format<ProgrammeSnapshot<Entry>>,
    from: number | 'unknown' | undefined = shownBy(request),
  ): void {
    const known = from === 'unknown' ? undefined : from;
    this.#channel.subscribe({ sink: this.#hubs.streams.open(request, reply), format, from: known });
  }

  close(): void {
    this.#unlisten();
    this.#channel.close();
  }
}

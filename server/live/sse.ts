/** Server-sent events as responses: opened one by one, kept alive and ended together. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { LiveCounters } from './counters.ts';
import type { Sink, SinkListener } from './format.ts';
import { Frame, heartbeat } from './frame.ts';
import type { Beating, Pulse } from './pulse.ts';
import { endWire, takeOver, writeFrame, type Wire } from './wire.ts';

/** A socket that drains nothing for so long is closed; whoever is behind it connects again. */
const STALLED_MS = 60_000;
/** What the last frame gets to leave in, when we end a stream. */
const FAREWELL_MS = 1000;

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

/** All streams of a process: what they share, and how they end together. */
export class Streams {
  readonly counters: LiveCounters;
  readonly #pulse: Pulse;
  readonly #open = new Set<SseStream>();
  #closing = false;

  constructor(pulse: Pulse, counters: LiveCounters) {
    this.#pulse = pulse;
    this.counters = counters;
  }

  /** Milliseconds after which a client should connect again: the more there are, the wider they are spread. */
  retry(): number {
    return Math.round(500 + Math.random() * (1000 + this.#open.size * 0.3));
  }

  /** Takes the response over. The stream may be over already when it is returned: `closed` is then told on `listen`. */
  open(request: FastifyRequest, reply: FastifyReply): Sink {
    if (request.method === 'HEAD') {
      void reply.headers(headers).send();
      return new SseStream(this, undefined);
    }
    const stream = new SseStream(this, takeOver(reply, headers));
    if (!stream.isOpen) return stream;
    this.#open.add(stream);
    this.counters.streams++;
    stream.slot = this.#pulse.add(stream);
    stream.write(Frame.of({ event: 'connected', retry: this.retry(), data: '' }));
    if (this.#closing) stream.farewell(this.retry());
    return stream;
  }

  /** Tells every client to come back, each at a time of its own, and ends the streams. */
  async close(): Promise<void> {
    this.#closing = true;
    const spread = Math.min(30_000, 1000 + this.#open.size * 2);
    const open = [...this.#open];
    for (const stream of open) stream.farewell(Math.round(500 + Math.random() * spread));
    await Promise.all(open.map((stream) => stream.over()));
  }

  /** For the stream itself, when it is over. */
  forget(stream: SseStream): void {
    if (!this.#open.delete(stream)) return;
    this.counters.streams--;
    this.#pulse.remove(stream, stream.slot);
  }
}

// There are thousands of these: fields instead of closures, and nothing that only few of them need.
class SseStream implements Sink, Beating {
  /** Of the pulse. */
  slot = 0;
  readonly #streams: Streams;
  readonly #wire: Wire | undefined;
  #listener: SinkListener | undefined;
  #stalledSince: number | undefined;
  #state: 'open' | 'ended' | 'closed' = 'open';
  #whenOver: (() => void)[] | undefined;

  constructor(streams: Streams, wire: Wire | undefined) {
    this.#streams = streams;
    this.#wire = wire;
    if (wire) wire.raw.on('close', () => this.#close());
    else this.#state = 'closed';
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  listen(listener: SinkListener): void {
    this.#listener = listener;
    if (this.#state === 'closed') listener.closed();
  }

  write(frame: Frame): boolean {
    const wire = this.#wire;
    if (!wire || this.#state !== 'open' || wire.output.destroyed) return false;
    if (writeFrame(wire, frame)) return true;
    if (this.#stalledSince === undefined) {
      this.#stalledSince = performance.now();
      wire.output.once('drain', () => {
        this.#stalledSince = undefined;
        if (this.#state === 'open') this.#listener?.drained();
      });
    }
    return false;
  }

  beat(): void {
    if (this.#stalledSince === undefined) this.write(heartbeat);
    else if (performance.now() - this.#stalledSince > STALLED_MS) {
      this.#streams.counters.dropped++;
      this.#wire?.output.destroy();
    }
  }

  end(): void {
    if (!this.#wire || this.#state !== 'open') return;
    this.#state = 'ended';
    endWire(this.#wire);
    const { output } = this.#wire;
    const timer = setTimeout(() => output.destroy(), FAREWELL_MS);
    void this.over().then(() => clearTimeout(timer));
  }

  farewell(retry: number): void {
    this.write(Frame.of({ event: 'closing', retry, data: '' }));
    this.end();
  }

  /** Resolves when the connection has let go of the stream. */
  over(): Promise<void> {
    if (this.#state === 'closed') return Promise.resolve();
    return new Promise((resolve) => (this.#whenOver ??= []).push(resolve));
  }

  #close(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#streams.forget(this);
    for (const resolve of this.#whenOver ?? []) resolve();
    this.#listener?.closed();
  }
}

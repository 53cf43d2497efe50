/** Server-sent events over a raw response, HTTP/1.1 or HTTP/2, in clear or over TLS. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse, ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { LiveCounters } from './counters.ts';
import type { Sink, SinkListener } from './format.ts';
import { Frame, heartbeat } from './frame.ts';
import type { Pulse } from './pulse.ts';

/** A socket that drains nothing for so long is closed; whoever is behind it connects again. */
const STALLED_MS = 60_000;
/** What the last frame gets to leave in, when we end a stream. */
const FAREWELL_MS = 1000;

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

type Raw = ServerResponse<IncomingMessage> | Http2ServerResponse<Http2ServerRequest>;

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
    const sent = { ...reply.getHeaders(), ...headers };
    reply.hijack();
    const raw: Raw = reply.raw;
    const stream = new SseStream(raw, this.counters);
    if (raw.destroyed || raw.writableEnded) return stream;
    raw.writeHead(200, sent as Record<string, string | string[]>);
    if (request.method === 'HEAD') {
      raw.end();
      return stream;
    }
    raw.flushHeaders();
    this.#open.add(stream);
    this.counters.streams++;
    const still = this.#pulse.add(stream);
    stream.start(() => {
      still();
      if (this.#open.delete(stream)) this.counters.streams--;
    });
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
    await Promise.all(open.map((stream) => stream.over));
  }
}

/** What a frame is written to: the socket itself for HTTP/1.1, so that a frame is one write of bytes shared by all. */
type Wire = Socket | ServerHttp2Stream | ServerResponse<IncomingMessage>;

class SseStream implements Sink {
  readonly #raw: Raw;
  readonly #counters: LiveCounters;
  #wire: Wire | undefined;
  #chunked = false;
  #listener: SinkListener | undefined;
  #stalledSince: number | undefined;
  #closed = false;
  #ended = false;
  #forget: (() => void) | undefined;
  #over: Promise<void> | undefined;
  #isOver: (() => void) | undefined;

  constructor(raw: Raw, counters: LiveCounters) {
    this.#raw = raw;
    this.#counters = counters;
  }

  /** Settles when the connection has let go of the stream. */
  get over(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#over ??= new Promise((resolve) => (this.#isOver = resolve));
    return this.#over;
  }

  /** The head was written: from here on it can be written to, until `forget` is called. */
  start(forget: () => void): void {
    const raw = this.#raw;
    this.#forget = forget;
    raw.once('close', this.#onClose);
    if ('stream' in raw) {
      this.#wire = raw.stream;
    } else if (raw.socket) {
      this.#wire = raw.socket;
      this.#chunked = raw.chunkedEncoding;
    } else {
      // A pipelined request: the socket still belongs to the response before.
      this.#wire = raw;
    }
  }

  listen(listener: SinkListener): void {
    this.#listener = listener;
    if (this.#closed || this.#wire === undefined) listener.closed();
  }

  write(frame: Frame): boolean {
    const wire = this.#wire;
    if (!wire || this.#closed || this.#ended || wire.destroyed) return false;
    if (wire.write(this.#chunked ? frame.chunk : frame.bytes)) return true;
    if (this.#stalledSince === undefined) {
      this.#stalledSince = performance.now();
      wire.once('drain', this.#onDrain);
    }
    return false;
  }

  beat(): void {
    if (this.#stalledSince === undefined) this.write(heartbeat);
    else if (performance.now() - this.#stalledSince > STALLED_MS) {
      this.#counters.dropped++;
      this.#wire?.destroy();
    }
  }

  end(): void {
    if (this.#ended || this.#closed) return;
    this.#ended = true;
    this.#raw.end();
    const { over } = this;
    const timer = setTimeout(() => this.#wire?.destroy(), FAREWELL_MS);
    void over.then(() => clearTimeout(timer));
  }

  farewell(retry: number): void {
    this.write(Frame.of({ event: 'closing', retry, data: '' }));
    this.end();
  }

  readonly #onDrain = (): void => {
    this.#stalledSince = undefined;
    this.#listener?.drained();
  };

  readonly #onClose = (): void => {
    this.#closed = true;
    this.#wire?.off('drain', this.#onDrain);
    this.#forget?.();
    this.#isOver?.();
    this.#listener?.closed();
  };
}

/** Streams of many small things, each with a channel for as long as somebody watches it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Channel } from './channel.ts';
import type { Format, Sequenced } from './format.ts';
import type { Hubs } from './hubs.ts';

/** What is watched: how it is now, and word of each change. */
export interface Topic<S extends Sequenced> {
  now(): S;
  /** Returns the end of it. */
  watch(onChange: () => void): () => void;
}

interface Watched<S extends Sequenced> {
  readonly channel: Channel<S>;
  readonly unwatch: () => void;
}

export class Topics<S extends Sequenced> {
  readonly #hubs: Pick<Hubs, 'streams' | 'counters'>;
  readonly #watched = new Map<string, Watched<S>>();

  constructor(hubs: Pick<Hubs, 'streams' | 'counters'>) {
    this.#hubs = hubs;
  }

  /** Things that somebody watches now. */
  get size(): number {
    return this.#watched.size;
  }

  /** Answers with a stream that tells all first and then every change. Topics of one name are the same thing. */
  stream(request: FastifyRequest, reply: FastifyReply, name: string, topic: Topic<S>, format: Format<S>): void {
    const sink = this.#hubs.streams.open(request, reply);
    const watched = this.#watched.get(name) ?? this.#begin(name, topic);
    watched.channel.subscribe({ sink, format, onClose: () => this.#end(name, watched) });
  }

  close(): void {
    for (const { channel, unwatch } of this.#watched.values()) {
      unwatch();
      channel.close();
    }
    this.#watched.clear();
  }

  #begin(name: string, topic: Topic<S>): Watched<S> {
    const channel = new Channel<S>({ first: topic.now(), ring: { count: 8 }, counters: this.#hubs.counters });
    const watched = { channel, unwatch: topic.watch(() => channel.publish(topic.now())) };
    this.#watched.set(name, watched);
    return watched;
  }

  #end(name: string, watched: Watched<S>): void {
    if (watched.channel.screens > 0 || this.#watched.get(name) !== watched) return;
    this.#watched.delete(name);
    watched.unwatch();
    watched.channel.close();
  }
}

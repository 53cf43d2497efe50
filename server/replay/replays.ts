/** All replays of this process: each a stream of its own, over nights that they share. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Speed } from '../../theatre/replay/pace.ts';
import { newCounters, type LiveCounters } from '../live/counters.ts';
import { Pulse } from '../live/pulse.ts';
import { Streams } from '../live/sse.ts';
import type { LoadedNight } from './nights.ts';
import { Player, type ReplayFormat } from './player.ts';

/** At the same time, over all addresses: each is a timer and some rendering ten times a second. */
export const MOST_REPLAYS = 200;

export interface ReplayOptions {
  readonly night: LoadedNight;
  readonly format: ReplayFormat;
  readonly speed: Speed;
  readonly from: number;
  readonly shown?: number | undefined;
}

export class Replays {
  readonly counters: LiveCounters = newCounters();
  readonly #streams = new Streams(new Pulse(), this.counters);
  readonly #most: number;

  constructor(most = MOST_REPLAYS) {
    this.#most = most;
  }

  /** False: there are as many as this server carries. */
  get room(): boolean {
    return this.counters.streams < this.#most;
  }

  /** Answers with a stream that plays. */
  play(request: FastifyRequest, reply: FastifyReply, { night, ...options }: ReplayOptions): void {
    const release = night.retain();
    const sink = this.#streams.open(request, reply);
    new Player({ ...options, night: night.night, sink, onClose: release });
  }

  /** Ends all streams. For `preClose`: open ones would keep the server from closing. */
  close(): Promise<void> {
    return this.#streams.close();
  }
}

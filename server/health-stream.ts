/** The figures of this server's health as a stream: once a second, and none for a screen that does not keep up. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HealthWatch } from './health-watch.ts';
import { Frame } from './live/frame.ts';
import type { Hubs } from './live/index.ts';

export class HealthStream {
  readonly #hubs: Pick<Hubs, 'streams'>;
  readonly #health: Pick<HealthWatch, 'figures' | 'onLook'>;

  constructor(hubs: Pick<Hubs, 'streams'>, health: Pick<HealthWatch, 'figures' | 'onLook'>) {
    this.#hubs = hubs;
    this.#health = health;
  }

  stream(request: FastifyRequest, reply: FastifyReply): void {
    const sink = this.#hubs.streams.open(request, reply);
    let behind = false;
    const tell = () => {
      if (behind) return;
      const figures = this.#health.figures();
      behind = !sink.write(Frame.of({ event: 'health', id: figures.at, data: JSON.stringify(figures) }));
    };
    const unlisten = this.#health.onLook(tell);
    sink.listen({
      drained() {
        behind = false;
      },
      closed: unlisten,
    });
    tell();
  }
}

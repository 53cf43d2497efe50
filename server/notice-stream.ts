/** The notices as a stream: all of them first, then each change. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StaffNotices } from './consumers/notices/index.ts';
import { Frame } from './live/frame.ts';
import { shownBy, type Hubs } from './live/index.ts';

export class NoticeStream {
  readonly #hubs: Pick<Hubs, 'streams'>;
  readonly #notices: Pick<StaffNotices, 'snapshot' | 'onChange'>;
  /** Ids of another start of this server must not be taken for ours. */
  #id = Date.now();

  constructor(hubs: Pick<Hubs, 'streams'>, notices: Pick<StaffNotices, 'snapshot' | 'onChange'>) {
    this.#hubs = hubs;
    this.#notices = notices;
    notices.onChange(() => void this.#id++);
  }

  /** A client that says by `Last-Event-ID` that it has the latest is not told all of it again. */
  stream(request: FastifyRequest, reply: FastifyReply): void {
    const sink = this.#hubs.streams.open(request, reply);
    let behind = false;
    const write = (event: string, data: unknown) => {
      behind = !sink.write(Frame.of({ event, id: this.#id, data: JSON.stringify(data) }));
    };
    const whole = () => write('notices', this.#notices.snapshot());
    const unlisten = this.#notices.onChange((change) => {
      // What it misses it gets with all the rest once it drains.
      if (behind) return;
      if (change.kind === 'notice') write('notice', change.notice);
      else write('resolved', change.resolved);
    });
    sink.listen({
      drained() {
        if (behind) whole();
      },
      closed: unlisten,
    });
    if (shownBy(request) !== this.#id) whole();
  }
}

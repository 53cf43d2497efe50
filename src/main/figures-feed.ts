import type { FiguresPush, ScreeningFigures } from '../../theatre/contract/ipc-orders.ts';
import { parsed, type ServerApi } from './server-api.ts';

/** The figures of one screening at a time, as the server tells them. */
export class FiguresFeed {
  readonly #api: Pick<ServerApi, 'follow'>;
  readonly #send: (now: FiguresPush) => void;
  #stop = (): void => undefined;

  constructor(api: Pick<ServerApi, 'follow'>, send: (now: FiguresPush) => void) {
    this.#api = api;
    this.#send = send;
  }

  follow(screeningId: string): void {
    this.leave();
    this.#stop = this.#api.follow(`/api/screenings/${screeningId}/figures`, {
      onEvent: (name, data) => {
        const figures = name === 'figures' ? (parsed(data) as ScreeningFigures | undefined) : undefined;
        if (figures) this.#send({ screeningId, figures });
      },
      onBroken: () => this.#send({ screeningId, figures: undefined }),
    });
  }

  leave(): void {
    this.#stop();
    this.#stop = () => undefined;
  }
}

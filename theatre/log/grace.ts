/** Gives back the seats of viewers who were here and vanished. Any process may do it; doing it twice does no harm. */
import { isPresent } from '../screening/presence.ts';
import { values } from '../screening/persistent-map.ts';
import { seatOf, type Hold } from '../screening/state.ts';
import type { Desk } from './desk.ts';
import type { LiveScreening } from './live-screening.ts';
import type { Screenings } from './screenings.ts';

export interface GraceOptions {
  readonly screenings: Screenings;
  readonly desk: Desk;
  /** How long somebody who vanished keeps their seats, in milliseconds. */
  readonly graceMs: number;
  /** Epoch milliseconds. Defaults to the machine's. */
  readonly clock?: () => number;
}

/** Since when a holder is away: since they went, or since their last seat if they took one after that. */
function awaySince(live: LiveScreening, hold: Hold): number | undefined {
  if (isPresent(live.presence, hold.viewerId)) return undefined;
  const left = live.absentSince(hold.viewerId);
  // Somebody who never opened a page (a program, say) has not vanished; the hold's own end takes care.
  if (left === undefined) return undefined;
  const taken = hold.seatIds.map((seatId) => {
    const seat = seatOf(live.state, seatId);
    return seat?.status === 'held' ? seat.since : 0;
  });
  return Math.max(left, ...taken);
}

export class Grace {
  readonly #options: GraceOptions;
  readonly #timer: ReturnType<typeof setInterval>;
  #giving: Promise<unknown> = Promise.resolve();

  constructor(options: GraceOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#look(), Math.max(20, Math.min(1000, options.graceMs / 4)));
    this.#timer.unref();
  }

  #look(): void {
    const { screenings, desk, graceMs, clock = Date.now } = this.#options;
    const before = clock() - graceMs;
    const releases: Promise<unknown>[] = [];
    for (const live of screenings.followed()) {
      // What is late may have them back by now.
      if (!live.fresh) continue;
      for (const hold of values(live.state.holds)) {
        if (hold.seatIds.length === 0) continue;
        const since = awaySince(live, hold);
        if (since === undefined || since > before) continue;
        // One id for one absence: two processes that see it at the same time say the same.
        const id = `grace-${live.id}-${hold.viewerId}-${since}`;
        releases.push(desk.submit(live.id, { type: 'release', viewerId: hold.viewerId, by: 'log', id }));
      }
    }
    this.#giving = Promise.allSettled([this.#giving, ...releases]);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#giving;
  }
}

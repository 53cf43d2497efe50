/** The live view of one screening in this process: folds what the log says into snapshots, and streams them. */
import { get, values } from '../../theatre/screening/persistent-map.ts';
import type { Snapshot } from '../../theatre/screening/snapshot.ts';
import { seatOf, type Order, type ScreeningState } from '../../theatre/screening/state.ts';
import type { PersistentMap } from '../../theatre/screening/persistent-map.ts';
import { changedSeats, changedViewers } from '../../theatre/screening/view.ts';
import { Channel, type ChannelOptions, type Subscription } from './channel.ts';
import type { Audience } from './format.ts';
import type { Attendances, ScreeningSource } from './source.ts';
import { Visits } from './visits.ts';

export interface HubOptions extends Omit<ChannelOptions<Snapshot>, 'first' | 'audience'> {
  readonly source: ScreeningSource;
  readonly screeningId: string;
  readonly attendance: Attendances;
  /** Called when nobody has looked for `lingerMs`. */
  readonly onIdle: () => void;
  /** Milliseconds that it stays after the last viewer left, so that a reload finds what it continues from. */
  readonly lingerMs: number;
}

/** A log that is back so soon was not missed. */
const STALE_AFTER_MS = 1000;

export class Hub {
  readonly #channel: Channel<Snapshot>;
  readonly #visits: Visits;
  readonly #source: ScreeningSource;
  readonly #release: () => void;
  readonly #unlisten: (() => void)[];
  readonly #onIdle: () => void;
  readonly #lingerMs: number;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #stale = false;
  #staleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor({ source, screeningId, attendance, onIdle, lingerMs, ...channel }: HubOptions) {
    this.#source = source;
    this.#onIdle = onIdle;
    this.#lingerMs = lingerMs;
    this.#release = source.retain();
    this.#channel = new Channel({ ...channel, first: snapshotOf(source), audience });
    this.#visits = new Visits(attendance, screeningId);
    this.#unlisten = [source.onItem(() => this.#publish()), source.onFresh((fresh) => this.#freshened(fresh))];
    if (!source.fresh) this.#freshened(false);
    this.#linger();
  }

  get screens(): number {
    return this.#channel.screens;
  }

  /** What a page shows now; a stream can continue from it. */
  snapshot(): Snapshot {
    this.#linger();
    return this.#channel.handOut();
  }

  /** Adds a screen, and with its viewer somebody who is here. Returns its end. */
  subscribe(subscription: Omit<Subscription<Snapshot>, 'onClose'>): () => void {
    clearTimeout(this.#idleTimer);
    if (subscription.viewerId !== undefined) this.#visits.opened(subscription.viewerId);
    return this.#channel.subscribe({ ...subscription, onClose: this.#left });
  }

  readonly #left = (viewerId: string | undefined): void => {
    if (viewerId !== undefined) this.#visits.closed(viewerId);
    this.#linger();
  };

  close(): void {
    clearTimeout(this.#idleTimer);
    clearTimeout(this.#staleTimer);
    for (const unlisten of this.#unlisten) unlisten();
    this.#channel.close();
    this.#visits.close();
    this.#release();
  }

  #linger(): void {
    clearTimeout(this.#idleTimer);
    if (this.#channel.screens > 0) return;
    this.#idleTimer = setTimeout(() => {
      // Somebody who left is still to be told of.
      if (this.#visits.size > 0) this.#linger();
      else this.#onIdle();
    }, this.#lingerMs);
    this.#idleTimer.unref();
  }

  /** Says so when the log is out of reach, for a screen that goes on standing still looks as good as one that is true. */
  #freshened(fresh: boolean): void {
    clearTimeout(this.#staleTimer);
    const say = (data: string, past: boolean) => this.#channel.announce({ event: 'log', data }, past);
    if (!fresh) {
      this.#staleTimer = setTimeout(() => {
        this.#stale = true;
        say('lost', false);
      }, STALE_AFTER_MS);
    } else if (this.#stale) {
      this.#stale = false;
      say('back', true);
    }
  }

  #publish(): void {
    const before = this.#channel.current;
    const now = snapshotOf(this.#source);
    const visible = now.state !== before.state || now.presence !== before.presence || now.feed !== before.feed;
    this.#channel.publish(now, visible);
  }
}

function snapshotOf({ sequence, state, presence, feed }: ScreeningSource): Snapshot {
  return { sequence, state, presence, feed };
}

/** Viewers who must be told of a change in their own words: whose hold it is, and whose seats were or are concerned. */
const audience: Audience<Snapshot> = {
  touched(before, after) {
    const touched = new Set(changedViewers(before.state, after.state));
    // What their seats come to is another sum.
    if (before.state.prices !== after.state.prices) {
      for (const { viewerId } of values(after.state.holds)) touched.add(viewerId);
    }
    for (const seatId of changedSeats(before.state, after.state)) {
      for (const state of [before.state, after.state]) {
        const seat = seatOf(state, seatId);
        if (seat && 'viewerId' in seat) touched.add(seat.viewerId);
      }
    }
    return touched;
  },
  owns({ state }, viewerId) {
    return get(state.holds, viewerId) !== undefined || buyers(state).has(viewerId);
  },
};

const buyersOf = new WeakMap<PersistentMap<Order>, ReadonlySet<string>>();

function buyers({ orders }: ScreeningState): ReadonlySet<string> {
  let known = buyersOf.get(orders);
  if (!known) {
    known = new Set(Array.from(values(orders), ({ viewerId }) => viewerId));
    buyersOf.set(orders, known);
  }
  return known;
}

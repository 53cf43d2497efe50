/**
 * One thing that many screens show as it changes. A change replaces `current`; a flush brings every screen from the
 * snapshot it last got to the current one, so nobody has a queue, nobody waits for the slow, and nothing can be missed.
 */
import { newCounters, type LiveCounters } from './counters.ts';
import type { Audience, Format, Sequenced, Sink, SinkListener } from './format.ts';
import { Frame, type Message } from './frame.ts';
import { Frames } from './frames.ts';
import { Pace, type Waiting } from './pace.ts';
import { Ring, type RingLimits } from './ring.ts';

/** A flush lets other work through after so many milliseconds. */
const SLICE_MS = 8;
const SCREENS_PER_LOOK_AT_THE_CLOCK = 32;

export interface ChannelOptions<S extends Sequenced> {
  readonly first: S;
  /** Defaults to nobody needing a frame of their own. */
  readonly audience?: Audience<S>;
  readonly ring?: RingLimits;
  /** Monotonic milliseconds. Defaults to `performance.now`. */
  readonly now?: () => number;
  /** Defaults to sharing the process with no other channel. */
  readonly waiting?: Waiting;
  /** Defaults to counters of its own. */
  readonly counters?: LiveCounters;
  /** Told when a format throws; the screens it was for are closed and come again. Defaults to throwing it at the process. */
  readonly onProblem?: (problem: unknown) => void;
}

export interface Subscription<S extends Sequenced> {
  readonly sink: Sink;
  readonly format: Format<S>;
  /** Whose own frames it gets. Defaults to nobody's: the shared ones alone. */
  readonly viewerId?: string | undefined;
  /** The sequence of the snapshot that the screen shows. Defaults to unknown: it gets the whole. */
  readonly from?: number | undefined;
  /** Called once with `viewerId` when the stream is over, whoever ended it. */
  readonly onClose?: (viewerId: string | undefined) => void;
}

/** Who a screen asks for a flush, and tells that it has closed. */
interface Keeper<S extends Sequenced> {
  drained(screen: Screen<S>): void;
  closed(screen: Screen<S>): void;
}

class Screen<S extends Sequenced> implements SinkListener {
  readonly sink: Sink;
  readonly format: Format<S>;
  readonly viewerId: string | undefined;
  readonly onClose: ((viewerId: string | undefined) => void) | undefined;
  /** What it shows once all that was written has arrived. */
  shows: S | undefined;
  /** The last announcement it got, or that it need not get. */
  knows: Frame | undefined;
  /** Its socket has not drained: it gets nothing until then, and all that it missed after. */
  behind = false;
  readonly #keeper: Keeper<S>;

  constructor(keeper: Keeper<S>, subscription: Subscription<S>) {
    this.#keeper = keeper;
    this.sink = subscription.sink;
    this.format = subscription.format;
    this.viewerId = subscription.viewerId;
    this.onClose = subscription.onClose;
  }

  drained(): void {
    this.behind = false;
    this.#keeper.drained(this);
  }

  closed(): void {
    this.#keeper.closed(this);
  }
}

export class Channel<S extends Sequenced> {
  readonly #audience: Audience<S> | undefined;
  readonly #now: () => number;
  readonly #counters: LiveCounters;
  readonly #ring: Ring<S>;
  readonly #pace: Pace;
  readonly #onProblem: (problem: unknown) => void;
  readonly #screens = new Set<Screen<S>>();
  readonly #keeper: Keeper<S> = {
    drained: (screen) => {
      if (!this.#isUpToDate(screen)) this.#pace.request();
    },
    closed: (screen) => {
      if (this.#screens.delete(screen)) screen.onClose?.(screen.viewerId);
    },
  };
  #current: S;
  #announcement: Frame | undefined;
  /** The announcement that a new screen need not be told. */
  #newcomersKnow: Frame | undefined;
  /** When the oldest change that is not flushed yet came; undefined when there is none. */
  #changedAt: number | undefined;

  constructor(options: ChannelOptions<S>) {
    const { first, audience, ring, now = () => performance.now(), waiting, counters } = options;
    this.#current = first;
    this.#audience = audience;
    this.#now = now;
    this.#counters = counters ?? newCounters();
    this.#onProblem =
      options.onProblem ??
      ((problem) => {
        throw problem;
      });
    this.#ring = new Ring(ring);
    this.#pace = new Pace({ flush: () => this.#flush(), now, ...(waiting ? { waiting } : {}) });
  }

  get current(): S {
    return this.#current;
  }

  get screens(): number {
    return this.#screens.size;
  }

  /** Replaces the current snapshot. `visible` false: nothing that any screen shows differs, so nobody need be told. */
  publish(next: S, visible = true): void {
    this.#current = next;
    if (!visible) return;
    if (this.#changedAt === undefined) this.#changedAt = this.#now();
    else this.#counters.conflated++;
    if (this.#screens.size > 0) this.#pace.request();
    else this.#changedAt = undefined;
  }

  /**
   * Tells every screen something that is part of no snapshot. A screen that does not keep up gets the last one alone, one
   * that joins later gets it unless it is `past` for newcomers.
   */
  announce(message: Message, past: boolean): void {
    this.#announcement = Frame.of(message);
    if (past) this.#newcomersKnow = this.#announcement;
    this.#pace.request();
  }

  /** The current snapshot for a page that will open a stream from it. */
  handOut(): S {
    this.#ring.keep(this.#current, this.#now());
    return this.#current;
  }

  /** Adds a screen: it is brought to the current snapshot by the next flush, and by each one after. Returns its end. */
  subscribe(subscription: Subscription<S>): () => void {
    const { from } = subscription;
    const screen = new Screen(this.#keeper, subscription);
    screen.shows =
      from === this.#current.sequence ? this.#current : from === undefined ? undefined : this.#ring.get(from);
    screen.knows = this.#newcomersKnow;
    this.#screens.add(screen);
    if (screen.shows) this.#counters.resumed++;
    else this.#counters.whole++;
    if (!this.#isUpToDate(screen)) this.#pace.request();
    screen.sink.listen(screen);
    return () => screen.closed();
  }

  /** Stops flushing. Streams that are open stay open and silent: who closes the channel has ended them. */
  close(): void {
    this.#pace.close();
    this.#screens.clear();
  }

  #flush(): void {
    const target = this.#current;
    const changedAt = this.#changedAt;
    this.#changedAt = undefined;
    const frames = new Frames(target, this.#audience);
    const screens = this.#screens.values();
    let busyMs = 0;
    const slice = () => {
      const start = this.#now();
      for (let count = 1; ; count++) {
        const next = screens.next();
        if (next.done) break;
        this.#bring(next.value, frames);
        if (count % SCREENS_PER_LOOK_AT_THE_CLOCK === 0 && this.#now() - start > SLICE_MS) {
          busyMs += this.#now() - start;
          setImmediate(slice);
          return;
        }
      }
      const end = this.#now();
      busyMs += end - start;
      this.#counters.flushes++;
      this.#counters.busyMs += busyMs;
      this.#counters.rendered += frames.rendered;
      if (changedAt !== undefined) {
        this.#counters.lagMs = end - changedAt;
        this.#counters.lagAt = end;
      }
      this.#pace.done(busyMs);
    };
    slice();
  }

  #isUpToDate(screen: Screen<S>): boolean {
    return screen.shows === this.#current && screen.knows === this.#announcement;
  }

  #bring(screen: Screen<S>, frames: Frames<S>): void {
    const { target } = frames;
    if (screen.shows === target && screen.knows === this.#announcement) return;
    if (screen.behind) {
      this.#counters.skipped++;
      return;
    }
    if (this.#announcement && screen.knows !== this.#announcement) {
      screen.knows = this.#announcement;
      this.#write(screen, this.#announcement);
      if (screen.behind) return;
    }
    // Joined during this flush, from a page that is newer than what the flush brings.
    if (screen.shows && screen.shows.sequence > target.sequence) return;
    const frame = this.#frameFor(screen, frames);
    screen.shows = target;
    if (!frame) return;
    this.#ring.keep(target, this.#now());
    this.#write(screen, frame);
  }

  #write(screen: Screen<S>, frame: Frame): void {
    this.#counters.written++;
    this.#counters.bytes += frame.bytes.length;
    if (!screen.sink.write(frame)) screen.behind = true;
  }

  #frameFor({ shows, sink, format, viewerId }: Screen<S>, frames: Frames<S>): Frame | undefined {
    try {
      return frames.to(format, shows, viewerId);
    } catch (problem) {
      sink.end();
      this.#onProblem(problem);
      return undefined;
    }
  }
}

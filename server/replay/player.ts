/** Plays a night on one connection: moves the playhead, and writes what differs from what the screen shows. */
import { Frame } from '../live/frame.ts';
import type { Sink } from '../live/format.ts';
import type { NightView } from '../../theatre/replay/night-view.ts';
import { advance, atEnd, nextIn, playheadAt, type Playhead, type Speed } from '../../theatre/replay/pace.ts';
import type { ReplayScreen } from '../views/replay.ts';

/** How a screen of a replay is told of its next picture. Pure. */
export interface ReplayFormat {
  patch(before: ReplayScreen, after: ReplayScreen): string;
  whole(screen: ReplayScreen): string;
}

export interface PlayOptions {
  readonly night: NightView;
  readonly sink: Sink;
  readonly format: ReplayFormat;
  readonly speed: Speed;
  /** The place to play from. */
  readonly from: number;
  /** The place that the screen shows already. Defaults to nothing that is known: it gets the whole. */
  readonly shown?: number | undefined;
  /** Called once when the stream is over, whoever ended it. */
  readonly onClose?: () => void;
  /** Monotonic milliseconds. Defaults to `performance.now`. */
  readonly now?: () => number;
}

/** A picture ten times a second is fluent enough, and its clock moves twice a second at least. */
const SHORTEST_MS = 100;
const LONGEST_MS = 500;

export class Player {
  #head: Playhead;
  #shown: ReplayScreen | undefined;
  #at: number;
  #behind = false;
  #over = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #options: PlayOptions;
  readonly #now: () => number;

  /** Begins to play at once. */
  constructor(options: PlayOptions) {
    const { night, sink, from, shown, now = () => performance.now() } = options;
    this.#options = options;
    this.#now = now;
    this.#head = playheadAt(night, from);
    this.#at = now();
    if (shown !== undefined) this.#shown = { moment: night.seek(shown), total: night.length };
    sink.listen({
      drained: () => {
        this.#behind = false;
        this.#draw();
        if (atEnd(night, this.#head)) this.#finish();
      },
      closed: () => {
        this.#over = true;
        clearTimeout(this.#timer);
        options.onClose?.();
      },
    });
    this.#draw();
    this.#schedule();
  }

  #schedule(): void {
    const { night, speed } = this.#options;
    if (this.#over) return;
    if (atEnd(night, this.#head)) return this.#finish();
    const next = nextIn(night, this.#head, speed) ?? 0;
    this.#timer = setTimeout(() => this.#tick(), Math.min(LONGEST_MS, Math.max(SHORTEST_MS, next)));
  }

  /** Once the last picture is on its way. The end is told by name, so that a page does not take it for a broken line. */
  #finish(): void {
    if (this.#behind || this.#over) return;
    const { sink, night } = this.#options;
    sink.write(Frame.of({ event: 'ended', data: String(night.length) }));
    sink.end();
  }

  #tick(): void {
    const { night, speed } = this.#options;
    const now = this.#now();
    this.#head = advance(night, this.#head, speed, now - this.#at);
    this.#at = now;
    this.#draw();
    this.#schedule();
  }

  /** A socket that has not drained gets nothing, and all that it missed in one piece when it has. */
  #draw(): void {
    if (this.#behind || this.#over) return;
    const { night, sink, format } = this.#options;
    const { count, clock, bridge } = this.#head;
    const moment = { ...night.seek(count, this.#shown?.moment), at: clock };
    const screen: ReplayScreen = { moment, total: night.length, bridge };
    const data = this.#shown ? format.patch(this.#shown, screen) : format.whole(screen);
    this.#shown = screen;
    if (data === '') return;
    if (!sink.write(Frame.of({ id: count, data }))) this.#behind = true;
  }
}

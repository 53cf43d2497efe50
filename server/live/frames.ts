/** All frames that lead to one snapshot, each rendered and encoded once however many screens get it. */
import type { Audience, Format, Sequenced } from './format.ts';
import { Frame } from './frame.ts';

export class Frames<S extends Sequenced> {
  readonly target: S;
  /** Frames rendered so far. */
  rendered = 0;
  readonly #audience: Audience<S> | undefined;
  readonly #touched = new Map<S, ReadonlySet<string>>();
  /** By format and by what the screen shows; undefined where nothing differs. */
  readonly #shared = new Map<Format<S>, Map<S | undefined, Frame | undefined>>();

  constructor(target: S, audience?: Audience<S>) {
    this.target = target;
    this.#audience = audience;
  }

  /** What brings a screen that shows `before` (undefined: nothing we know of) to the target; undefined when it is there. */
  to(format: Format<S>, before: S | undefined, viewerId?: string): Frame | undefined {
    if (before === this.target) return undefined;
    if (viewerId !== undefined && this.#concerns(before, viewerId)) return this.#render(format, before, viewerId);
    let frames = this.#shared.get(format);
    if (!frames) this.#shared.set(format, (frames = new Map<S | undefined, Frame | undefined>()));
    if (!frames.has(before)) frames.set(before, this.#render(format, before));
    return frames.get(before);
  }

  #concerns(before: S | undefined, viewerId: string): boolean {
    if (!this.#audience) return false;
    if (!before) return this.#audience.owns(this.target, viewerId);
    let touched = this.#touched.get(before);
    if (!touched) this.#touched.set(before, (touched = this.#audience.touched(before, this.target)));
    return touched.has(viewerId);
  }

  #render(format: Format<S>, before: S | undefined, viewerId?: string): Frame | undefined {
    const data = before ? format.patch(before, this.target, viewerId) : format.whole(this.target, viewerId);
    if (data === '' && before) return undefined;
    this.rendered++;
    const { event } = format;
    return Frame.of({ ...(event === undefined ? {} : { event }), id: this.target.sequence, data });
  }
}

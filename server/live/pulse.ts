/** One timer for all streams of a process: a sign of life for each every fifteen seconds, spread over them. */

const SLOTS = 15;
const TICK_MS = 1000;

export interface Beating {
  /** Called every fifteen seconds. */
  beat(): void;
}

export class Pulse {
  readonly #slots: readonly Set<Beating>[] = Array.from({ length: SLOTS }, () => new Set<Beating>());
  #next = 0;
  #tick = 0;
  #size = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Answers its slot. The timer runs while there is anything to beat. */
  add(beating: Beating): number {
    const slot = this.#next++ % SLOTS;
    this.#slots[slot]?.add(beating);
    this.#size++;
    this.#timer ??= setInterval(() => this.#beat(), TICK_MS).unref();
    return slot;
  }

  remove(beating: Beating, slot: number): void {
    if (!this.#slots[slot]?.delete(beating)) return;
    this.#size--;
    if (this.#size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #beat(): void {
    for (const beating of this.#slots[this.#tick++ % SLOTS] ?? []) beating.beat();
  }
}

/** How a night went, in numbers that two ways of going can be compared by. */
import type { Minor } from '../screening/events.ts';
import { values } from '../screening/persistent-map.ts';
import { initial, type ScreeningState } from '../screening/state.ts';
import { lossOf, seatChanges } from './seat-change.ts';
import type { Scene } from './scene.ts';

export interface Course {
  readonly sold: number;
  readonly orders: number;
  readonly takings: Minor;
  readonly currency: string;
  /** Seats whose time ran out. */
  readonly seatsRunOut: number;
  /** Commands refused, by reason. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Milliseconds that seats were on hold, all together. */
  readonly heldMs: number;
}

export class CourseCount {
  readonly #refusals: Record<string, number> = {};
  #seatsRunOut = 0;
  #heldMs = 0;
  #since: number | undefined;
  #state: ScreeningState = initial;

  refused(reason: string): void {
    this.#refusals[reason] = (this.#refusals[reason] ?? 0) + 1;
  }

  changed(scene: Scene): void {
    const { at } = scene.item;
    if (this.#since !== undefined) this.#heldMs += this.#state.counts.held * Math.max(0, at - this.#since);
    this.#since = at;
    this.#state = scene.after.state;
    for (const change of seatChanges(scene)) {
      const why = lossOf(change);
      if (why === 'expired' || why === 'taken') this.#seatsRunOut++;
    }
  }

  get course(): Course {
    const { counts, orders, currency } = this.#state;
    let [takings, standing] = [0, 0];
    for (const { total, seatIds } of values(orders)) {
      takings += total;
      if (seatIds.length > 0) standing++;
    }
    return {
      sold: counts.booked,
      orders: standing,
      takings,
      currency,
      seatsRunOut: this.#seatsRunOut,
      refusals: { ...this.#refusals },
      heldMs: this.#heldMs,
    };
  }
}

/** How it went as the log has it. */
export function recordedCourse(scenes: Iterable<Scene>): Course {
  const count = new CourseCount();
  for (const scene of scenes) {
    if (scene.item.kind === 'refusal') count.refused(scene.item.event.reason);
    else if (scene.item.kind === 'ledger') count.changed(scene);
  }
  return count.course;
}

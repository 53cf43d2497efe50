/**
 * A night as the window's worker keeps it: grows while it is read, shows any place of it as the difference from what is on
 * the screen, and answers questions. Pure: the worker around it has the messages.
 */
import type { Frame, SeatCell, WholeScreening } from '../../../theatre/contract/frame.ts';
import { Chronicle } from '../../../theatre/replay/chronicle.ts';
import { Density, type DensityLine, type Mark } from '../../../theatre/replay/density.ts';
import { figuresOf, type Figures } from '../../../theatre/replay/figures.ts';
import type { NightItem } from '../../../theatre/replay/items.ts';
import { Night, type Moment } from '../../../theatre/replay/night.ts';
import { seatOf, type Seat } from '../../../theatre/screening/state.ts';
import { changedSeats, statusFor } from '../../../theatre/screening/view.ts';
import { viewerColor } from '../../../theatre/screening/viewer.ts';
import type { SeatId } from '../../../theatre/seating/plan.ts';
import * as questions from './night-questions.ts';

/** What a part of a night added. */
export interface Grown {
  readonly length: number;
  /** The log's sequence of the last item. */
  readonly sequence: number;
  /** When the new items happened, in epoch milliseconds, never earlier than the one before. */
  readonly times: Float64Array;
  readonly density: DensityLine;
  /** The new ones. */
  readonly marks: readonly Mark[];
  /** The place at which the house was there: before it there is nothing to show. 0 as long as it was not. */
  readonly opening: number;
}

/** A place of the night, for a screen that shows the one asked for before. */
export interface Picture {
  readonly count: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly figures: Figures;
  readonly frame: Frame;
  /** The event that led here, by its type. */
  readonly event: string;
}

/** Bars of the density line at most: more than a wide screen can tell apart. */
const MOST_BARS = 1000;
const staff = { staff: true } as const;

export class NightModel {
  readonly #night = new Night();
  readonly #density = new Density();
  readonly #chronicle = new Chronicle();
  #opening = 0;
  #shown: Moment | undefined;

  add(items: readonly NightItem[]): Grown {
    const marks = this.#density.marks.length;
    const times = new Float64Array(items.length);
    for (const [at, item] of items.entries()) {
      const scene = this.#night.add(item);
      this.#density.add(scene);
      this.#chronicle.add(scene);
      times[at] = this.#night.timeOf(scene.count);
      if (this.#opening === 0 && scene.after.state.phase !== 'none') this.#opening = scene.count;
    }
    return {
      length: this.#night.length,
      sequence: this.#night.sequence,
      times,
      density: this.#density.line(MOST_BARS),
      marks: this.#density.marks.slice(marks),
      opening: this.#opening,
    };
  }

  /** The whole screening as of its opening, for an empty screen; undefined until that was read. */
  whole(): WholeScreening | undefined {
    if (this.#opening === 0) return undefined;
    const moment = this.#night.seek(this.#opening);
    this.#shown = moment;
    const { state } = moment;
    return {
      screeningId: state.id,
      sequence: moment.sequence,
      fresh: true,
      // Nobody owns a selection in the past.
      viewerId: '',
      title: state.title,
      startsAt: state.startsAt,
      plan: state.index.plan,
      priceList: { prices: state.prices, discounts: state.discounts, promos: state.promos },
      currency: state.currency,
      seats: [],
      phase: 'open',
      suspended: null,
      counts: state.counts,
      feed: moment.feed,
      viewers: { shown: [], total: 0 },
      hold: null,
      settlement: null,
    };
  }

  /** A place from the opening on. Undefined until `whole` was asked for. */
  picture(count: number): Picture | undefined {
    const before = this.#shown;
    if (!before) return undefined;
    const after = this.#night.seek(Math.max(count, this.#opening), before);
    this.#shown = after;
    const { state } = after;
    const seats = changedSeats(before.state, state).flatMap((seatId): SeatCell[] => {
      const seat = seatOf(state, seatId);
      return seat ? [cellOf(seatId, seat)] : [];
    });
    return {
      count: after.count,
      at: after.at,
      figures: figuresOf(after),
      event: this.#night.item(after.count)?.event.type ?? '',
      frame: {
        screeningId: state.id,
        frame: 1,
        sequence: after.sequence,
        fresh: true,
        seats,
        counts: state.counts,
        phase: state.phase === 'none' ? 'open' : state.phase,
        suspended: state.suspended ?? null,
        ...(before.feed === after.feed ? {} : { feed: after.feed }),
      },
    };
  }

  seatStory(seatId: SeatId) {
    return questions.seatAnswer(this.#chronicle, seatId, this.#night.endsAt);
  }

  viewerStory(viewerId: string) {
    return questions.viewerAnswer(this.#chronicle, viewerId);
  }

  /** Whom a search may mean: seats and viewers that begin with it or contain it. */
  find(text: string) {
    return questions.find(this.#chronicle, this.#shown?.state.index, text);
  }

  whyLost(viewerId: string, seatId: SeatId) {
    return questions.why(this.#chronicle, viewerId, seatId);
  }

  insights() {
    return questions.insights(this.#chronicle, this.#density, this.#night.endsAt);
  }

  whatIf(change: questions.Limits) {
    return questions.otherwise([...this.#night.scenes()], change);
  }
}

function cellOf(seatId: SeatId, seat: Seat): SeatCell {
  return [seatId, statusFor(seat, staff), seat.status === 'held' ? viewerColor(seat.viewerId) : ''];
}

/** What the kiosk's window is told of the screening it shows: the whole once, then what changed. */
import type { Minor, WithheldKind } from '../screening/events.ts';
import type { PriceList } from '../screening/price.ts';
import type { FeedLine } from '../screening/snapshot.ts';
import type { Counts, Loss, ShownPhase } from '../screening/state.ts';
import type { SeatStatus } from '../screening/view.ts';
import type { SeatId, SeatingPlan } from '../seating/plan.ts';

/**
 * A seat, its status for this kiosk, and the colour of who holds it (a key of the viewer colours), '' for nobody. With a
 * seat that the house withholds comes how.
 */
export type SeatCell =
  | readonly [seatId: SeatId, status: SeatStatus, color: string]
  | readonly [seatId: SeatId, status: 'withheld', color: '', note: WithheldNote];

export interface WithheldNote {
  readonly kind: WithheldKind;
  readonly reason: string;
  /** Epoch milliseconds at which it is on sale again. */
  readonly releaseAt?: number;
}

export interface ViewerLine {
  readonly viewerId: string;
  readonly color: string;
  /** Seats they hold. */
  readonly seats: number;
}

export interface Viewers {
  /** Those who hold seats first; at most `VIEWERS_SHOWN`. */
  readonly shown: readonly ViewerLine[];
  readonly total: number;
}

export const VIEWERS_SHOWN = 40;

/** What this kiosk holds, and what it lost since it last acted. */
export interface OwnHold {
  readonly seats: readonly { readonly seatId: SeatId; readonly category: string; readonly price: Minor }[];
  readonly total: Minor;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** Whether asking for more time would still give some. */
  readonly extendable: boolean;
  readonly lost: readonly Loss[];
}

/** What became of a sale that the log had not answered for in time. */
export interface Settlement {
  readonly order: string;
  readonly seatIds: readonly SeatId[];
  readonly total: Minor;
  /** False: it is certain that it was not sold, and will not be. */
  readonly sold: boolean;
}

/** Parts of a screening that a frame carries only when they changed. */
export interface FrameParts {
  readonly title: string;
  /** ISO 8601. */
  readonly startsAt: string;
  readonly phase: ShownPhase;
  /** Why sales are shut for now, in plain words; null when they are not. */
  readonly suspended: string | null;
  readonly counts: Counts;
  /** Newest first. */
  readonly feed: readonly FeedLine[];
  readonly viewers: Viewers;
  readonly hold: OwnHold | null;
  /** What tickets cost now. */
  readonly priceList: PriceList;
  /** Of this kiosk's last sale that was in doubt; null when none was. */
  readonly settlement: Settlement | null;
}

export interface Frame extends Partial<FrameParts> {
  readonly screeningId: string;
  /** Counted from 1 for each opening; `shown` names it. */
  readonly frame: number;
  /** Stream sequence of the last item in it. */
  readonly sequence: number;
  /** False while the log cannot be read: what is shown is how it was then. */
  readonly fresh: boolean;
  /** Only those that changed. */
  readonly seats: readonly SeatCell[];
}

export interface WholeScreening extends FrameParts {
  readonly screeningId: string;
  readonly sequence: number;
  readonly fresh: boolean;
  /** This kiosk's own. */
  readonly viewerId: string;
  readonly plan: SeatingPlan;
  readonly currency: string;
  /** All but the available ones. */
  readonly seats: readonly SeatCell[];
}

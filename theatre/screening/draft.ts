/** Changes to one state while its successor is made. */
import type { SeatId } from '../seating/plan.ts';
import { get, set, type PersistentMap } from './persistent-map.ts';
import { available, houseOf, type Hold, type Loss, type ScreeningState, type Seat, type Withholding } from './state.ts';

/** Rows are copied when first touched. */
export class Draft {
  rows: (readonly Seat[])[] | undefined;
  holds: PersistentMap<Hold>;
  readonly counts: { available: number; held: number; booked: number; withheld: number };
  readonly #base: ScreeningState;

  constructor(base: ScreeningState) {
    this.#base = base;
    this.holds = base.holds;
    this.counts = { ...base.counts };
  }

  seat(seatId: SeatId): Seat | undefined {
    const planned = this.#base.index.byId.get(seatId);
    return planned && (this.rows ?? this.#base.rows)[planned.rowIndex]?.[planned.seatIndex];
  }

  put(seatId: SeatId, seat: Seat): void {
    const planned = this.#base.index.byId.get(seatId);
    if (!planned) return;
    const { rowIndex, seatIndex } = planned;
    this.rows ??= this.#base.rows.slice();
    let row = this.rows[rowIndex] as Seat[];
    const before = row[seatIndex];
    if (!before) return;
    if (row === this.#base.rows[rowIndex]) {
      row = row.slice();
      this.rows[rowIndex] = row;
    }
    row[seatIndex] = seat;
    this.counts[before.status]--;
    this.counts[seat.status]++;
  }

  /** On sale again; a house seat goes back to the house. */
  free(seatId: SeatId): void {
    const house = houseOf(this.seat(seatId));
    this.put(seatId, house ? { status: 'withheld', ...house } : available);
  }

  /** What a held or sold seat takes with it of where it came from. */
  origin(seatId: SeatId): { house?: Withholding } {
    const house = houseOf(this.seat(seatId));
    return house ? { house } : {};
  }

  /** Takes one seat out of somebody's hold and leaves word of why. */
  dispossess(viewerId: string, loss: Loss): void {
    const hold = get(this.holds, viewerId);
    if (!hold) return;
    this.holds = set(this.holds, viewerId, {
      ...hold,
      seatIds: hold.seatIds.filter((seatId) => seatId !== loss.seatId),
      lost: [...hold.lost, loss],
    });
  }

  done(sequence: number, changes: Partial<ScreeningState> = {}): ScreeningState {
    return {
      ...this.#base,
      rows: this.rows ?? this.#base.rows,
      holds: this.holds,
      counts: this.counts,
      ...changes,
      sequence,
    };
  }
}

/** Watches what is left of each screening that is on sale: a fold of the ledgers. */
import type { LedgerEvent, Recorded } from '../../../theatre/screening/events.ts';
import { evolve } from '../../../theatre/screening/evolve.ts';
import { initial, type ScreeningState } from '../../../theatre/screening/state.ts';
import type { Board, Condition } from './board.ts';

/** Few are left at a tenth of the house, and at twenty seats in a large one. */
export function fewSeats(capacity: number): number {
  return Math.max(1, Math.min(20, Math.floor(capacity / 10)));
}

export class SeatWatch {
  readonly #board: Board;
  readonly #states = new Map<string, ScreeningState>();
  /** Screenings that have few left until twice as many are: seats that come and go make no new notice each time. */
  readonly #scarce = new Set<string>();
  readonly #over = new Set<string>();

  constructor(board: Board) {
    this.#board = board;
  }

  ledger(id: string, recorded: Recorded<LedgerEvent>): void {
    if (this.#over.has(id)) return;
    const state = evolve(this.#states.get(id) ?? initial, recorded);
    this.#states.set(id, state);
    this.#look(id, state, recorded.at);
  }

  /** Those that have begun meanwhile are no longer anybody's concern. `now` in epoch milliseconds. */
  tick(now: number): void {
    for (const [id, state] of this.#states) {
      if (Date.parse(state.startsAt) <= now) this.#look(id, state, now);
    }
  }

  /** What of a screening a notice names; undefined for one that there is not (any more). */
  titled(id: string): { readonly id: string; readonly title: string; readonly startsAt: string } | undefined {
    const { title, startsAt, phase } = this.#states.get(id) ?? initial;
    return phase === 'none' ? undefined : { id, title, startsAt };
  }

  #look(id: string, state: ScreeningState, at: number): void {
    const onSale = state.phase === 'open' && Date.parse(state.startsAt) > at;
    const screening = { id, title: state.title, startsAt: state.startsAt };
    const { available, held } = state.counts;
    const { capacity } = state.index;
    const few = fewSeats(capacity);
    const left = available + held;
    if (!onSale || left > 2 * few) this.#scarce.delete(id);
    else if (left <= few) this.#scarce.add(id);
    const tell = (key: string, condition: Condition | false) =>
      this.#board.set(`${key}-${id}`, condition === false ? undefined : condition, at);
    tell('sold-out', onSale && available === 0 && { kind: 'sold-out', level: 'info', screening, held, capacity });
    tell(
      'few-left',
      onSale &&
        available > 0 &&
        this.#scarce.has(id) && { kind: 'nearly-sold-out', level: 'info', screening, left, capacity },
    );
    const reason = state.suspended;
    tell(
      'suspended',
      state.phase === 'open' &&
        reason !== undefined && { kind: 'sales-suspended', level: 'urgent', screening, reason: reason.slice(0, 500) },
    );
    // Nothing comes of it any more, so what it was made of need not be kept.
    if (state.phase === 'cancelled' || state.phase === 'closed') {
      this.#states.delete(id);
      this.#over.add(id);
    }
  }
}

/** Watches how many claims are refused a minute, against what is usual for the screening. */
import type { Board } from './board.ts';

/** What counts as usual is the mean of so many minutes before. */
const USUAL_MINUTES = 15;
/** Fewer a minute than this are nothing to speak of, however quiet it was. */
const MANY = 20;
const TIMES_USUAL = 3;

type Titled = (id: string) => { readonly id: string; readonly title: string; readonly startsAt: string } | undefined;

export class RefusalWatch {
  readonly #board: Board;
  readonly #titled: Titled;
  readonly #minute: number;
  /** When each was, in epoch milliseconds, the oldest first. */
  readonly #times = new Map<string, number[]>();

  /** `minute` in milliseconds; shorter in a test. */
  constructor(board: Board, titled: Titled, minute = 60_000) {
    this.#board = board;
    this.#minute = minute;
    this.#titled = titled;
  }

  refused(id: string, at: number): void {
    const times = this.#times.get(id);
    if (times) times.push(at);
    else this.#times.set(id, [at]);
  }

  /** Looks at the minute before `now` (epoch milliseconds). */
  tick(now: number): void {
    for (const [id, all] of this.#times) {
      const times = all.filter((at) => at > now - (USUAL_MINUTES + 1) * this.#minute);
      if (times.length > 0) this.#times.set(id, times);
      else this.#times.delete(id);
      const perMinute = times.filter((at) => at > now - this.#minute).length;
      const usual = Math.round((10 * (times.length - perMinute)) / USUAL_MINUTES) / 10;
      const key = `refusals-${id}`;
      const isOpen = this.#board.keys(key).includes(key);
      // Over only at half of what it takes to begin.
      const many = Math.max(MANY, TIMES_USUAL * usual) / (isOpen ? 2 : 1);
      const screening = this.#titled(id);
      const rising = screening !== undefined && perMinute >= many;
      this.#board.set(
        key,
        rising ? { kind: 'refusals-rising', level: 'warning', screening, perMinute, usual } : undefined,
        now,
      );
    }
  }
}

/** Which viewers this instance holds a stream of, and what it has told the log of it. */
import type { Attendances } from './source.ts';

/** A reload closes one stream and opens the next: no reason to tell anyone that somebody left. */
const LEAVE_AFTER_MS = 1500;
interface Visit {
  streams: number;
  /** Monotonic milliseconds; counts while there are no streams. */
  leaveAt: number;
}

export class Visits {
  readonly #attendance: Attendances;
  readonly #screeningId: string;
  readonly #visits = new Map<string, Visit>();
  /** Those whose last stream closed, oldest first: one timer for all of them. */
  readonly #leaving = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(attendance: Attendances, screeningId: string) {
    this.#attendance = attendance;
    this.#screeningId = screeningId;
  }

  get size(): number {
    return this.#visits.size;
  }

  opened(viewerId: string): void {
    const visit = this.#visits.get(viewerId);
    if (visit) {
      visit.streams++;
      this.#leaving.delete(viewerId);
      return;
    }
    this.#visits.set(viewerId, { streams: 1, leaveAt: 0 });
    void this.#attendance.join(this.#screeningId, viewerId);
  }

  closed(viewerId: string): void {
    const visit = this.#visits.get(viewerId);
    if (!visit || --visit.streams > 0) return;
    visit.leaveAt = performance.now() + LEAVE_AFTER_MS;
    this.#leaving.add(viewerId);
    this.#timer ??= setTimeout(this.#leaveDue, LEAVE_AFTER_MS);
  }

  /** Tells nothing any more: the instance says itself that it is gone when it ends. */
  close(): void {
    clearTimeout(this.#timer);
    this.#visits.clear();
    this.#leaving.clear();
  }

  readonly #leaveDue = (): void => {
    this.#timer = undefined;
    const now = performance.now();
    for (const viewerId of this.#leaving) {
      const wait = (this.#visits.get(viewerId)?.leaveAt ?? 0) - now;
      if (wait > 0) {
        this.#timer = setTimeout(this.#leaveDue, wait);
        return;
      }
      this.#leaving.delete(viewerId);
      this.#visits.delete(viewerId);
      void this.#attendance.leave(this.#screeningId, viewerId);
    }
  };
}

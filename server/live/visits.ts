/** Which viewers this instance holds a stream of, and what it has told the log of it. */
import type { Attendances } from './source.ts';

/** A reload closes one stream and opens the next: no reason to tell anyone that somebody left. */
const LEAVE_AFTER_MS = 1500;
/** When the log did not take it, it is told again so often. */
const RETRY_MS = 1000;

interface Visit {
  streams: number;
  /** The log has been told that they are here. */
  said: boolean;
  telling: boolean;
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
    let visit = this.#visits.get(viewerId);
    if (!visit) this.#visits.set(viewerId, (visit = { streams: 0, said: false, telling: false, leaveAt: 0 }));
    visit.streams++;
    this.#leaving.delete(viewerId);
    void this.#tell(viewerId, visit);
  }

  closed(viewerId: string): void {
    const visit = this.#visits.get(viewerId);
    if (!visit || --visit.streams > 0) return;
    visit.leaveAt = performance.now() + LEAVE_AFTER_MS;
    this.#leaving.add(viewerId);
    this.#timer ??= setTimeout(this.#leaveDue, LEAVE_AFTER_MS);
  }

  /** Stops telling. The instance says itself that it is gone when it ends. */
  close(): void {
    clearTimeout(this.#timer);
    this.#visits.clear();
    this.#leaving.clear();
  }

  readonly #leaveDue = (): void => {
    this.#timer = undefined;
    const now = performance.now();
    for (const viewerId of this.#leaving) {
      const visit = this.#visits.get(viewerId);
      if (visit && visit.leaveAt > now) {
        this.#timer = setTimeout(this.#leaveDue, visit.leaveAt - now);
        return;
      }
      this.#leaving.delete(viewerId);
      if (visit) void this.#tell(viewerId, visit);
    }
  };

  /** Tells the log until it knows what is so; one message at a time for each viewer, so that they keep their order. */
  async #tell(viewerId: string, visit: Visit): Promise<void> {
    if (visit.telling) return;
    visit.telling = true;
    while (this.#visits.get(viewerId) === visit) {
      const here = visit.streams > 0 || this.#leaving.has(viewerId);
      if (here === visit.said) break;
      try {
        if (here) await this.#attendance.join(this.#screeningId, viewerId);
        else await this.#attendance.leave(this.#screeningId, viewerId);
        visit.said = here;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    visit.telling = false;
    if (!visit.said && visit.streams === 0 && this.#visits.get(viewerId) === visit) this.#visits.delete(viewerId);
  }
}

/**
 * Keeps one address from holding a house without paying. Sessions cost nothing, so a limit for each of them alone would
 * let one program hold everything. Known in memory only, by each server for the sessions it has seen: a server that starts
 * anew counts from nothing, and several servers count each for itself.
 */
import { liveHold, type ScreeningState } from '../theatre/screening/state.ts';

interface Claims {
  /** Viewers of this address that may hold seats of the screening. */
  readonly viewers: Set<string>;
  /** Seats asked for and not answered yet. */
  pending: number;
  /** Epoch milliseconds of the last question. */
  askedAt: number;
}

export class Hoarding {
  readonly #percent: number;
  readonly #limitMs: number;
  readonly #clock: () => number;
  /** By address and screening. */
  readonly #claims = new Map<string, Claims>();

  /** `percent` of a house's seats is what one address may hold unpaid; no hold lives longer than `limitMs`. */
  constructor(percent: number, limitMs: number, clock: () => number = Date.now) {
    this.#percent = percent;
    this.#limitMs = limitMs;
    this.#clock = clock;
  }

  /**
   * Asks for `seats` more for a viewer. Undefined: that would be too many. Otherwise a function to call once the command is
   * decided, however it went. One viewer alone can always have what the house allows a viewer.
   */
  ask(
    state: ScreeningState,
    request: { readonly address: string; readonly viewerId: string; readonly seats: number; readonly maxSeats: number },
  ): (() => void) | undefined {
    const key = `${request.address} ${state.id}`;
    const now = this.#clock();
    const claims = this.#claims.get(key) ?? { viewers: new Set(), pending: 0, askedAt: now };
    const held = this.#held(state, claims, now);
    const cap = Math.max(request.maxSeats, Math.floor((state.index.capacity * this.#percent) / 100));
    if (held + claims.pending + request.seats > cap) return undefined;
    claims.viewers.add(request.viewerId);
    claims.pending += request.seats;
    claims.askedAt = now;
    this.#claims.set(key, claims);
    let done = false;
    return () => {
      if (done) return;
      done = true;
      claims.pending -= request.seats;
    };
  }

  /** Forgets addresses whose holds must all have ended; for a timer. */
  sweep(): void {
    const now = this.#clock();
    for (const [key, claims] of this.#claims) {
      if (claims.pending === 0 && now - claims.askedAt > this.#limitMs) this.#claims.delete(key);
    }
  }

  get size(): number {
    return this.#claims.size;
  }

  #held(state: ScreeningState, claims: Claims, now: number): number {
    let held = 0;
    for (const viewerId of claims.viewers) {
      const hold = liveHold(state, viewerId, now);
      if (hold) held += hold.seatIds.length;
      else if (claims.pending === 0) claims.viewers.delete(viewerId);
    }
    return held;
  }
}

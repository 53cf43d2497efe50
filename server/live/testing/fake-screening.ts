/** A screening without a log: commands are decided and folded on the spot. */
import { decide, isRejection } from '../../../theatre/screening/decide.ts';
import type { Command, CommandCommon } from '../../../theatre/screening/commands.ts';
import { activityOf } from '../../../theatre/screening/activity.ts';
import { EVENT_VERSION, type LedgerEvent, type PresenceEvent } from '../../../theatre/screening/events.ts';
import { evolve } from '../../../theatre/screening/evolve.ts';
import { evolvePresence, nobody } from '../../../theatre/screening/presence.ts';
import { feedAfter, type FeedLine } from '../../../theatre/screening/snapshot.ts';
import { initial } from '../../../theatre/screening/state.ts';
import { viewerColor } from '../../../theatre/screening/viewer.ts';
import type { SeatingPlan } from '../../../theatre/seating/plan.ts';
import { plan as attic } from '../../../theatre/screening/testing/given.ts';
import type { Attendances, ScreeningSource } from '../source.ts';

type Wish = Command extends infer C ? (C extends Command ? Omit<C, keyof CommandCommon> : never) : never;

const policy = { holdMs: 1e9, checkoutMs: 1e9, limitMs: 1e9, maxSeats: 8 };

export class FakeScreening implements ScreeningSource, Attendances {
  state = initial;
  presence = nobody;
  feed: readonly FeedLine[] = [];
  sequence = 0;
  retained = 0;
  at = 1_700_000_000_000;
  /** What was said in `join` and `leave`, in order. */
  readonly said: string[] = [];
  fresh = true;
  readonly #listeners = new Set<() => void>();
  readonly #freshness = new Set<(fresh: boolean) => void>();

  constructor(plan: SeatingPlan = attic) {
    const prices = Object.fromEntries(plan.categories.map(({ id }) => [id, 1000]));
    const opening = { title: 'Test', startsAt: '2026-01-01T19:30:00Z', plan, prices, currency: 'EUR' };
    this.do({ type: 'open', actor: { id: 'staff', role: 'manager' }, screeningId: 'test', ...opening });
  }

  /** Whether the command was accepted and changed something. */
  do(wish: Wish): boolean {
    const outcome = decide(this.state, { ...wish, id: `c${this.sequence}`, at: this.at } as Command, policy);
    if (isRejection(outcome)) return false;
    for (const event of outcome.events) this.put(event);
    return outcome.events.length > 0;
  }

  toggle(viewerId: string, seatId: string): boolean {
    return this.do({ type: 'toggle', viewerId, seatId });
  }

  put(event: LedgerEvent | PresenceEvent): void {
    const recorded = { sequence: ++this.sequence, at: ++this.at, event };
    const activity = activityOf(this.state, recorded);
    if (activity) this.feed = feedAfter(this.feed, activity);
    if (event.type === 'joined' || event.type === 'left') {
      this.presence = evolvePresence(this.presence, { at: this.at, event });
    } else this.state = evolve(this.state, { ...recorded, event });
    for (const listener of this.#listeners) listener();
  }

  /** Something in the log that no screen shows. */
  refuse(): void {
    this.sequence++;
    for (const listener of this.#listeners) listener();
  }

  onItem(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  onFresh(listener: (fresh: boolean) => void): () => void {
    this.#freshness.add(listener);
    return () => void this.#freshness.delete(listener);
  }

  /** The log is lost, or back. */
  freshen(fresh: boolean): void {
    this.fresh = fresh;
    for (const listener of this.#freshness) listener(fresh);
  }

  get listeners(): number {
    return this.#listeners.size + this.#freshness.size;
  }

  retain(): () => void {
    this.retained++;
    return () => void this.retained--;
  }

  join(_screeningId: string, viewerId: string): Promise<void> {
    this.said.push(`join ${viewerId}`);
    const color = viewerColor(viewerId);
    this.put({ type: 'joined', version: EVENT_VERSION, viewerId, color, instance: 'here' });
    return Promise.resolve();
  }

  leave(_screeningId: string, viewerId: string): Promise<void> {
    this.said.push(`leave ${viewerId}`);
    this.put({ type: 'left', version: EVENT_VERSION, viewerId, instance: 'here' });
    return Promise.resolve();
  }
}

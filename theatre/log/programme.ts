/** All screenings with their live counts: one reader of every ledger in a process. */
import type { LedgerEvent, Recorded } from '../screening/events.ts';
import { evolve } from '../screening/evolve.ts';
import { initial, type Counts, type ScreeningState, type ShownPhase } from '../screening/state.ts';
import type { Log } from './connection.ts';
import { follow, type FollowedMessage, type Follower, type Skipped } from './follow.ts';
import { EVERY_LEDGER, screeningIdOf } from './subjects.ts';

export interface ProgrammeEntry {
  readonly id: string;
  readonly title: string;
  /** ISO 8601. */
  readonly startsAt: string;
  /** Name of the house's plan. */
  readonly house: string;
  readonly houseId: string;
  readonly phase: ShownPhase;
  /** Why it was cancelled, for staff alone. */
  readonly cancelReason: string | undefined;
  readonly capacity: number;
  readonly counts: Counts;
  readonly currency: string;
  /** Price per category letter, in minor units. */
  readonly prices: Readonly<Record<string, number>>;
}

function entryOf(state: ScreeningState): ProgrammeEntry | undefined {
  if (state.phase === 'none') return undefined;
  const { id, title, startsAt, index, phase, cancelReason, counts, currency, prices } = state;
  const { name: house, id: houseId } = index.plan;
  const { capacity } = index;
  return { id, title, startsAt, house, houseId, phase, cancelReason, capacity, counts, currency, prices };
}

export interface ProgrammeOptions {
  /** Told of each message that did not parse. Defaults to silence; all are counted. */
  readonly onSkipped?: (info: Skipped) => void;
  /** Each ledger event once it is folded, for what is counted along. */
  readonly onEvent?: (screeningId: string, recorded: Recorded<LedgerEvent>) => void;
}

export class Programme {
  /** Resolves when all that was in the log at the start is in the list. */
  readonly ready: Promise<void>;
  /** False while the log cannot be read or is being caught up with. */
  fresh = false;
  readonly #states = new Map<string, ScreeningState>();
  readonly #listeners = new Set<() => void>();
  readonly #follower: Follower;
  readonly #options: ProgrammeOptions;
  #list: readonly ProgrammeEntry[] | undefined;

  constructor(log: Log, options: ProgrammeOptions = {}) {
    this.#options = options;
    this.#follower = follow(log, {
      subjects: [EVERY_LEDGER],
      from: 1,
      onMessage: (message) => this.#fold(message),
      onSkipped: (info) => options.onSkipped?.(info),
      onCaughtUp: () => this.#setFresh(true),
      onBehind: () => this.#setFresh(false),
    });
    this.ready = this.#follower.caughtUp;
  }

  /** By start, then title. The same array until something changed. */
  list(): readonly ProgrammeEntry[] {
    this.#list ??= [...this.#states.values()]
      .map(entryOf)
      .filter((entry) => entry !== undefined)
      .sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || a.title.localeCompare(b.title));
    return this.#list;
  }

  /** A screening as it is; undefined where there is none. */
  stateOf(id: string): ScreeningState | undefined {
    const state = this.#states.get(id);
    return state && state.phase !== 'none' ? state : undefined;
  }

  get lag(): number {
    return this.#follower.lag;
  }

  /** Told after each change once the list is complete, and when it becomes fresh or stale. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #setFresh(fresh: boolean): void {
    if (fresh === this.fresh) return;
    this.fresh = fresh;
    for (const listener of this.#listeners) listener();
  }

  #fold({ sequence, at, subject, event }: FollowedMessage): void {
    const id = screeningIdOf(subject);
    if (id === undefined || event.type === 'joined' || event.type === 'left') return;
    if (event.type === 'gone' || event.type === 'refused') return;
    const recorded = { sequence, at, event };
    this.#states.set(id, evolve(this.#states.get(id) ?? initial, recorded));
    this.#options.onEvent?.(id, recorded);
    this.#list = undefined;
    if (this.fresh) for (const listener of this.#listeners) listener();
  }

  async close(): Promise<void> {
    await this.#follower.stop();
  }
}

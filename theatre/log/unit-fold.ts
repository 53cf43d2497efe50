/** What other units of consistency than screenings have become: a fold of one subject each, kept up with the log. */
import type { Log } from './connection.ts';
import { followAs, type FollowedMessage, type Follower, type Parse, type Skipped } from './follow.ts';

/** An event with what the log says of it: its stream sequence, and its time in epoch milliseconds. */
export interface Recorded<E> {
  readonly sequence: number;
  readonly at: number;
  readonly event: E;
}

export interface UnitFoldOptions<S, E> {
  /** Literal, or with a wildcard: then each subject that it stands for has a state of its own. */
  readonly subject: string;
  readonly parse: Parse<E>;
  readonly initial: S;
  evolve(this: void, state: S, recorded: Recorded<E>): S;
  /** Each event before it is folded. */
  onEvent?(this: void, subject: string, recorded: Recorded<E>): void;
  /** A message that does not parse; it is passed over. Defaults to counting alone. */
  onSkipped?(this: void, info: Skipped): void;
}

/** Reads, and can do nothing else. */
export class UnitFold<S, E> {
  /** Resolves when all that was in the log at the start is folded. */
  readonly ready: Promise<void>;
  /** False while the log cannot be read or is being caught up with. */
  fresh = false;
  /** In words, where the log cannot be read and will not mend by itself. */
  problem: string | undefined;
  readonly #options: UnitFoldOptions<S, E>;
  readonly #states = new Map<string, { sequence: number; state: S }>();
  readonly #listeners = new Set<() => void>();
  readonly #follower: Follower;
  #waiting: { subject: string; sequence: number; resolve: () => void }[] = [];
  #overdue: ReturnType<typeof setInterval> | undefined;

  constructor(log: Log, options: UnitFoldOptions<S, E>) {
    this.#options = options;
    this.#follower = followAs<E>(log, options.parse, {
      subjects: [options.subject],
      from: 1,
      onMessage: (message) => this.#fold(message),
      onSkipped: (info) => this.#skip(info),
      onCaughtUp: () => this.#setFresh(true),
      onBehind: (problem) => this.#setFresh(false, problem),
    });
    this.ready = this.#follower.caughtUp;
  }

  /** By subject, in the order of their first events. */
  get states(): ReadonlyMap<string, S> {
    return new Map([...this.#states].map(([subject, { state }]) => [subject, state]));
  }

  stateOf(subject: string): S {
    return this.#states.get(subject)?.state ?? this.#options.initial;
  }

  /** Stream sequence of the last message folded on a subject, 0 before the first. */
  sequenceOf(subject: string): number {
    return this.#states.get(subject)?.sequence ?? 0;
  }

  /** Told after each event once all that was there is folded, and when it becomes fresh or stale. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Resolves once this message of the subject is folded. */
  reached(subject: string, sequence: number): Promise<void> {
    if (this.sequenceOf(subject) >= sequence) return Promise.resolve();
    // It is in the log and we have not heard of it: with a cluster our reader may be on a node that is gone.
    this.#overdue ??= setInterval(() => this.#follower.refresh?.(), 1000);
    return new Promise((resolve) => this.#waiting.push({ subject, sequence, resolve }));
  }

  async close(): Promise<void> {
    clearInterval(this.#overdue);
    await this.#follower.stop();
    this.#setFresh(false);
    this.#listeners.clear();
  }

  #fold({ subject, sequence, at, event }: FollowedMessage<E>): void {
    const recorded = { sequence, at, event };
    this.#options.onEvent?.(subject, recorded);
    this.#states.set(subject, { sequence, state: this.#options.evolve(this.stateOf(subject), recorded) });
    this.#answer();
    if (this.fresh) this.#tell();
  }

  /** It is in the log all the same: who appends after it must know of it. */
  #skip(info: Skipped): void {
    this.#states.set(info.subject, { sequence: info.sequence, state: this.stateOf(info.subject) });
    this.#options.onSkipped?.(info);
    this.#answer();
  }

  #answer(): void {
    if (this.#waiting.length === 0) return;
    const isDue = (waiter: { subject: string; sequence: number }) => this.sequenceOf(waiter.subject) >= waiter.sequence;
    const due = this.#waiting.filter(isDue);
    this.#waiting = this.#waiting.filter((waiter) => !isDue(waiter));
    if (this.#waiting.length === 0) {
      clearInterval(this.#overdue);
      this.#overdue = undefined;
    }
    for (const { resolve } of due) resolve();
  }

  #setFresh(fresh: boolean, problem?: string): void {
    this.problem = problem;
    if (fresh === this.fresh) return;
    this.fresh = fresh;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

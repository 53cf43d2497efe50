/** One screening as this process sees it: folded from the log, message by message, as it grows. */
import type { TheatreEvent } from '../contract/log.ts';
import { activityOf } from '../screening/activity.ts';
import { evolve } from '../screening/evolve.ts';
import type { Gone, LedgerEvent, PresenceEvent, Refused } from '../screening/events.ts';
import { evolvePresence, nobody, type PresenceState } from '../screening/presence.ts';
import { feedAfter, type FeedLine } from '../screening/snapshot.ts';
import { initial, type ScreeningState } from '../screening/state.ts';
import { changedKeys } from '../screening/view.ts';
import { get } from '../screening/persistent-map.ts';
import type { Log } from './connection.ts';
import { follow, type FollowedMessage, type Follower, type Skipped } from './follow.ts';
import { INSTANCES, ledgerOf, presenceOf, refusalsOf } from './subjects.ts';

export type LogItem = { readonly sequence: number; readonly at: number } & (
  | { readonly kind: 'ledger'; readonly event: LedgerEvent; readonly before: ScreeningState }
  | { readonly kind: 'presence'; readonly event: PresenceEvent | Gone }
  | { readonly kind: 'refusal'; readonly event: Refused }
);

export interface LiveScreening {
  readonly id: string;
  readonly state: ScreeningState;
  readonly presence: PresenceState;
  /** The activity feed, folded from the first event like the rest, so that every process shows the same lines. */
  readonly feed: readonly FeedLine[];
  /** Stream sequence of the last item folded, of whichever kind. */
  readonly sequence: number;
  /** Stream sequence of the last message on the ledger, also of one that did not parse: what an append is guarded on. */
  readonly ledgerSequence: number;
  /** False while the log cannot be read or is being caught up with: what is shown may be late. */
  readonly fresh: boolean;
  /** Why it will not become fresh by itself, in words. */
  readonly problem: string | undefined;
  /** Since when a viewer who was there is not; undefined for one who is there or never was. Epoch milliseconds. */
  absentSince(viewerId: string): number | undefined;
  /** The ledger event that a command caused, as long as it is remembered (the last 2,000). */
  outcomeOf(commandId: string): { readonly sequence: number; readonly event: LedgerEvent } | undefined;
  /** Told synchronously after each item was folded. */
  onItem(listener: (item: LogItem) => void): () => void;
  onFresh(listener: (fresh: boolean) => void): () => void;
  /** Resolves when the ledger is folded up to a stream sequence. */
  reached(ledgerSequence: number): Promise<void>;
  /** Keeps it followed until what is answered is called. */
  retain(): () => void;
}

const REMEMBERED = 2000;
const OVERDUE_MS = 750;

export class Live implements LiveScreening {
  readonly id: string;
  state = initial;
  presence = nobody;
  feed: readonly FeedLine[] = [];
  sequence = 0;
  ledgerSequence = 0;
  fresh = false;
  problem: string | undefined;
  /** When it was last let go of; undefined while retained. For whoever closes idle ones. */
  idleSince: number | undefined = Date.now();
  readonly #items = new Set<(item: LogItem) => void>();
  readonly #freshness = new Set<(fresh: boolean) => void>();
  readonly #outcomes = new Map<string, { sequence: number; event: LedgerEvent }>();
  readonly #absent = new Map<string, number>();
  #waiting: { sequence: number; resolve: () => void }[] = [];
  #overdue: ReturnType<typeof setInterval> | undefined;
  #retained = 0;
  readonly #follower: Follower;

  constructor(log: Log, id: string, onSkipped: (info: Skipped) => void) {
    this.id = id;
    const ledger = ledgerOf(id);
    this.#follower = follow(log, {
      subjects: [ledger, presenceOf(id), refusalsOf(id), INSTANCES],
      from: 1,
      onMessage: (message) => this.#fold(message),
      onSkipped: (info) => {
        this.sequence = info.sequence;
        if (info.subject === ledger) this.#reachedLedger(info.sequence);
        onSkipped(info);
      },
      onCaughtUp: () => this.#setFresh(true),
      onBehind: (problem) => {
        this.problem = problem;
        this.#setFresh(false);
      },
    });
  }

  get caughtUp(): Promise<void> {
    return this.#follower.caughtUp;
  }

  get lag(): number {
    return this.#follower.lag;
  }

  #setFresh(fresh: boolean): void {
    if (fresh) this.problem = undefined;
    if (fresh === this.fresh) return;
    this.fresh = fresh;
    for (const listener of this.#freshness) listener(fresh);
  }

  #fold(message: FollowedMessage): void {
    const { sequence, at } = message;
    const item = this.#foldEvent(sequence, at, message.event);
    this.sequence = sequence;
    this.#tell(item);
    for (const listener of this.#items) listener(item);
    if (item.kind === 'ledger') this.#reachedLedger(sequence);
  }

  #foldEvent(sequence: number, at: number, event: TheatreEvent): LogItem {
    switch (event.type) {
      case 'joined':
      case 'left':
      case 'gone':
        this.#foldPresence(at, event);
        return { kind: 'presence', sequence, at, event };
      case 'refused':
        return { kind: 'refusal', sequence, at, event };
      default: {
        const before = this.state;
        this.state = evolve(before, { sequence, at, event });
        this.#remember(sequence, event);
        return { kind: 'ledger', sequence, at, event, before };
      }
    }
  }

  #tell(item: LogItem): void {
    if (item.kind === 'refusal') return;
    const before = item.kind === 'ledger' ? item.before : this.state;
    const activity = activityOf(before, item);
    if (activity) this.feed = feedAfter(this.feed, activity);
  }

  #remember(sequence: number, event: LedgerEvent): void {
    this.#outcomes.set(event.commandId, { sequence, event });
    if (this.#outcomes.size <= REMEMBERED) return;
    for (const [oldest] of this.#outcomes) {
      this.#outcomes.delete(oldest);
      return;
    }
  }

  #foldPresence(at: number, event: PresenceEvent | Gone): void {
    const before = this.presence;
    this.presence = evolvePresence(before, { at, event });
    for (const viewerId of changedKeys(before.viewers, this.presence.viewers)) {
      if (get(this.presence.viewers, viewerId)) this.#absent.delete(viewerId);
      else this.#absent.set(viewerId, at);
    }
  }

  #reachedLedger(sequence: number): void {
    this.ledgerSequence = sequence;
    if (this.#waiting.length === 0) return;
    const due = this.#waiting.filter((waiter) => waiter.sequence <= sequence);
    if (due.length === 0) return;
    this.#waiting = this.#waiting.filter((waiter) => waiter.sequence > sequence);
    if (this.#waiting.length === 0) this.#notOverdue();
    for (const { resolve } of due) resolve();
  }

  #notOverdue(): void {
    clearInterval(this.#overdue);
    this.#overdue = undefined;
  }

  absentSince(viewerId: string): number | undefined {
    return this.#absent.get(viewerId);
  }

  outcomeOf(commandId: string): { sequence: number; event: LedgerEvent } | undefined {
    return this.#outcomes.get(commandId);
  }

  onItem(listener: (item: LogItem) => void): () => void {
    this.#items.add(listener);
    return () => void this.#items.delete(listener);
  }

  onFresh(listener: (fresh: boolean) => void): () => void {
    this.#freshness.add(listener);
    return () => void this.#freshness.delete(listener);
  }

  reached(ledgerSequence: number): Promise<void> {
    if (this.ledgerSequence >= ledgerSequence) return Promise.resolve();
    // It is in the log and we have not heard of it: with a cluster our reader may be on a node that is gone.
    this.#overdue ??= setInterval(() => this.#follower.refresh?.(), OVERDUE_MS);
    return new Promise((resolve) => this.#waiting.push({ sequence: ledgerSequence, resolve }));
  }

  retain(): () => void {
    this.#retained++;
    this.idleSince = undefined;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#retained--;
      if (this.#retained === 0) this.idleSince = Date.now();
    };
  }

  touch(): void {
    if (this.#retained === 0) this.idleSince = Date.now();
  }

  async close(): Promise<void> {
    this.#notOverdue();
    await this.#follower.stop();
    this.#setFresh(false);
  }
}

/** Decides commands once more, in their order and at their times, under given limits; holds end on the millisecond. */
import type { Command, Policy } from '../screening/commands.ts';
import { decide, isRejection } from '../screening/decide.ts';
import { EVENT_VERSION, type LedgerEvent } from '../screening/events.ts';
import { get } from '../screening/persistent-map.ts';
import { blank, type Snapshot } from '../screening/snapshot.ts';
import { liveHold, totalOf, type ScreeningState } from '../screening/state.ts';
import { CourseCount, type Course } from './course.ts';
import { snapshotAfter } from './scene.ts';

/** Commands after which somebody else gets a turn. */
const TURN = 500;

export class Rerun {
  readonly #policy: Policy;
  readonly #count = new CourseCount();
  /** Ends of holds by viewer, and the earliest of them. */
  readonly #ends = new Map<string, number>();
  #nextEnd = Number.POSITIVE_INFINITY;
  #snapshot: Snapshot = blank;

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  get state(): ScreeningState {
    return this.#snapshot.state;
  }

  get course(): Course {
    return this.#count.course;
  }

  /** All of them, then time goes on to `until`, in epoch milliseconds. Yields from time to time: others may want a turn. */
  *run(commands: readonly Command[], until: number): Generator<undefined, this> {
    let now = 0;
    for (const [at, command] of commands.entries()) {
      now = Math.max(now, command.at);
      this.#endHolds(now);
      this.#carryOut({ ...command, at: now });
      if (at % TURN === 0) yield undefined;
    }
    this.#endHolds(until);
    return this;
  }

  #carryOut(command: Command): void {
    // Choosing what is not theirs any more would claim it: they wanted to give it back.
    if (command.type === 'toggle' && !this.#holds(command.viewerId, command.seatId, command.at)) return;
    const outcome = decide(this.state, this.#paidInFull(command), this.#policy);
    if (isRejection(outcome)) this.#count.refused(outcome.rejected);
    else for (const event of outcome.events) this.#append(event, command.at);
  }

  #holds(viewerId: string, seatId: string, at: number): boolean {
    return liveHold(this.state, viewerId, at)?.seatIds.includes(seatId) ?? false;
  }

  /** The money is what it comes to here, which may be another sum than it was that night. */
  #paidInFull(command: Command): Command {
    const cash = (amount: number) => [{ kind: 'cash', amount }] as const;
    switch (command.type) {
      case 'book': {
        if (command.payment.status !== 'paid') return command;
        const hold = liveHold(this.state, command.viewerId, command.at);
        return { ...command, payment: { status: 'paid', tenders: cash(hold ? totalOf(this.state, hold.seatIds) : 0) } };
      }
      case 'pay':
        return { ...command, tenders: cash(get(this.state.orders, command.order)?.total ?? 0) };
      case 'exchange': {
        const { tenders: _, ...exchange } = command;
        const order = get(this.state.orders, command.order);
        const known = command.to.every((seatId) => this.state.index.byId.has(seatId));
        if (order?.payment !== 'paid' || !known) return exchange;
        const given = order.seats.filter(({ seatId }) => command.from.includes(seatId));
        const owed = totalOf(this.state, command.to) - given.reduce((sum, { price }) => sum + price, 0);
        return owed > 0 ? { ...exchange, tenders: cash(owed) } : exchange;
      }
      default:
        return command;
    }
  }

  #append(event: LedgerEvent, at: number): void {
    const before = this.#snapshot;
    const sequence = before.sequence + 1;
    const item = { sequence, at, kind: 'ledger', event } as const;
    this.#snapshot = snapshotAfter(before, item);
    this.#count.changed({ count: sequence, item, before, after: this.#snapshot });
    if ('viewerId' in event) this.#noteEnd(event.viewerId);
  }

  #noteEnd(viewerId: string): void {
    const hold = get(this.state.holds, viewerId);
    if (hold && hold.seatIds.length > 0) {
      this.#ends.set(viewerId, hold.expiresAt);
      this.#nextEnd = Math.min(this.#nextEnd, hold.expiresAt);
    } else this.#ends.delete(viewerId);
  }

  #endHolds(until: number): void {
    while (this.#nextEnd <= until) {
      const due = this.#nextEnd;
      for (const [viewerId, end] of this.#ends) if (end <= due) this.#endHold(viewerId, end);
      this.#nextEnd = Math.min(Number.POSITIVE_INFINITY, ...this.#ends.values());
    }
  }

  #endHold(viewerId: string, expiresAt: number): void {
    this.#ends.delete(viewerId);
    const hold = get(this.state.holds, viewerId);
    if (!hold) return;
    this.#append(
      {
        type: 'selection',
        version: EVENT_VERSION,
        commandId: `end-${this.#snapshot.sequence + 1}`,
        by: 'log',
        viewerId,
        selectedSeatIds: [],
        action: 'expire',
        expiresAt,
        startedAt: hold.startedAt,
        checkedOut: hold.checkedOut,
      },
      expiresAt,
    );
  }
}

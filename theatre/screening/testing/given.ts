/** `given(history).when(command).then(events or rejection)`, and the small house that the examples play in. */
import { expect } from 'vitest';
import type { SeatId, SeatingPlan } from '../../seating/plan.ts';
import { decide, isRejection, type Actor, type Command, type Policy, type Reason, type Rejection } from '../decide.ts';
import {
  EVENT_VERSION,
  type Booked,
  type Exchanged,
  type LedgerEvent,
  type LostSeat,
  type Opened,
  type Paid,
  type Recorded,
  type Refunded,
  type Selection,
} from '../events.ts';
import { fold } from '../evolve.ts';
import { initial, type ScreeningState } from '../state.ts';

/** The instant at which the examples begin; what they say of time is counted from here. */
export const T0 = 1_700_000_000_000;
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;

export const policy: Policy = {
  holdMs: 5 * MINUTE,
  checkoutMs: 10 * MINUTE,
  limitMs: 20 * MINUTE,
  maxSeats: 4,
};

/** Nine seats and one inactive position, `C-B2`. */
export const plan: SeatingPlan = {
  id: 'attic',
  name: 'The Attic',
  categories: [
    { id: 'a', name: 'Centre' },
    { id: 'b', name: 'Wing' },
  ],
  focalPoint: { column: 5, row: 1 },
  curvature: 0,
  sections: [
    { id: 'L', name: 'Left', origin: { column: 1, row: 1 }, rows: [{ id: 'A', positions: 'bb' }] },
    {
      id: 'C',
      name: 'Centre',
      origin: { column: 4, row: 1 },
      rows: [
        { id: 'A', positions: 'aaaa' },
        { id: 'B', positions: 'a.aa' },
      ],
    },
  ],
};

/** An event and when the log took it. */
export interface Happening {
  readonly at: number;
  readonly event: LedgerEvent;
}

export function openedEvent(overrides: Partial<Opened> = {}): Opened {
  return {
    type: 'opened',
    version: EVENT_VERSION,
    commandId: 'opening',
    by: 'staff',
    screeningId: 'first-night',
    title: 'First night',
    startsAt: '2030-01-01T19:30:00Z',
    plan,
    prices: { a: 2_500, b: 1_800 },
    currency: 'EUR',
    ...overrides,
  };
}

/** A `select` of these seats as the first thing a viewer does at T0, but for the overrides. */
export function selectionEvent(
  viewerId: string,
  selectedSeatIds: readonly SeatId[],
  overrides: Partial<Selection> = {},
): Selection {
  return {
    type: 'selection',
    version: EVENT_VERSION,
    commandId: 'command',
    by: viewerId,
    viewerId,
    selectedSeatIds,
    action: 'select',
    expiresAt: T0 + policy.holdMs,
    startedAt: T0,
    checkedOut: false,
    ...overrides,
  };
}

export function bookedEvent(viewerId: string, seatIds: readonly SeatId[], overrides: Partial<Booked> = {}): Booked {
  const bookedSeats = seatIds.map((seatId) => {
    const [category, price] = seatId.startsWith('L') ? (['b', 1_800] as const) : (['a', 2_500] as const);
    return { seatId, category, price };
  });
  return {
    type: 'booked',
    version: EVENT_VERSION,
    commandId: 'command',
    by: viewerId,
    viewerId,
    order: 'AAAA-0001',
    bookedSeats,
    total: bookedSeats.reduce((sum, { price }) => sum + price, 0),
    currency: 'EUR',
    payment: { status: 'due', tenders: [] },
    customer: { name: 'A Person' },
    ...overrides,
  };
}

const seatsAt = (seatIds: readonly SeatId[]) => bookedEvent('', seatIds).bookedSeats;
const priceOf = (seatIds: readonly SeatId[]) => bookedEvent('', seatIds).total;
const byStaff = { version: EVENT_VERSION, commandId: 'command', by: 'staff', order: 'AAAA-0001', currency: 'EUR' };

/** In cash, but for the overrides. */
export function paidEvent(amount: number, overrides: Partial<Paid> = {}): Paid {
  return { ...byStaff, type: 'paid', amount, tenders: [{ kind: 'cash', amount }], ...overrides };
}

/** Of an order that was due, but for the overrides. */
export function refundedEvent(seatIds: readonly SeatId[], overrides: Partial<Refunded> = {}): Refunded {
  const refundedSeats = seatsAt(seatIds);
  return { ...byStaff, type: 'refunded', refundedSeats, amount: 0, tenders: [], reason: 'ill', ...overrides };
}

export function exchangedEvent(
  from: readonly SeatId[],
  to: readonly SeatId[],
  overrides: Partial<Exchanged> = {},
): Exchanged {
  const difference = priceOf(to) - priceOf(from);
  return { ...byStaff, type: 'exchanged', from: seatsAt(from), to: seatsAt(to), difference, tenders: [], ...overrides };
}

/** Whoever has the house's own key. */
export const staff: Actor = { id: 'staff', role: 'manager' };
export const opened: Happening = { at: T0 - MINUTE, event: openedEvent() };

export const happened = (at: number, event: LedgerEvent): Happening => ({ at, event });

/** At T0, but for the overrides, the viewer selected these seats. */
export function selected(
  viewerId: string,
  seatIds: readonly SeatId[],
  at = T0,
  overrides: Partial<Selection> = {},
): Happening {
  const times = { startedAt: at, expiresAt: at + policy.holdMs };
  return happened(at, selectionEvent(viewerId, seatIds, { ...times, ...overrides }));
}

/** The log's word that a hold is over. */
export function expired(viewerId: string, expiresAt: number, at = expiresAt, overrides: Partial<Selection> = {}) {
  return happened(at, selectionEvent(viewerId, [], { action: 'expire', by: 'log', expiresAt, ...overrides }));
}

export function booked(
  viewerId: string,
  seatIds: readonly SeatId[],
  at = T0,
  overrides: Partial<Booked> = {},
): Happening {
  return happened(at, bookedEvent(viewerId, seatIds, overrides));
}

export function withheld(seatIds: readonly SeatId[], at = T0, reason = 'director'): Happening {
  return happened(at, { type: 'withheld', version: EVENT_VERSION, commandId: 'command', by: 'staff', seatIds, reason });
}

export function released(seatIds: readonly SeatId[], at = T0): Happening {
  return happened(at, { type: 'released', version: EVENT_VERSION, commandId: 'command', by: 'staff', seatIds });
}

export const closed = (at = T0): Happening =>
  happened(at, { type: 'closed', version: EVENT_VERSION, commandId: 'command', by: 'staff' });

/** With the sequences that an otherwise quiet log would give them. */
export function record(history: readonly Happening[], after = 0): Recorded<LedgerEvent>[] {
  return history.map(({ at, event }, index) => ({ sequence: after + index + 1, at, event }));
}

export function stateAfter(...history: readonly Happening[]): ScreeningState {
  return fold(initial, record(history));
}

type Unstamped<C> = C extends Command ? Omit<C, 'id' | 'at'> & { id?: string; at?: number } : never;
/** A command as the examples write it: `id` defaults to `command`, `at` to T0. */
export type Wish = Unstamped<Command>;

export const command = (wish: Wish): Command => ({ id: 'command', at: T0, ...wish }) as Command;

export const rejection = (rejected: Reason, ...seats: LostSeat[]): Rejection => ({ rejected, seats });

class Example {
  readonly #state: ScreeningState;
  readonly #command: Command;
  readonly #policy: Policy;

  constructor(state: ScreeningState, wish: Wish, limits: Partial<Policy>) {
    this.#state = state;
    this.#command = command(wish);
    this.#policy = { ...policy, ...limits };
  }

  /** Exactly these events, or exactly this rejection. */
  // oxlint-disable-next-line unicorn/no-thenable -- reads as it is spoken; nothing awaits an example
  then(expected: readonly LedgerEvent[] | Rejection): void {
    const outcome = decide(this.#state, this.#command, this.#policy);
    // oxlint-disable-next-line vitest/no-standalone-expect -- called inside a test
    expect(isRejection(outcome) ? outcome : outcome.events).toEqual(expected);
  }
}

export function given(...history: readonly Happening[]) {
  const state = stateAfter(...history);
  return { when: (wish: Wish, limits: Partial<Policy> = {}) => new Example(state, wish, limits) };
}

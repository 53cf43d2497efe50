/** What a sale is made of before it is made: which ticket for which seat, and how many are asked for. Pure. */
import type { TicketType } from '../../theatre/screening/events.ts';
import type { PlannedSeat, SeatId } from '../../theatre/seating/plan.ts';

/** The tickets that are not full ones, by seat. */
export type TicketTypes = Readonly<Record<SeatId, TicketType>>;

export const typeOf = (types: TicketTypes, seatId: SeatId): TicketType => types[seatId] ?? 'full';

/** The types of these seats alone. */
export function only(types: TicketTypes, seatIds: readonly SeatId[]): TicketTypes {
  return assigned(
    seatIds.map((seatId) => typeOf(types, seatId)),
    seatIds,
  );
}

/** What was chosen before something was done, for whoever undoes it. */
export interface Step {
  readonly seatIds: readonly SeatId[];
  readonly types: TicketTypes;
}

/** Tickets for so many seats, once they are there. */
export interface Wanted {
  readonly count: number;
  readonly types: (now: readonly SeatId[]) => TicketTypes;
}

/** The same seats, in whatever order. */
export function sameSet(one: readonly SeatId[], other: readonly SeatId[]): boolean {
  return one.length === other.length && one.every((seatId) => other.includes(seatId));
}

export function inOrder(ticketTypes: readonly TicketType[] | undefined): Wanted | undefined {
  return ticketTypes && { count: ticketTypes.length, types: (now) => assigned(ticketTypes, now) };
}

export function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, at) => item === other[at]);
}

export function sameTypes(one: TicketTypes, other: TicketTypes): boolean {
  const seatIds = Object.keys(one);
  return sameSet(seatIds, Object.keys(other)) && seatIds.every((seatId) => one[seatId] === other[seatId]);
}

/** The types for seats that took the place of others: a seat that stays keeps its own, the rest go to the new ones in their order. */
export function carried(types: TicketTypes, before: readonly SeatId[], now: readonly SeatId[]): TicketTypes {
  const gone = before.filter((seatId) => !now.includes(seatId)).map((seatId) => typeOf(types, seatId));
  const free = gone.filter((type) => type !== 'full');
  return assigned(
    now.map((seatId) => (before.includes(seatId) ? typeOf(types, seatId) : (free.shift() ?? 'full'))),
    now,
  );
}

/** Types for seats in their order; more than there are seats are left out. */
export function assigned(wanted: readonly TicketType[], seatIds: readonly SeatId[]): TicketTypes {
  const types: Record<SeatId, TicketType> = {};
  for (const [at, seatId] of seatIds.entries()) {
    const type = wanted[at] ?? 'full';
    if (type !== 'full') types[seatId] = type;
  }
  return types;
}

/**
 * One more ticket of a type: the first full one becomes it, or with `full` the last other one becomes full again. For a
 * companion a seat that is meant for one comes first, and a wheelchair place last. Where nothing is full any more the first
 * that is another type becomes it.
 */
export function oneMore(types: TicketTypes, seats: readonly PlannedSeat[], type: TicketType): TicketTypes {
  const other = seats.filter(({ id }) => typeOf(types, id) !== type);
  if (type === 'full') {
    const last = other.at(-1);
    return last ? retyped(types, last.id, 'full') : types;
  }
  const full = other.filter(({ id }) => typeOf(types, id) === 'full');
  const from = full.length > 0 ? full : other;
  const chosen = type === 'companion' ? [...from].sort((a, b) => suits(b) - suits(a))[0] : from[0];
  return chosen ? retyped(types, chosen.id, type) : types;
}

/** How well a seat suits whoever accompanies a wheelchair user. */
const suits = (seat: PlannedSeat): number => (seat.companion ? 1 : 0) - (seat.accessible ? 1 : 0);

export function retyped(types: TicketTypes, seatId: SeatId, type: TicketType): TicketTypes {
  const { [seatId]: _, ...others } = types;
  return type === 'full' ? others : { ...others, [seatId]: type };
}

/** A number of seats being typed, and when its last digit was (milliseconds). */
export interface TypedCount {
  readonly count: number;
  readonly at: number;
}

/** Longer between two digits, and they are two numbers. */
const PAUSE_MS = 900;

/** The number after another digit: `1`, and soon after it `2`, are twelve. Undefined where that is no number of seats. */
export function typedCount(
  before: TypedCount | undefined,
  digit: number,
  at: number,
  most: number,
): TypedCount | undefined {
  const longer = before && at - before.at <= PAUSE_MS ? before.count * 10 + digit : digit;
  const count = longer <= most ? longer : digit;
  return count >= 1 ? { count, at } : undefined;
}

/** What the best seats are asked for with, besides how many. */
export interface Wishes {
  /** A price category's id. */
  readonly category?: string;
  readonly special: 'none' | 'wheelchair' | 'both' | 'companion';
  readonly house: boolean;
}

export const noWishes: Wishes = { special: 'none', house: false };

/** The next category after the present one: none, then each of them, then none again. */
export function nextCategory({ category, ...others }: Wishes, categories: readonly { readonly id: string }[]): Wishes {
  const next = categories[category === undefined ? 0 : categories.findIndex(({ id }) => id === category) + 1];
  return next ? { ...others, category: next.id } : others;
}

const SPECIALS = ['none', 'wheelchair', 'both', 'companion'] as const;

/** A wheelchair place, one with a companion's seat, a companion's seat alone, none. */
export function nextSpecial(wishes: Wishes): Wishes {
  return { ...wishes, special: SPECIALS[(SPECIALS.indexOf(wishes.special) + 1) % SPECIALS.length] ?? 'none' };
}

export interface Party {
  readonly seats: number;
  readonly category?: string;
  readonly accessible?: true;
  readonly companion?: true;
  readonly house?: true;
}

/** What main is asked for. */
export function partyOf(seats: number, { category, special, house }: Wishes): Party {
  return {
    seats,
    ...(category === undefined ? {} : { category }),
    ...(special === 'wheelchair' || special === 'both' ? { accessible: true } : {}),
    ...(special === 'companion' || special === 'both' ? { companion: true } : {}),
    ...(house ? { house: true } : {}),
  };
}

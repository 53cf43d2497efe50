/** What a test adds up while it sells: a till's shift in integers, with no help from what is tested. */
import { expect } from '../fixtures/test.ts';

export type Type = 'full' | 'concession' | 'child' | 'companion' | 'comp';

export interface Ticket {
  readonly seatId: string;
  readonly type: Type;
  /** In cents. */
  readonly price: number;
}

/** In cents; what is not named is 0. */
export interface Ways {
  readonly cash?: number;
  readonly card?: number;
}

const CENTRE: Readonly<Record<Type, number>> = { full: 4850, concession: 3880, child: 2425, companion: 0, comp: 0 };
const WINGS: Readonly<Record<Type, number>> = { full: 3600, concession: 2880, child: 1800, companion: 0, comp: 0 };

/** A full ticket in the centre with the code that takes a quarter off: 36.375, and half a cent is the buyer's. */
export const CENTRE_WITH_CODE = 3637;

export const ticket = (seatId: string, type: Type = 'full'): Ticket => ({
  seatId,
  type,
  price: (seatId.startsWith('C-') ? CENTRE : WINGS)[type],
});

export const worth = (tickets: readonly Ticket[]): number => tickets.reduce((sum, { price }) => sum + price, 0);

/** As the counter writes it: `€96`, `€48.50`. */
export const money = (cents: number): string => euros(cents, cents % 100 === 0 ? 0 : 2);

/** As a report writes it: `€96.00`. */
export const exact = (cents: number): string => euros(cents, 2);

const euros = (cents: number, digits: number): string =>
  new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR', minimumFractionDigits: digits }).format(
    cents / 100,
  );

const NAMES: Readonly<Record<Type, string>> = {
  full: 'Full price',
  concession: 'Concession',
  child: 'Child',
  companion: 'Companion',
  comp: 'Complimentary',
};

const some = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

export class DayBook {
  float = 0;
  paidOut = 0;
  readonly sales = new Map<Type, { tickets: number; amount: number }>();
  readonly sold = { orders: 0, tickets: 0, amount: 0 };
  readonly refunds = { orders: 0, tickets: 0, amount: 0 };
  readonly voids = { orders: 0, tickets: 0, amount: 0 };
  readonly kept = { orders: 0, tickets: 0, amount: 0 };
  readonly exchanges = { orders: 0, taken: 0, givenBack: 0 };
  readonly comps: { order: string; tickets: number; reason: string }[] = [];
  readonly cash = { taken: 0, givenBack: 0 };
  readonly card = { taken: 0, givenBack: 0 };

  /** A sale, or the money for an order that was due. */
  sells(tickets: readonly Ticket[], ways: Ways): void {
    this.#add('sold', tickets);
    for (const { type, price } of tickets) {
      const line = this.sales.get(type) ?? { tickets: 0, amount: 0 };
      this.sales.set(type, { tickets: line.tickets + 1, amount: line.amount + price });
    }
    this.#take(ways);
  }

  keeps(tickets: readonly Ticket[]): void {
    this.#add('kept', tickets);
  }

  takesBack(how: 'refunds' | 'voids', tickets: readonly Ticket[], ways: Ways): void {
    this.#add(how, tickets);
    this.cash.givenBack += ways.cash ?? 0;
    this.card.givenBack += ways.card ?? 0;
  }

  /** The difference of an exchange for seats that cost more. */
  settles(ways: Ways): void {
    this.exchanges.orders += 1;
    this.exchanges.taken += (ways.cash ?? 0) + (ways.card ?? 0);
    this.#take(ways);
  }

  get expected(): number {
    return this.float - this.paidOut + this.cash.taken - this.cash.givenBack;
  }

  /** The lines of the report on the screen, cell by cell, when so much was counted. */
  rows(counted: number): unknown[] {
    const way = (name: string, { taken, givenBack }: { taken: number; givenBack: number }) => [
      name,
      exact(taken),
      exact(givenBack),
      exact(taken - givenBack),
    ];
    const sum = (name: string, { tickets, amount }: { tickets: number; amount: number }) => [
      name,
      some(tickets, 'ticket'),
      exact(amount),
    ];
    return [
      ...(['full', 'concession', 'child', 'companion', 'comp'] as const).flatMap((type) => {
        const line = this.sales.get(type);
        return line ? [sum(NAMES[type], line)] : [];
      }),
      sum('Total', this.sold),
      ['', 'Taken', 'Given back', 'Balance'],
      way('Cash', this.cash),
      way('Card', this.card),
      sum('Refunds', this.refunds),
      sum('Undone sales', this.voids),
      ['Exchanges', some(this.exchanges.orders, 'order'), exact(this.exchanges.taken - this.exchanges.givenBack)],
      sum('Kept for collection, not paid', this.kept),
      ...this.comps.map(({ order, tickets, reason }) => [
        `Complimentary tickets: ${reason}, agreed by Mia Keller`,
        some(tickets, 'ticket'),
        order,
      ]),
      sum('Tom Brandt', this.sold),
      ['Float', '', exact(this.float)],
      [expect.stringMatching(/^Paid out: Flowers \(\d\d:\d\d, Tom Brandt\)$/), '', exact(-this.paidOut)],
      ['Cash from sales', '', exact(this.cash.taken - this.cash.givenBack)],
      ['Should be there', '', exact(this.expected)],
      ['Counted', '', exact(counted)],
      ['Difference', '', exact(counted - this.expected)],
    ];
  }

  /** The same as `npm run shift-report` has it. */
  report(counted: number): Record<string, unknown> {
    const order: readonly Type[] = ['full', 'concession', 'child', 'companion', 'comp'];
    return {
      currency: 'EUR',
      float: this.float,
      sales: order.flatMap((ticketType) => {
        const line = this.sales.get(ticketType);
        return line ? [{ ticketType, ...line }] : [];
      }),
      sold: this.sold,
      refunds: this.refunds,
      voids: this.voids,
      kept: this.kept,
      exchanges: this.exchanges,
      comps: this.comps,
      cash: this.cash,
      card: this.card,
      paidIn: 0,
      paidOut: this.paidOut,
      expected: this.expected,
      closed: { expected: this.expected, countedTotal: counted, variance: counted - this.expected },
    };
  }

  #add(what: 'sold' | 'refunds' | 'voids' | 'kept', tickets: readonly Ticket[]): void {
    this[what].orders += 1;
    this[what].tickets += tickets.length;
    this[what].amount += worth(tickets);
  }

  #take(ways: Ways): void {
    this.cash.taken += ways.cash ?? 0;
    this.card.taken += ways.card ?? 0;
  }
}

const UNITS = [50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1];

/** So much money in the fewest notes and coins: how many of each, the largest first. */
export function inCoins(cents: number): number[] {
  let left = cents;
  return UNITS.map((unit) => {
    const count = Math.floor(left / unit);
    left -= count * unit;
    return count;
  });
}

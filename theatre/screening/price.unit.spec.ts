import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TicketType } from './events.ts';
import { defaultDiscounts, promoOf, quote, ticketPrice, ticketTypes, type PriceList } from './price.ts';

const list: PriceList = {
  prices: { a: 2_500, b: 1_799 },
  discounts: defaultDiscounts,
  promos: [{ code: 'AUTUMN10', percent: 10 }],
};

describe('the price of a ticket', () => {
  test.each<[TicketType, number, number]>([
    ['full', 2_500, 2_250],
    ['concession', 2_000, 1_800],
    ['child', 1_250, 1_125],
    ['companion', 0, 0],
    ['comp', 0, 0],
  ])('%s at 25.00 is %d, with ten percent off %d', (type, price, less) => {
    expect(ticketPrice(2_500, type, defaultDiscounts)).toBe(price);
    expect(ticketPrice(2_500, type, defaultDiscounts, 10)).toBe(less);
  });

  test('is rounded once, to the nearest unit, half of one in favour of the buyer', () => {
    // 899.5, 1439.2, and 20 % then 10 % off 1799: 1295.28.
    expect(ticketPrice(1_799, 'child', defaultDiscounts)).toBe(899);
    expect(ticketPrice(1_799, 'concession', defaultDiscounts)).toBe(1_439);
    expect(ticketPrice(1_799, 'concession', defaultDiscounts, 10)).toBe(1_295);
    // 0.75 is nearer to 1.
    expect(ticketPrice(1, 'concession', { concession: 25 })).toBe(1);
  });

  test('is a whole number between nothing and the full price, and more off is never dearer', () => {
    const percent = fc.integer({ min: 0, max: 100 });
    const type = fc.constantFrom(...ticketTypes);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000 }), percent, percent, type, (full, off, promo, ticketType) => {
        const discounts = { concession: off, child: off, companion: off };
        const price = ticketPrice(full, ticketType, discounts, promo);
        expect(Number.isSafeInteger(price)).toBe(true);
        expect(price).toBeGreaterThanOrEqual(0);
        expect(price).toBeLessThanOrEqual(full);
        expect(ticketPrice(full, ticketType, discounts, Math.min(100, promo + 1))).toBeLessThanOrEqual(price);
        if (ticketType === 'comp') return;
        const left = full * (100 - (ticketType === 'full' ? 0 : off)) * (100 - promo);
        // To the nearest, in integers.
        expect(2 * Math.abs(price * 10_000 - left)).toBeLessThanOrEqual(10_000);
      }),
    );
  });
});

describe('a quote', () => {
  const tickets = [
    { seatId: 'C-A1', category: 'a' },
    { seatId: 'L-A1', category: 'b', ticketType: 'child' },
  ] as const;

  test('has the price of each seat and of all', () => {
    expect(quote(list, tickets)).toEqual({
      seats: [
        { seatId: 'C-A1', category: 'a', price: 2_500 },
        { seatId: 'L-A1', category: 'b', price: 899, ticketType: 'child' },
      ],
      total: 3_399,
    });
  });

  test('takes a promo however its code was typed', () => {
    expect(quote(list, tickets, ' autumn10 ')).toMatchObject({ total: 2_250 + 810, promo: 'AUTUMN10' });
    expect(promoOf(list, 'Autumn10')?.percent).toBe(10);
    expect(quote(list, tickets, 'SPRING')).toEqual({ rejected: 'unknown-promo' });
    expect(quote(list, tickets, '')).toEqual({ rejected: 'unknown-promo' });
  });

  test('of a seat without a price is a bug', () => {
    expect(() => quote(list, [{ seatId: 'X', category: 'z' }])).toThrow(/no price/);
  });
});

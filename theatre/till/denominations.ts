/** Coins and notes, the largest first, in minor units. */
import type { Minor } from '../screening/events.ts';

const known: Readonly<Record<string, readonly Minor[]>> = {
  EUR: [50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  GBP: [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  USD: [10000, 5000, 2000, 1000, 500, 200, 100, 50, 25, 10, 5, 1],
  CHF: [100000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5],
  JPY: [10000, 5000, 2000, 1000, 500, 100, 50, 10, 5, 1],
};

const usual: readonly Minor[] = [100000, 50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1];

/** Of a currency that is not known here the usual steps, in which any sum can be counted. */
export const denominationsOf = (currency: string): readonly Minor[] => known[currency] ?? usual;

/** What tickets cost. The counter's screen asks this before the sale and `decide` with it, so both say the same. */
import type { BookedSeat, Discounts, Minor, Promo, TicketType } from './events.ts';

export const ticketTypes: readonly TicketType[] = ['full', 'concession', 'child', 'companion', 'comp'];

/** Percent off, where a house says nothing else. */
export const defaultDiscounts: Discounts = { concession: 20, child: 50, companion: 100 };

/** A screening's state has these, and so does what the counter's screen is given. */
export interface PriceList {
  /** Of a full ticket, by category. */
  readonly prices: Readonly<Record<string, Minor>>;
  readonly discounts: Discounts;
  readonly promos: readonly Promo[];
}

export interface WantedTicket {
  readonly seatId: string;
  readonly category: string;
  /** Defaults to `full`. */
  readonly ticketType?: TicketType;
}

export interface Quote {
  readonly seats: readonly BookedSeat[];
  readonly total: Minor;
  /** As the house writes it, where one was named. */
  readonly promo?: string;
}

/** The promo with this code, however it was typed. */
export function promoOf({ promos }: PriceList, code: string): Promo | undefined {
  const wanted = code.trim().toUpperCase();
  return promos.find((promo) => promo.code.toUpperCase() === wanted);
}

/**
 * One ticket: the price of the category, less the percent of its type, less the promo's percent of what remains. Rounded
 * once, at the end, to the nearest minor unit; exactly half a unit in the buyer's favour.
 */
export function ticketPrice(full: Minor, type: TicketType, discounts: Discounts, promoPercent = 0): Minor {
  if (type === 'comp') return 0;
  const off = type === 'full' ? 0 : (discounts[type] ?? 0);
  // In ten-thousandths of a unit, which is exact.
  const exact = full * (100 - off) * (100 - promoPercent);
  const rounded = exact + 4_999;
  return (rounded - (rounded % 10_000)) / 10_000;
}

/** Price per seat and in all, or a refusal where no such promo is on. */
export function quote(
  list: PriceList,
  tickets: readonly WantedTicket[],
  code?: string,
): Quote | { readonly rejected: 'unknown-promo' } {
  const promo = code === undefined ? undefined : promoOf(list, code);
  if (code !== undefined && !promo) return { rejected: 'unknown-promo' };
  const seats = tickets.map(({ seatId, category, ticketType = 'full' }): BookedSeat => {
    const full = list.prices[category];
    if (full === undefined) throw new Error(`seat ${seatId} has no price`);
    const price = ticketPrice(full, ticketType, list.discounts, promo?.percent);
    return { seatId, category, price, ...(ticketType === 'full' ? {} : { ticketType }) };
  });
  const total = seats.reduce((sum, { price }) => sum + price, 0);
  return { seats, total, ...(promo ? { promo: promo.code } : {}) };
}

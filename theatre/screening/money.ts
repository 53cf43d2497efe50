/** Sums of money, in whole minor units. */
import type { BookedSeat, Minor, Tender } from './events.ts';
import type { Order } from './state.ts';

export const sumOf = (tenders: readonly Tender[]): Minor => tenders.reduce((total, { amount }) => total + amount, 0);
export const priceOfAll = (seats: readonly BookedSeat[]): Minor => seats.reduce((total, { price }) => total + price, 0);

/** Whole amounts that add up; a negative one would turn taking into giving. */
export function addUp(tenders: readonly Tender[], amount: Minor): boolean {
  return (
    tenders.every((tender) => Number.isSafeInteger(tender.amount) && tender.amount >= 0) && sumOf(tenders) === amount
  );
}

/** So much of an order's money, by card first, the way it came. */
export function theWayItCame({ drawer }: Pick<Order, 'drawer'>, amount: Minor): readonly Tender[] {
  const card = Math.max(0, Math.min(drawer.card, amount));
  const tenders: readonly Tender[] = [
    { kind: 'card', amount: card },
    { kind: 'cash', amount: amount - card },
  ];
  return tenders.filter((tender) => tender.amount > 0);
}

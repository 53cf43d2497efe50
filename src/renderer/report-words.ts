/** How a report writes money: always with all its digits, so that columns can be read down. */
import type { Minor } from '../../theatre/screening/events.ts';
import { digitsOf, formats } from './format.ts';
import { texts } from './texts.ts';

const made = new Map<string, Intl.NumberFormat>();

export function exactMoney(amount: Minor, currency: string): string {
  const { locale } = formats();
  const key = `${locale} ${currency}`;
  let format = made.get(key);
  if (!format) made.set(key, (format = new Intl.NumberFormat(locale, { style: 'currency', currency })));
  return format.format(amount / 10 ** digitsOf(currency));
}

/** What the count says of the drawer. */
export function varianceWords(variance: Minor, currency: string): string {
  if (variance === 0) return texts().till.exact;
  const amount = exactMoney(Math.abs(variance), currency);
  return variance > 0 ? texts().till.over(amount) : texts().till.short(amount);
}

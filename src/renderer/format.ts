/** Money and times as this house writes them, and money as clerks type it. */
import type { Formats } from '../../theatre/contract/formats.ts';
import { wording } from './texts.ts';

/** In the language of this kiosk. */
export const formats = (): Formats => wording().formats;

/** Digits behind the decimal point: 2 for EUR, 0 for JPY. */
export function digitsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** What was typed as a price, in minor units; undefined when it is none. A comma is as good as a point. */
export function parseMoney(text: string, currency: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  const digits = digitsOf(currency);
  const wanted = digits === 0 ? /^\d{1,8}$/ : new RegExp(`^\\d{1,6}(\\.\\d{1,${digits}})?$`);
  return wanted.test(plain) ? Math.round(Number(plain) * 10 ** digits) : undefined;
}

/** An amount in minor units as it would be typed: `24.00`, or `24,00` in German. */
export function typedMoney(minor: number, currency: string): string {
  const digits = digitsOf(currency);
  const plain = (minor / 10 ** digits).toFixed(digits);
  const point = new Intl.NumberFormat(formats().locale).formatToParts(0.5).find(({ type }) => type === 'decimal');
  return plain.replace('.', point?.value ?? '.');
}

/** Time left, rounded up to the second: `4:05`. */
export function timeLeft(ms: number): string {
  const left = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}

/** Money and times as this house writes them, and money as clerks type it. */
import type { Formats } from '../../theatre/contract/formats.ts';
import { wording } from './texts.ts';

/** In the language of this kiosk. */
export const formats = (): Formats => wording().formats;

/** Digits behind the decimal point: 2 for EUR, 0 for JPY. */
export function digitsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/**
 * What was typed as a price, in minor units; undefined when it is none. A comma is as good as a point, and thousands may be
 * set apart as this kiosk's language does it: `1.234,50` in German.
 */
export function parseMoney(text: string, currency: string, locale = formats().locale): number | undefined {
  const digits = digitsOf(currency);
  const wanted = digits === 0 ? /^\d{1,8}$/ : new RegExp(`^\\d{1,6}(\\.\\d{1,${digits}})?$`);
  const typed = text.trim();
  // As it stands first: where three digits may follow the point, `1,000` is one.
  const plain = [typed, ungrouped(typed, locale)].map((one) => one.replace(',', '.')).find((one) => wanted.test(one));
  return plain === undefined ? undefined : Math.round(Number(plain) * 10 ** digits);
}

/** Without what sets thousands apart, where it stands before each three digits and nowhere else. */
function ungrouped(typed: string, locale: string): string {
  const [whole = '', ...rest] = typed.split(signIn(locale, 'decimal'));
  const groups = whole.split(signIn(locale, 'group'));
  const isGrouped = groups.every((group, at) => (at === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group));
  return isGrouped ? [groups.join(''), ...rest].join('.') : typed;
}

/** What a language writes there: a point or a comma, say. */
function signIn(locale: string, type: 'decimal' | 'group'): string {
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1_234_567.5);
  return parts.find((part) => part.type === type)?.value ?? '.';
}

/** An amount in minor units as it would be typed: `24.00`, or `24,00` in German. */
export function typedMoney(minor: number, currency: string): string {
  const digits = digitsOf(currency);
  const plain = (minor / 10 ** digits).toFixed(digits);
  return plain.replace('.', signIn(formats().locale, 'decimal'));
}

/** An instant, with its day where that is not the day of another one: `21:04`, or `Sat 21 Nov, 21:04` for a shift that went on. */
export function timeOn(at: number, other: number, exact = false): string {
  const as = formats();
  const clock = exact ? as.second(at) : as.time(at);
  return as.day(at, other) === as.day(other, other) ? clock : `${as.day(at)}, ${clock}`;
}

/** An amount as somebody would type it, to show how. */
export const exampleMoney = (currency: string): string => {
  const digits = digitsOf(currency);
  return digits === 0 ? '5000' : typedMoney(50.5 * 10 ** digits, currency);
};

/** Time left, rounded up to the second: `4:05`. */
export function timeLeft(ms: number): string {
  const left = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}

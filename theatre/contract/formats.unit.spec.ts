import { describe, expect, test } from 'vitest';
import { formatsFor } from './formats.ts';

describe('a day', () => {
  const at = Date.UTC(2027, 1, 3, 18, 30);

  test.each([
    ['en-GB', 'Wed 3 Feb', 'Wed 3 Feb 2027'],
    ['de-DE', 'Mi., 3. Feb.', 'Mi., 3. Feb. 2027'],
  ])('in %s has its year where that is not the present one', (locale, short, long) => {
    const formats = formatsFor(locale, 'Europe/Berlin');
    // Node releases differ in a comma after the weekday.
    const plain = (text: string) => text.replaceAll(',', '');
    expect(plain(formats.day(at, Date.UTC(2027, 10, 21)))).toBe(plain(short));
    expect(plain(formats.day(at, Date.UTC(2026, 10, 21)))).toBe(plain(long));
    expect(plain(formats.day(at, Date.UTC(2028, 0, 1)))).toBe(plain(long));
  });

  test('is of the year that the house’s clock shows', () => {
    const formats = formatsFor('en-GB', 'Europe/Berlin');
    const newYear = Date.UTC(2026, 11, 31, 23, 30);
    expect(formats.day(newYear, Date.UTC(2027, 0, 5))).not.toContain('2027');
    expect(formats.day(newYear, Date.UTC(2026, 11, 31))).toContain('2027');
  });
});

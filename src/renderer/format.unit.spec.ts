import { describe, expect, test } from 'vitest';
import { exampleMoney, parseMoney, timeLeft, timeOn, typedMoney } from './format.ts';

describe('a typed price', () => {
  test.each([
    ['24', 'EUR', 2_400],
    ['24.5', 'EUR', 2_450],
    [' 24,50 ', 'EUR', 2_450],
    ['0', 'EUR', 0],
    ['19.99', 'GBP', 1_999],
    ['1200', 'JPY', 1_200],
  ])('%s in %s is %d', (text, currency, minor) => {
    expect(parseMoney(text, currency)).toBe(minor);
  });

  test.each([
    ['', 'EUR'],
    ['-1', 'EUR'],
    ['1.234', 'EUR'],
    ['1.234,50', 'EUR'],
    ['1,00.00', 'EUR'],
    ['12,3456', 'EUR'],
    [',123', 'EUR'],
    ['1,,000', 'EUR'],
    ['1,000,000.00', 'EUR'],
    ['1e3', 'EUR'],
    ['24.50', 'JPY'],
    ['12345678', 'EUR'],
    ['free', 'EUR'],
  ])('%s in %s is none', (text, currency) => {
    expect(parseMoney(text, currency)).toBeUndefined();
  });

  test.each([
    ['1,234.50', 'EUR', 'en-GB', 123_450],
    ['1,234', 'EUR', 'en-GB', 123_400],
    ['1.234,5', 'EUR', 'de-DE', 123_450],
    ['1.000', 'EUR', 'de-DE', 100_000],
    ['999.999,99', 'EUR', 'de-DE', 99_999_999],
    ['12,000', 'JPY', 'en-GB', 12_000],
    // Three digits behind the point are what this currency has.
    ['1,500', 'KWD', 'en-GB', 1_500],
  ])('%s in %s is, in %s, %d', (text, currency, locale, minor) => {
    expect(parseMoney(text, currency, locale)).toBe(minor);
  });

  test.each([
    ['1,234.50', 'de-DE'],
    ['1,000', 'de-DE'],
    ['12.34.567', 'de-DE'],
    ['1.000', 'en-GB'],
  ])('%s is none in %s: what a clerk meant by it would be guessed', (text, locale) => {
    expect(parseMoney(text, 'EUR', locale)).toBeUndefined();
  });

  test('reads back as it is offered', () => {
    for (const minor of [0, 1, 99, 100, 4_800, 1_999]) {
      expect(parseMoney(typedMoney(minor, 'EUR'), 'EUR')).toBe(minor);
      expect(parseMoney(typedMoney(minor, 'JPY'), 'JPY')).toBe(minor);
    }
  });
});

test('a time of another day says which', () => {
  const opened = new Date(2025, 11, 30, 21, 4).getTime();
  const at = (day: number, hour: number) => new Date(2025, 11, day, hour, 5, 6).getTime();
  expect([at(30, 23), at(31, 0), at(33, 9)].map((then) => timeOn(then, opened))).toEqual([
    '23:05',
    expect.stringMatching(/^Wed,? 31 Dec 2025, 00:05$/),
    expect.stringMatching(/^Fri,? 2 Jan.*, 09:05$/),
  ]);
  expect(timeOn(at(30, 23), opened, true)).toBe('23:05:06');
});

test('the amount that is shown as an example is one that can be typed', () => {
  expect(['EUR', 'JPY', 'KWD'].map((currency) => exampleMoney(currency))).toEqual(['50.50', '5000', '50.500']);
});

test('time left is rounded up, and never below nothing', () => {
  expect([300_000, 299_001, 59_999, 1, 0, -5_000].map(timeLeft)).toEqual([
    '5:00',
    '5:00',
    '1:00',
    '0:01',
    '0:00',
    '0:00',
  ]);
});

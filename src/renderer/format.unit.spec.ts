import { describe, expect, test } from 'vitest';
import { parseMoney, timeLeft, typedMoney } from './format.ts';

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
    ['1,000.00', 'EUR'],
    ['1e3', 'EUR'],
    ['24.50', 'JPY'],
    ['12345678', 'EUR'],
    ['free', 'EUR'],
  ])('%s in %s is none', (text, currency) => {
    expect(parseMoney(text, currency)).toBeUndefined();
  });

  test('reads back as it is offered', () => {
    for (const minor of [0, 1, 99, 100, 4_800, 1_999]) {
      expect(parseMoney(typedMoney(minor, 'EUR'), 'EUR')).toBe(minor);
      expect(parseMoney(typedMoney(minor, 'JPY'), 'JPY')).toBe(minor);
    }
  });
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

import { describe, expect, test } from 'vitest';
import { waitMs } from './backoff.ts';
import { deliveryOf } from './post.ts';
import { keptSecret, problemOf, type SmtpError } from './smtp-problem.ts';

const answer = (responseCode: number, command: string): SmtpError => ({
  message: 'x',
  responseCode,
  command,
  response: `${responseCode} no`,
});

describe('what an answer means', () => {
  test.each<[SmtpError, Parameters<typeof deliveryOf>[1], string]>([
    [answer(550, 'RCPT TO'), 'known', 'refused'],
    [answer(450, 'RCPT TO'), 'known', 'deferred'],
    [answer(552, 'MAIL FROM'), 'known', 'refused'],
    [answer(530, 'MAIL FROM'), 'known', 'trouble'],
    [answer(421, 'RCPT TO'), 'known', 'trouble'],
    [answer(535, 'AUTH PLAIN'), 'before', 'trouble'],
    [answer(554, 'CONN'), 'before', 'trouble'],
    [answer(554, 'DATA'), 'content', 'refused'],
    [answer(421, 'DATA'), 'content', 'deferred'],
    [{ message: 'reset', code: 'ESOCKET' }, 'before', 'trouble'],
    [{ message: 'reset', code: 'ESOCKET' }, 'known', 'broken'],
    [{ message: 'reset', code: 'ESOCKET' }, 'content', 'lost'],
    [{ message: 'no', code: 'ETIMEDOUT' }, 'content', 'lost'],
    [{ message: 'ü', code: 'EENVELOPE' }, 'known', 'refused'],
  ])('%j, %s, is %s', (error, stage, kind) => {
    expect(deliveryOf(error, stage, 'x').kind).toBe(kind);
  });

  test('is told in one line, and without what we said in secret', () => {
    const response = '535 5.7.8 bad\r\n535 hunter2 AGJveABodW50ZXIy';
    const told = keptSecret(problemOf({ message: '', response, command: 'AUTH PLAIN' }), {
      user: 'box',
      pass: 'hunter2',
    });
    expect(told).toBe('AUTH: 535 5.7.8 bad 535 ••• •••');
    expect(problemOf({ message: 'x'.repeat(999) }).length).toBeLessThan(310);
  });
});

test('another try comes later each time, up to a longest, and not for all at once', () => {
  const backoff = { firstMs: 1000, longestMs: 60_000 };
  expect([1, 2, 3, 4].map((tries) => waitMs(backoff, tries, 1))).toEqual([1000, 2000, 4000, 8000]);
  expect(waitMs(backoff, 5000, 1)).toBe(60_000);
  expect(waitMs(backoff, 1, 0)).toBe(500);
});

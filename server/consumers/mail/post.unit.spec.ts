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
  test.each<[SmtpError, boolean, string]>([
    [answer(550, 'RCPT TO'), false, 'refused'],
    [answer(450, 'RCPT TO'), false, 'deferred'],
    [answer(552, 'MAIL FROM'), false, 'refused'],
    [answer(530, 'MAIL FROM'), false, 'trouble'],
    [answer(421, 'RCPT TO'), false, 'trouble'],
    [answer(535, 'AUTH PLAIN'), false, 'trouble'],
    [answer(554, 'CONN'), false, 'trouble'],
    [answer(554, 'DATA'), true, 'refused'],
    [answer(421, 'DATA'), true, 'deferred'],
    [{ message: 'reset', code: 'ESOCKET' }, false, 'trouble'],
    [{ message: 'reset', code: 'ESOCKET' }, true, 'lost'],
    [{ message: 'no', code: 'ETIMEDOUT' }, true, 'lost'],
    [{ message: 'ü', code: 'EENVELOPE' }, false, 'refused'],
  ])('%j, content begun: %s, is %s', (error, begun, kind) => {
    expect(deliveryOf(error, begun, 'x').kind).toBe(kind);
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

import { expect, test } from 'vitest';
import type { LostSeat } from '../theatre/screening/events.ts';
import { catalogueOf } from '../theatre/contract/catalogue/index.ts';
import { problem, problemDocument, problemOf, problemOfError, type Problem } from './problem.ts';

const english = (refused: Problem) => problemDocument(refused, catalogueOf('en'));

const held = (seatId: string, byMs: number): LostSeat => ({ seatId, status: 'held', holder: 'viewer-of-it', byMs });

test('a seat that was taken says by whom and by how much', () => {
  const { status, detail, seats } = english(problemOf({ rejected: 'seat-taken', seats: [held('C-B5', 340)] }, 8));
  expect(status).toBe(409);
  expect(detail).toMatch(/^[A-Z]\w+ [A-Z]\w+ took C-B5 0\.3 seconds before you\. Choose another seat\.$/);
  expect(seats).toEqual([held('C-B5', 340)]);
});

test.each([
  [0, '0.1 seconds'],
  [9_940, '9.9 seconds'],
  [61_000, '61 seconds'],
  [600_000, '10 minutes'],
  [10_800_000, '3 hours'],
])('%i ms are %s', (byMs, words) => {
  const { detail } = english(
    problemOf({ rejected: 'seat-taken', seats: [{ ...held('C-B5', byMs), status: 'booked' }] }, 8),
  );
  expect(detail).toContain(`C-B5 was sold ${words} before you chose it.`);
});

test('a hold that ran out names its seats, and those that somebody else has by now', () => {
  const free: LostSeat = { seatId: 'C-A1', status: 'available', byMs: 0 };
  expect(english(problemOf({ rejected: 'hold-expired', seats: [free] }, 8)).detail).toBe(
    'Your time ran out, and C-A1 went back on sale. Choose again.',
  );
  expect(
    english(problemOf({ rejected: 'hold-expired', seats: [free, held('C-A2', 5), held('C-A3', 5)] }, 8)).detail,
  ).toBe(
    'Your time ran out, and C-A1, C-A2 and C-A3 went back on sale. Someone else has C-A2 and C-A3 by now. Choose again.',
  );
});

test('a limit says what it is', () => {
  expect(english(problemOf({ rejected: 'too-many-seats', seats: [] }, 1)).detail).toContain('at most 1 seat at a time');
  expect(english(problemOf({ rejected: 'too-many-seats', seats: [] }, 8)).detail).toContain(
    'at most 8 seats at a time',
  );
});

test('what waits says for how long', () => {
  expect(problem('log-unreachable')).toMatchObject({ status: 503, retryAfter: 3 });
  expect(problem('too-fast', { retryAfter: 9 })).toMatchObject({ status: 429, retryAfter: 9 });
  expect(problem('seat-taken')).not.toHaveProperty('retryAfter');
});

const fault: Error & { code?: string } = new Error('at /home/anna/secret.ts');

test('what a plugin throws is the problem that it is, and anything else is our fault and told to nobody', () => {
  expect(problemOfError({ code: 'FST_ERR_CTP_BODY_TOO_LARGE', statusCode: 413 }).status).toBe(413);
  expect(problemOfError({ statusCode: 403 }).status).toBe(404);
  expect(problemOfError({ statusCode: 422 }).code).toBe('unreadable');
  expect(english(problemOfError(fault)).detail).not.toContain('anna');
  expect(problemOfError(fault).code).toBe('fault');
});

import { describe, expect, test } from 'vitest';
import { languages } from './catalogue/index.ts';
import { noticeSchema, noticeWords, type Notice, type NoticeKind } from './notices.ts';
import { wordingFor } from './wording.ts';

const screening = { id: 'a', title: 'The Tempest', startsAt: '2030-01-01T19:30:00Z' };
const common = { id: 'one', level: 'warning', since: 1 } as const;
const each: { readonly [K in NoticeKind]: Extract<Notice, { kind: K }> } = {
  'nearly-sold-out': { ...common, kind: 'nearly-sold-out', screening, left: 1, capacity: 90 },
  'sold-out': { ...common, kind: 'sold-out', screening, held: 2, capacity: 90 },
  'sales-suspended': { ...common, kind: 'sales-suspended', screening, reason: 'The log is another one.' },
  'refusals-rising': { ...common, kind: 'refusals-rising', screening, perMinute: 44, usual: 3.5 },
  'mail-off': { ...common, kind: 'mail-off' },
  'mail-failing': { ...common, kind: 'mail-failing', waiting: 1, problem: 'connect ECONNREFUSED' },
  'mail-undelivered': { ...common, kind: 'mail-undelivered', orders: ['ABCD-EFGH'], count: 1 },
  'log-unreachable': { ...common, kind: 'log-unreachable' },
  'log-slow': { ...common, kind: 'log-slow', ms: 1500 },
  'log-behind': { ...common, kind: 'log-behind', lag: 1200 },
  'database-behind': { ...common, kind: 'database-behind', lag: 1200 },
  'disk-filling': { ...common, kind: 'disk-filling', free: 800_000_000, total: 1e12 },
  'log-filling': { ...common, kind: 'log-filling', used: 91, limit: 100 },
};

describe.each(languages)('in %s', (language) => {
  test.each(Object.values(each))('$kind says what it is and what to do', (notice) => {
    expect(noticeSchema.parse(notice)).toEqual(notice);
    const { title, todo } = noticeWords(notice, wordingFor(language));
    expect(title.length).toBeGreaterThan(10);
    expect(todo).toMatch(/[.:?] ?[A-Z-]*\.?$/);
    for (const text of [title, todo]) expect(text).not.toMatch(/undefined|NaN|\[object/);
    expect(title.includes('The Tempest')).toBe('screening' in notice);
  });

  test('a database that cannot be written says why', () => {
    const locked = { ...each['database-behind'], problem: 'database is locked' };
    expect(noticeSchema.parse(locked)).toEqual(locked);
    expect(noticeWords(locked, wordingFor(language)).todo).toContain('database is locked');
  });
});

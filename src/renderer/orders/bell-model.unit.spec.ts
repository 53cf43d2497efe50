import { expect, test } from 'vitest';
import type { StaffNotices } from '../../../theatre/contract/ipc-orders.ts';
import type { HouseStatus } from '../../../theatre/contract/ipc.ts';
import { wordingFor } from '../../../theatre/contract/wording.ts';
import { bellLines, newest } from './bell-model.ts';

const words = wordingFor('en');
const well: HouseStatus = { log: { is: 'connected' }, patrons: { is: 'open', url: 'http://10.0.0.2:4680' } };
const screening = { id: 'hamlet', title: 'Hamlet', startsAt: '2030-01-01T19:30:00Z' };
const told = (...notices: StaffNotices['notices']): StaffNotices => ({ notices, resolved: [], reachable: true });
const soldOut = {
  id: 'sold-out hamlet',
  kind: 'sold-out',
  level: 'info',
  since: 1000,
  screening,
  held: 0,
  capacity: 67,
} as const;

test('the most urgent comes first, and each says what to do', () => {
  const mail = { id: 'mail', kind: 'mail-failing', level: 'warning', since: 2000, waiting: 3, problem: '421' } as const;
  const lines = bellLines(told(soldOut, mail), well, words);
  expect(lines.map(({ id }) => id)).toEqual(['mail', 'sold-out hamlet']);
  for (const { title, todo } of lines) expect([title, todo]).not.toContain('');
});

test('a lost log and a server that is down are known here, whether or not anybody says so', () => {
  const status: HouseStatus = {
    log: { is: 'lost', since: 5000 },
    patrons: { is: 'down', problem: 'port 4680 is in use.' },
  };
  const lines = bellLines(told(soldOut), status, words);
  expect(lines.map(({ id, level }) => [id, level])).toEqual([
    ['desktop-log', 'urgent'],
    ['desktop-server', 'urgent'],
    ['sold-out hamlet', 'info'],
  ]);
  expect(lines[1]?.todo).toContain('port 4680 is in use.');
});

test('what the server says of the log is not said twice', () => {
  const lost = { id: 'log', kind: 'log-unreachable', level: 'urgent', since: 5000 } as const;
  const lines = bellLines(told(lost), { ...well, log: { is: 'lost', since: 5000 } }, words);
  expect(lines.map(({ id }) => id)).toEqual(['log']);
});

test('only what is new is said aloud', () => {
  const before = bellLines(told(soldOut), well, words);
  const now = bellLines(told(soldOut), { ...well, log: { is: 'lost', since: 5000 } }, words);
  expect(newest(before, now)?.id).toBe('desktop-log');
  expect(newest(now, before)).toBeUndefined();
});

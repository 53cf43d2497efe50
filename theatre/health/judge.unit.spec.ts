/** From figures to lines with states. */
import { describe, expect, test } from 'vitest';
import type { HouseFigures, LogFigures, ServerFigures } from '../contract/health.ts';
import { wordingFor } from '../contract/wording.ts';
import { judge, judgedSince, worstOf } from './judge.ts';
import * as limits from './limits.ts';
import { NOW, wellHouse, wellLog, wellServer } from './testing/figures.ts';
import { healthText, lineInWords, summaryOf } from './words.ts';

const of = (house: HouseFigures, id: string) => judge(house).find((line) => line.id === id);
const log = (more: Partial<LogFigures>) => wellHouse({}, { log: { ...wellLog, ...more } });
const answer = (more: Partial<NonNullable<LogFigures['answer']>>) =>
  log({ answer: { ...(wellLog.answer as NonNullable<LogFigures['answer']>), ...more } });
const reader = (more: Partial<ServerFigures['consumers'][number]>) =>
  wellHouse({ consumers: [{ name: 'database', sequence: 5, lag: 0, fresh: true, behindSince: null, ...more }] });
const mail = (more: Partial<ServerFigures['mail']>) => wellHouse({ mail: { ...wellServer.mail, ...more } });
const backup = (more: Partial<NonNullable<ServerFigures['backup']>>) =>
  wellHouse({ backup: { ...(wellServer.backup as NonNullable<ServerFigures['backup']>), ...more } });
const ago = (ms: number) => NOW - ms;
const GIB = 1024 ** 3;

test('a house in which all is well is good in every line, with a desktop and without', () => {
  const lines = judge(wellHouse());
  expect(lines.filter(({ state }) => state !== 'good')).toEqual([]);
  expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
  const alone = judge({ ...wellHouse(), kiosk: null });
  expect(alone.filter(({ state }) => state !== 'good')).toEqual([]);
  expect(summaryOf(lines, wordingFor('en'))).toBe('All is well.');
});

describe('a line', () => {
  const cases: readonly [string, HouseFigures, string, string, string][] = [
    ['log away for a moment', log({ connected: false, since: ago(1000) }), 'log', 'look', 'logAway'],
    ['log away', log({ connected: false, since: ago(limits.AWAY_MS) }), 'log', 'broken', 'logAway'],
    ['log silent', answer({ at: ago(limits.STALE_MS + 1) }), 'log', 'look', 'logSlow'],
    ['ping slow', answer({ roundTripMs: limits.LOG_SLOW_MS + 1 }), 'log', 'look', 'logSlow'],
    ['stream filling', answer({ bytes: limits.LOG_FULL * 4 * GIB }), 'room', 'look', 'logFilling'],
    ['stream nearly full', answer({ bytes: limits.LOG_VERY_FULL * 4 * GIB }), 'room', 'broken', 'logFilling'],
    ['stream without a limit', answer({ limit: null }), 'room', 'look', 'logUnlimited'],
    ['a copy missing', answer({ cluster: { leader: 'a', copies: 3, current: 2 } }), 'copies', 'look', 'copiesMissing'],
    ['no leader', answer({ cluster: { leader: null, copies: 3, current: 1 } }), 'copies', 'broken', 'leaderMissing'],
    ['clock behind', answer({ clockAheadMs: -limits.CLOCK_OFF_MS }), 'clock', 'look', 'clockOff'],
    ['clock wrong', answer({ clockAheadMs: limits.CLOCK_WRONG_MS }), 'clock', 'broken', 'clockOff'],
    [
      'reader behind',
      reader({ lag: limits.BEHIND + 1, behindSince: ago(limits.BEHIND_MS) }),
      'reader-database',
      'look',
      'readerBehind',
    ],
    [
      'reader behind for a moment',
      reader({ lag: limits.BEHIND + 1, behindSince: ago(limits.BEHIND_MS - 1) }),
      'reader-database',
      'good',
      'fine',
    ],
    [
      'reader far behind',
      reader({ lag: limits.FAR_BEHIND + 1, behindSince: ago(limits.FAR_BEHIND_MS) }),
      'reader-database',
      'broken',
      'readerBehind',
    ],
    [
      'one message stuck',
      reader({ lag: 1, behindSince: ago(limits.STUCK_MS) }),
      'reader-database',
      'look',
      'readerStuck',
    ],
    [
      'reader without its log',
      wellHouse({ log: { ...wellLog, connected: false } }),
      'reader-database',
      'look',
      'ofLogAway',
    ],
    ['server starting', wellHouse({}, { patrons: { is: 'starting', since: NOW } }), 'server', 'look', 'starting'],
    ['server down', wellHouse({}, { patrons: { is: 'down', since: NOW } }), 'server', 'broken', 'serverAway'],
    [
      'screens late',
      wellHouse({ live: { ...wellServer.live, lateSince: ago(limits.SCREENS_LATE_FOR_MS) } }),
      'screens',
      'look',
      'screensLate',
    ],
    [
      'many refused',
      wellHouse({ desk: { ...wellServer.desk, lately: { accepted: 10, rejected: 301, unsettled: 0 } } }),
      'refused',
      'look',
      'manyRefused',
    ],
    ['no certificate', wellHouse({ certificateEndsAt: null }), 'certificate', 'off', 'noCertificate'],
    ['certificate ending', wellHouse({ certificateEndsAt: NOW + 1000 }), 'certificate', 'look', 'certificateEnding'],
    ['certificate over', wellHouse({ certificateEndsAt: ago(1) }), 'certificate', 'broken', 'certificateOver'],
    [
      'commands unsettled',
      wellHouse({ desk: { ...wellServer.desk, lately: { accepted: 1, rejected: 0, unsettled: 6 } } }),
      'desk-server',
      'broken',
      'unsettled',
    ],
    ['no mail server', mail({ enabled: false }), 'mail', 'off', 'mailOff'],
    ['mail failing', mail({ failingSince: ago(5000) }), 'mail', 'look', 'mailFailing'],
    ['mail lost', mail({ undelivered: 2 }), 'mail', 'look', 'mailUndelivered'],
    ['not open to other kiosks', wellHouse({}, { kiosks: { is: 'closed' } }), 'kiosks', 'off', 'houseClosed'],
    [
      'revoked by its house',
      wellHouse({}, { kiosks: { is: 'joined', address: 'box-office:4681', revoked: true } }),
      'kiosks',
      'broken',
      'revoked',
    ],
    [
      'no printer',
      wellHouse({}, { printer: { chosen: null, found: false, others: 0 } }),
      'printer',
      'off',
      'noPrinter',
    ],
    [
      'printer gone',
      wellHouse({}, { printer: { chosen: 'T', found: false, others: 1 } }),
      'printer',
      'look',
      'printerGone',
    ],
    ['no backups', wellHouse({ backup: null }), 'backup', 'look', 'noBackups'],
    ['no backup yet', backup({ last: null }), 'backup', 'look', 'backupMissing'],
    ['backup failing', backup({ failingSince: ago(60_000) }), 'backup', 'broken', 'backupFailing'],
    ['backup damaged', backup({ last: { at: ago(1), verified: false } }), 'backup', 'broken', 'backupDamaged'],
    ['backup overdue', backup({ everyMs: 3_600_000 }), 'backup', 'broken', 'backupOverdue'],
    [
      'database differs',
      wellHouse({ database: { ...wellServer.database, differences: 1 } }),
      'database',
      'broken',
      'databaseDiffers',
    ],
    [
      'disk low',
      wellHouse({}, { disk: { free: limits.DISK_LOW.bytes - 1, total: 100 * GIB } }),
      'disk',
      'look',
      'diskFilling',
    ],
    [
      'database unwritten',
      wellHouse({ database: { ...wellServer.database, unwrittenSince: ago(limits.AWAY_MS) } }),
      'database',
      'look',
      'databaseUnwritten',
    ],
    ['disk full', wellHouse({}, { disk: { free: 0, total: GIB } }), 'disk', 'broken', 'diskFilling'],
    ['other versions', wellHouse({ versions: { server: '0.2.0', node: '24' } }), 'versions', 'look', 'versionsDiffer'],
    [
      'a restart',
      wellHouse({}, { restarts: { log: undefined, server: { count: 1, last: ago(60_000) } } }),
      'restarts',
      'look',
      'restarted',
    ],
  ];
  test.each(cases)('%s', (_what, house, id, state, why) => {
    expect(of(house, id)).toMatchObject({ state, why });
    // Whatever is not good says what to do, in both languages.
    for (const language of ['en', 'de'] as const) {
      for (const verdict of judge(house)) {
        const { todo, figure, title } = lineInWords(verdict, house, wordingFor(language));
        expect(todo === null).toBe(verdict.why === 'fine');
        expect(figure).not.toMatch(/undefined|NaN|Infinity/);
        expect([title, figure].every((text) => text !== '')).toBe(true);
      }
    }
  });
});

describe('what is not known now', () => {
  test('of a server that says nothing is its last, with its time, and looked at; what was broken stays so', () => {
    const heardAt = ago(limits.STALE_MS + 1);
    const silent = wellHouse({ at: heardAt, database: { ...wellServer.database, differences: 1 } }, {}, { heardAt });
    expect(of(silent, 'server')).toMatchObject({ state: 'broken', why: 'serverSilent', since: heardAt });
    expect(of(silent, 'reader-database')).toMatchObject({ state: 'look', why: 'ofServerSilent', asOf: heardAt });
    expect(of(silent, 'database')).toMatchObject({ state: 'broken', why: 'databaseDiffers', asOf: heardAt });
    expect(of(silent, 'log')).toMatchObject({ state: 'good', asOf: null });
    expect(of(silent, 'desk-here')).toMatchObject({ state: 'good', asOf: null });
  });

  test('of a log that is away has the time of its last answer', () => {
    const since = ago(20_000);
    const away = log({ connected: false, since, answer: wellLog.answer && { ...wellLog.answer, at: since } });
    for (const id of ['room', 'copies', 'clock']) {
      expect(of(away, id)).toMatchObject({ state: 'look', why: 'ofLogAway', since, asOf: since });
    }
    const line = judge(away).find(({ id }) => id === 'log');
    expect(line && lineInWords(line, away, wordingFor('en'))).toMatchObject({
      is: 'Broken',
      figure: 'cannot be reached for 20 s',
      todo: expect.stringContaining('Nothing is sold'),
    });
  });

  test('before anything was heard is said as such', () => {
    const house = wellHouse({}, { log: undefined, desk: undefined }, { server: null, heardAt: null });
    expect(of(house, 'log')).toMatchObject({ state: 'look', why: 'starting' });
    expect(of(house, 'server')).toMatchObject({ state: 'broken', why: 'serverSilent' });
    expect(worstOf(judge(house))).toBe('broken');
  });
});

test('a line keeps the time since when it is as it is, until it is otherwise', () => {
  const first = judgedSince([], judge(wellHouse()), NOW);
  expect(first.find(({ id }) => id === 'mail')?.since).toBe(NOW);
  const later = judgedSince(first, judge(wellHouse()), NOW + 5000);
  expect(later.find(({ id }) => id === 'mail')?.since).toBe(NOW);
  const lost = judgedSince(later, judge(mail({ undelivered: 1 })), NOW + 6000);
  expect(lost.find(({ id }) => id === 'mail')?.since).toBe(NOW + 6000);
});

test('as text: every line with its state in words, and nothing personal', () => {
  const house = wellHouse({ backup: null });
  const text = healthText(house, judge(house), wordingFor('en', 'en-GB', 'UTC'));
  expect(text).toContain('1 to look at');
  expect(text).toContain('[Good] Connection: answers a ping in 0.4 ms');
  expect(text).toMatch(/\[Look at it\] Backup: only by hand\n {4}Set FULL_HOUSE_BACKUP_FOLDER/);
  expect(text.match(/^\[/gm)).toHaveLength(judge(house).length);
});

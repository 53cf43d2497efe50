/** How a real server says it is: with a reader that is really behind, and a log that is really away. */
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { healthAnswerSchema, serverFiguresSchema, type HealthAnswer } from '../theatre/contract/health.ts';
import { judge } from '../theatre/health/judge.ts';
import { STUCK_MS } from '../theatre/health/limits.ts';
import { openHouse, type House } from './testing/open-house.ts';
import { Stream } from './testing/stream.ts';
import { done, problemIn } from './testing/visitor.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ env: { FULL_HOUSE_RATE_LIMIT: 'off', FULL_HOUSE_TLS: 'off' } });
});
afterAll(() => house.dispose());

const token = () => ({ authorization: `Bearer ${house.staffToken}` });

async function health(language = 'en'): Promise<HealthAnswer> {
  const answer = await fetch(`${house.url}/api/health`, { headers: { ...token(), 'accept-language': language } });
  expect(answer.status).toBe(200);
  return healthAnswerSchema.parse(await answer.json());
}

async function line(id: string): Promise<HealthAnswer['lines'][number] | undefined> {
  return (await health()).lines.find((one) => one.id === id);
}

test('is for staff alone, as JSON in their language and as a stream of figures', async () => {
  expect((await problemIn(await fetch(`${house.url}/api/health`))).code).toBe('no-token');
  const answer = await health('de');
  expect(answer.lines.find(({ id }) => id === 'log')).toMatchObject({ state: 'good', is: 'Gut', title: 'Verbindung' });
  expect(answer.figures.log.answer).toMatchObject({ limit: expect.any(Number), cluster: null });
  expect(Math.abs(answer.figures.log.answer?.clockAheadMs ?? Infinity)).toBeLessThan(1000);
  expect(await line('backup')).toMatchObject({ state: 'look', todo: expect.stringContaining('FULL_HOUSE_BACKUP') });

  const stream = await Stream.open(`${house.url}/api/health`, { ...token(), accept: 'text/event-stream' });
  await stream.until(/(?:event: health\n[^]*){2}\n\n/);
  stream.close();
  const [, first = ''] = /event: health\nid: \d+\ndata: (.*)\n/.exec(stream.text) ?? [];
  expect(serverFiguresSchema.parse(JSON.parse(first)).consumers.map(({ name }) => name)).toEqual([
    'database',
    'stats',
    'notices',
  ]);
});

test('says which reader is behind, how far and since when, until it has caught up', async () => {
  const id = await house.screening();
  const file = new Sqlite(join(house.parts.config.dataFolder, 'full-house.db'));
  try {
    // As on a disk that takes nothing: every row is refused, and tried again.
    file.exec("CREATE TRIGGER full BEFORE INSERT ON ledger_copy BEGIN SELECT RAISE(ABORT, 'no room'); END");
    await done(house.staff(`/api/screenings/${id}/withhold`, { seatIds: ['L-A1'] }));
    const reader = async () => (await health()).figures.consumers.find(({ name }) => name === 'database');
    await expect.poll(async () => (await reader())?.behindSince).not.toBeNull();
    expect((await reader())?.lag).toBeGreaterThan(0);
    // The page would look at it after a minute of this.
    const { figures } = await health();
    const now = figures.at + STUCK_MS;
    const later = judge({ now, kiosk: null, server: figures, heardAt: now });
    expect(later.find((one) => one.id === 'reader-database')).toMatchObject({ state: 'look', why: 'readerStuck' });
    expect(later.find((one) => one.id === 'reader-stats')).toMatchObject({ state: 'good' });
    file.exec('DROP TRIGGER full');
    await expect.poll(reader).toMatchObject({ lag: 0, behindSince: null });
  } finally {
    file.exec('DROP TRIGGER IF EXISTS full');
    file.close();
  }
});

test('answers while the log hangs, says so and how old its figures are, and is good again after', async () => {
  const { pid } = house.testLog.embedded;
  process.kill(pid, 'SIGSTOP');
  try {
    await expect.poll(async () => (await line('log'))?.state).toBe('broken');
    expect(await line('log')).toMatchObject({ figure: expect.stringMatching(/cannot be reached for \d+ s/) });
    const { figures, lines } = await health();
    expect(figures.at - (figures.log.answer?.at ?? figures.at)).toBeGreaterThan(1000);
    expect(figures.consumers.every(({ fresh }) => !fresh)).toBe(true);
    expect(lines.find(({ id }) => id === 'room')).toMatchObject({ state: 'look' });
    expect(lines.find(({ id }) => id === 'database')).toMatchObject({ state: 'good' });
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await expect.poll(async () => (await line('log'))?.state).toBe('good');
  await expect.poll(async () => (await line('reader-stats'))?.state).toBe('good');
});

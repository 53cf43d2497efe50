import { jetstream } from '@nats-io/jetstream';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { archiveFile } from '../../theatre/archive/archive.ts';
import { archiveNotice } from '../../theatre/log/archive-notice.ts';
import { openLog, type Log } from '../../theatre/log/connection.ts';
import { ledgerOf, STREAM } from '../../theatre/log/subjects.ts';
import { testLog, type TestLog } from '../../theatre/log/testing/test-log.ts';
import { studio } from '../../theatre/seating/houses/studio.ts';
import { readConfig } from '../config.ts';
import { rebuild } from '../consumers/database/rebuild.ts';
import { repair } from '../consumers/database/repair.ts';
import { openDataFolder } from '../data-folder.ts';
import { openTheatre, type OpenTheatre } from '../open-theatre.ts';
import { archiveNight } from './archiving.ts';

let logs: TestLog;
let log: Log;
let data: string;
let notices: string[];
const theatres: OpenTheatre[] = [];

beforeEach(async () => {
  [logs, data] = await Promise.all([testLog(), mkdtemp(join(tmpdir(), 'full-house-archiving-'))]);
  log = await openLog({ address: logs.address, name: 'operator' });
  notices = [];
});

afterEach(async () => {
  for (const theatre of theatres.splice(0)) await theatre.close();
  await log.close();
  await logs.dispose();
  await rm(data, { recursive: true, force: true });
});

const database = () => join(data, 'full-house.db');
const folder = () => join(data, 'archive');

async function openServer(where = data): Promise<OpenTheatre> {
  const config = readConfig({ FULL_HOUSE_DATA: where });
  const secrets = openDataFolder(config);
  const theatre = await openTheatre({
    config,
    secrets,
    address: logs.address,
    onNotice: (notice) => {
      // Said by every server of a house without mail.
      if (!notice.startsWith('No mail is sent')) notices.push(notice);
    },
  });
  theatres.push(theatre);
  return theatre;
}

async function closeServer(theatre: OpenTheatre): Promise<void> {
  theatres.splice(theatres.indexOf(theatre), 1);
  await theatre.close();
}

const submit = (theatre: OpenTheatre, id: string, command: Parameters<OpenTheatre['desk']['submit']>[1]) =>
  theatre.desk.submit(id, command);

function open(theatre: OpenTheatre, id: string): ReturnType<OpenTheatre['desk']['submit']> {
  const prices = Object.fromEntries(studio.categories.map((category) => [category.id, 2000]));
  return submit(theatre, id, {
    type: 'open',
    screeningId: id,
    title: `Night ${id}`,
    startsAt: '2030-01-01T19:30:00Z',
    plan: studio,
    prices,
    currency: 'EUR',
    actor: { id: 'staff', role: 'manager' },
  });
}

/** Two orders, a seat that was given back, and closed. */
async function evening(theatre: OpenTheatre, id: string, { close = true } = {}): Promise<void> {
  await open(theatre, id);
  for (const [at, seatId] of ['C-A3', 'C-A4', 'C-B5'].entries()) {
    const viewerId = `viewer-${at}`;
    await submit(theatre, id, { type: 'toggle', viewerId, seatId });
    if (at === 2) await submit(theatre, id, { type: 'release', viewerId, by: viewerId });
    else {
      const order = `${id.slice(0, 4).toUpperCase()}-000${at}`;
      await submit(theatre, id, {
        type: 'book',
        viewerId,
        order,
        customer: { name: 'Zoë', email: 'z@example.org' },
        payment: { status: 'due', tenders: [] },
      });
    }
  }
  if (close) await submit(theatre, id, { type: 'close', actor: { id: 'staff', role: 'manager' } });
}

const archive = (id: string, trim: boolean) =>
  archiveNight({ log, screeningId: id, folder: folder(), database: database(), trim, now: Date.now() });

/** The database follows a little behind. */
async function archiveOnceWritten(id: string): Promise<void> {
  await expect.poll(() => archive(id, true).then(() => '', String)).toBe('');
}

async function messagesOf(id: string): Promise<Record<string, number>> {
  const { state } = await log.manager.streams.info(STREAM, { subjects_filter: `theatre.*.${id}.>` });
  return { ...state.subjects };
}

describe('archiving a screening', () => {
  it('takes nothing from the log unless asked to', async () => {
    const theatre = await openServer();
    await evening(theatre, 'first');
    const before = await messagesOf('first');
    const { manifest, purged } = await archive('first', false);
    expect(purged).toBeUndefined();
    expect(manifest).toMatchObject({ title: 'Night first', closed: true, items: 8, skipped: 0 });
    expect(await messagesOf('first')).toEqual(before);
  });

  it('trims what it has verified, and everything goes on: restarts, orders, replays, repairs, rebuilding', async () => {
    const theatre = await openServer();
    await evening(theatre, 'first');
    await evening(theatre, 'other');
    const night = await theatre.parts.nights.open('first');
    const length = night?.night.length;
    await archiveOnceWritten('first');
    // The end of the ledger alone stays, so that nobody can open another screening by this id.
    expect(await messagesOf('first')).toEqual({ [ledgerOf('first')]: 1 });
    expect(await archiveNotice(log, 'first')).toMatchObject({ screeningId: 'first', title: 'Night first' });
    await closeServer(theatre);

    for (let restart = 0; restart < 2; restart++) {
      const again = await openServer();
      expect(again.database.differences).toEqual([]);
      expect(again.database.orders.byReference('FIRS-0001')).toMatchObject({ screeningId: 'first', name: 'Zoë' });
      expect(again.parts.programme.list().map(({ id }) => id)).not.toContain('first');
      const archived = await again.parts.nights.open('first');
      expect([archived?.archived, archived?.night.length]).toEqual([true, length]);
      expect((await again.parts.nights.open('other'))?.archived).toBe(false);
      await evening(again, `later-${restart}`);
      await closeServer(again);
    }
    expect((await repair(log, database(), 'look')).screenings).toEqual([]);
    const { before, after } = await rebuild(log, database());
    expect(after).toEqual(before);
    expect(notices).toEqual([]);
  });

  it('is known to other servers on the log, that have no file of it', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'full-house-archiving-'));
    try {
      const [one, two] = [await openServer(), await openServer(elsewhere)];
      await evening(one, 'first');
      await two.database.caughtUp;
      await expect.poll(() => two.database.orders.byReference('FIRS-0001')).toBeDefined();
      await closeServer(two);
      await archiveOnceWritten('first');
      const again = await openServer(elsewhere);
      expect(again.database.differences).toEqual([]);
      expect(again.database.orders.byReference('FIRS-0001')).toBeDefined();
      expect(await again.parts.nights.open('first')).toBeUndefined();
      await closeServer(again);
    } finally {
      await rm(elsewhere, { recursive: true, force: true });
    }
  });

  it('catches a database up that was not looking when the end was trimmed', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'full-house-archiving-'));
    try {
      const theatre = await openServer();
      await evening(theatre, 'first', { close: false });
      const late = await openServer(elsewhere);
      await expect.poll(() => late.database.orders.byReference('FIRS-0001')).toBeDefined();
      await closeServer(late);
      await submit(theatre, 'first', {
        type: 'pay',
        order: 'FIRS-0001',
        tenders: [{ kind: 'cash', amount: 2000 }],
        actor: { id: 'staff', role: 'manager' },
      });
      await submit(theatre, 'first', { type: 'close', actor: { id: 'staff', role: 'manager' } });
      await archiveOnceWritten('first');
      const without = await openServer(elsewhere);
      expect(without.database.differences).toEqual([]);
      expect(notices.at(-1)).toContain('copy it from where it was made');
      expect(without.database.orders.byReference('FIRS-0001')).toMatchObject({ paymentStatus: 'due' });
      await closeServer(without);
      await cp(folder(), join(elsewhere, 'archive'), { recursive: true });
      for (let restart = 0; restart < 2; restart++) {
        const again = await openServer(elsewhere);
        expect(again.database.differences).toEqual([]);
        expect(again.database.orders.byReference('FIRS-0001')).toMatchObject({ paymentStatus: 'paid' });
        await closeServer(again);
      }
    } finally {
      await rm(elsewhere, { recursive: true, force: true });
    }
  });

  it.each<[string, (theatre: OpenTheatre) => Promise<void>, RegExp]>([
    ['its sales are open', async () => undefined, /sales are still open/],
    [
      'seats are on hold',
      async (theatre) => {
        await submit(theatre, 'first', { type: 'toggle', viewerId: 'viewer-9', seatId: 'C-C5' });
        await submit(theatre, 'first', { type: 'close', actor: { id: 'staff', role: 'manager' } });
      },
      /1 of its seats are still on hold/,
    ],
    [
      'a message cannot be read',
      async (theatre) => {
        await submit(theatre, 'first', { type: 'close', actor: { id: 'staff', role: 'manager' } });
        // Acknowledged, so that it is in the log before anybody reads it.
        await jetstream(log.connection).publish('theatre.screening.first.refusal', 'who knows');
      },
      /1 of its messages cannot be read/,
    ],
    [
      'there is no database',
      async (theatre) => {
        await submit(theatre, 'first', { type: 'close', actor: { id: 'staff', role: 'manager' } });
        await closeServer(theatre);
        for (const name of await readdir(data)) if (name.startsWith('full-house.db')) await rm(join(data, name));
      },
      /there is no database/,
    ],
  ])('trims nothing where %s', async (_, prepare, words) => {
    const theatre = await openServer();
    await evening(theatre, 'first', { close: false });
    await prepare(theatre);
    const before = await messagesOf('first');
    await expect(archive('first', true)).rejects.toThrow(words);
    expect(await messagesOf('first')).toEqual(before);
    expect(await archiveNotice(log, 'first')).toBeUndefined();
  });

  it('trims nothing where the database does not have it all', async () => {
    const theatre = await openServer();
    await evening(theatre, 'first', { close: false });
    await expect.poll(() => theatre.database.orders.byReference('FIRS-0001')).toBeDefined();
    await closeServer(theatre);
    const other = await mkdtemp(join(tmpdir(), 'full-house-archiving-'));
    try {
      const elsewhere = await openServer(other);
      await submit(elsewhere, 'first', { type: 'close', actor: { id: 'staff', role: 'manager' } });
      await expect(archive('first', true)).rejects.toThrow('the database does not have all of it yet');
      await closeServer(elsewhere);
    } finally {
      await rm(other, { recursive: true, force: true });
    }
  });

  it('archives nothing that was trimmed before, or never was', async () => {
    const theatre = await openServer();
    await evening(theatre, 'first');
    await archiveOnceWritten('first');
    await expect(archive('first', false)).rejects.toThrow('trimmed before');
    // Its id is taken for ever, and whoever asks for it is told at once.
    expect(await open(theatre, 'first')).toEqual({ rejected: 'screening-exists', seats: [] });
    await expect(archive('nowhere', true)).rejects.toThrow('no screening nowhere');
    expect(await readdir(folder())).toEqual(['first.jsonl.gz']);
  });

  it('still notices a log that lost an archived ledger before it was trimmed on purpose', async () => {
    const theatre = await openServer();
    await evening(theatre, 'first');
    await archiveOnceWritten('first');
    await evening(theatre, 'other');
    await expect.poll(() => theatre.database.orders.byReference('OTHE-0001')).toBeDefined();
    await closeServer(theatre);
    // No notice says why this one is gone.
    await log.manager.streams.purge(STREAM, { filter: ledgerOf('other') });
    const again = await openServer();
    expect(again.database.differences.map(({ screeningId }) => screeningId)).toEqual(['other']);
    await closeServer(again);
  });

  it('takes a ledger that the log outlived for old, and not for lost', async () => {
    const theatre = await openServer();
    await evening(theatre, 'first');
    await expect.poll(() => theatre.database.orders.byReference('FIRS-0001')).toBeDefined();
    await closeServer(theatre);
    const { config } = await log.manager.streams.info(STREAM);
    await log.manager.streams.update(STREAM, { ...config, max_age: 1e9, duplicate_window: 1e9 });
    await expect.poll(() => messagesOf('first')).toEqual({});
    const again = await openServer();
    expect(again.database.differences).toEqual([]);
    expect(again.database.orders.byReference('FIRS-0001')).toBeDefined();
    await closeServer(again);
  });

  it('does not play from a file that cannot be trusted', async () => {
    const theatre = await openServer();
    await evening(theatre, 'first');
    await archiveOnceWritten('first');
    await closeServer(theatre);
    await writeFile(archiveFile(folder(), 'first'), 'rubbish');
    const again = await openServer();
    await expect(again.parts.nights.open('first')).rejects.toThrow('cannot be trusted');
    await closeServer(again);
  });
});

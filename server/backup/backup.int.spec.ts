import {
  appendFile,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Log } from '../../theatre/log/connection.ts';
import { openLog } from '../../theatre/log/connection.ts';
import { startEmbeddedLog } from '../../theatre/log/embedded.ts';
import { boxOffice, openScreening, planOf, type BoxOffice } from '../../theatre/log/testing/box-office.ts';
import { testCluster } from '../../theatre/log/testing/test-cluster.ts';
import { testLog, type TestLog } from '../../theatre/log/testing/test-log.ts';
import { backUp, backupsIn, rotate, takenAtOf } from './backup.ts';
import { secretsSet } from './kept-files.ts';
import { hashLedgers } from './ledgers.ts';
import { KEYS_COPY, LOG_COPY, MANIFEST } from './manifest.ts';
import { restore, verifyBackup } from './restore.ts';
import { scheduleBackups } from './schedule.ts';

const policy = { holdMs: 8_000, checkoutMs: 10_000, limitMs: 20_000, maxSeats: 8 };
let house: TestLog;
let log: Log;
let office: BoxOffice;
let folder: string;
let backup: string;

const toggle = (desk: BoxOffice['desk'], at: number) =>
  desk.submit('tonight', {
    type: 'toggle',
    viewerId: `viewer-${at}`,
    seatId: `C-${'ABCDEFGHIJ'[at % 10]}${1 + Math.floor(at / 10)}`,
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'full-house-backup-'));
  house = await testLog();
  log = await house.connect();
  office = boxOffice(log, { policy });
  await openScreening(office.desk, 'tonight', planOf(10, 20));
  await mkdir(join(folder, 'data/archive'), { recursive: true });
  await writeFile(join(folder, 'data/staff-token'), 'a-secret\n', { mode: 0o600 });
  await writeFile(join(folder, 'data/archive/old.night.gz'), 'a night');
  await writeFile(join(folder, 'data/full-house.db'), 'made again from the log');
});

afterAll(async () => {
  await office.close();
  await house.dispose();
  await rm(folder, { recursive: true, force: true });
});

describe('a backup', () => {
  it('is made while the house sells, and restored has every ledger byte for byte, every time and every hold’s end', async () => {
    const selling = Promise.all(Array.from({ length: 150 }, (_, at) => toggle(office.desk, at)));
    // A server of several has its keys from the environment, and others may lie in its folder from before.
    const set = { staffToken: undefined, sessionKey: 's'.repeat(40), ticketKey: 't'.repeat(40), pinKey: undefined };
    await writeFile(join(folder, 'data/ticket-key'), 'of before\n');
    const secrets = secretsSet(set);
    backup = await backUp({
      log,
      dataFolder: join(folder, 'data'),
      secrets,
      into: join(folder, 'backups'),
      now: Date.now(),
    });
    await rm(join(folder, 'data/ticket-key'));
    for (const outcome of await selling) expect(outcome).toMatchObject({ accepted: true });
    const keys = ['staff-token', 'session-key', 'ticket-key', 'pin-key'];
    expect((await readdir(backup)).sort()).toEqual(['archive', KEYS_COPY, LOG_COPY, MANIFEST, ...keys].sort());

    const restored = join(folder, 'restored');
    expect(await restore({ backup, dataFolder: restored, address: undefined, replicas: 1 })).toEqual({
      ledgers: 1,
      erased: 0,
    });
    expect(await readFile(join(restored, 'staff-token'), 'utf8')).toBe('a-secret\n');
    // PINs were keyed with the session key, as long as there was no key for them alone.
    for (const [name, letter] of [
      ['session-key', 's'],
      ['ticket-key', 't'],
      ['pin-key', 's'],
    ] as const) {
      expect(await readFile(join(restored, name), 'utf8')).toBe(`${letter.repeat(40)}\n`);
      expect((await stat(join(restored, name))).mode & 0o777).toBe(0o600);
    }
    expect(await readFile(join(restored, 'archive/old.night.gz'), 'utf8')).toBe('a night');

    const { stream, ledgers } = await verifyBackup(backup);
    expect(await hashLedgers(log, stream.state.last_seq)).toEqual(ledgers);
    const embedded = await startEmbeddedLog({ folder: join(restored, 'log') });
    const again = await openLog({ address: embedded.address, name: 'restored' });
    const other = boxOffice(again, { policy });
    try {
      expect(await hashLedgers(again, stream.state.last_seq)).toEqual(ledgers);
      // It sells, and what was held when the backup was made is free in its time without anybody's doing.
      expect(await toggle(other.desk, 190)).toMatchObject({ accepted: true });
      const live = await other.screenings.open('tonight');
      await expect.poll(() => live?.state.counts.held).toBe(0);
    } finally {
      await other.close();
      await again.close();
      await embedded.stop();
    }
  });

  it('moves a house into a cluster of three, with three copies, and back', async () => {
    const cluster = await testCluster();
    try {
      const { address } = cluster;
      await restore({ backup, dataFolder: join(folder, 'clustered'), address, replicas: 3 });
      const there = await cluster.connect();
      const { config } = await there.manager.streams.info('THEATRE');
      expect(config.num_replicas).toBe(3);
      const { stream, ledgers } = await verifyBackup(backup);
      expect(await hashLedgers(there, stream.state.last_seq)).toEqual(ledgers);
      await expect(restore({ backup, dataFolder: join(folder, 'twice'), address, replicas: 3 })).rejects.toThrow(
        /does not take the backup/,
      );

      const back = await backUp({
        log: there,
        dataFolder: join(folder, 'data'),
        into: join(folder, 'back'),
        now: Date.now(),
      });
      await restore({ backup: back, dataFolder: join(folder, 'home'), address: undefined, replicas: 1 });
      expect((await verifyBackup(back)).ledgers['theatre.screening.tonight.ledger']?.lastSequence).toBeGreaterThan(0);
    } finally {
      await cluster.dispose();
    }
  });

  it('that is damaged in any file is refused, and nothing is put anywhere', async () => {
    const damage: readonly [string, (file: string) => Promise<void>][] = [
      [LOG_COPY, (file) => appendFile(file, 'x')],
      [LOG_COPY, (file) => truncate(file, 100)],
      ['staff-token', (file) => writeFile(file, 'another')],
      ['archive/old.night.gz', (file) => rm(file)],
      [MANIFEST, (file) => writeFile(file, '{')],
      [MANIFEST, (file) => writeFile(file, '{}')],
    ];
    for (const [at, [path, harm]] of damage.entries()) {
      const copy = join(folder, `damaged-${at}`);
      await mkdir(join(copy, 'archive'), { recursive: true });
      for (const file of [LOG_COPY, MANIFEST, 'staff-token', 'archive/old.night.gz']) {
        await copyFile(join(backup, file), join(copy, file));
      }
      await harm(join(copy, path));
      const dataFolder = join(folder, 'nowhere');
      await expect(restore({ backup: copy, dataFolder, address: undefined, replicas: 1 })).rejects.toThrow(
        /is damaged/,
      );
      await expect(readdir(dataFolder)).rejects.toThrow('ENOENT');
    }
    await expect(verifyBackup(folder)).rejects.toThrow(/is no backup/);
  });

  it('is not restored over a house that is there', async () => {
    const dataFolder = join(folder, 'data');
    await expect(restore({ backup, dataFolder, address: undefined, replicas: 1 })).rejects.toThrow(/is not empty/);
    expect((await readdir(dataFolder)).sort()).toEqual([
      'archive',
      'backup-places.json',
      'full-house.db',
      'staff-token',
    ]);
  });

  it('goes when newer ones are enough', async () => {
    const into = join(folder, 'backups');
    const first = (await backupsIn(into))[0];
    for (const more of [1, 2]) await backUp({ log, dataFolder: join(folder, 'data'), into, now: Date.now() + more });
    expect(await rotate(into, 2)).toEqual([first]);
    expect(await backupsIn(into)).toHaveLength(2);
  });
});

describe('backups by themselves', () => {
  it('are made when the newest is old, not when it is not, and a failure is told once', async () => {
    const notices: string[] = [];
    const context = { log, dataFolder: join(folder, 'data'), onNotice: (notice: string) => notices.push(notice) };
    const into = join(folder, 'scheduled');
    const plan = { folder: into, everyMs: 3_600_000, keep: 3 };
    for (let start = 0; start < 2; start++) {
      const schedule = scheduleBackups(plan, context);
      await expect.poll(() => backupsIn(into)).toHaveLength(1);
      // Compared with its manifest, after it was made and after a start alike.
      await expect.poll(() => schedule.figures.last?.verified).toBe(true);
      expect(schedule.figures).toMatchObject({ folder: into, everyMs: plan.everyMs, failingSince: null });
      await schedule.stop();
    }
    const [name = ''] = await backupsIn(into);
    expect(Math.abs(takenAtOf(name) - Date.now())).toBeLessThan(60_000);
    await writeFile(join(folder, 'no-folder'), '');
    await appendFile(join(into, name, LOG_COPY), 'x');
    const damaged = scheduleBackups(plan, context);
    await expect.poll(() => damaged.figures.last?.verified).toBe(false);
    await damaged.stop();
    expect(notices.splice(0)).toEqual([expect.stringMatching(/is damaged/)]);
    const schedule = scheduleBackups({ ...plan, folder: join(folder, 'no-folder') }, context);
    await expect.poll(() => notices).toHaveLength(1);
    expect(schedule.figures.failingSince).not.toBeNull();
    await schedule.stop();
    expect(notices[0]).toMatch(/^No backup could be made: No backup can be put into /);
  });
});

/** Backups that somebody or something was at, and backups and restores that were broken off. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Log } from '../../theatre/log/connection.ts';
import { findServer } from '../../theatre/log/find-server.ts';
import { boxOffice, openScreening, planOf } from '../../theatre/log/testing/box-office.ts';
import { smallDisk } from '../../theatre/log/testing/small-disk.ts';
import { testLog, type TestLog } from '../../theatre/log/testing/test-log.ts';
import { openDataFolder } from '../data-folder.ts';
import { backUp, backupsIn } from './backup.ts';
import { KEYS_COPY, LOG_COPY, MANIFEST, RESTORING } from './manifest.ts';
import { restore, verifyBackup } from './restore.ts';
import { scheduleBackups } from './schedule.ts';

let house: TestLog;
let log: Log;
let folder: string;
let data: string;
let backup: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'full-house-damage-'));
  data = join(folder, 'data');
  mkdirSync(data);
  writeFileSync(join(data, 'staff-token'), 'a-secret-of-the-house\n', { mode: 0o600 });
  house = await testLog();
  log = await house.connect();
  const office = boxOffice(log);
  await openScreening(office.desk, 'tonight', planOf(20, 30));
  await Promise.all(
    Array.from({ length: 300 }, (_, at) =>
      office.desk.submit('tonight', {
        type: 'toggle',
        viewerId: `viewer-${at}`,
        seatId: `C-${String.fromCharCode(65 + (at % 20))}${1 + Math.floor(at / 20)}`,
      }),
    ),
  );
  await office.close();
  backup = await backUp({ log, dataFolder: data, into: join(folder, 'backups'), now: Date.now() });
});

afterAll(async () => {
  await house.dispose();
  rmSync(folder, { recursive: true, force: true });
});

let copies = 0;
function copied(): string {
  const copy = join(folder, `copy-${copies++}`);
  cpSync(backup, copy, { recursive: true });
  return copy;
}

test('any bit of any file that is another than it was', async () => {
  for (const file of [LOG_COPY, KEYS_COPY, MANIFEST, 'staff-token']) {
    const { size } = statSync(join(backup, file));
    for (let flip = 0; flip < 12; flip++) {
      const copy = copied();
      const bytes = readFileSync(join(copy, file));
      const at = Math.floor((flip / 12) * size);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (flip % 8));
      writeFileSync(join(copy, file), bytes);
      const said = await verifyBackup(copy).then(
        (manifest) => JSON.stringify(manifest),
        (error: Error) => error.message,
      );
      // In the manifest a bit may fall on a blank between two values, which says nothing.
      const unhurt = file === MANIFEST && said === JSON.stringify(await verifyBackup(backup));
      expect({ file, at, said: unhurt || / is damaged: /.test(said) ? 'damaged' : said }).toEqual({
        file,
        at,
        said: 'damaged',
      });
      rmSync(copy, { recursive: true });
    }
  }
});

test('a file that is not there, a version that is not known, a number that somebody changed', async () => {
  for (const file of [LOG_COPY, KEYS_COPY, 'staff-token']) {
    const copy = copied();
    rmSync(join(copy, file));
    await expect(verifyBackup(copy)).rejects.toThrow(`${file} is missing`);
  }
  const text = readFileSync(join(backup, MANIFEST), 'utf8');
  const changed = copied();
  writeFileSync(join(changed, MANIFEST), text.replace(/"max_bytes": \d+/, '"max_bytes": 1048576'));
  await expect(verifyBackup(changed)).rejects.toThrow(/was changed/);
  const newer = copied();
  const body = JSON.parse(text) as Record<string, unknown>;
  delete body['sum'];
  writeFileSync(join(newer, MANIFEST), JSON.stringify({ ...body, version: 2 }));
  await expect(verifyBackup(newer)).rejects.toThrow(/made by a newer Full House. Restore it with that one/);
  writeFileSync(join(newer, MANIFEST), JSON.stringify(body));
  // One of before there was a sum.
  await expect(verifyBackup(newer)).resolves.toMatchObject({ version: 1 });
});

test('files of another user are not called damaged', async ({ skip }) => {
  // Root may read everything; it takes the part of somebody else for a moment.
  if (process.getuid?.() !== 0 || !process.seteuid) return skip();
  const copy = copied();
  chmodSync(folder, 0o755);
  chmodSync(copy, 0o755);
  chmodSync(join(copy, MANIFEST), 0o644);
  process.seteuid(65_534);
  try {
    await expect(verifyBackup(copy)).rejects.toThrow(/cannot be read .*Its files belong to whoever made it/);
    process.seteuid(0);
    chmodSync(join(copy, MANIFEST), 0o600);
    process.seteuid(65_534);
    await expect(verifyBackup(copy)).rejects.toThrow(/cannot be read/);
  } finally {
    process.seteuid(0);
  }
});

test('a disk that is full: no backup, nothing of one, and why', async ({ skip }) => {
  const disk = smallDisk(1);
  if (!disk) return skip();
  try {
    // Room for a few blocks only: the copy ends in the middle of a write.
    for (const room of [4096, 40_960]) {
      writeFileSync(join(disk.folder, 'filler'), Buffer.alloc(1024 * 1024 - room));
      const asked = backUp({ log, dataFolder: data, into: join(disk.folder, 'b'), now: Date.now() });
      await expect(asked).rejects.toThrow(/no room left|No backup can be put/);
      expect(existsSync(join(disk.folder, 'b')) ? readdirSync(join(disk.folder, 'b')) : []).toEqual([]);
      rmSync(join(disk.folder, 'filler'));
    }
  } finally {
    disk.remove();
  }
});

test('killed in the middle: a backup is none, a restore is no house', async () => {
  const into = join(folder, 'killed');
  mkdirSync(into);
  // As a killed one leaves it.
  cpSync(backup, join(into, 'full-house-2030-01-01T00-00-00-000Z.partial'), { recursive: true });
  expect(await backupsIn(into)).toEqual([]);

  const dataFolder = join(folder, 'half');
  // Its nats-server takes its time, so that the kill comes before the end, however busy this machine is.
  const slow = join(folder, 'slow-nats-server');
  writeFileSync(slow, `#!/bin/sh\nsleep 10\nexec '${await findServer()}' "$@"\n`, { mode: 0o755 });
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../scripts/restore.ts'), backup], {
    env: { PATH: process.env['PATH'] ?? '', FULL_HOUSE_DATA: dataFolder, NATS_SERVER_BIN: slow },
    stdio: 'ignore',
  });
  await expect.poll(() => existsSync(join(dataFolder, 'log')), { interval: 2 }).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(readdirSync(dataFolder)).toContain(RESTORING);
  const config = { dataFolder, staffToken: undefined, sessionKey: undefined, ticketKey: undefined };
  expect(() => openDataFolder(config)).toThrow(/was broken off/);
  await expect(restore({ backup, dataFolder, address: undefined, replicas: 1 })).rejects.toThrow(/was broken off/);
  // Its nats-server ends with it.
  await expect.poll(() => existsSync(join(dataFolder, 'log/nats-server.pid'))).toBe(false);
  rmSync(dataFolder, { recursive: true, maxRetries: 5 });
  await restore({ backup, dataFolder, address: undefined, replicas: 1 });
  expect(readdirSync(dataFolder)).not.toContain(RESTORING);
  expect(openDataFolder(config).staffToken).toBe('a-secret-of-the-house');
});

test('a folder without a house is no house that could be backed up, and does not become one', async () => {
  const dataFolder = join(folder, 'mistyped');
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../scripts/backup.ts'), join(folder, 'none')], {
    env: { PATH: process.env['PATH'] ?? '', FULL_HOUSE_DATA: dataFolder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(said).toContain(`There is no house in ${dataFolder}`);
  expect([existsSync(dataFolder), existsSync(join(folder, 'none'))]).toEqual([false, false]);
});

test('a house that is open is not restored over', async () => {
  const { address } = house;
  const dataFolder = join(folder, 'beside');
  await expect(restore({ backup, dataFolder, address, replicas: 1 })).rejects.toThrow(/does not take the backup/);
  expect(readdirSync(dataFolder)).toEqual([]);
});

test('a backup from the future, of a clock that was wrong, keeps no other from being made or from staying', async () => {
  const into = join(folder, 'future');
  cpSync(backup, join(into, 'full-house-2099-01-01T00-00-00-000Z'), { recursive: true });
  const plan = { folder: into, everyMs: 3_600_000, keep: 1 };
  const schedule = scheduleBackups(plan, { log, dataFolder: data, onNotice: () => undefined });
  await expect.poll(() => backupsIn(into)).toHaveLength(2);
  await schedule.stop();
});

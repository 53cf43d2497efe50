import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newCustomerKey, seal, type CustomerKey } from '../../theatre/customer/seal.ts';
import { openLog, type Log } from '../../theatre/log/connection.ts';
import { CustomerKeys } from '../../theatre/log/customer-keys.ts';
import { startEmbeddedLog } from '../../theatre/log/embedded.ts';
import { Erasures } from '../../theatre/log/erasures.ts';
import { boxOffice, openScreening } from '../../theatre/log/testing/box-office.ts';
import { testLog, type TestLog } from '../../theatre/log/testing/test-log.ts';
import { startDatabase } from '../consumers/database/index.ts';
import { backUp } from './backup.ts';
import { backupPlaces, merge, readErased, rememberErased, rememberPlace } from './erased-file.ts';
import { hashLedgers } from './ledgers.ts';
import { rememberErasures } from './remember-erasures.ts';
import { restore } from './restore.ts';

let folder: string;
let house: TestLog;
let log: Log;
let keys: CustomerKeys;
const id = 'tonight';
const inFolder = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'full-house-erased-'));
  house = await testLog();
  log = await house.connect();
  keys = new CustomerKeys(log);
});
afterEach(async () => {
  await house.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** Two orders; answers their keys. */
async function sell(): Promise<readonly [CustomerKey, CustomerKey]> {
  const office = boxOffice(log);
  await openScreening(office.desk, id);
  const sold = ['AAAA-0001', 'AAAA-0002'].map(async (order, at) => {
    const key = newCustomerKey();
    await keys.keep(key);
    const viewerId = `viewer-${at}`;
    const customer = seal({ name: `Person ${at}` }, key, { screeningId: id, order });
    await office.desk.submit(id, { type: 'claim', viewerId, seatIds: [`C-A${at + 1}`] });
    await office.desk.submit(id, { type: 'book', viewerId, order, customer, payment: { status: 'due', tenders: [] } });
    return key;
  });
  const [first, second] = await Promise.all(sold);
  await office.close();
  if (!first || !second) throw new Error('two were sold');
  return [first, second];
}

async function erase(key: CustomerKey, order = 'AAAA-0001'): Promise<void> {
  const erasures = new Erasures(log);
  const remembering = rememberErasures({
    erasures,
    dataFolder: inFolder('data'),
    backups: undefined,
    onNotice: () => undefined,
  });
  await erasures.ready;
  expect(await erasures.erase({ by: 'staff', screeningId: id, order, keys: [key.id] })).toBe('erased');
  await expect.poll(async () => (await readErased(inFolder('data'))).length).toBeGreaterThan(0);
  await remembering.settled();
  await remembering.stop();
  await erasures.close();
}

/** Opens what was restored, and answers the names in a database that is built from it. */
async function namesIn(dataFolder: string): Promise<readonly (string | null | undefined)[]> {
  const embedded = await startEmbeddedLog({ folder: join(dataFolder, 'log') });
  const again = await openLog({ address: embedded.address, name: 'restored' });
  const database = await startDatabase({
    log: again,
    file: join(dataFolder, 'full-house.db'),
    onProblem: () => undefined,
  });
  try {
    await database.caughtUp;
    return ['AAAA-0001', 'AAAA-0002'].map((order) => database.orders.byReference(order)?.name);
  } finally {
    await database.stop();
    await again.close();
    await embedded.stop();
  }
}

async function hasBytes(below: string, bytes: Uint8Array): Promise<boolean> {
  for (const entry of await readdir(below, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && (await readFile(join(entry.parentPath, entry.name))).includes(Buffer.from(bytes)))
      return true;
  }
  return false;
}

describe('a backup of before an erasure', () => {
  it('restored is without whom was erased since, and with everybody else', async () => {
    const [gone, stays] = await sell();
    const backup = await backUp({ log, dataFolder: await made('data'), into: inFolder('backups'), now: Date.now() });
    expect(await backupPlaces(inFolder('data'))).toEqual([inFolder('backups')]);
    await erase(gone);
    expect(await readErased(inFolder('backups'))).toMatchObject([{ order: 'AAAA-0001', keys: [gone.id] }]);
    const list = await readFile(inFolder('backups/erased.jsonl'), 'utf8');
    expect(list).not.toContain('Person');

    const dataFolder = inFolder('restored');
    const ledgers = await hashLedgers(log, Number.MAX_SAFE_INTEGER);
    expect(await restore({ backup, dataFolder, address: undefined, replicas: 1 })).toMatchObject({ erased: 1 });
    expect(await hasBytes(dataFolder, gone.secret)).toBe(false);
    expect(await hasBytes(dataFolder, stays.secret)).toBe(true);
    expect(await namesIn(dataFolder)).toEqual([null, 'Person 1']);
    expect(ledgers[`theatre.screening.${id}.ledger`]?.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('that was carried elsewhere takes the list that it is given', async () => {
    const [gone] = await sell();
    const backup = await backUp({ log, dataFolder: await made('data'), into: inFolder('backups'), now: Date.now() });
    await erase(gone);
    const erased = inFolder('carried.jsonl');
    await writeFile(erased, await readFile(inFolder('backups/erased.jsonl')));
    await rm(inFolder('backups/erased.jsonl'));
    const [without, given] = [inFolder('without'), inFolder('given')];
    expect(await restore({ backup, dataFolder: without, address: undefined, replicas: 1 })).toMatchObject({
      erased: 0,
    });
    expect(await namesIn(without)).toEqual(['Person 0', 'Person 1']);
    expect(await restore({ backup, dataFolder: given, address: undefined, replicas: 1, erased })).toMatchObject({
      erased: 1,
    });
    expect(await namesIn(given)).toEqual([null, 'Person 1']);
  });

  it('one of after it knows by itself', async () => {
    const [gone] = await sell();
    await made('data');
    await erase(gone);
    const backup = await backUp({ log, dataFolder: inFolder('data'), into: inFolder('backups'), now: Date.now() });
    expect(await hasBytes(backup, gone.secret)).toBe(false);
    const dataFolder = inFolder('restored');
    expect(await restore({ backup, dataFolder, address: undefined, replicas: 1 })).toMatchObject({ erased: 0 });
    expect(await namesIn(dataFolder)).toEqual([null, 'Person 1']);
  });
});

async function made(name: string): Promise<string> {
  await rememberErased(inFolder(name), []);
  await mkdir(inFolder(name), { recursive: true });
  return inFolder(name);
}

describe('the list of who was erased', () => {
  const line = (order: string, keys: string[], at: string) => ({ screeningId: id, order, keys, at });

  it('has each order once, with all its keys, from its first time on', () => {
    const lines = [line('B', ['2'], '2030-01-02'), line('A', ['1'], '2030-01-03'), line('B', ['1', '2'], '2030-01-01')];
    expect(merge(lines)).toEqual([line('B', ['1', '2'], '2030-01-01'), line('A', ['1'], '2030-01-03')]);
    expect(merge([...merge(lines), ...lines])).toEqual(merge(lines));
  });

  it('is added to and never begun anew, and half a line costs that line alone', async () => {
    await made('list');
    await rememberErased(inFolder('list'), [line('A', ['1'], '2030-01-01')]);
    await writeFile(
      inFolder('list/erased.jsonl'),
      `${await readFile(inFolder('list/erased.jsonl'), 'utf8')}{"order":"B`,
    );
    await rememberErased(inFolder('list'), [line('C', [], '2030-01-02')]);
    expect((await readErased(inFolder('list'))).map(({ order }) => order)).toEqual(['A', 'C']);
    await rememberErased(inFolder('list'), [line('A', ['1'], '2030-01-01')]);
    expect(await readErased(inFolder('list'))).toHaveLength(2);
  });

  it('loses nothing to those who write at the same time, nor do the places of backups', async () => {
    const data = await made('data');
    const orders = Array.from({ length: 20 }, (_, at) => `ORDER-${at + 10}`);
    await Promise.all(
      orders.flatMap((order) => [
        rememberErased(data, [line(order, ['1'], '2030-01-01')]),
        rememberPlace(data, inFolder(order)),
      ]),
    );
    expect(merge(await readErased(data)).map(({ order }) => order)).toEqual(orders);
    expect((await backupPlaces(data)).sort()).toEqual(orders.map(inFolder));
  });

  it('reads the places as an earlier version wrote them', async () => {
    const data = await made('data');
    await writeFile(join(data, 'backup-places.json'), '["/one","/two"]\n');
    await rememberPlace(data, inFolder('three'));
    expect(await backupPlaces(data)).toEqual(['/one', '/two', inFolder('three')]);
  });

  it('that is there and cannot be read is not taken for an empty one', async () => {
    const data = await made('data');
    await mkdir(join(data, 'erased.jsonl'));
    await expect(readErased(data)).rejects.toThrow('EISDIR');
    await expect(rememberErased(data, [line('A', ['1'], '2030-01-01')])).rejects.toThrow('EISDIR');
    const backup = await backUp({ log, dataFolder: await made('house'), into: inFolder('backups'), now: Date.now() });
    for (const erased of [join(data, 'erased.jsonl'), inFolder('nowhere.jsonl')]) {
      const restored = restore({ backup, dataFolder: inFolder('restored'), address: undefined, replicas: 1, erased });
      await expect(restored).rejects.toThrow('The list of who was erased cannot be read');
    }
    await expect(readdir(inFolder('restored'))).rejects.toThrow('ENOENT');
  });
});

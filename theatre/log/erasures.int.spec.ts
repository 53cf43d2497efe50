import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newCustomerKey, seal } from '../customer/seal.ts';
import { append } from './append.ts';
import type { Log } from './connection.ts';
import { CustomerKeys } from './customer-keys.ts';
import { Erasures, sayErased } from './erasures.ts';
import { customerKeyOf, KEY_STREAM, STREAM } from './subjects.ts';
import { testLog, type TestLog } from './testing/test-log.ts';

let house: TestLog;
let log: Log;
let keys: CustomerKeys;
const of = { by: 'staff', screeningId: 'friday', order: 'AAAA-BBBB' };

beforeEach(async () => {
  house = await testLog();
  log = await house.connect();
  keys = new CustomerKeys(log);
});
afterEach(() => house.dispose());

/** Whether these bytes are anywhere in the files of the store. */
async function inStore(bytes: Uint8Array, stream = KEY_STREAM): Promise<boolean> {
  const folder = path.join(house.folder, 'store');
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.parentPath.includes(stream)) continue;
    if ((await readFile(path.join(entry.parentPath, entry.name))).includes(Buffer.from(bytes))) return true;
  }
  return false;
}

async function keptKeys(count: number) {
  const made = Array.from({ length: count }, newCustomerKey);
  expect(await Promise.all(made.map((key) => keys.keep(key)))).toEqual(made.map(() => 'kept'));
  return made;
}

describe('the keys of customers', () => {
  it('are on disk once they are kept, many at once, and read again by id', async () => {
    const made = await keptKeys(600);
    const read = await keys.read([...made.map(({ id }) => id), 'no-such-key']);
    expect(read.size).toBe(600);
    for (const { id, secret } of made) expect(read.get(id)).toEqual(new Uint8Array(secret));
    expect(await inStore(made[300]?.secret as Uint8Array)).toBe(true);
  });

  it('are in no byte of the store once they are erased, and their neighbours are untouched', async () => {
    const [first, gone, last] = await keptKeys(3);
    if (!first || !gone || !last) throw new Error('three were made');
    expect(await keys.erase([gone.id, 'no-such-key'])).toBe(1);
    expect(await keys.erase([gone.id])).toBe(0);
    expect(await inStore(gone.secret)).toBe(false);
    expect([...(await keys.read([first.id, gone.id, last.id])).keys()]).toEqual([first.id, last.id]);
  });

  it('are all that can be deleted: no message of the log, and neither stream', async () => {
    await sayErased(log, { ...of, keys: [] });
    await expect(log.manager.streams.deleteMessage(STREAM, 1, true)).rejects.toThrow();
    await expect(log.manager.streams.delete(STREAM)).rejects.toThrow();
    await expect(log.manager.streams.delete(KEY_STREAM)).rejects.toThrow();
  });

  it('are never written over, and one that is kept again is kept', async () => {
    const [key, ...more] = await keptKeys(2);
    if (!key) throw new Error('two were made');
    const secret = newCustomerKey().secret;
    const again = [key, ...more, newCustomerKey()].map((each) => keys.keep(each));
    expect(await Promise.all(again)).toEqual(['kept', 'kept', 'kept']);
    expect((await append(log, [{ subject: customerKeyOf(key.id), body: secret }])).kind).not.toBe('appended');
    expect((await keys.read([key.id])).get(key.id)).toEqual(new Uint8Array(key.secret));
  });

  it('cannot be read while the log is away, which is not the same as being gone', async () => {
    const [key] = await keptKeys(1);
    await log.close();
    await expect(keys.read([key?.id ?? ''])).rejects.toThrow(/no connection/);
    expect(await keys.keep(newCustomerKey())).toBe('unreachable');
  });
});

describe('an erasure', () => {
  it('is told to every process, and leaves no key', async () => {
    const [key] = await keptKeys(1);
    const other = new Erasures(await house.connect('other'));
    const told: string[] = [];
    other.onErased(({ order, by }) => told.push(`${order} ${by}`));
    const erasures = new Erasures(log);
    await Promise.all([erasures.ready, other.ready]);
    expect(await erasures.erase({ ...of, keys: [key?.id ?? ''] })).toBe('erased');
    await expect.poll(() => told).toEqual(['AAAA-BBBB staff']);
    expect(await inStore(key?.secret as Uint8Array)).toBe(false);
    expect(await erasures.erase({ ...of, keys: [key?.id ?? ''] })).toBe('erased');
    expect(erasures.all).toHaveLength(1);
    await Promise.all([erasures.close(), other.close()]);
  });

  it('that was killed between its word and its deed is carried out by whoever starts next', async () => {
    const made = await keptKeys(40);
    const address = JSON.stringify(house.address);
    const script = `
      const { openLog } = await import(${JSON.stringify(path.resolve('theatre/log/connection.ts'))});
      const { sayErased } = await import(${JSON.stringify(path.resolve('theatre/log/erasures.ts'))});
      const log = await openLog({ address: ${address}, name: 'killed' });
      await sayErased(log, ${JSON.stringify({ ...of, keys: made.map(({ id }) => id) })});
      process.kill(process.pid, 'SIGKILL');`;
    const killed = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
    await new Promise((resolve) => killed.once('exit', resolve));
    expect((await keys.read(made.map(({ id }) => id))).size).toBe(40);
    // As one that was killed half way through its deeds.
    await keys.erase(made.slice(0, 15).map(({ id }) => id));
    const erasures = new Erasures(log);
    await expect.poll(async () => (await keys.read(made.map(({ id }) => id))).size, { timeout: 10_000 }).toBe(0);
    await erasures.close();
    expect(await inStore(made[39]?.secret as Uint8Array)).toBe(false);
  });

  it('says nothing of whom it was', async () => {
    const key = newCustomerKey();
    const name = 'Zoë Ångström';
    expect(await keys.keep(key)).toBe('kept');
    seal({ name }, key, of);
    await sayErased(log, { ...of, keys: [key.id] });
    expect(await inStore(Buffer.from(name), STREAM)).toBe(false);
    expect(await inStore(Buffer.from(of.order), STREAM)).toBe(true);
  });
});

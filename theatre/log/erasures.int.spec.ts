import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeMailEvent, MAIL_EVENT_VERSION, mailOf } from '../contract/log-mail.ts';
import { newCustomerKey, seal, type CustomerKey } from '../customer/seal.ts';
import { append } from './append.ts';
import type { Log } from './connection.ts';
import { CustomerKeys } from './customer-keys.ts';
import { Erasures, sayErased } from './erasures.ts';
import { boxOffice, openScreening } from './testing/box-office.ts';
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
    // A file of a running server may be gone by now.
    const content = await readFile(path.join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0));
    if (content.includes(Buffer.from(bytes))) return true;
  }
  return false;
}

/** As a sale or a mail has it: the order's, sealed with this key. */
async function use(key: CustomerKey, order: string, screeningId = of.screeningId): Promise<void> {
  const to = seal({ name: '', email: 'x@example.org' }, key, { screeningId, order });
  const body = encodeMailEvent({
    type: 'mail-asked',
    version: MAIL_EVENT_VERSION,
    by: 'staff',
    screeningId,
    order,
    to,
  });
  expect((await append(log, [{ subject: mailOf(order), body }])).kind).toBe('appended');
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
    for (const key of made) await use(key, of.order);
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
    await expect.poll(async () => (await keys.read(made.map(({ id }) => id))).size).toBe(0);
    await erasures.close();
    expect(await inStore(made[39]?.secret as Uint8Array)).toBe(false);
  });

  it('takes no key but its own order’s, whatever it names', async () => {
    const [own, asked, others, spare] = await keptKeys(4);
    if (!own || !asked || !others || !spare) throw new Error('four were made');
    const office = boxOffice(log);
    await openScreening(office.desk, 'friday');
    for (const [at, [order, key]] of (
      [
        ['AAAA-BBBB', own],
        ['CCCC-DDDD', others],
      ] as const
    ).entries()) {
      const viewerId = `viewer-${at}`;
      const customer = seal({ name: 'Person' }, key, { screeningId: 'friday', order });
      await office.desk.submit('friday', { type: 'claim', viewerId, seatIds: [`C-A${at + 1}`] });
      const payment = { status: 'due', tenders: [] } as const;
      await office.desk.submit('friday', { type: 'book', viewerId, order, customer, payment });
    }
    await office.close();
    await use(asked, of.order);
    // Somebody who can write mail events says that the key of another order is this one's.
    await use(others, of.order);
    const all = [own, asked, others, spare].map(({ id }) => id);
    const problems: string[] = [];
    const owner = new Erasures(log, { onProblem: (problem) => problems.push(problem) });
    await owner.ready;
    expect(await sayErased(await house.connect('other'), { ...of, keys: all })).toBe('said');
    await expect.poll(() => problems.length).toBe(2);
    expect([...(await keys.read(all)).keys()].sort()).toEqual([others.id, spare.id].sort());
    expect(problems.join()).toContain(others.id);
    // Asked for on this machine itself, it is as with one whose screening is trimmed: nobody else's, so it goes.
    expect(await owner.erase({ ...of, keys: all })).toBe('said');
    expect(owner.leavesSome(of.order)).toBe(true);
    expect([...(await keys.read(all)).keys()]).toEqual([others.id]);
    expect(await owner.erase({ ...of, order: 'CCCC-DDDD', keys: [others.id] })).toBe('erased');
    expect((await keys.read(all)).size).toBe(0);
    await owner.close();
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

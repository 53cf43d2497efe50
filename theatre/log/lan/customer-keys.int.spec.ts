import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodeMailEvent, MAIL_EVENT_VERSION, mailOf } from '../../contract/log-mail.ts';
import { newCustomerKey, seal } from '../../customer/seal.ts';
import { append } from '../append.ts';
import { openLog, type Log } from '../connection.ts';
import { CustomerKeys } from '../customer-keys.ts';
import { Erasures } from '../erasures.ts';
import { testHouse, type TestHouse } from '../testing/test-house.ts';

let house: TestHouse;
let kiosk: Log;

beforeAll(async () => {
  house = await testHouse();
  const { address } = await house.admit('kiosk');
  kiosk = await openLog({ address, name: 'kiosk' });
});
afterAll(async () => {
  await kiosk?.close();
  await house?.dispose();
});

it('a machine that was let in keeps and reads keys; that somebody is erased it says, and the house does it', async () => {
  const keys = new CustomerKeys(kiosk);
  const made = Array.from({ length: 12 }, newCustomerKey);
  expect(await Promise.all(made.map((key) => keys.keep(key)))).toEqual(made.map(() => 'kept'));
  const ids = made.map(({ id }) => id);
  expect((await keys.read(ids)).size).toBe(12);
  await expect(keys.erase(ids)).rejects.toThrow(/machine that has the log/);
  keys.discard(ids[0] ?? '');

  for (const key of made.slice(0, 6)) {
    const of = { screeningId: 'friday', order: 'AAAA-BBBB' };
    const to = seal({ name: '', email: 'x@example.org' }, key, of);
    const body = encodeMailEvent({ type: 'mail-asked', version: MAIL_EVENT_VERSION, by: 'op-mia123', ...of, to });
    expect((await append(kiosk, [{ subject: mailOf(of.order), body }])).kind).toBe('appended');
  }

  const erasures = new Erasures(kiosk, { goneWithinMs: 500 });
  const erasure = { by: 'op-mia123', screeningId: 'friday', order: 'AAAA-BBBB', keys: ids.slice(0, 8) };
  expect(await erasures.erase(erasure)).toBe('said');
  expect((await keys.read(ids)).size).toBe(12);
  const owner = new Erasures(await house.log.connect('owner'));
  await expect.poll(async () => (await keys.read(ids)).size).toBe(6);
  // What it named besides is not that order's.
  expect(await erasures.erase(erasure)).toBe('said');
  const patient = new Erasures(kiosk);
  expect(await patient.erase({ ...erasure, keys: ids.slice(0, 6) })).toBe('erased');
  expect((await keys.read(ids)).size).toBe(6);
  expect(kiosk.connected).toBe(true);
  await Promise.all([owner.close(), erasures.close(), patient.close()]);
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { newCustomerKey } from '../../customer/seal.ts';
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
}, 30_000);
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

  const erasures = new Erasures(kiosk);
  const erasure = { by: 'op-mia123', screeningId: 'friday', order: 'AAAA-BBBB', keys: ids.slice(0, 6) };
  expect(await erasures.erase(erasure)).toBe('said');
  expect((await keys.read(ids)).size).toBe(12);
  const owner = new Erasures(await house.log.connect('owner'));
  await expect.poll(async () => (await keys.read(ids)).size, { timeout: 10_000 }).toBe(6);
  expect(await erasures.erase(erasure)).toBe('erased');
  expect(kiosk.connected).toBe(true);
  await Promise.all([owner.close(), erasures.close()]);
});

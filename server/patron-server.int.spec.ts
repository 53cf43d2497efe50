/** A whole server for patrons on another machine, let in over the network by its key. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testHouse, type TestHouse } from '../theatre/log/testing/test-house.ts';
import { studio } from '../theatre/seating/houses/studio.ts';
import { openHouse, type House } from './testing/open-house.ts';
import { done, problemIn } from './testing/visitor.ts';

let lan: TestHouse;
let first: House;
let web: House;

beforeAll(async () => {
  lan = await testHouse();
  const env = { FULL_HOUSE_SESSION_KEY: 'a-session-key-that-both-servers-have' };
  first = await openHouse({ log: lan.log, env });
  const { address } = await lan.admit('patron-server', 'server-web1');
  web = await openHouse({ log: { ...lan.log, address }, env });
}, 30_000);
afterAll(async () => {
  await web?.dispose();
  await first?.dispose();
  await lan?.dispose();
});

test('sells, and says of what the house does not take from it that this is so', async () => {
  const id = await first.screening();
  const zoe = await web.visitor(id);
  await done(zoe.toggle('C-B3'));
  const order = (await done(zoe.book({ name: 'Zoë', email: 'zoe@example.org' }))).headers.get('location') ?? '';
  const asked = { order: order.replace('/orders/', '') };
  await expect.poll(async () => (await first.staff('/api/customers/export', asked)).status).toBe(200);

  const refused = [
    await web.staff('/api/customers/erase', asked),
    await web.staff('/api/houses', { plan: { ...studio, id: 'loft', name: 'The Loft' } }),
  ];
  for (const answer of refused) {
    expect(answer.status).toBe(403);
    expect(await problemIn(answer)).toMatchObject({ code: 'kiosk-only' });
  }
  expect(web.parts.houses.byId('loft')).toBeUndefined();
  const kept = (await (await web.staff('/api/customers/export', asked)).json()) as { orders: { name: string }[] };
  expect(kept.orders).toMatchObject([{ name: 'Zoë' }]);
  expect((await done(first.staff('/api/customers/erase', asked))).status).toBe(200);
});

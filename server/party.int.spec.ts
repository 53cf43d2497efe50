/** Asking for the best seats over HTTP: one request, one party, all of its seats or none. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House } from './testing/open-house.ts';
import { done, problemIn } from './testing/visitor.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ env: { FULL_HOUSE_RATE_LIMIT: 'off' } });
});
afterAll(() => house.dispose());

async function held(id: string): Promise<number> {
  const { seats } = (await house.stateOf(id)) as { seats: Record<string, { status: string }> };
  return Object.values(seats).filter(({ status }) => status === 'held').length;
}

test('twenty parties that ask at the same time all sit together, each on seats of its own', async () => {
  const id = await house.screening();
  const visitors = await Promise.all(Array.from({ length: 20 }, () => house.visitor(id)));
  await Promise.all(visitors.map((visitor) => done(visitor.post('claim-best', { seats: 3 }))));
  expect(await held(id)).toBe(60);
});

test('a party that is too large for what is left gets nothing, and is told so', async () => {
  const id = await house.screening();
  const visitor = await house.visitor(id);
  const wheelchairs = { seats: 8, accessible: true };
  await done((await house.visitor(id)).post('claim-best', wheelchairs));
  await done((await house.visitor(id)).post('claim-best', wheelchairs));
  const before = await house.stateOf(id);
  const refused = await problemIn(await visitor.post('claim-best', wheelchairs));
  expect(refused).toMatchObject({ status: 409, code: 'not-enough-seats' });
  expect(await house.stateOf(id)).toEqual(before);
});

test.each([
  {},
  { seats: 0 },
  { seats: 1.5 },
  { seats: 'all' },
  { seats: 2, category: '../a' },
  { seats: 2, accessible: 7 },
])('what is no party changes nothing: %j', async (body) => {
  const id = await house.screening();
  const visitor = await house.visitor(id);
  const refused = await problemIn(await visitor.post('claim-best', body));
  expect(refused).toMatchObject({ status: 422, code: 'malformed' });
  expect(await held(id)).toBe(0);
});

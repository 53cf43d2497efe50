/** Who is not who they say, or comes from elsewhere, is refused, and nothing changes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from './testing/open-house.ts';
import { Refusals } from './testing/refusals.ts';
import { done, problemIn, type Visitor } from './testing/visitor.ts';

let house: House;
let screening: string;
let anna: Visitor;
let ben: Visitor;
let refusals: Refusals;

beforeAll(async () => {
  house = await openHouse({ env: { FULL_HOUSE_RATE_LIMIT: 'off' } });
  screening = await house.screening();
  anna = await house.visitor(screening);
  ben = await house.visitor(screening);
  await done(ben.toggle('C-B2'));
  refusals = new Refusals(house, [screening]);
});
afterAll(() => house.dispose());

const refused: Refusals['refused'] = (...args) => refusals.refused(...args);

describe('where it comes from', () => {
  test.each([
    ['another site', 'http://evil.example'],
    ['another port of this machine', 'http://127.0.0.1:1'],
    ['another scheme', 'https://127.0.0.1'],
    ['a page without an origin', 'null'],
    ['nonsense', 'not an origin'],
  ])('%s is refused', async (_what, origin) => {
    await refused(() => anna.post('seats/C-A2/toggle', undefined, { origin }), 403, 'wrong-origin');
    await refused(() => ben.post('book', { name: 'Ben', email: 'b@example.org' }, { origin }), 403, 'wrong-origin');
  });

  test('nowhere is refused', async () => {
    const run = () =>
      fetch(`${house.url}/screenings/${screening}/seats/C-A2/toggle`, {
        method: 'POST',
        headers: { cookie: anna.cookie },
      });
    await refused(run, 403, 'wrong-origin');
  });
});

test('nothing that changes anything is left out: not one such route heeds another site, with all cookies there are', async () => {
  const signIn = await fetch(`${house.url}/staff`, {
    method: 'POST',
    headers: { origin: house.url, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token: house.staffToken }),
    redirect: 'manual',
  });
  const cookie = `${ben.cookie}; ${signIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''}`;
  expect((await fetch(`${house.url}/api/notices`, { headers: { cookie } })).status).toBe(200);
  const writing = house.routes.filter((route) => !/^(GET|HEAD|OPTIONS) /.test(route));
  expect(writing.length).toBeGreaterThan(20);
  for (const route of writing) {
    const [method = '', pattern = ''] = route.split(' ');
    const path = pattern.replace(':id', screening).replace(':seatId', 'C-B2').replace(':order', 'AAAA-0001');
    for (const origin of [undefined, 'null', 'https://evil.example', `${house.url}.evil.example`]) {
      const headers = { cookie, 'content-type': 'text/plain', ...(origin === undefined ? {} : { origin }) };
      const answer = await fetch(house.url + path, { method, headers, body: '{}', redirect: 'manual' });
      expect({ route, origin, status: answer.status }).toEqual({ route, origin, status: 403 });
      expect((await problemIn(answer)).code).toBe('wrong-origin');
    }
  }
});

describe('a cookie', () => {
  const [name, value] = ['full-house', 'CZ1pjtxWzEpRHkx7C_d0TThgHDUBxBXi'];
  test.each([
    ['missing', ''],
    ['without a signature', `${name}=${value}`],
    ['with a forged signature', `${name}=${value}.f75UhVGJ4n1EXs98Ucz7cLW7DdJvyWPNlSnuYkTglUs`],
    ['with an empty signature', `${name}=${value}.`],
    ['that is empty', `${name}=`],
    ['of 5 kB', `${name}=${'x'.repeat(5000)}.y`],
  ])('%s is refused', async (_what, cookie) => {
    await refused(() => anna.post('seats/C-A2/toggle', undefined, { cookie }), 403, 'no-session');
  });

  test('with one letter changed is refused', async () => {
    const changed = anna.cookie.replace(/=(.)/, (_all, first: string) => `=${first === 'A' ? 'B' : 'A'}`);
    await refused(() => anna.post('seats/C-A2/toggle', undefined, { cookie: changed }), 403, 'no-session');
  });

  test('that is a viewer id, which everyone can read, is refused', async () => {
    const live = await house.screenings.open(screening);
    const [viewerId] = [...(live?.state.holds.buckets ?? [])].flatMap((bucket) => [...(bucket?.keys() ?? [])]);
    expect(viewerId).toBeDefined();
    expect(ben.cookie).not.toContain(viewerId);
    await refused(() => anna.post('release', undefined, { cookie: `${name}=${viewerId}` }), 403, 'no-session');
  });
});

describe('a staff route', () => {
  const body = { title: 'X', house: 'studio', startsAt: '2030-01-01T19:30:00Z' };
  const paths = () => [
    '/api/screenings',
    `/api/screenings/${screening}/withhold`,
    `/api/screenings/${screening}/release`,
    `/api/screenings/${screening}/close`,
    '/api/orders/AAAA-0001/payment',
    '/api/orders/AAAA-0001/collect',
    '/api/orders/AAAA-0001/refund',
    '/api/orders/AAAA-0001/exchange',
  ];
  const send = (path: string, headers: Record<string, string>) =>
    fetch(`${house.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  test.each([
    ['without the token', () => ({})],
    ['with another token', () => ({ authorization: `Bearer ${'x'.repeat(32)}` })],
    ['with a part of the token', () => ({ authorization: `Bearer ${house.staffToken.slice(0, -1)}` })],
    ['with more than the token', () => ({ authorization: `Bearer ${house.staffToken}x` })],
    ['with the token as a password', () => ({ authorization: `Basic ${house.staffToken}` })],
    ['with a patron’s cookie', () => ({ cookie: anna.cookie, origin: house.url })],
  ])('%s is refused', async (_what, headers) => {
    for (const path of paths()) {
      const answer = await refusals.unchanged(() => send(path, headers() as Record<string, string>));
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
      expect((await problemIn(answer)).code).toBe('no-token');
      expect(answer.status).toBe(401);
    }
  });

  test.each([
    ['no title', { title: '' }],
    ['no house', { house: undefined }],
    ['a start without a time zone', { startsAt: '2030-01-01T19:30:00' }],
    ['a start that is no date', { startsAt: 'tomorrow' }],
    ['a negative price', { prices: { a: -1 } }],
    ['a price in fractions', { prices: { a: 12.5 } }],
    ['a price for a category that the house has not', { prices: { z: 100 } }],
    ['a price for something else', { prices: { stalls: 100 } }],
    ['an id that is none', { id: '../x' }],
    ['a field that is not known', { tilte: 'X' }],
  ])('for a screening with %s is malformed', async (_what, wrong) => {
    await refused(() => house.staff('/api/screenings', { ...body, ...wrong }), 422, 'malformed');
  });

  test('for a house that is not there says which there are', async () => {
    for (const wrong of ['palace', '__proto__', '']) {
      const document = await refused(
        () => house.staff('/api/screenings', { ...body, house: wrong }),
        422,
        'unknown-house',
      );
      expect(document.detail).toContain('studio, playhouse, opera');
    }
  });

  test('for an id that is taken', async () => {
    await refused(() => house.staff('/api/screenings', { ...body, id: screening }), 409, 'screening-exists');
  });

  test('for seats that cannot be withheld', async () => {
    const withhold = `/api/screenings/${screening}/withhold`;
    await refused(() => house.staff(withhold, { seatIds: ['C-B2'] }), 409, 'seat-taken');
    await refused(() => house.staff(withhold, { seatIds: [] }), 422, 'malformed');
    await refused(() => house.staff(withhold, {}), 422, 'malformed');
    await refused(() => house.staff(withhold, { seatIds: ['C-Z9'] }), 404, 'unknown-seat');
  });
});

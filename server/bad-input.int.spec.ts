/** Whatever comes in, the answer is a problem document that fits, and nothing changes. */
import { request as rawRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from './testing/open-house.ts';
import { done, problemIn, type Visitor } from './testing/visitor.ts';

let house: House;
let screening: string;
let closed: string;
let anna: Visitor;
let ben: Visitor;

beforeAll(async () => {
  house = await openHouse({ env: { FULL_HOUSE_RATE_LIMIT: 'off', FULL_HOUSE_MAX_SEATS: '2' } });
  screening = await house.screening();
  closed = await house.screening({ title: 'Closed' });
  anna = await house.visitor(screening);
  ben = await house.visitor(screening);
  await done(ben.toggle('C-B2'));
  await done(ben.toggle('C-B3'));
  await done(house.staff(`/api/screenings/${closed}/close`));
});
afterAll(() => house.dispose());

/** Runs a request and holds that no screening changed because of it, nor came to be. */
async function unchanged(run: () => Promise<Response>): Promise<Response> {
  const look = async () => ({
    open: await house.stateOf(screening),
    closed: await house.stateOf(closed),
    programme: await (await fetch(`${house.url}/api/screenings`)).json(),
  });
  const before = await look();
  const answer = await run();
  expect(await look()).toEqual(before);
  return answer;
}

async function refused(run: () => Promise<Response>, status: number, code: string) {
  const document = await problemIn(await unchanged(run));
  expect(document).toMatchObject({ status, code, type: `/problems/${code}` });
  expect(document.title).not.toBe('');
  expect(document.detail.length).toBeGreaterThan(10);
  return document;
}

const long = 'x'.repeat(10_000);
const badIds = [
  ['that nobody gave', 'nothing-here'],
  ['with a way up in it', '..%2f..%2fetc%2fpasswd'],
  ['in capitals', 'HAMLET'],
  ['with Unicode', encodeURIComponent('Hämlet–🎭')],
  ['with a zero byte', 'a%00b'],
  ['with a wildcard of the log', '%2a'],
  ['with a wildcard of the log that takes all', '%3e'],
  ['with a dot', 'a.b'],
  ['a little too long', 'a'.repeat(41)],
] as const;

describe('an id of a screening', () => {
  test.each(badIds)('%s is unknown, wherever it stands', async (_what, id) => {
    const at = (path: string) => `${house.url}${path}`;
    for (const path of [
      `/screenings/${id}`,
      `/screenings/${id}/seat-map`,
      `/screenings/${id}/events`,
      `/api/screenings/${id}`,
    ]) {
      await refused(() => fetch(at(path)), 404, 'unknown-screening');
    }
    const headers = { origin: house.url, cookie: anna.cookie };
    for (const command of ['seats/C-A2/toggle', 'checkout', 'extend', 'release', 'book', 'claim']) {
      await refused(
        () => fetch(at(`/screenings/${id}/${command}`), { method: 'POST', headers }),
        404,
        'unknown-screening',
      );
    }
    await refused(() => house.staff(`/api/screenings/${id}/close`), 404, 'unknown-screening');
  });

  test('of 10 kB is too long', async () => {
    await refused(() => fetch(`${house.url}/screenings/${long}`), 414, 'address-too-long');
    await refused(() => anna.post(`seats/${long}/toggle`), 414, 'address-too-long');
  });

  test('of 20 kB is more than a header may be', async () => {
    await refused(() => fetch(`${house.url}/screenings/${long}${long}`), 431, 'headers-too-large');
  });

  test('that is no valid percent-encoding cannot be read', async () => {
    await refused(() => fetch(`${house.url}/screenings/%E0%A4%A`), 400, 'unreadable');
  });

  test('that tries to leave its folder, sent as it is', async () => {
    const paths = ['/screenings/../../etc/passwd', '/assets/../../package.json', '/assets/..%2f..%2fpackage.json'];
    const statuses = await Promise.all(
      paths.map(
        (path) =>
          new Promise<number | undefined>((resolve, reject) => {
            const answered = (answer: IncomingMessage) => resolve(answer.resume().statusCode);
            rawRequest(`${house.url}/x`, { path }, answered).once('error', reject).end();
          }),
      ),
    );
    for (const status of statuses) expect(status).toBe(404);
  });
});

describe('a seat', () => {
  test.each([
    ['that the house has not', 'C-Z9'],
    ['at an inactive position', 'L-E1'],
    ['in small letters', 'c-a1'],
    ['with a way up in it', '..%2f..'],
    ['with Unicode', encodeURIComponent('C-Ä1')],
    ['without a hyphen', 'CA1'],
    ['with a column of zero', 'C-A0'],
    ['with too many digits', 'C-A1111'],
    ['named like an object’s own things', '__proto__'],
  ])('%s is unknown', async (_what, seatId) => {
    await refused(() => anna.toggle(seatId), 404, 'unknown-seat');
  });

  test('in a claim that is no seat id is malformed, one the house has not is unknown', async () => {
    await refused(() => anna.post('claim', { seatIds: ['C-A2', 'nonsense'] }), 422, 'malformed');
    const document = await refused(() => anna.post('claim', { seatIds: ['C-A2', 'C-Z9'] }), 404, 'unknown-seat');
    expect(document.seats.map(({ seatId }) => seatId)).toEqual(['C-Z9']);
  });

  test('that somebody else holds is taken, and it says by how much', async () => {
    const document = await refused(() => anna.toggle('C-B2'), 409, 'seat-taken');
    expect(document.seats).toMatchObject([{ seatId: 'C-B2', status: 'held' }]);
    expect(document.seats[0]?.byMs).toBeGreaterThan(0);
    expect(document.detail).toContain('C-B2');
  });

  test('a claim is all or nothing and names each seat that was lost', async () => {
    const document = await refused(() => anna.post('claim', { seatIds: ['C-A2', 'C-B2', 'C-B3'] }), 409, 'seat-taken');
    expect(document.seats.map(({ seatId }) => seatId)).toEqual(['C-B2', 'C-B3']);
  });

  test('more than the house allows is too many', async () => {
    await refused(() => ben.toggle('C-C3'), 409, 'too-many-seats');
    await refused(() => anna.post('claim', { seatIds: ['C-A2', 'C-A3', 'C-A4'] }), 409, 'too-many-seats');
  });
});

describe('a command', () => {
  test('book with nothing selected', async () => {
    await refused(() => anna.book(), 409, 'nothing-selected');
  });

  test('more time for nothing', async () => {
    await refused(() => anna.post('extend'), 409, 'nothing-selected');
    await refused(() => anna.post('checkout'), 409, 'nothing-selected');
  });

  test('on a screening whose sales are closed', async () => {
    const late = await house.visitor(closed);
    await refused(() => late.toggle('C-A2'), 410, 'screening-closed');
    await refused(() => late.post('claim', { seatIds: ['C-A2'] }), 410, 'screening-closed');
    await refused(() => late.book(), 410, 'screening-closed');
  });

  test('for other seats than the buyer saw', async () => {
    await refused(() => ben.book({ seatIds: ['C-B2'] }), 409, 'selection-changed');
  });
});

describe('a body', () => {
  test.each([
    ['no name', { name: '' }],
    ['a name of spaces', { name: '   ' }],
    ['a name that is no text', { name: 7 }],
    ['a name of a list', { name: ['Anna'] }],
    ['a name that is too long', { name: 'x'.repeat(101) }],
    ['a name with a line break', { name: 'Anna\r\nBcc: all@example.org' }],
    ['a name that turns the text around', { name: 'Anna \u202Egnp.exe' }],
    ['a name with half a character', { name: 'Anna \uD83D' }],
    ['no e-mail', { email: undefined }],
    ['an e-mail without an @', { email: 'anna' }],
    ['an e-mail with a line break', { email: 'anna@example.org\nBcc: all@example.org' }],
    ['an e-mail that is too long', { email: `${'a'.repeat(250)}@example.org` }],
    ['a key that is none', { key: 'a b' }],
    ['seats that are none', { seatIds: [1, 2] }],
    ['seats without end', { seatIds: Array.from({ length: 101 }, (_, at) => `C-A${at + 1}`) }],
  ])('of a booking with %s is malformed', async (_what, wrong) => {
    await refused(() => ben.book(wrong), 422, 'malformed');
  });

  test('that says which field is wrong, for the form', async () => {
    const document = await refused(() => ben.book({ name: '', email: 'anna' }), 422, 'malformed');
    expect(document).toMatchObject({ fields: { name: 'Give your name.', email: expect.stringContaining('e-mail') } });
  });

  test('that is no JSON, no object or a forged prototype', async () => {
    await refused(() => ben.post('book', '{"name":'), 400, 'unreadable');
    await refused(() => ben.post('book', 'null'), 422, 'malformed');
    await refused(() => ben.post('book', '[]'), 422, 'malformed');
    await refused(() => ben.post('book', '"text"'), 422, 'malformed');
    await refused(() => ben.post('book', '{"__proto__":{"name":"x"}}'), 400, 'unreadable');
    await refused(() => ben.post('book', '', { 'content-type': 'application/json' }), 400, 'unreadable');
  });

  test('of another type than we read', async () => {
    await refused(() => ben.post('book', '<name/>', { 'content-type': 'application/xml' }), 415, 'not-supported');
  });

  test('that is too large', async () => {
    await refused(() => ben.book({ name: 'x'.repeat(20_000) }), 413, 'too-large');
  });
});

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
      const answer = await unchanged(() => send(path, headers() as Record<string, string>));
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

test('an order that is none, or somebody else’s, is unknown alike', async () => {
  const paths = ['/orders/0000-0000', '/orders/x', `/orders/${'%00'}`, '/orders/..%2f..'];
  for (const path of paths) {
    await refused(() => anna.get(path), 404, 'unknown-order');
  }
});

test('an address that leads nowhere, and a method that nobody takes', async () => {
  await refused(() => fetch(`${house.url}/nothing`), 404, 'not-found');
  await refused(() => fetch(`${house.url}/api/screenings/${screening}`, { method: 'DELETE' }), 404, 'not-found');
  await refused(() => fetch(`${house.url}/api/screenings/${screening}/events?mode=x`), 422, 'malformed');
});

test('a person is told on a page', async () => {
  const answer = await anna.get('/screenings/nothing', { accept: 'text/html,application/xhtml+xml' });
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(await answer.text()).toContain('No such screening');
});

test('every kind of problem is explained at its address', async () => {
  const answer = await fetch(`${house.url}/problems/seat-taken`);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('The seat is taken (409)');
  await refused(() => fetch(`${house.url}/problems/constructor`), 404, 'not-found');
});

test('none of it was counted as a fault of ours', () => {
  expect(house.faults).toEqual([]);
});

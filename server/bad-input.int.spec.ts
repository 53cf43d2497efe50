/** Whatever comes in, the answer is a problem document that fits, and nothing changes. */
import { request as rawRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from './testing/open-house.ts';
import { Refusals } from './testing/refusals.ts';
import { done, type Visitor } from './testing/visitor.ts';

let house: House;
let screening: string;
let closed: string;
let anna: Visitor;
let ben: Visitor;
let refusals: Refusals;

beforeAll(async () => {
  house = await openHouse({ env: { FULL_HOUSE_RATE_LIMIT: 'off', FULL_HOUSE_MAX_SEATS: '2' } });
  screening = await house.screening();
  closed = await house.screening({ title: 'Closed' });
  anna = await house.visitor(screening);
  ben = await house.visitor(screening);
  await done(ben.toggle('C-B2'));
  await done(ben.toggle('C-B3'));
  await done(house.staff(`/api/screenings/${closed}/close`));
  refusals = new Refusals(house, [screening, closed]);
});
afterAll(() => house.dispose());

const refused: Refusals['refused'] = (...args) => refusals.refused(...args);

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

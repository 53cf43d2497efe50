/** Requests that no browser sends, and what a browser is told to keep to itself. */
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from './testing/open-house.ts';
import type { Visitor } from './testing/visitor.ts';

let house: House;
let secure: House;
let id: string;
let eve: Visitor;
beforeAll(async () => {
  house = await openHouse();
  secure = await openHouse({ env: { FULL_HOUSE_TLS: 'self' } });
  id = await house.screening();
  eve = await house.visitor(id);
});
afterAll(async () => {
  await house.dispose();
  await secure.dispose();
});

/** All that is answered to bytes as they are, until the server ends the connection. */
async function answered(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(house.url).port), '127.0.0.1');
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
  socket.on('error', () => undefined);
  socket.write(bytes);
  await once(socket, 'close');
  return text;
}

const statuses = (text: string) => Array.from(text.matchAll(/HTTP\/1\.1 (\d+)/g), ([, status]) => Number(status));
const HOST = 'Host: 127.0.0.1\r\n';

describe('a request that two programs could read differently', () => {
  test.each([
    [
      'two kinds of length',
      `POST / HTTP/1.1\r\n${HOST}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG`,
    ],
    ['two lengths', `POST / HTTP/1.1\r\n${HOST}Content-Length: 6\r\nContent-Length: 5\r\n\r\nabcdef`],
    ['an unknown encoding', `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ['a blank before the colon', `GET / HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n`],
    ['lines without a carriage return', `GET / HTTP/1.1\nHost: 127.0.0.1\n\n`],
    ['a header over two lines', `GET / HTTP/1.1\r\n${HOST}X: a\r\n b\r\n\r\n`],
    ['a length below nothing', `POST / HTTP/1.1\r\n${HOST}Content-Length: -5\r\n\r\n`],
    ['no host', `GET / HTTP/1.1\r\n\r\n`],
    ['two hosts', `GET / HTTP/1.1\r\n${HOST}Host: evil.example\r\nConnection: close\r\n\r\n`],
    ['another host in its address', `GET http://evil.example/ HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`],
  ])('%s: refused, and nothing after it is read', async (_what, bytes) => {
    expect(statuses(await answered(`${bytes}`))).toEqual([400]);
  });

  test('a switch to another protocol is not made', async () => {
    for (const upgrade of ['websocket', 'h2c']) {
      const head = `GET /healthz HTTP/1.1\r\n${HOST}Upgrade: ${upgrade}\r\nConnection: Upgrade, close\r\n\r\n`;
      expect(statuses(await answered(head))).not.toContain(101);
    }
    for (const method of ['TRACE', 'OPTIONS', 'PUT']) {
      expect(statuses(await answered(`${method} / HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`))).toEqual([404]);
    }
  });
});

test('a path that climbs, or a name that every object has, is not found', async () => {
  for (const path of [
    '/assets/../../package.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%5c..%5c..%5cpackage.json',
    '/assets//etc/passwd',
    '/screenings/%2e%2e%2f',
    '/api/screenings/__proto__',
    '/api/screenings/constructor',
    '/problems/__proto__',
    `/screenings/${id}/seats/..%2f..%2fbook/toggle`,
  ]) {
    expect({ path, got: statuses(await answered(`GET ${path} HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`)) }).toEqual(
      {
        path,
        got: [404],
      },
    );
  }
});

test('a body that would reach for every object is not read', async () => {
  const headers = { authorization: `Bearer ${house.staffToken}`, 'content-type': 'application/json' };
  const rest = '"title":"P","house":"studio","startsAt":"2030-01-01T19:30:00Z"';
  for (const body of [`{${rest},"__proto__":{"x":1}}`, `{${rest},"prices":{"__proto__":5}}`, '['.repeat(7000)]) {
    const answer = await fetch(`${house.url}/api/screenings`, { method: 'POST', headers, body });
    expect(answer.status).toBe(400);
  }
  expect('x' in {}).toBe(false);
});

describe('a command from elsewhere', () => {
  test.each([
    undefined,
    'null',
    'file://',
    'http://sub.127.0.0.1',
    'https://SAME',
    'http://SAME.evil.example',
    'http://SAME1',
  ])('%s is refused', async (origin) => {
    const { host } = new URL(house.url);
    const headers = { cookie: eve.cookie, ...(origin ? { origin: origin.replace('SAME', host) } : {}) };
    const answer = await fetch(`${house.url}/screenings/${id}/release`, { method: 'POST', headers });
    expect(answer.status).toBe(403);
  });

  test('with the session of a neighbouring name is not taken over TLS', async () => {
    const session = connectHttp2(secure.url.replace('http:', 'https:'), { rejectUnauthorized: false });
    const create = session.request({
      ':method': 'POST',
      ':path': '/api/screenings',
      'content-type': 'application/json',
      authorization: `Bearer ${secure.staffToken}`,
    });
    create.end(JSON.stringify({ title: 'Lear', house: 'studio', startsAt: '2030-01-01T19:30:00Z' }));
    const [made] = (await once(create, 'response')) as [Record<string, unknown>];
    const path = new URL(String(made['location']), 'https://localhost').pathname;
    const ask = async (cookie?: string) => {
      const stream = session.request({ ':path': path, ...(cookie ? { cookie } : {}) });
      const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
      stream.close();
      expect(headers[':status']).toBe(200);
      return (headers['set-cookie'] as string[] | undefined)?.join() ?? '';
    };
    const given = await ask();
    expect(given).toMatch(/^__Host-full-house=.*Path=\/;.*Secure/);
    const value = given.split(';')[0]?.slice('__Host-'.length) ?? '';
    expect(await ask(`__Host-${value}`)).toBe('');
    // Good, and ours: but any page of the domain could have put it there.
    expect(await ask(value)).toMatch(/^__Host-full-house=/);
    session.destroy();
  });
});

test('nobody is sent elsewhere from the sign-in', async () => {
  for (const to of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
  ]) {
    const answer = await fetch(`${house.url}/staff`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: house.url, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ token: house.staffToken, to }),
    });
    expect({ to, location: answer.headers.get('location') }).toEqual({ to, location: '/staff' });
  }
});

test('what is one person’s is kept by nobody, and its address is told to nobody', async () => {
  expect((await eve.toggle('C-B3')).status).toBe(204);
  const order = (await eve.book()).headers.get('location') ?? '';
  const staff = { authorization: `Bearer ${house.staffToken}` };
  const asked: [string, Record<string, string>][] = [
    [order, { accept: 'text/html' }],
    [order, {}],
    [`${order}/tickets.pdf`, {}],
    [`/screenings/${id}`, { accept: 'text/html' }],
    [`/screenings/${id}/seat-map`, {}],
    ['/api/orders?q=anna', staff],
    [`/api/screenings/${id}/door-list`, staff],
    [`/api${order}`, staff],
    ['/staff', { ...staff, accept: 'text/html' }],
  ];
  for (const [path, headers] of asked) {
    const answer = await eve.get(path, headers);
    await answer.arrayBuffer();
    const of = (name: string) => answer.headers.get(name);
    expect({ path, status: answer.status, cache: of('cache-control'), etag: of('etag') }).toEqual({
      path,
      status: 200,
      cache: 'no-store',
      etag: null,
    });
    expect([of('referrer-policy'), of('x-frame-options')]).toEqual(['same-origin', 'DENY']);
  }
});

test('a search or a code that is long is answered at once', async () => {
  const headers = { authorization: `Bearer ${house.staffToken}` };
  for (const q of ['a* OR '.repeat(500), '%'.repeat(3000), `${' '.repeat(3000)}x`, '"'.repeat(3000)]) {
    const answer = await fetch(`${house.url}/api/orders?q=${encodeURIComponent(q)}`, { headers });
    expect(answer.status).toBe(422);
  }
  const seatIds = Array.from({ length: 1500 }, (_, at) => `C-B${at}`);
  expect((await eve.post('claim', { seatIds })).status).toBe(422);
});

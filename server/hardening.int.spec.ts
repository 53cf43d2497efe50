/** What somebody hostile on the network tries, and gets nowhere with. */
import { once } from 'node:events';
import { request } from 'node:http';
import { connect as connectHttp2, constants } from 'node:http2';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from './testing/open-house.ts';

/** Nothing that is asked in one go comes later, also on a busy machine. */
const SLOW_MS = 2000;
let house: House;
let secure: House;
beforeAll(async () => {
  house = await openHouse({ env: { FULL_HOUSE_HOSTS: 'tickets.example.org' }, requestTimeoutMs: SLOW_MS });
  secure = await openHouse({ env: { FULL_HOUSE_TLS: 'self' }, requestTimeoutMs: SLOW_MS });
});
afterAll(async () => {
  await house.dispose();
  await secure.dispose();
});

const port = (of: House) => Number(new URL(of.url).port);

/** A request under any name, which `fetch` does not let us choose. */
function under(host: string, path = '/', headers: Record<string, string> = {}) {
  return new Promise<{ status: number; cookie: string | undefined; body: string }>((resolve, reject) => {
    const { hostname, port } = new URL(house.url);
    const asked = request({ hostname, port, path, headers: { ...headers, host } }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      answer.once('end', () =>
        resolve({ status: answer.statusCode ?? 0, cookie: answer.headers['set-cookie']?.[0], body }),
      );
    });
    asked.once('error', reject).end();
  });
}

describe('a name that somebody else points at us', () => {
  test('gets no page, no cookie and no data, whatever the path', async () => {
    const id = await house.screening();
    for (const path of [`/screenings/${id}`, `/api/screenings/${id}`, `/screenings/${id}/events`, '/metrics']) {
      const answer = await under('rebound.attacker.example', path);
      expect(answer).toMatchObject({ status: 421, cookie: undefined });
      expect(answer.body).toContain('FULL_HOUSE_HOSTS');
    }
    expect(await under('127.0.0.1.attacker.example', '/')).toMatchObject({ status: 421 });
    expect(await under('"><script>alert(1)</script>', '/').catch(() => ({ status: 400 }))).toMatchObject({
      status: expect.toSatisfy((status: number) => status === 400 || status === 421) as number,
    });
  });

  test('that is believed only from a proxy that is trusted', async () => {
    const forwarded = { 'x-forwarded-host': 'tickets.example.org' };
    expect(await under('attacker.example', '/', forwarded)).toMatchObject({ status: 421 });
  });

  test('and our own names do', async () => {
    const { port } = new URL(house.url);
    const own = [
      'localhost',
      '127.0.0.1',
      `LOCALHOST:${port}`,
      '[::1]:80',
      '192.168.1.20:4680',
      'tickets.example.org.',
    ];
    for (const name of own) expect({ name, ...(await under(name)) }).toMatchObject({ status: 200 });
  });
});

describe('a request that comes too slowly', () => {
  const { signal } = new AbortController();
  const ended = async (socket: ReturnType<typeof connect>, begin: string): Promise<string> => {
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    socket.on('error', () => undefined);
    socket.write(begin);
    // A drop now and then, so that the connection never is idle.
    const drip = setInterval(() => socket.write('x'), 100);
    await once(socket, 'close', { signal }).finally(() => clearInterval(drip));
    return text;
  };
  const tls = () =>
    connectTls({ port: port(secure), host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });

  test('in its headers is ended', async () => {
    const begin = 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ';
    const [plain, overTls] = await Promise.all([ended(connect(port(house), '127.0.0.1'), begin), ended(tls(), begin)]);
    expect(plain).toMatch(/^HTTP\/1.1 408 /);
    expect(overTls).toMatch(/^(HTTP\/1.1 408 |$)/);
  });

  test('or whose sender connects over TLS and says nothing is ended', async () => {
    expect(await ended(connect(port(secure), '127.0.0.1'), '\x16\x03\x01\x20\x00')).not.toContain('HTTP');
  });

  test('in its body is ended, over HTTP/1.1 and over HTTP/2', async () => {
    const begin =
      'POST /api/screenings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n' +
      `Content-Length: 9000\r\nAuthorization: Bearer TOKEN\r\n\r\n`;
    const both = Promise.all([
      ended(connect(port(house), '127.0.0.1'), begin.replace('TOKEN', house.staffToken)),
      ended(tls(), begin.replace('TOKEN', secure.staffToken)),
    ]);
    const session = connectHttp2(`https://127.0.0.1:${port(secure)}`, { rejectUnauthorized: false });
    const stream = session.request({
      ':method': 'POST',
      ':path': '/api/screenings',
      'content-type': 'application/json',
      authorization: `Bearer ${secure.staffToken}`,
    });
    stream.write('{');
    const drip = setInterval(() => stream.write(' '), 100);
    const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
    clearInterval(drip);
    expect(headers[':status']).toBe(408);
    stream.close();
    session.destroy();
    await both;
  });
});

test('requests that are given up as soon as they are made are no faults, and leave no stream behind', async () => {
  const session = connectHttp2(`https://127.0.0.1:${port(secure)}`, { rejectUnauthorized: false });
  const opening = session.request({
    ':method': 'POST',
    ':path': '/api/screenings',
    'content-type': 'application/json',
    authorization: `Bearer ${secure.staffToken}`,
  });
  const evening = { id: 'evening', title: 'The Tempest', house: 'studio', startsAt: '2030-01-01T19:30:00Z' };
  opening.end(JSON.stringify(evening));
  const [opened] = (await once(opening, 'response')) as [Record<string, unknown>];
  expect(opened[':status']).toBe(201);
  for (let times = 0; times < 60; times++) {
    for (const path of ['/', '/programme/events', '/screenings/evening/events']) {
      session
        .request({ ':path': path })
        .on('error', () => undefined)
        .close(constants.NGHTTP2_CANCEL);
    }
    // Some are given up a little later.
    await new Promise((resolve) => setTimeout(resolve, times % 4));
  }
  await expect
    .poll(async () => /full_house_live_streams (\d+)/.exec(await secure.parts.metrics.registry.metrics())?.[1])
    .toBe('0');
  session.destroy();
  expect(secure.faults).toEqual([]);
});

describe('HTTPS', () => {
  test('is promised for a month where it is spoken, and never where it is not', async () => {
    expect((await fetch(house.url)).headers.get('strict-transport-security')).toBeNull();
    const session = connectHttp2(secure.url.replace('http:', 'https:'), { rejectUnauthorized: false });
    const stream = session.request({ ':path': '/' });
    const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
    expect(headers['strict-transport-security']).toBe('max-age=2592000');
    stream.close();
    session.destroy();
  });
});

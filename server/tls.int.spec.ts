/** TLS with a certificate of our own: HTTP/2 for browsers, HTTP/1.1 for the rest, one house for both. */
import { connect, type ClientHttp2Session } from 'node:http2';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { openHouse, type House } from './testing/open-house.ts';
import { tlsFor } from './tls.ts';

let house: House;
let origin: string;
let ca: string;
beforeAll(async () => {
  house = await openHouse({ env: { FULL_HOUSE_TLS: 'self' } });
  origin = house.url.replace('http:', 'https:');
  ca = readFileSync(join(house.parts.config.dataFolder, 'tls-certificate.pem'), 'utf8');
});
afterAll(() => house.dispose());

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

function http2(session: ClientHttp2Session, headers: Record<string, string>, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const stream = session.request(headers, { endStream: body === '' });
    let text = '';
    let answered: Record<string, string | string[] | undefined> = {};
    stream.once('response', (given) => (answered = given as never));
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    stream.once('end', () => resolve({ status: Number(answered[':status']), headers: answered, body: text }));
    stream.once('error', reject);
    if (body !== '') stream.end(body);
  });
}

function http1(method: string, path: string, headers: Record<string, string>, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(origin + path, { method, headers, ca }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }));
    });
    asked.once('error', reject).end(body);
  });
}

const cookieIn = ({ headers }: Answer) => String(headers['set-cookie']).split(';')[0] ?? '';

test('a patron books over HTTP/2 while a stream is open, and another over HTTP/1.1', async () => {
  const created = await http1(
    'POST',
    '/api/screenings',
    { authorization: `Bearer ${house.staffToken}`, 'content-type': 'application/json' },
    JSON.stringify({ title: 'Lear', house: 'studio', startsAt: '2030-01-01T19:30:00Z' }),
  );
  expect(created.status).toBe(201);
  const { id, url } = JSON.parse(created.body) as { id: string; url: string };
  expect(url).toBe(`${origin}/screenings/${id}`);
  const screening = `/screenings/${id}`;

  const session = connect(origin, { ca });
  try {
    const page = await http2(session, { ':path': screening });
    expect(page.status).toBe(200);
    expect(String(page.headers['set-cookie'])).toContain('; Secure');
    expect(page.headers['strict-transport-security']).toBe('max-age=2592000');
    const anna = { cookie: cookieIn(page), origin };

    const stream = session.request({ ':path': `${screening}/events`, cookie: anna.cookie });
    let told = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => (told += chunk));
    await expect.poll(() => told).toContain('event: connected');

    const post = (path: string, body = '', more = {}) =>
      http2(session, { ':method': 'POST', ':path': `${screening}/${path}`, ...anna, ...more }, body);
    expect((await post('seats/C-A2/toggle')).status).toBe(204);
    await expect.poll(() => told).toContain('C-A2');
    const refused = await post('seats/C-A2/toggle', '', { origin: 'https://evil.example' });
    expect(refused.status).toBe(403);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    const json = { 'content-type': 'application/json' };
    const booked = await post('book', JSON.stringify({ name: 'Anna', email: 'anna@example.org' }), json);
    expect(booked.status).toBe(201);

    const other = await http1('GET', screening, {});
    const ben = { cookie: cookieIn(other), origin };
    expect((await http1('POST', `${screening}/seats/C-A2/toggle`, ben)).status).toBe(409);
    expect((await http1('POST', `${screening}/seats/C-A3/toggle`, ben)).status).toBe(204);
    stream.close();
  } finally {
    session.close();
  }
});

describe('a certificate', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'full-house-tls-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const configOf = (env: Record<string, string>) => readConfig({ FULL_HOUSE_DATA: folder, ...env });

  test('of our own is made once and kept for this user alone', async () => {
    const config = configOf({ FULL_HOUSE_TLS: 'self' });
    const first = await tlsFor(config);
    expect(await tlsFor(config)).toEqual(first);
    expect(statSync(join(folder, 'tls-key.pem')).mode & 0o777).toBe(0o600);
    writeFileSync(join(folder, 'tls-certificate.pem'), 'spoiled');
    expect(await tlsFor(config)).not.toEqual(first);
  });

  test('that is given is checked with its key at the start', async () => {
    const made = await tlsFor(configOf({ FULL_HOUSE_TLS: 'self' }));
    const [cert, key, other] = ['cert.pem', 'key.pem', 'other.pem'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(cert, made?.cert ?? '');
    writeFileSync(key, made?.key ?? '');
    expect(await tlsFor(configOf({ FULL_HOUSE_TLS_CERT: cert, FULL_HOUSE_TLS_KEY: key }))).toEqual(made);
    rmSync(join(folder, 'tls-key.pem'));
    writeFileSync(other, (await tlsFor(configOf({ FULL_HOUSE_TLS: 'self' })))?.key ?? '');
    await expect(tlsFor(configOf({ FULL_HOUSE_TLS_CERT: cert, FULL_HOUSE_TLS_KEY: other }))).rejects.toThrow(
      'not that of',
    );
    await expect(tlsFor(configOf({ FULL_HOUSE_TLS_CERT: key, FULL_HOUSE_TLS_KEY: key }))).rejects.toThrow('PEM');
    await expect(tlsFor(configOf({ FULL_HOUSE_TLS_CERT: cert, FULL_HOUSE_TLS_KEY: '/no' }))).rejects.toThrow('/no');
  });
});

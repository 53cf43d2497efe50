/** Staff in a browser: a cookie instead of a header, and what it does not open. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from './limits.ts';
import { STAFF_COOKIE, StaffSessions } from './staff-session.ts';
import { openHouse, type House } from './testing/open-house.ts';
import { problemIn } from './testing/visitor.ts';

let house: House;
let id: string;
beforeAll(async () => {
  house = await openHouse({ env: { FULL_HOUSE_PUBLIC_REPLAY: 'off' } });
  id = await house.screening();
});
afterAll(() => house.dispose());

const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(house.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: house.url, ...headers },
    body: new URLSearchParams(fields),
  });
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(house.url + path, { redirect: 'manual', headers: { accept: 'text/html', ...headers } });

async function signedIn(): Promise<string> {
  const answer = await form('/staff', { token: house.staffToken, to: '' });
  expect(answer.status).toBe(303);
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

describe('signing in', () => {
  test('takes the staff token for a cookie that no script and no other site gets', async () => {
    const answer = await form('/staff', { token: ` ${house.staffToken} `, to: `/screenings/${id}/replay?speed=10` });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`/screenings/${id}/replay?speed=10`);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^full-house-staff=[^;]+; Max-Age=50400; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(house.staffToken);
    const home = await get('/staff', { cookie: cookie.split(';')[0] ?? '' });
    expect(await home.text()).toContain(`/screenings/${id}/door`);
  });

  test('refuses a wrong token, in words, and sets no cookie', async () => {
    for (const token of ['', 'wrong', 'x'.repeat(2000)]) {
      const answer = await form('/staff', { token, to: '' });
      expect(answer.status).toBe(401);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(await answer.text()).toContain('not the staff token');
    }
  });

  test('is for our own pages', async () => {
    for (const origin of ['https://evil.example', 'null']) {
      const answer = await form('/staff', { token: house.staffToken, to: '' }, { origin });
      expect((await problemIn(answer)).code).toBe('wrong-origin');
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  });

  test('leads to no other site', async () => {
    for (const to of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/staff?to=/x',
    ]) {
      const answer = await form('/staff', { token: house.staffToken, to });
      expect(answer.headers.get('location')).toBe('/staff');
    }
  });

  test('is where a browser is sent that asks for a page of staff’s, and back from it', async () => {
    const away = await get(`/screenings/${id}/replay?speed=10`);
    expect(away.status).toBe(303);
    const place = away.headers.get('location') ?? '';
    expect(place).toBe(`/staff?to=${encodeURIComponent(`/screenings/${id}/replay?speed=10`)}`);
    expect(await (await get(place)).text()).toContain(`value="/screenings/${id}/replay?speed=10"`);
    expect((await get(place, { cookie: await signedIn() })).headers.get('location')).toContain('/replay');
    // A program is told.
    const program = await fetch(`${house.url}/screenings/${id}/replay`, { redirect: 'manual' });
    expect((await problemIn(program)).code).toBe('no-token');
  });
});

describe('the cookie', () => {
  test('opens what the token opens, for reading and from our own pages', async () => {
    const cookie = await signedIn();
    expect((await get('/api/figures', { cookie })).status).toBe(200);
    expect((await get(`/screenings/${id}/replay`, { cookie })).status).toBe(200);
    const closed = await form(`/api/screenings/${await house.screening()}/close`, {}, { cookie });
    expect(closed.status).toBe(204);
  });

  test('does nothing for another site’s page, nor for one that does not say where it is from', async () => {
    const cookie = await signedIn();
    const path = `${house.url}/api/screenings/${id}/close`;
    for (const origin of [undefined, 'null', 'https://evil.example', house.url.replace('127.0.0.1', 'localhost')]) {
      const headers = { cookie, ...(origin === undefined ? {} : { origin }) };
      const answer = await fetch(path, { method: 'POST', headers });
      expect((await problemIn(answer)).code).toBe('wrong-origin');
    }
    expect((await house.stateOf(id)).phase).toBe('open');
  });

  test('is worth nothing when another house made it, after its time, or changed', async () => {
    const secrets = { sessionKey: 'k'.repeat(40), staffToken: house.staffToken };
    const good = (await signedIn()).split('=')[1] ?? '';
    const ours = new StaffSessions(house.parts.secrets);
    expect(ours.isGood(good)).toBe(true);
    expect(ours.isGood(good, Date.now() + 15 * 3_600_000), 'after its time').toBe(false);
    const [until = '', signature = ''] = good.split('.');
    const later = (Number.parseInt(until, 36) + 1).toString(36);
    const bad = [
      new StaffSessions(secrets).create(),
      new StaffSessions({ ...house.parts.secrets, staffToken: 'another token' }).create(),
      ours.create(Date.now() - 15 * 3_600_000),
      `${later}.${signature}`,
      `${until}.`,
      until,
      '',
      'x'.repeat(10_000),
    ];
    for (const value of bad) {
      const answer = await get('/api/figures', { cookie: `${STAFF_COOKIE}=${value}` });
      expect(answer.status).toBe(303);
    }
  });

  test('does not help a wrong header', async () => {
    const answer = await get('/api/figures', { cookie: await signedIn(), authorization: 'Bearer wrong' });
    expect((await problemIn(answer)).code).toBe('no-token');
  });

  test('is taken back by signing out', async () => {
    const answer = await form('/staff/sign-out', {}, { cookie: await signedIn() });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^full-house-staff=;.*Expires=Thu, 01 Jan 1970/);
    const foreign = await form('/staff/sign-out', {}, { origin: 'https://evil.example' });
    expect((await problemIn(foreign)).code).toBe('wrong-origin');
  });
});

test('whoever guesses tokens is slowed down, and then not even the right one is taken', async () => {
  const guessed = await openHouse();
  try {
    const guess = (token: string) =>
      fetch(`${guessed.url}/staff`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: guessed.url },
        body: new URLSearchParams({ token }),
      });
    // All at once: they count for as long as a window lasts.
    const guesses = await Promise.all(Array.from({ length: limits.addressTokens }, () => guess('wrong')));
    for (const { status } of guesses) expect(status).toBe(401);
    await guess('wrong');
    expect((await problemIn(await guess(guessed.staffToken))).code).toBe('too-fast');
  } finally {
    await guessed.dispose();
  }
});

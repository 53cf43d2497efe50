/** Who may do how much: cookies, headers, limits on one session and on one address. */
import { afterEach, describe, expect, test } from 'vitest';
import { limits } from './limits.ts';
import { openHouse, type House } from './testing/open-house.ts';
import { done, problemIn } from './testing/visitor.ts';

let house: House;
afterEach(() => house.dispose());

async function open(env: Readonly<Record<string, string>> = {}): Promise<string> {
  house = await openHouse({ env });
  return house.screening();
}

describe('the cookie', () => {
  test('is given once, by a screening’s page, and is for us and HTTP alone', async () => {
    const id = await open();
    const first = await fetch(`${house.url}/screenings/${id}`);
    const [given = ''] = first.headers.getSetCookie();
    expect(given).toMatch(
      /^full-house=[A-Za-z0-9_-]{32}\.[A-Za-z0-9%+/_-]+; Max-Age=5184000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const cookie = given.split(';')[0] ?? '';
    const again = await fetch(`${house.url}/screenings/${id}`, { headers: { cookie } });
    expect(again.headers.getSetCookie()).toEqual([]);
    // A forged one is replaced.
    const forged = await fetch(`${house.url}/screenings/${id}`, { headers: { cookie: 'full-house=x.y' } });
    expect(forged.headers.getSetCookie()).toHaveLength(1);
    for (const path of ['/', '/api/screenings', `/screenings/${id}/seat-map`, `/api/screenings/${id}`]) {
      expect((await fetch(house.url + path)).headers.getSetCookie()).toEqual([]);
    }
  });

  test('is Secure behind a proxy that speaks TLS, and the origin is the proxy’s', async () => {
    const id = await open({ FULL_HOUSE_TRUST_PROXY: '127.0.0.1' });
    const proxied = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'tickets.example' };
    const page = await fetch(`${house.url}/screenings/${id}`, { headers: proxied });
    const given = page.headers.getSetCookie()[0] ?? '';
    expect(given).toContain('; Secure');
    expect(page.headers.get('strict-transport-security')).toBe('max-age=2592000');
    const cookie = given.split(';')[0] ?? '';
    const toggle = (headers: Record<string, string>) =>
      fetch(`${house.url}/screenings/${id}/seats/C-A2/toggle`, { method: 'POST', headers: { cookie, ...headers } });
    expect((await problemIn(await toggle({ ...proxied, origin: house.url }))).code).toBe('wrong-origin');
    expect((await toggle({ ...proxied, origin: 'https://tickets.example' })).status).toBe(204);
  });

  test('a proxy that nobody trusts is not believed', async () => {
    const id = await open();
    const page = await fetch(`${house.url}/screenings/${id}`, { headers: { 'x-forwarded-proto': 'https' } });
    expect(page.headers.getSetCookie()[0]).not.toContain('Secure');
  });

  test('never appears in the log, nor does the viewer id in the cookie', async () => {
    const id = await open();
    const anna = await house.visitor(id);
    await done(anna.toggle('C-A2'));
    const live = await house.screenings.open(id);
    const [viewerId = ''] = [...(live?.state.holds.buckets ?? [])].flatMap((bucket) => [...(bucket?.keys() ?? [])]);
    expect(viewerId).toMatch(/^[A-Za-z0-9_-]{16}$/);
    expect(decodeURIComponent(anna.cookie)).not.toContain(viewerId);
    const secret = anna.cookie.slice('full-house='.length).split('.')[0] ?? '';
    const subject = `theatre.screening.${id}.ledger`;
    const last = await house.log.manager.streams.getMessage('THEATRE', { last_by_subj: subject });
    expect(last?.string()).toContain(viewerId);
    expect(last?.string()).not.toContain(secret);
  });
});

test('every answer says what browsers may do with it', async () => {
  const id = await open();
  const odd = ['/%zz', `/screenings/${'x'.repeat(300)}`, `/${'x'.repeat(20_000)}`];
  for (const path of ['/', `/screenings/${id}`, '/nothing', '/api/houses', '/assets/patron.css', '/healthz', ...odd]) {
    const { headers } = await fetch(house.url + path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    // What is made before any hook has run has nothing to load.
    expect(policy).toContain(odd.includes(path) ? "form-action 'none'" : "script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|upgrade-insecure/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    // Without TLS it would be a promise that nobody keeps.
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  }
});

describe('a limit', () => {
  test('stops a session that is too fast and says when to come back, and nobody else', async () => {
    const id = await open();
    const anna = await house.visitor(id);
    const ben = await house.visitor(id);
    const answers = await Promise.all(Array.from({ length: limits.sessionCommands + 10 }, () => anna.post('release')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await problemIn(refused[0] as Response)).code).toBe('too-fast');
    expect((await ben.post('release')).status).toBe(204);
  });

  test('stops an address that guesses the staff token, and takes not even the right one from there', async () => {
    await open({ FULL_HOUSE_TRUST_PROXY: '127.0.0.1' });
    const send = (token: string, address: string) =>
      fetch(`${house.url}/api/screenings`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': address },
      });
    const door = (cookie: string) =>
      fetch(`${house.url}/api/notices`, { headers: { cookie, 'x-forwarded-for': '198.51.100.7' } });
    const signIn = await fetch(`${house.url}/staff`, {
      method: 'POST',
      headers: { origin: house.url, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ token: house.staffToken }),
      redirect: 'manual',
    });
    const signedIn = signIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    // Asking without a token is no guess.
    for (let times = 0; times <= limits.addressTokens; times++) expect((await door('')).status).toBe(401);
    const guess = () => send('x'.repeat(32), '198.51.100.7');
    const answers = await Promise.all(Array.from({ length: limits.addressTokens + 5 }, guess));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(limits.addressTokens);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
    // Who has signed in there has nothing to guess, and the doors stay open.
    expect((await door(signedIn)).status).toBe(200);
    expect((await door('')).status).toBe(401);
    expect((await send(house.staffToken, '198.51.100.7')).status).toBe(429);
    // Staff elsewhere are not kept out by those who guess.
    expect((await send(house.staffToken, '198.51.100.8')).status).toBe(422);
  });

  test('is lifted by FULL_HOUSE_RATE_LIMIT=off', async () => {
    const id = await open({ FULL_HOUSE_RATE_LIMIT: 'off', FULL_HOUSE_ADDRESS_PERCENT: '1' });
    const anna = await house.visitor(id);
    const answers = await Promise.all(Array.from({ length: limits.sessionCommands + 10 }, () => anna.post('release')));
    expect(answers.every(({ status }) => status === 204)).toBe(true);
    await done((await house.visitor(id)).post('claim', { seatIds: ['C-B1', 'C-B2', 'C-B3', 'C-B4'] }));
    await done((await house.visitor(id)).post('claim', { seatIds: ['C-C1', 'C-C2', 'C-C3', 'C-C4'] }));
    await done((await house.visitor(id)).post('claim', { seatIds: ['C-D1', 'C-D2', 'C-D3', 'C-D4'] }));
  });
});

describe('hoarding', () => {
  // The studio has 67 seats: a tenth is six.
  const env = { FULL_HOUSE_ADDRESS_PERCENT: '10', FULL_HOUSE_MAX_SEATS: '4' };

  test('an address holds no more of a house unpaid than its share, however many sessions it opens', async () => {
    const id = await open(env);
    const visitors = await Promise.all(Array.from({ length: 5 }, () => house.visitor(id)));
    const [one, two, three] = visitors;
    if (!one || !two || !three) throw new Error('visitors are missing');
    await done(one.post('claim', { seatIds: ['C-B1', 'C-B2', 'C-B3', 'C-B4'] }));
    const live = await house.screenings.open(id);
    const cap = Math.floor(((live?.state.index.capacity ?? 0) * 10) / 100);
    expect(cap).toBe(6);
    const refused = await two.post('claim', { seatIds: ['C-C1', 'C-C2', 'C-C3'] });
    expect((await problemIn(refused)).code).toBe('address-limit');
    expect(refused.status).toBe(409);
    await done(two.post('claim', { seatIds: ['C-C1', 'C-C2'] }));
    expect((await problemIn(await three.toggle('C-D1'))).code).toBe('address-limit');
    expect(live?.state.counts.held).toBe(6);
    // Giving back is never refused, and makes room; so does paying.
    await done(one.toggle('C-B1'));
    await done(three.toggle('C-D1'));
    expect((await problemIn(await three.toggle('C-D2'))).code).toBe('address-limit');
    expect((await two.book()).status).toBe(201);
    await done(three.toggle('C-D2'));
  });

  test('nor by asking for all at once', async () => {
    const id = await open(env);
    const visitors = await Promise.all(Array.from({ length: 12 }, () => house.visitor(id)));
    const seats = ['C-B', 'C-C'].flatMap((row) => Array.from({ length: 6 }, (_, at) => `${row}${at + 1}`));
    const answers = await Promise.all(visitors.map((visitor, at) => visitor.toggle(seats[at] ?? '')));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(6);
    const live = await house.screenings.open(id);
    expect(live?.state.counts.held).toBe(6);
  });

  test('another address is not concerned', async () => {
    const id = await open({ ...env, FULL_HOUSE_TRUST_PROXY: '127.0.0.1' });
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const claim = async (address: string, seatIds: string[]) =>
      (await house.visitor(id)).post('claim', { seatIds }, from(address));
    await done(claim('198.51.100.7', ['C-B1', 'C-B2', 'C-B3', 'C-B4']));
    expect((await claim('198.51.100.7', ['C-C1', 'C-C2', 'C-C3'])).status).toBe(409);
    await done(claim('198.51.100.8', ['C-C1', 'C-C2', 'C-C3']));
    // One customer's IPv6 network is one address.
    await done(claim('2001:db8::1', ['C-D1', 'C-D2', 'C-D3', 'C-D4']));
    expect((await claim('2001:db8::ffff:2', ['C-E3', 'C-E4', 'C-E5'])).status).toBe(409);
  });
});

describe('for whoever watches over the machine', () => {
  test('alive and ready, and numbers of what went on', async () => {
    const id = await open();
    const anna = await house.visitor(id);
    await done(anna.toggle('C-A2'));
    await anna.toggle('C-Z9');
    const ben = await house.visitor(id);
    await ben.toggle('C-A2');
    expect((await fetch(`${house.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${house.url}/readyz`)).status).toBe(200);
    const answer = await fetch(`${house.url}/metrics`);
    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    const text = await answer.text();
    expect(text).toMatch(/full_house_desk_appends_total [2-9]/);
    expect(text).toContain('full_house_desk_conflicts_total 0');
    expect(text).toContain('full_house_follow_skipped_total ');
    expect(text).toContain('full_house_refusals_total{code="seat-taken"} 1');
    expect(text).toMatch(/full_house_desk_group_size_bucket\{le="\+Inf"\} [2-9]/);
    expect(text).toContain('full_house_live_streams 0');
    expect(text).toMatch(
      /full_house_http_seconds_count\{method="POST",route="\/screenings\/:id\/seats\/:seatId\/toggle",status="204"\} 1/,
    );
  });
});

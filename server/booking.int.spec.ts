/** From an empty house to a ticket, by the public routes, with a log, a database and streams that are real. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from './testing/open-house.ts';
import { Stream } from './testing/stream.ts';
import { done, problemIn, type Visitor } from './testing/visitor.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ env: { FULL_HOUSE_RATE_LIMIT: 'off' } });
});
afterAll(() => house.dispose());

async function withVisitors<N extends number>(count: N): Promise<{ id: string; visitors: Visitor[] }> {
  const id = await house.screening();
  const visitors: Visitor[] = [];
  for (let made = 0; made < count; made++) visitors.push(await house.visitor(id));
  return { id, visitors };
}

/** The visitors' own view of a seat, as their map says it. */
async function statusFor(visitor: Visitor, seatId: string): Promise<string | undefined> {
  const map = await (await visitor.get(`/screenings/${visitor.screeningId}/seat-map`)).text();
  return new RegExp(`id="${seatId}"[^>]*data-status="([a-z_]+)"`).exec(map)?.[1];
}

async function seatsOf(id: string): Promise<Record<string, { status: string }>> {
  const answer = await fetch(`${house.url}/api/screenings/${id}`);
  return ((await answer.json()) as { seats: Record<string, { status: string }> }).seats;
}

describe('a screening', () => {
  test('is created by staff, is in the programme and has a page', async () => {
    const answer = await house.staff('/api/screenings', {
      title: '  Much Ado About Nothing – Ünïcode  ',
      house: 'playhouse',
      startsAt: '2030-01-31T19:30:00+01:00',
      prices: { a: 9900 },
    });
    expect(answer.status).toBe(201);
    const { id, url } = (await answer.json()) as { id: string; url: string };
    expect(id).toMatch(/^much-ado-about-nothing-unico-[0-9a-f]{10}$/);
    expect(url).toBe(`${house.url}/screenings/${id}`);
    expect(answer.headers.get('location')).toBe(`/screenings/${id}`);
    const programme = async () =>
      (await (await fetch(`${house.url}/api/screenings`)).json()) as Record<string, unknown>[];
    await expect
      .poll(async () => (await programme()).find((entry) => entry['id'] === id))
      .toMatchObject({
        title: 'Much Ado About Nothing – Ünïcode',
        houseId: 'playhouse',
        phase: 'open',
        currency: 'EUR',
        prices: { a: 9900, b: 3600 },
        counts: { held: 0, booked: 0 },
      });
    const page = await (await fetch(url)).text();
    expect(page).toContain('Much Ado About Nothing – Ünïcode');
    expect(await (await fetch(house.url)).text()).toContain('Much Ado About Nothing – Ünïcode');
  });

  test('of each house that there is can be opened', async () => {
    const houses = (await (await fetch(`${house.url}/api/houses`)).json()) as { id: string; capacity: number }[];
    expect(houses.map(({ id }) => id)).toEqual(['studio', 'playhouse', 'opera']);
    for (const { id, capacity } of houses) {
      const screening = await house.screening({ house: id });
      expect(Object.keys(await seatsOf(screening))).toHaveLength(capacity);
    }
  });

  test('with an id of its own can be asked for twice and is there once', async () => {
    const body = { id: 'gala', title: 'Gala', house: 'studio', startsAt: '2030-01-01T19:30:00Z' };
    expect((await house.staff('/api/screenings', body)).status).toBe(201);
    expect((await problemIn(await house.staff('/api/screenings', body))).code).toBe('screening-exists');
  });
});

describe('two visitors', () => {
  test('see each other’s choices, each in their own way, on the map and on the stream', async () => {
    const { id, visitors } = await withVisitors(2);
    const [anna, ben] = visitors as [Visitor, Visitor];
    expect(anna.cookie).not.toBe(ben.cookie);
    const stream = await Stream.open(`${house.url}/screenings/${id}/events`, { cookie: ben.cookie });
    await stream.until(/id: ?\d+/);
    stream.clear();

    const answer = await anna.toggle('C-B4');
    expect(answer.status).toBe(204);
    expect(await answer.text()).toBe('');
    await stream.until(/id="C-B4"[^>]*data-status="other_selected"/);
    expect(await statusFor(anna, 'C-B4')).toBe('selected');
    expect(await statusFor(ben, 'C-B4')).toBe('other_selected');
    expect((await seatsOf(id))['C-B4']).toEqual({ status: 'held' });

    const lost = await problemIn(await ben.toggle('C-B4'));
    expect(lost).toMatchObject({ code: 'seat-taken', seats: [{ seatId: 'C-B4', status: 'held' }] });

    await done(anna.toggle('C-B4'));
    await stream.until(/id="C-B4"[^>]*data-status="available"/);
    expect((await ben.toggle('C-B4')).status).toBe(204);
    stream.close();
  });

  test('all that a viewer can do to their seats', async () => {
    const { id, visitors } = await withVisitors(1);
    const [anna] = visitors as [Visitor];
    expect((await anna.post('claim', { seatIds: ['C-A2', 'C-A3', 'C-A2'] })).status).toBe(204);
    expect((await anna.post('extend')).status).toBe(204);
    expect((await anna.post('checkout')).status).toBe(204);
    expect((await seatsOf(id))['C-A3']).toEqual({ status: 'held' });
    expect((await anna.post('release')).status).toBe(204);
    expect((await anna.post('release')).status).toBe(204);
    expect((await seatsOf(id))['C-A3']).toEqual({ status: 'available' });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await anna.post('claim', 'seatIds=C-A2&seatIds=C-A3', form)).status).toBe(204);
    expect((await anna.post('seats/C-A2/toggle', '', form)).status).toBe(204);
    expect((await seatsOf(id))['C-A2']).toEqual({ status: 'available' });
    expect((await seatsOf(id))['C-A3']).toEqual({ status: 'held' });
  });
});

describe('a booking', () => {
  test('is answered with its order, which its buyer and staff can see and nobody else', async () => {
    const { id, visitors } = await withVisitors(2);
    const [anna, ben] = visitors as [Visitor, Visitor];
    await done(anna.post('claim', { seatIds: ['C-A2', 'C-A3'] }));
    const answer = await anna.book({ name: '  Zoë O’Hara ' });
    expect(answer.status).toBe(201);
    expect(await answer.text()).toBe('');
    const location = answer.headers.get('location') ?? '';
    expect(location).toMatch(/^\/orders\/[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect((await seatsOf(id))['C-A2']).toEqual({ status: 'booked' });

    const order = await (await anna.get(location)).json();
    expect(order).toMatchObject({
      reference: location.slice('/orders/'.length),
      name: 'Zoë O’Hara',
      email: 'anna@example.org',
      total: 9600,
      paymentStatus: 'due',
      seats: [{ seatId: 'C-A2' }, { seatId: 'C-A3' }],
    });
    const page = await anna.get(location, { accept: 'text/html' });
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(await page.text()).toContain('Zoë O’Hara');
    // As people type it.
    expect((await anna.get(location.toLowerCase().replace('-', ''))).status).toBe(200);

    expect((await problemIn(await ben.get(location))).code).toBe('unknown-order');
    expect((await problemIn(await fetch(house.url + location))).code).toBe('unknown-order');
    const staff = await fetch(house.url + location, { headers: { authorization: `Bearer ${house.staffToken}` } });
    expect(staff.status).toBe(200);
  });

  test('is in the database soon, with the same words', async () => {
    const { visitors } = await withVisitors(1);
    const [anna] = visitors as [Visitor];
    await done(anna.toggle('C-A2'));
    const reference = (await anna.book()).headers.get('location')?.slice('/orders/'.length) ?? '';
    const atOnce = await (await anna.get(`/orders/${reference}`)).json();
    await expect.poll(() => house.database.orders.byReference(reference)).toBeDefined();
    const { bookedAt, ...kept } = house.database.orders.byReference(reference) ?? { bookedAt: 0 };
    expect(atOnce).toMatchObject(kept);
    expect(Math.abs(bookedAt - Date.now())).toBeLessThan(30_000);
  });

  test('whose answer was lost is asked for again with its key, and is one', async () => {
    const { id, visitors } = await withVisitors(2);
    const [anna, ben] = visitors as [Visitor, Visitor];
    const key = 'k3y-of-this-form';
    await done(anna.toggle('C-A2'));
    const answers = await Promise.all([anna.book({ key }), anna.book({ key }), anna.book({ key })]);
    answers.push(await anna.book({ key }));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1);
    const live = await house.screenings.open(id);
    expect(live?.state.orders.size).toBe(1);

    // The key is one viewer's: with the same, somebody else buys something else.
    await done(ben.toggle('C-A3'));
    const other = await ben.book({ key });
    expect(other.status).toBe(201);
    expect(other.headers.get('location')).not.toBe(answers[0]?.headers.get('location'));
  });

  test('with a spent key does not pass for a sale of other seats', async () => {
    const { id, visitors } = await withVisitors(1);
    const [anna] = visitors as [Visitor];
    const key = 'k3y-of-this-form';
    await done(anna.toggle('C-A2'));
    await done(anna.book({ key }));
    await done(anna.toggle('C-A3'));
    expect((await problemIn(await anna.book({ key }))).code).toBe('key-used');
    expect((await seatsOf(id))['C-A3']).toEqual({ status: 'held' });
  });

  test('by a form without a script', async () => {
    const { visitors } = await withVisitors(1);
    const [anna] = visitors as [Visitor];
    await done(anna.toggle('C-A2'));
    const body = new URLSearchParams({ name: 'Anna', email: 'anna@example.org', key: '', seatIds: 'C-A2' });
    const answer = await anna.post('book', body.toString(), { 'content-type': 'application/x-www-form-urlencoded' });
    expect(answer.status).toBe(201);
  });

  test('after the sale closed is refused, and one made before stays', async () => {
    const { id, visitors } = await withVisitors(2);
    const [anna, ben] = visitors as [Visitor, Visitor];
    const key = 'k3y-of-this-form';
    await done(anna.toggle('C-A2'));
    await done(ben.toggle('C-A3'));
    const location = (await anna.book({ key })).headers.get('location');
    await done(house.staff(`/api/screenings/${id}/close`));
    expect((await problemIn(await ben.book())).code).toBe('screening-closed');
    expect((await anna.book({ key })).headers.get('location')).toBe(location);
    expect((await ben.post('release')).status).toBe(204);
    expect((await anna.get(`/screenings/${id}`)).status).toBe(200);
  });
});

describe('staff', () => {
  test('withhold seats and put them on sale again', async () => {
    const { id, visitors } = await withVisitors(1);
    const [anna] = visitors as [Visitor];
    const withhold = await house.staff(`/api/screenings/${id}/withhold`, {
      seatIds: ['C-A2', 'C-A3'],
      reason: 'Press',
    });
    expect(withhold.status).toBe(204);
    expect((await seatsOf(id))['C-A2']).toEqual({ status: 'withheld' });
    expect(await statusFor(anna, 'C-A2')).toBe('booked');
    const refused = await problemIn(await anna.toggle('C-A2'));
    expect(refused).toMatchObject({ code: 'seat-taken', detail: expect.stringContaining('not on sale') });
    expect((await house.staff(`/api/screenings/${id}/release`, { seatIds: ['C-A2'] })).status).toBe(204);
    expect((await anna.toggle('C-A2')).status).toBe(204);
  });
});

test('a hold that ran out is told of, with its seats', async () => {
  const quick = await openHouse({ env: { FULL_HOUSE_HOLD_SECONDS: '1' }, log: house.testLog });
  try {
    const id = await quick.screening();
    const anna = await quick.visitor(id);
    await done(anna.toggle('C-A2'));
    await expect
      .poll(async () => (await anna.get(`/api/screenings/${id}`)).text())
      .toContain('"C-A2":{"status":"available"}');
    const refused = await problemIn(await anna.book());
    expect(refused).toMatchObject({ code: 'hold-expired', seats: [{ seatId: 'C-A2', status: 'available' }] });
    expect(refused.detail).toContain('C-A2');
  } finally {
    await quick.dispose();
  }
});

test('two servers on one log, with one session key, are one house to a visitor', async () => {
  const key = { FULL_HOUSE_RATE_LIMIT: 'off', FULL_HOUSE_SESSION_KEY: 'k'.repeat(40) };
  const one = await openHouse({ env: key, log: house.testLog });
  const two = await openHouse({ env: key, log: house.testLog });
  try {
    const id = await one.screening();
    const anna = await one.visitor(id);
    const there = Object.assign(await two.visitor(id), { cookie: anna.cookie });
    await done(anna.toggle('C-A2'));
    await done(there.toggle('C-A3'));
    expect((await there.toggle('C-A2')).status).toBe(204);
    const answer = await anna.book({ key: 'same-everywhere' });
    expect(answer.status).toBe(201);
    const again = await there.book({ key: 'same-everywhere' });
    expect(again.status).toBe(201);
    expect(again.headers.get('location')).toBe(answer.headers.get('location'));
    const order = await there.get(answer.headers.get('location') ?? '');
    expect(await order.json()).toMatchObject({ seats: [{ seatId: 'C-A3' }] });
  } finally {
    await one.dispose();
    await two.dispose();
  }
});

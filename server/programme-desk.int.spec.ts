import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openHouse, type House } from './testing/open-house.ts';
import { problemIn, type Visitor } from './testing/visitor.ts';

let house: House;
let id: string;
let patron: Visitor;

beforeAll(async () => {
  house = await openHouse();
});

afterAll(() => house.dispose());

beforeEach(async () => {
  id = await house.screening();
  patron = await house.visitor(id);
});

const ask = (method: string, path: string, body: unknown) =>
  fetch(`${house.url}/api/screenings/${id}${path}`, {
    method,
    headers: { authorization: `Bearer ${house.staffToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const listed = async () => {
  const all = (await (await fetch(`${house.url}/api/screenings`)).json()) as { id: string; startsAt: string }[];
  return all.find((entry) => entry.id === id);
};

describe('a screening that is amended', () => {
  it('has another title and time on its page and in the programme; what was sold stays sold', async () => {
    await patron.toggle('C-A3');
    const order = (await patron.book()).headers.get('location') ?? '';
    const answer = await ask('PATCH', '', { title: 'The Tempest, at last', startsAt: '2030-01-08T20:15:00Z' });
    expect(answer.status).toBe(204);
    const page = await (await patron.page()).text();
    expect(page).toContain('The Tempest, at last');
    expect(page).toContain('2030-01-08T20:15:00Z');
    await expect.poll(listed).toMatchObject({ title: 'The Tempest, at last', startsAt: '2030-01-08T20:15:00Z' });
    const bought = await patron.get(order, { accept: 'text/html' });
    expect(await bought.text()).toContain('2030-01-08T20:15:00Z');
  });

  it.each([
    [{}],
    [{ title: '' }],
    [{ startsAt: 'tomorrow' }],
    [{ startsAt: '2030-01-08 20:15' }],
    [{ house: 'opera' }],
    [null],
    ['later'],
  ])('refuses %j', async (body) => {
    expect((await ask('PATCH', '', body)).status).toBe(422);
  });
});

describe('prices', () => {
  it('are those of the future: what was sold keeps its own', async () => {
    await patron.toggle('C-A3');
    const order = (await patron.book()).headers.get('location') ?? '';
    const answer = await ask('PUT', '/prices', { prices: { a: 1234 }, promos: [{ code: 'SPRING', percent: 10 }] });
    expect(answer.status).toBe(204);
    const { state } = (await house.screenings.open(id)) ?? {};
    expect(state?.prices).toMatchObject({ a: 1234, b: 3600 });
    expect(state?.promos).toEqual([{ code: 'SPRING', percent: 10 }]);
    await patron.toggle('C-A4');
    const later = (await patron.book()).headers.get('location') ?? '';
    const totals = await Promise.all(
      [order, later].map(async (path) => {
        const answered = await patron.get(path, { accept: 'application/json' });
        return ((await answered.json()) as { total: number }).total;
      }),
    );
    expect(totals).toEqual([4800, 1234]);
  });

  it.each([
    [{}],
    [{ prices: { z: 100 } }],
    [{ prices: { a: -1 } }],
    [{ prices: { a: 10.5 } }],
    [{ discounts: { child: 101 } }],
    [{ promos: [{ code: 'spring', percent: 10 }] }],
    [
      {
        promos: [
          { code: 'A', percent: 10 },
          { code: 'A', percent: 20 },
        ],
      },
    ],
  ])('are not %j', async (body) => {
    const document = await problemIn(await ask('PUT', '/prices', body));
    expect(document).toMatchObject({ status: 422, code: 'malformed' });
  });
});

describe('a screening that is cancelled', () => {
  it('sells nothing, gives back what was held, and keeps its orders until they are refunded one by one', async () => {
    await patron.toggle('C-A3');
    const reference = ((await patron.book()).headers.get('location') ?? '').split('/').at(-1) ?? '';
    const other = await house.visitor(id);
    await other.toggle('C-B5');
    expect((await ask('POST', '/cancel', { reason: 'The lead has lost her voice' })).status).toBe(204);
    expect((await ask('POST', '/cancel', { reason: 'again' })).status).toBe(204);
    const { state } = (await house.screenings.open(id)) ?? {};
    expect([state?.phase, state?.counts]).toEqual(['cancelled', expect.objectContaining({ held: 0, booked: 1 })]);
    expect(await problemIn(await other.toggle('C-B6'))).toMatchObject({ code: 'screening-cancelled' });
    expect((await ask('PATCH', '', { title: 'Other' })).status).toBeGreaterThanOrEqual(400);
    const page = await (await patron.get(`/orders/${reference}`, { accept: 'text/html' })).text();
    expect(page).toContain('This screening was cancelled.');
    // Why is for the staff, on every page and stream that is theirs and on none that is not.
    const reason = 'The lead has lost her voice';
    const figures = async () =>
      (
        await fetch(`${house.url}/api/screenings/${id}/figures`, {
          headers: { authorization: `Bearer ${house.staffToken}` },
        })
      ).json();
    await expect.poll(figures).toMatchObject({ phase: 'cancelled', cancelReason: reason });
    for (const path of ['/', '/api/screenings', `/screenings/${id}`, `/api/screenings/${id}`, `/orders/${reference}`]) {
      expect(await (await other.get(path, { accept: 'text/html' })).text()).not.toContain(reason);
    }
    const refund = await house.staff(`/api/orders/${reference}/refund`, { reason: 'screening cancelled' });
    expect(refund.status).toBe(200);
    expect((await house.screenings.open(id))?.state.counts.booked).toBe(0);
  });

  it('needs a reason, and the token', async () => {
    expect(await problemIn(await ask('POST', '/cancel', {}))).toMatchObject({ status: 422 });
    const bare = await fetch(`${house.url}/api/screenings/${id}/cancel`, { method: 'POST' });
    expect(bare.status).toBe(401);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { studio } from '../theatre/seating/houses/studio.ts';
import type { SeatingPlan } from '../theatre/seating/plan.ts';
import { openHouse, type House } from './testing/open-house.ts';
import { problemIn } from './testing/visitor.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse();
});

afterAll(() => house.dispose());

const loft = (curvature = 1): SeatingPlan => ({ ...studio, id: 'loft', name: 'The Loft', curvature });
const remove = (path: string) =>
  fetch(`${house.url}${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${house.staffToken}` } });
const listed = async () =>
  (await (await fetch(`${house.url}/api/houses`)).json()) as { id: string; revision: number }[];

describe('houses that staff make', () => {
  it('are saved, listed, and opened; a screening keeps the plan that it was opened with', async () => {
    const made = await house.staff('/api/houses', { plan: loft() });
    expect([made.status, await made.json()]).toEqual([201, { id: 'loft', revision: 1, capacity: 67 }]);
    expect((await listed()).map(({ id, revision }) => [id, revision])).toEqual([
      ['studio', 0],
      ['playhouse', 0],
      ['opera', 0],
      ['loft', 1],
    ]);

    const id = await house.screening({ house: 'loft' });
    const patron = await house.visitor(id);
    await patron.toggle('C-A3');
    expect((await patron.book()).status).toBe(201);

    // The row of the seat that was sold is taken out of the house.
    const shorter = {
      ...loft(),
      sections: loft().sections.map((section) => ({ ...section, rows: section.rows.slice(1) })),
    };
    expect((await house.staff('/api/houses', { plan: shorter, revision: 1 })).status).toBe(200);
    const { state } = (await house.screenings.open(id)) ?? {};
    expect(state?.index.plan).toEqual(loft());
    expect(state?.counts).toMatchObject({ booked: 1, available: 66 });
    const later = await house.screenings.open(await house.screening({ house: 'loft' }));
    expect(later?.state.index.capacity).toBeLessThan(67);
  });

  it('are not overwritten by whoever did not see the last revision, and those of the product never', async () => {
    const stale = await house.staff('/api/houses', { plan: loft(3), revision: 1 });
    expect(await problemIn(stale)).toMatchObject({ status: 409, code: 'plan-changed' });
    const again = await house.staff('/api/houses', { plan: loft(3) });
    expect(await problemIn(again)).toMatchObject({ status: 409, code: 'house-exists' });
    const shipped = await house.staff('/api/houses', { plan: studio, revision: 0 });
    expect(await problemIn(shipped)).toMatchObject({ status: 409, code: 'house-exists' });
  });

  it.each([
    ['a plan without seats', { ...loft(), sections: [] }],
    ['no plan at all', undefined],
    ['a text', 'the loft'],
    ['what a plan does not have', { ...loft(), onLoad: 'alert(1)' }],
  ])('are refused in words when they are %s', async (_, plan) => {
    const document = await problemIn(await house.staff('/api/houses', { plan }));
    expect(document).toMatchObject({ status: 422, code: 'malformed' });
    expect(document.detail.length).toBeGreaterThan(20);
  });

  it('are refused in the language of whoever asks, with where the fault is', async () => {
    const answer = await fetch(`${house.url}/api/houses`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${house.staffToken}`,
        'content-type': 'application/json',
        'accept-language': 'de',
      },
      body: JSON.stringify({ plan: { ...loft(), curvature: 99 } }),
    });
    const document = (await answer.json()) as { detail: string; fields: { plan: string } };
    expect(document.detail).toBe('Saalplan: Die Krümmung (curvature) muss eine Zahl von 0 bis 20 sein.');
    expect(document.fields.plan).toBe(document.detail);
  });

  it('are refused when they are larger than any house', async () => {
    const huge = { ...loft(), name: 'x'.repeat(1_100_000) };
    expect(await problemIn(await house.staff('/api/houses', { plan: huge }))).toMatchObject({ status: 413 });
  });

  it('are removed for new screenings, and need the staff’s token', async () => {
    expect((await fetch(`${house.url}/api/houses`, { method: 'POST' })).status).toBe(401);
    expect((await remove('/api/houses/loft')).status).toBe(204);
    expect((await listed()).map(({ id }) => id)).not.toContain('loft');
    const opening = house.staff('/api/screenings', { title: 'Late', house: 'loft', startsAt: '2030-01-01T19:30:00Z' });
    expect(await problemIn(await opening)).toMatchObject({ status: 422, code: 'unknown-house' });
    expect(await problemIn(await remove('/api/houses/loft'))).toMatchObject({ code: 'unknown-house' });
    expect(await problemIn(await remove('/api/houses/..%2F'))).toMatchObject({ code: 'unknown-house' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stateHash } from '../../theatre/replay/night-hash.ts';
import type { ReplayParts } from '../routes/replay.ts';
import { openHouse, type House } from '../testing/open-house.ts';
import { Stream } from '../testing/stream.ts';
import { done, problemIn } from '../testing/visitor.ts';

let house: House;
let id: string;

beforeAll(async () => {
  house = await openHouse();
  id = await house.screening({ title: 'Was ihr wollt' });
  const [ann, bob] = [await house.visitor(id), await house.visitor(id)];
  await done(ann.toggle('C-A3'));
  await done(ann.toggle('C-A4'));
  await bob.toggle('C-A3');
  await done(bob.toggle('L-A1'));
  await done(ann.book());
  await done(bob.toggle('L-A1'));
  await done(house.staff(`/api/screenings/${id}/withhold`, { seatIds: ['R-A1'] }));
  await done(house.staff(`/api/screenings/${id}/close`));
});

afterAll(() => house.dispose());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${house.url}${path}`, { headers });
const place = (text: string) =>
  [...text.matchAll(/<b>(\d+)<\/b> \/ (\d+)/g)].map(([, count, total]) => [Number(count), Number(total)]);
const statuses = (html: string) => new Set([...html.matchAll(/data-status="(\w+)"/g)].map(([, status]) => status));
/** Of each seat, as the last that was said of it. */
function seatsIn(html: string): Map<string, string> {
  return new Map(
    [...html.matchAll(/<button id="([A-Z]+-[A-Z]+\d+)" data-status="(\w+)"/g)].map(([, seatId = '', status = '']) => [
      seatId,
      status,
    ]),
  );
}

describe('the page', () => {
  it('shows the house as it was opened, with its place in the night and nothing inline', async () => {
    const answer = await get(`/screenings/${id}/replay`, { accept: 'text/html' });
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(place(html)).toEqual([[1, expect.any(Number)]]);
    expect(statuses(html.split('class="legend"')[0] ?? '')).toEqual(new Set(['available']));
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('shows any place that is asked for, and never who bought', async () => {
    const [, total = 0] = place(await (await get(`/screenings/${id}/replay`)).text())[0] ?? [];
    for (let at = 0; at <= total + 1; at++) {
      const html = await (await get(`/screenings/${id}/replay?at=${at}`)).text();
      expect(place(html)[0]?.[0]).toBe(Math.max(1, Math.min(at, total)));
      expect(html).not.toMatch(/anna|adler|example\.org|AAAA-/i);
    }
  });

  it('is nowhere for screenings that are not', async () => {
    expect((await problemIn(await get('/screenings/nowhere/replay'))).code).toBe('unknown-screening');
    expect((await get('/screenings/nowhere/replay', { accept: 'text/html' })).headers.get('content-type')).toContain(
      'html',
    );
    expect((await problemIn(await get('/screenings/%2e%2e/replay/events'))).status).toBe(404);
  });
});

describe('the stream', () => {
  it('plays from the first event to the last, everything on hold as somebody else’s, to what the live house shows', async () => {
    const stream = await Stream.open(`${house.url}/screenings/${id}/replay/events?speed=500/s`);
    await stream.until(/event: ended/);
    const places = place(stream.text);
    const total = places.at(-1)?.[1] ?? 0;
    expect(places[0]?.[0]).toBe(1);
    expect(places.at(-1)).toEqual([total, total]);
    expect(places.map(([count]) => count)).toEqual(places.map(([count]) => count ?? 0).toSorted((a, b) => a - b));
    const live = await (await get(`/screenings/${id}/seat-map`)).text();
    expect(seatsIn(stream.text)).toEqual(seatsIn(live));
    expect(stream.text).not.toMatch(/"selected"|anna|adler|example\.org/i);
    await expect.poll(() => stream.ended).toBe(true);
  });

  it('says with each picture which place it is, for whoever comes back', async () => {
    // So slowly that a busy machine does not pass over all that was on hold.
    const stream = await Stream.open(`${house.url}/screenings/${id}/replay/events?speed=8/s`);
    await stream.until(/event: ended/);
    const ids = [...stream.text.matchAll(/^id: (\d+)$/gm)].map(([, count]) => Number(count));
    expect(ids).toEqual(place(stream.text).map(([count]) => count));
    expect(ids.length).toBeGreaterThan(2);
    expect([...statuses(stream.text)]).toContain('other_selected');
  });

  it('continues where a lost connection left off, and is told to stay away after the end', async () => {
    const whole = await Stream.open(`${house.url}/screenings/${id}/replay/events?speed=500/s&from=4`);
    await whole.until(/event: ended/);
    expect(place(whole.text)[0]?.[0]).toBe(4);
    const resumed = await Stream.open(`${house.url}/screenings/${id}/replay/events?speed=500/s`, {
      'last-event-id': '4',
    });
    await resumed.until(/event: ended/);
    expect(resumed.text).not.toContain('id="seat-map"');
    expect(place(resumed.text).every(([count = 0]) => count > 4)).toBe(true);
    const [, total = 0] = place(whole.text)[0] ?? [];
    const over = await get(`/screenings/${id}/replay/events`, { 'last-event-id': String(total) });
    expect(over.status).toBe(204);
  });

  it('steps, back too, with what differs alone', async () => {
    const frame = async (query: string) => await (await get(`/screenings/${id}/replay/frame?${query}`)).text();
    const [, total = 0] = place(await frame('at=1'))[0] ?? [];
    let lastShown = 1;
    let seats = seatsIn(await frame('at=1'));
    for (const at of [2, 3, 4, 5, total, 3, 1, total]) {
      const shown = place(await frame(`at=${at}`))[0]?.[0];
      expect(shown).toBe(at);
      const before = [...seats];
      const patch = await frame(`shown=${lastShown}&at=${at}`);
      seats = new Map([...before, ...seatsIn(patch)]);
      expect(seats).toEqual(seatsIn(await frame(`at=${at}`)));
      lastShown = at;
    }
    expect(place(await frame('shown=1&minutes=1'))[0]?.[0]).toBeGreaterThan(1);
    expect(place(await frame(`shown=${total}&minutes=-1`))[0]?.[0]).toBe(1);
    expect(await frame('shown=3&at=3')).toBe('');
  });

  it('refuses what it cannot play, saying what it can', async () => {
    for (const query of [
      'speed=fast',
      'speed=0',
      'from=x',
      'from=-1',
      'at=1.5',
      'shown=1e3',
      'minutes=x',
      'from=1&from=2',
    ]) {
      const refused = await problemIn(await get(`/screenings/${id}/replay/events?${query}`));
      expect([refused.code, query]).toEqual(['malformed', query]);
    }
  });

  it('grows with a screening that goes on', async () => {
    const open = await house.screening();
    const visitor = await house.visitor(open);
    await done(visitor.toggle('C-A3'));
    const first = place(await (await get(`/screenings/${open}/replay`)).text())[0]?.[1] ?? 0;
    await done(visitor.toggle('C-A4'));
    await expect
      .poll(async () => place(await (await get(`/screenings/${open}/replay`)).text())[0]?.[1])
      .toBe(first + 1);
  });
});

describe('read-only by construction', () => {
  it('gives the routes nothing that appends, by its type', () => {
    type Reachable = keyof ReplayParts;
    const all: Record<Reachable, true> = { nights: true, publicReplay: true, limited: true };
    expect(Object.keys(all)).not.toContain('desk');
    // @ts-expect-error -- a night for looking has no way to add to it
    const add = (night: Awaited<ReturnType<ReplayParts['nights']['open']>>) => night?.night.add;
    expect(add).toBeTypeOf('function');
  });

  it('gives the routes nothing that appends, at run time: whatever can be reached is for reading', async () => {
    const night = await house.parts.nights.open(id);
    const names = reachable({ nights: house.parts.nights, night });
    expect(names).toContain('seek');
    expect(
      [...names].filter((name) => /append|publish|submit|request|write|add$|desk|log$|connection|manager/i.test(name)),
    ).toEqual([]);
  });

  it('changes nothing in the log, however it is watched', async () => {
    const live = await house.screenings.open(id);
    const [before, sequence] = [stateHash(live!.state), live?.ledgerSequence];
    for (const path of ['replay', 'replay/frame?at=3', 'replay/events?speed=500/s'])
      await (await get(`/screenings/${id}/${path}`)).text();
    for (const method of ['POST', 'PUT', 'DELETE']) {
      for (const path of ['replay', 'replay/events', 'replay/frame']) {
        const answer = await fetch(`${house.url}/screenings/${id}/${path}`, { method, headers: { origin: house.url } });
        expect([404, 405]).toContain(answer.status);
      }
    }
    expect(stateHash(live!.state)).toBe(before);
    expect(live?.ledgerSequence).toBe(sequence);
    // Whoever watches the past is not among those who look at the house now.
    expect(live?.presence.viewers.size).toBe(0);
  });
});

it('is for staff alone where the house says so', async () => {
  const closed = await openHouse({ env: { FULL_HOUSE_PUBLIC_REPLAY: 'off' }, log: house.testLog });
  try {
    const path = `${closed.url}/screenings/${id}/replay`;
    expect((await problemIn(await fetch(path))).code).toBe('no-token');
    expect((await problemIn(await fetch(`${path}/events`))).code).toBe('no-token');
    const headers = { authorization: `Bearer ${closed.staffToken}` };
    expect((await fetch(path, { headers })).status).toBe(200);
  } finally {
    await closed.dispose();
  }
});

it('closes with replays open', async () => {
  const other = await openHouse({ log: house.testLog });
  const stream = await Stream.open(`${other.url}/screenings/${id}/replay/events?speed=1/s`);
  await stream.until(/id="place"/);
  await other.dispose();
  await expect.poll(() => stream.ended).toBe(true);
  expect(stream.text).toContain('event: closing');
});

/** Names of all that can be reached from a value without calling anything. */
function reachable(value: unknown, names = new Set<string>(), seen = new Set<unknown>()): Set<string> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return names;
  seen.add(value);
  for (
    let holder: object | null = value;
    holder && holder !== Object.prototype && holder !== Function.prototype;
    holder = Object.getPrototypeOf(holder) as object | null
  ) {
    for (const key of Reflect.ownKeys(holder)) {
      names.add(String(key));
      const { value: part } = Object.getOwnPropertyDescriptor(holder, key) ?? {};
      if (key !== 'constructor' && key !== 'prototype') reachable(part, names, seen);
    }
  }
  return names;
}

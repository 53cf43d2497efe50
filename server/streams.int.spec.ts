/** The four answers of a resource, and the streams that follow it, through the whole server. */
import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from './testing/open-house.ts';
import { Stream } from './testing/stream.ts';
import { done, problemIn, type Visitor } from './testing/visitor.ts';

let house: House;
let id: string;
let anna: Visitor;
const streams: Stream[] = [];
beforeAll(async () => {
  house = await openHouse({ env: { FULL_HOUSE_RATE_LIMIT: 'off' } });
  id = await house.screening();
  anna = await house.visitor(id);
});
afterAll(async () => {
  for (const stream of streams) stream.close();
  await house.dispose();
});

async function follow(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Stream> {
  const stream = await Stream.open(house.url + path, headers);
  streams.push(stream);
  return stream;
}

test('programs get the whole state, then what changed, or only that something did', async () => {
  const state = await follow(`/api/screenings/${id}/events`);
  const refresh = await follow(`/api/screenings/${id}/events?mode=refresh`);
  await state.until(/event: ?state\n.*"whole":true/s);
  await refresh.until(/event: ?refresh/);
  state.clear();
  refresh.clear();
  await done(anna.toggle('C-C3'));
  await state.until(/"seats":\{"C-C3":\{"status":"held"\}\}/);
  await refresh.until(/event: ?refresh/);
  await done(anna.toggle('C-C3'));
  await state.until(/"seats":\{"C-C3":\{"status":"available"\}\}/);
});

test('a viewer who opens a stream is here, and is not when it has closed; a board is nobody', async () => {
  const viewers = async () =>
    ((await (await fetch(`${house.url}/api/screenings/${id}`)).json()) as { viewers: number }).viewers;
  expect(await viewers()).toBe(0);
  await follow(`/screenings/${id}/board/events`);
  const stream = await follow(`/screenings/${id}/events`, { cookie: anna.cookie });
  await expect.poll(viewers).toBe(1);
  stream.close();
  await expect.poll(viewers).toBe(0);
});

test('the programme tells what is left as it changes', async () => {
  const programme = await follow('/programme/events');
  await programme.until(new RegExp(`id="left-${id}"`));
  programme.clear();
  await done(anna.toggle('C-C4'));
  await programme.until(new RegExp(`id="left-${id}"`));
  await done(anna.toggle('C-C4'));
});

describe('the numbers of a screening', () => {
  test('as JSON, as HTML and as a stream, by what is accepted', async () => {
    const path = `/screenings/${id}/stats`;
    const json = await fetch(house.url + path);
    expect(await json.json()).toMatchObject({ id, available: 67, held: 0, booked: 0 });
    expect(json.headers.get('vary')).toContain('accept');
    const html = await fetch(house.url + path, { headers: { accept: 'text/html' } });
    expect(html.headers.get('content-type')).toContain('text/html');
    expect(await html.text()).toContain('<dd id="stats-left">67</dd>');
    const stream = await follow(path, { accept: 'text/event-stream' });
    await stream.until(/event: ?stats\n.*"available":67/s);
    await done(anna.toggle('C-C5'));
    await stream.until(/"available":66/);
    await done(anna.toggle('C-C5'));
    expect((await problemIn(await fetch(`${house.url}/screenings/nothing/stats`))).code).toBe('unknown-screening');
  });
});

test('a board, a stylesheet of the house’s plan, and files that are kept', async () => {
  const board = await (await fetch(`${house.url}/screenings/${id}/board`)).text();
  expect(board).toContain(`${house.url.replace('http://', '')}/screenings/${id}`);
  const page = await (await anna.page()).text();
  const sheet = /href="(\/assets\/plans\/[^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const css = await fetch(house.url + sheet);
  expect(css.headers.get('content-type')).toContain('text/css');
  expect(css.headers.get('cache-control')).toContain('immutable');
  expect(await css.text()).toContain('#C-A2');
  expect((await problemIn(await fetch(`${house.url}/assets/plans/studio-000000000000.css?of=${id}`))).status).toBe(404);
  const links = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );
  expect(links.length).toBeGreaterThan(3);
  const answers = await Promise.all(links.map((href) => fetch(house.url + href)));
  expect(
    answers.map(({ status, url }) => `${status} ${new URL(url).pathname}`).filter((line) => !line.startsWith('200')),
  ).toEqual([]);
  // By hand: `fetch` asks caches to be passed over when it is given an `If-None-Match`.
  const [file] = answers;
  const etag = file?.headers.get('etag') ?? '';
  const again = await new Promise<number | undefined>((resolve, reject) => {
    const asked = get(file?.url ?? '', { headers: { 'if-none-match': etag } }, (got) =>
      resolve(got.resume().statusCode),
    );
    asked.once('error', reject);
  });
  expect(again).toBe(304);
});

test('how long a stream was open is no time of an answer', async () => {
  const stream = await Stream.open(`${house.url}/screenings/${id}/events`);
  await stream.until(/event: ?connected/);
  stream.close();
  const numbers = async () => (await fetch(`${house.url}/metrics`)).text();
  await expect.poll(numbers).toMatch(/full_house_live_streams \d/);
  expect(await numbers()).not.toMatch(/full_house_http_seconds_count\{[^}]*events"/);
});

test('closing ends every stream and answers what still comes', async () => {
  const other = await openHouse({ log: house.testLog });
  const shown = await other.screening();
  const stream = await Stream.open(`${other.url}/screenings/${shown}/events`);
  await stream.until(/event: ?connected/);
  await other.dispose();
  await stream.until(/event: ?closing/);
  expect(stream.text).toMatch(/retry: ?\d+/);
});

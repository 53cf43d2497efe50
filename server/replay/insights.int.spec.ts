import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WhatIf } from '../../theatre/replay/what-if.ts';
import { openHouse, type House } from '../testing/open-house.ts';
import { done, problemIn } from '../testing/visitor.ts';
import type { Insights } from './insights.ts';

let house: House;
let id: string;
/** Viewer ids: the first bought, the second came too late. */
let ann: string;
let bob: string;

beforeAll(async () => {
  house = await openHouse();
  id = await house.screening({ title: 'Twelfth Night' });
  const [first, second] = [await house.visitor(id), await house.visitor(id)];
  await done(first.toggle('C-A3'));
  await second.toggle('C-A3');
  await done(second.toggle('C-A4'));
  await done(second.toggle('C-A4'));
  await done(first.book({ name: '=HYPERLINK("http://evil.example","x")', email: 'zoe@example.org' }));
  const live = await house.screenings.open(id);
  ann = [...(live?.state.orders.buckets ?? [])].flatMap((bucket) => [...(bucket?.values() ?? [])])[0]?.viewerId ?? '';
  bob = live?.feed.find(({ kind }) => kind === 'deselected')?.viewerId ?? '';
});

afterAll(() => house.dispose());

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${house.url}/api/screenings/${id}/${path}`, {
    headers: { authorization: `Bearer ${house.staffToken}`, ...headers },
  });
const json = async <T>(path: string): Promise<T> => (await (await done(ask(path))).json()) as T;

describe('what managers ask', () => {
  it('is for staff alone', async () => {
    for (const path of [
      'insights',
      'export/events',
      'export/orders',
      'story?seat=C-A3',
      'why?seat=C-A3&viewer=x',
      'what-if?maxSeats=1',
    ]) {
      const refused = await fetch(`${house.url}/api/screenings/${id}/${path}`);
      expect([path, (await problemIn(refused)).code]).toEqual([path, 'no-token']);
    }
  });

  it('insights: hesitation, journeys, the peak, seats lost', async () => {
    const insights = await json<Insights>('insights');
    expect(insights).toMatchObject({
      id,
      title: 'Twelfth Night',
      archived: false,
      figures: { sold: 1, orders: 1, held: 0 },
      journeys: { chose: 2, bought: 1, leftWithNothing: 1, refusedSeats: 1, refusedPeople: 1 },
      peak: { bookings: { bookings: 1 } },
    });
    expect(insights.hesitation.map(({ seatId, letGo, refusals }) => `${seatId} ${letGo} ${refusals}`).sort()).toEqual([
      'C-A3 0 1',
      'C-A4 1 0',
    ]);
    expect(insights.marks.map(({ kind }) => kind)).toEqual(['opened', 'booked']);
    expect(insights.density.bars.length).toBeGreaterThan(0);
  });

  it('grows with the night', async () => {
    const before = await json<Insights>('insights');
    await done((await house.visitor(id)).toggle('L-B3'));
    await expect.poll(async () => (await json<Insights>('insights')).events).toBe(before.events + 1);
  });

  it('events as JSON Lines, all of them, as the log has them', async () => {
    const answer = await done(ask('export/events'));
    expect(answer.headers.get('content-type')).toContain('application/jsonl');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${id}-events.jsonl"`);
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: { type: string } });
    expect(lines[0]?.event.type).toBe('opened');
    expect(lines.map(({ event }) => event.type)).toContain('refused');
  });

  it('orders as CSV that no spreadsheet takes for formulas', async () => {
    const answer = await done(ask('export/orders'));
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(bytes.slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
    const text = new TextDecoder().decode(bytes);
    expect(text.split('\r\n')).toHaveLength(3);
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
    expect(text).not.toMatch(/(^|,)=/m);
  });

  it('why somebody lost a seat, as data and as a page to print', async () => {
    const query = `why?seat=C-A3&viewer=${bob}`;
    const why = await json<{ outcome: string; sentences: string[] }>(query);
    expect(why.outcome).toBe('never-held');
    expect(why.sentences.join(' ')).toMatch(/they asked for C-A3, but .* (ms|seconds) before/);
    const page = await (await done(ask(query, { accept: 'text/html' }))).text();
    expect(page).toContain('does not have C-A3');
    expect(page).not.toMatch(/evil|zoe@|<script/);
    expect((await json<{ outcome: string }>(`why?seat=C-A3&viewer=${ann}`)).outcome).toBe('bought');
  });

  it('the story of a seat and of a viewer', async () => {
    const seat = await json<{ lines: { kind: string; words: string }[] }>('story?seat=C-A3');
    expect(seat.lines.map(({ kind }) => kind)).toEqual(['chosen', 'refused', 'bought']);
    const viewer = await json<{ lines: { kind: string }[] }>(`story?viewer=${bob}`);
    expect(viewer.lines.map(({ kind }) => kind)).toEqual(['refused', 'chose', 'lost']);
    const page = await (await done(ask('story?seat=C-A3', { accept: 'text/html' }))).text();
    expect(page).toContain('The story of C-A3');
  });

  it('what if, with what it cannot know', async () => {
    const answer = await json<WhatIf & { cannotKnow: string[] }>('what-if?maxSeats=1&holdSeconds=60');
    expect(answer).toMatchObject({ agreement: 1, tried: { holdMs: 60_000, maxSeats: 1 }, otherwise: { sold: 1 } });
    expect(answer.cannotKnow.length).toBeGreaterThan(3);
  });

  it('refuses questions that have no answer, saying what would', async () => {
    const codes: Record<string, string> = {
      story: 'malformed',
      'story?seat=Z-Z99': 'unknown-seat',
      'story?viewer=../x': 'malformed',
      'story?seat=C-A3&seat=C-A4': 'malformed',
      'why?seat=C-A3': 'malformed',
      'what-if': 'malformed',
      'what-if?maxSeats=0': 'malformed',
      'what-if?holdSeconds=999999': 'malformed',
    };
    for (const [path, code] of Object.entries(codes)) {
      expect([path, (await problemIn(await ask(path))).code]).toEqual([path, code]);
    }
    const nowhere = await fetch(`${house.url}/api/screenings/nowhere/insights`, {
      headers: { authorization: `Bearer ${house.staffToken}` },
    });
    expect((await problemIn(nowhere)).code).toBe('unknown-screening');
  });

  it('lets go of an export that nobody waits for', async () => {
    const stop = new AbortController();
    const answer = await fetch(`${house.url}/api/screenings/${id}/export/events`, {
      headers: { authorization: `Bearer ${house.staffToken}` },
      signal: stop.signal,
    });
    stop.abort();
    // A short one may have arrived already.
    await answer.text().catch(() => undefined);
    expect((await ask('insights')).status).toBe(200);
  });
});

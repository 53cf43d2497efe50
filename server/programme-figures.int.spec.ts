/** The programme page: what everybody sees of sales, what staff see, live, and that both follow from the log alone. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House } from './testing/open-house.ts';
import { serverProcess } from './testing/server-process.ts';
import { Stream } from './testing/stream.ts';
import { done, Visitor } from './testing/visitor.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ env: { FULL_HOUSE_RATE_LIMIT: 'off' } });
});
afterAll(() => house.dispose());

type At = Pick<House, 'url' | 'staffToken'>;

async function signedIn(at: At = house): Promise<string> {
  const answer = await fetch(`${at.url}/staff`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: at.url },
    body: new URLSearchParams({ token: at.staffToken, to: '' }),
  });
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

const pageOf = async (cookie = '', at: At = house) =>
  (await fetch(`${at.url}/`, { headers: { cookie, accept: 'text/html' } })).text();
const streamOf = (page: string) => {
  const [, address = ''] = /hx-sse:connect="([^"]+)"/.exec(page) ?? [];
  return house.url + address.replaceAll('&amp;', '&');
};
const figuresIn = (page: string, id: string) => new RegExp(`<dl id="figures-${id}"[^]*?</dl>`).exec(page)?.[0];

test('shows everybody what is left, sold and being chosen, and staff what was taken, live in one page', async () => {
  const id = await house.screening({ title: 'Watched' });
  const cookie = await signedIn();
  await expect.poll(() => pageOf(cookie)).toContain(`<dl id="figures-${id}"`);
  const [page, staffPage] = [await pageOf(), await pageOf(cookie)];
  const phone = await Stream.open(streamOf(page));
  const staff = await Stream.open(streamOf(staffPage), { cookie });

  const [anna, ben] = [await house.visitor(id), await house.visitor(id)];
  await done(anna.toggle('C-A2'));
  await done(ben.toggle('C-A3'));
  await phone.until(new RegExp(`id="sold-${id}"[^>]*>0 sold · 2 being chosen<`));
  const order = (await done(anna.book())).headers.get('location')?.slice('/orders/'.length) ?? '';
  await phone.until(new RegExp(`id="sold-${id}"[^>]*>1 sold · 1 being chosen<`));
  // The figures follow the log by themselves.
  let due = 0;
  const dueNow = async () => {
    const answer = await fetch(`${house.url}/api/screenings/${id}/figures`, { headers: { cookie } });
    return (due = ((await answer.json()) as { due: number }).due);
  };
  await expect.poll(dueNow).toBeGreaterThan(0);
  await done(house.staff(`/api/orders/${order}/payment`, { tenders: [{ kind: 'card', amount: due }] }));
  const money = `€${(due / 100).toFixed(2).replace('.00', '')}`;
  await staff.until(new RegExp(`<dl id="figures-${id}"[^>]*hx-swap-oob[^\\n]*<dd>${money.replace('.', '\\.')}</dd>`));
  expect(figuresIn(await pageOf(cookie), id)).toContain(`<dd>${money}</dd>`);

  // Of all this the public got nothing, on the page or in the stream.
  phone.close();
  staff.close();
  for (const text of [page, await pageOf(), phone.text])
    expect(text).not.toMatch(/<dl|figures|Takings|Holds made|€\d+(\.\d\d)?</);
  await expect.poll(() => house.parts.staffProgrammeStreams.size).toBe(0);
});

test('keeps the figures from whoever asks for the staff’s stream or page without having signed in', async () => {
  const id = await house.screening({ title: 'Nobody’s business' });
  const forged = `${(await signedIn()).slice(0, -4)}AAAA`;
  for (const cookie of ['', forged, 'full-house-staff=x']) {
    expect(await pageOf(cookie)).not.toContain('<dl');
    const stream = await Stream.open(`${house.url}/programme/events?staff&lang=en`, { cookie });
    await stream.until(new RegExp(`<div id="programme"[^\\n]*screening-${id}`));
    stream.close();
    expect(stream.text).not.toMatch(/<dl|figures/);
  }
});

test('folds the figures from the log alone: a server that was killed shows the very same again', async () => {
  const data = await mkdtemp(join(tmpdir(), 'full-house-figures-'));
  const server = await serverProcess(data, { FULL_HOUSE_RATE_LIMIT: 'off', FULL_HOUSE_STAFF_TOKEN: 'figures-figures' });
  try {
    const at = { url: server.url, staffToken: 'figures-figures' };
    const opened = await fetch(`${at.url}/api/screenings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${at.staffToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Counted twice', house: 'studio', startsAt: '2030-01-01T19:30:00Z' }),
    });
    const { id } = (await opened.json()) as { id: string };
    const visitors = [1, 2, 3].map(() => new Visitor(at.url, id));
    for (const visitor of visitors) await done(visitor.page());
    const [anna, ben, cara] = visitors as [Visitor, Visitor, Visitor];
    await done(anna.toggle('C-A2'));
    await done(ben.toggle('C-A3'));
    await done(ben.toggle('C-A3'));
    await done(cara.toggle('C-A4'));
    await done(anna.book());
    const cookie = await signedIn(at);
    const shown = async () => figuresIn(await pageOf(cookie, at), id);
    await expect.poll(shown).toMatch(/1 of 67[^]*3, 1 lost/);
    const before = await shown();
    await server.kill();
    await server.start();
    await expect.poll(shown).toBe(before);
  } finally {
    await server.stop();
    await rm(data, { recursive: true, force: true });
  }
});

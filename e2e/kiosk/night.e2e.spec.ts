import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { PhoneClient } from '../../scripts/demo/client.ts';
import { visit } from '../../scripts/demo/patron.ts';
import { figuresOf } from '../../theatre/replay/figures.ts';
import type { NightItem } from '../../theatre/replay/items.ts';
import { nightOf } from '../../theatre/replay/night.ts';
import type { Kiosk } from '../fixtures/electron.ts';
import { expect, test } from '../fixtures/test.ts';
import { book, choose, createScreening, isReady, seat } from './counter.ts';

/** The same luck for every run (mulberry32). */
function luck(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A night that real phones make over HTTP, among them one that buys C-B5 before the eyes of one that wanted it. */
async function realNight(kiosk: Kiosk, id: string): Promise<void> {
  const origin = await kiosk.url();
  const phone = () => new PhoneClient({ origin, screening: id });
  const [quick, late] = [phone(), phone()];
  await quick.arrive();
  await late.arrive();
  expect(await quick.toggle('C-B5')).toMatchObject({ done: true });
  expect(await late.toggle('C-B5')).toMatchObject({ done: false, why: 'seat-taken' });
  expect(await quick.book({ name: 'Ada Lovelace', email: 'ada@example.org' })).toMatchObject({ done: true });
  const signal = AbortSignal.timeout(30_000);
  const crowd = Array.from({ length: 8 }, (_, seed) => visit(phone(), { signal, pace: 0.02, random: luck(seed + 1) }));
  await Promise.all(crowd);
  await Promise.all([quick.leave(), late.leave()]);
}

const openNight = async (window: Page): Promise<void> => {
  await window.keyboard.press('r');
  await expect(window.locator('.reading')).toHaveAttribute('data-is', 'read');
};

const place = async (window: Page): Promise<number> =>
  Number(await window.locator('.scrub-track').getAttribute('aria-valuenow'));

/** Each seat's status on the map. */
const shownMap = (window: Page): Promise<Record<string, string>> =>
  window.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>('.map button.seat')].map(({ id, dataset }) => [
        id,
        dataset['status'] ?? '',
      ]),
    ),
  );

/** Saves what the window exports, as if the clerk had chosen this file. */
async function exportTo(kiosk: Kiosk, button: string, path: string): Promise<string> {
  await kiosk.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await kiosk.window.getByRole('button', { name: button }).click();
  await expect(kiosk.window.locator('dialog.export [role=status]')).toHaveText(`Written to ${path}`);
  return readFileSync(path, 'utf8');
}

test('a night that phones made plays to the live map, and any instant of it is a fresh fold', async ({ openKiosk }) => {
  // Whoever left has their seats until it is compared with the live map.
  const kiosk = await openKiosk({ env: { FULL_HOUSE_GRACE_SECONDS: '600' } });
  const { window } = kiosk;
  const id = await createScreening(window, 'The Tempest');
  await realNight(kiosk, id);
  await window.keyboard.press('Escape');
  await expect(window.locator('.screenings button')).toBeFocused();

  await openNight(window);
  const length = Number(await window.locator('.scrub-track').getAttribute('aria-valuemax'));
  expect(length).toBeGreaterThan(40);
  expect(await place(window), 'it begins with the opening').toBe(1);
  expect(Object.values(await shownMap(window)).every((status) => status === 'available')).toBe(true);

  // Played to its end by keys alone, as fast as it was.
  await window.keyboard.press('1');
  await window.keyboard.press(' ');
  await expect(window.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect.poll(() => place(window), { timeout: 80_000 }).toBe(length);
  await expect(window.getByRole('button', { name: 'Play', exact: false }).first()).toBeVisible();
  const live = (await (await fetch(`${await kiosk.url()}/api/screenings/${id}`)).json()) as {
    seats: Record<string, { status: string }>;
  };
  const names: Readonly<Record<string, string>> = { held: 'other_selected' };
  const liveMap = Object.fromEntries(
    Object.entries(live.seats).map(([seatId, { status }]) => [seatId, names[status] ?? status]),
  );
  expect(await shownMap(window)).toEqual(liveMap);

  // The log as it exports itself is what every place is compared with.
  await window.keyboard.press('e');
  const lines = (await exportTo(kiosk, 'Events, as JSON Lines', join(kiosk.data, 'night.jsonl'))).trim().split('\n');
  const items = lines.map((line) => {
    const { at, ...item } = JSON.parse(line) as { at: string };
    return { ...item, at: Date.parse(at) } as unknown as NightItem;
  });
  // The phones that left are said to be gone a moment later.
  expect(items.length).toBeGreaterThanOrEqual(length);
  const orders = await exportTo(kiosk, 'Orders, as CSV', join(kiosk.data, 'orders.csv'));
  const sales = items.filter(({ event }) => event.type === 'booked').length;
  expect(orders.trim().split('\r\n')).toHaveLength(sales + 1);
  expect(orders).toContain('Ada Lovelace,ada@example.org,');
  expect(readdirSync(kiosk.data).filter((name) => name.endsWith('.part'))).toEqual([]);
  await window.keyboard.press('Escape');

  const random = luck(7);
  const track = await window.locator('.scrub-track').boundingBox();
  if (!track) throw new Error('there is no scrubber');
  for (let seek = 0; seek < 5; seek++) {
    await window.mouse.click(track.x + track.width * (0.05 + 0.9 * random()), track.y + 20);
    await window.keyboard.press(seek % 2 === 0 ? 'ArrowRight' : 'ArrowLeft');
    const shownPlace = window.locator('.transport .place b');
    await expect(window.locator('.scrub-track')).toHaveAttribute('aria-valuenow', await shownPlace.innerText());
    const folded = figuresOf(nightOf(items.slice(0, await place(window))).seek(length));
    const figure = (name: string) => window.locator(`[data-figure=${name}]`);
    await expect(figure('sold')).toHaveText(String(folded.sold));
    await expect(figure('held')).toHaveText(String(folded.held));
    await expect(figure('takings')).toHaveText(
      new Intl.NumberFormat('en-GB', {
        style: 'currency',
        currency: 'EUR',
        trailingZeroDisplay: 'stripIfInteger',
      }).format(folded.takings / 100),
    );
  }
});

test('a seat tells its story, by keys alone, and why somebody does not have it', async ({ openKiosk }) => {
  const kiosk = await openKiosk();
  const { window } = kiosk;
  const id = await createScreening(window, 'The Tempest');
  await realNight(kiosk, id);
  await window.keyboard.press('Escape');
  await openNight(window);

  await window.keyboard.press('f');
  await window.keyboard.type('c-b5');
  await expect(window.getByRole('list', { name: 'Found' }).getByRole('button').first()).toHaveText('C-B5');
  await window.keyboard.press('Enter');
  const story = window.getByRole('region', { name: 'Story' });
  await expect(story.getByRole('heading', { name: 'C-B5' })).toBeVisible();
  await expect(story.getByText(/chose it$/)).toBeVisible();
  await expect(
    story.getByText(/did not get it: .+ was \d+ ms earlier|did not get it: .+ seconds? earlier/),
  ).toBeVisible();
  await expect(story.getByText(/bought it after/)).toBeVisible();

  // Steps go through its story alone: chosen, refused, bought.
  for (const status of ['other_selected', 'other_selected', 'booked']) {
    await window.keyboard.press('ArrowRight');
    await expect(seat(window, 'C-B5')).toHaveAttribute('data-status', status);
  }
  await expect(story.locator('li[aria-current]')).toContainText('bought it');

  await story
    .getByRole('button', { name: /^Why .+ does not have C-B5$/ })
    .first()
    .click();
  const why = window.getByRole('dialog');
  await expect(why).toContainText('never had C-B5');
  await expect(why).toContainText('had chosen it');
  await window.keyboard.press('Escape');

  await story
    .getByRole('button', { name: /^Story of/ })
    .first()
    .click();
  await expect(story.getByText('Bought C-B5')).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('region', { name: 'What the log knows' })).toContainText('attempts');

  await window.keyboard.press('w');
  // It decides the whole night again, which takes its time on a busy machine.
  await expect(window.getByRole('dialog')).toContainText('People react.', { timeout: 30_000 });
  await window.keyboard.type('0');
  await expect(window.getByRole('alert').filter({ hasText: 'minutes' })).toBeVisible();
  await window.keyboard.press('Backspace');
  await window.keyboard.type('20');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('columnheader', { name: 'Held 20 minutes' })).toBeVisible();
  await window.keyboard.press('Escape');

  // What was sold meanwhile is read on.
  const length = Number(await window.locator('.scrub-track').getAttribute('aria-valuemax'));
  const phone = new PhoneClient({ origin: await kiosk.url(), screening: id });
  await phone.arrive();
  // Who came is in the log some moments after; what was acknowledged is in it now.
  const free = Object.entries((await phone.look()).seats).find(([, { status }]) => status === 'available');
  expect(await phone.toggle(free?.[0] ?? '')).toMatchObject({ done: true });
  await window.keyboard.press('r');
  await expect
    .poll(async () => Number(await window.locator('.scrub-track').getAttribute('aria-valuemax')))
    .toBeGreaterThan(length);
  await phone.leave();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('heading', { name: 'Screenings' })).toBeVisible();
});

test('a night of which nothing can be told says so, and a counter’s own night is there too', async ({ openKiosk }) => {
  const { window } = await openKiosk();
  await createScreening(
    window,
    'A title as long as some that directors give to evenings in which little happens at all',
  );
  await window.keyboard.press('Enter');
  await expect(seat(window, 'C-B2')).toBeVisible();
  await openNight(window);
  await expect(window.locator('[data-figure=sold]')).toHaveText('0');
  await window.keyboard.press('Escape');

  await choose(window, 'C-B2');
  await expect(seat(window, 'C-B2')).toHaveAttribute('data-status', 'selected');
  await book(window, 'Grace Hopper');
  await window.keyboard.press('r');
  await expect(window.locator('.reading')).toHaveAttribute('data-is', 'read');
  await window.keyboard.press('End');
  await expect(seat(window, 'C-B2')).toHaveAttribute('data-status', 'booked');
  await expect(window.locator('[data-figure=sold]')).toHaveText('1');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the night can be read by everyone, ${colorScheme}`, async ({ openKiosk }) => {
    const kiosk = await openKiosk();
    const { window } = kiosk;
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await isReady(window);
    const id = await createScreening(window, 'The Tempest');
    await realNight(kiosk, id);
    await window.keyboard.press('Escape');
    await openNight(window);
    await window.keyboard.press('End');
    const faults = async (): Promise<string[]> => {
      const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze();
      return violations.flatMap(({ id: rule, impact, nodes }) =>
        nodes
          .slice(0, 3)
          .map(({ target, failureSummary }) => `${impact} ${rule} ${target.join(' ')}: ${failureSummary}`),
      );
    };
    expect(await faults(), 'the end').toEqual([]);
    await seat(window, 'C-B5').click();
    await window.keyboard.press('h');
    expect(await faults(), 'a seat’s story and the heat map').toEqual([]);
    await window
      .getByRole('button', { name: /^Why .+ does not have C-B5$/ })
      .first()
      .click();
    expect(await faults(), 'why').toEqual([]);
    await window.keyboard.press('Escape');
    await window.keyboard.press('w');
    // It decides the whole night again, which takes its time on a busy machine.
    await expect(window.getByRole('dialog')).toContainText('People react.', { timeout: 30_000 });
    expect(await faults(), 'what if').toEqual([]);
    await window.keyboard.press('Escape');
    await window.keyboard.press('e');
    expect(await faults(), 'export').toEqual([]);
  });
}

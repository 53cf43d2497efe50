import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { crowd, emptyTally } from '../../scripts/demo/crowd.ts';
import { PhoneClient } from '../../scripts/demo/client.ts';
import { expect, test } from '../fixtures/test.ts';
import type { Theatre } from '../fixtures/theatre.ts';

// They all come from one address and think fifty times as fast as people do; who hesitates loses.
test.use({
  theatreOptions: {
    env: {
      FULL_HOUSE_RATE_LIMIT: 'off',
      FULL_HOUSE_GRACE_SECONDS: '1',
      FULL_HOUSE_HOLD_SECONDS: '2',
      FULL_HOUSE_CHECKOUT_SECONDS: '3',
    },
  },
});

/** A short evening that real clients make, until so many orders are sold; then sales are closed. */
async function evening(theatre: Theatre, orders = 6): Promise<string> {
  const { id } = await theatre.createScreening({ title: 'The Winter’s Tale' });
  const tally = emptyTally();
  const over = new AbortController();
  const patrons = crowd({ origin: theatre.url, screening: id, patrons: 12, pace: 0.02, signal: over.signal }, tally);
  await expect.poll(() => tally.sales.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(orders);
  over.abort();
  await patrons;
  await fetch(`${theatre.url}/api/screenings/${id}/close`, {
    method: 'POST',
    headers: { authorization: `Bearer ${theatre.token}`, 'content-type': 'application/json' },
    body: '{}',
  });
  // Who left without a word keeps their seats for the grace period, and that is part of the night.
  const phone = new PhoneClient({ origin: theatre.url, screening: id });
  const held = async () => Object.values((await phone.look()).seats).filter(({ status }) => status === 'held').length;
  await expect.poll(held).toBe(0);
  return id;
}

/** What the map on a page shows of each seat. */
const seatsOn = (page: Page) =>
  page
    .locator('#seat-map > button')
    .evaluateAll((seats) => Object.fromEntries(seats.map((seat) => [seat.id, seat.getAttribute('data-status')])));

const place = (page: Page) => page.locator('#place');

const countOn = async (page: Page) => Number(await place(page).getAttribute('data-count'));

/** Waits until a replay that plays has got so far. */
const reached = (page: Page, count: number) => expect.poll(() => countOn(page)).toBeGreaterThanOrEqual(count);

test('a night that real clients made plays to its end, and the end is what the live map shows', async ({
  theatre,
  page,
}) => {
  const id = await evening(theatre);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));

  await page.goto(`${theatre.url}/screenings/${id}/replay?speed=40/s`);
  // Nobody owns a selection in the past: whatever was on hold was somebody else's.
  await page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    const map = document.getElementById('seat-map');
    if (!map) throw new Error('no map');
    const look = () =>
      map.querySelectorAll('[data-status]').forEach((seat) => seen.add((seat as HTMLElement).dataset['status'] ?? ''));
    new MutationObserver(look).observe(map, { subtree: true, attributes: true, childList: true });
  });
  await expect(page.locator('#replay')).toHaveAttribute('data-state', 'ended', { timeout: 40_000 });

  const [count, total] = ((await place(page).textContent()) ?? '').split(' / ').map(Number);
  expect(count, 'it ends at the end').toBe(total);
  expect(total).toBeGreaterThan(20);
  const seen = await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
  expect(seen.sort()).toEqual(['available', 'booked', 'other_selected']);

  const replayed = await seatsOn(page);
  await page.goto(`${theatre.url}/screenings/${id}`);
  expect(replayed).toEqual(await seatsOn(page));
  expect(Object.values(replayed)).toContain('booked');
  expect(faults).toEqual([]);
});

test('a manager stops, steps, drags and plays on', async ({ theatre, page }) => {
  const id = await evening(theatre, 2);
  await page.goto(`${theatre.url}/screenings/${id}/replay?speed=2/s`);
  await reached(page, 2);
  await page.getByRole('button', { name: 'Pause' }).click();
  const stopped = (await place(page).textContent()) ?? '';
  const [at = 0, total = 0] = stopped.split(' / ').map(Number);

  await page.getByRole('button', { name: 'One event on' }).click();
  await expect(place(page)).toHaveText(`${at + 1} / ${total}`);
  await page.getByRole('button', { name: 'One event back' }).click();
  await expect(place(page)).toHaveText(stopped);
  await page.locator('body').press('ArrowRight');
  await expect(place(page)).toHaveText(`${at + 1} / ${total}`);

  const early = await seatsOn(page);
  await page.getByRole('slider', { name: 'Place in the night' }).fill(String(total - 1));
  await expect(place(page)).toHaveText(`${total - 1} / ${total}`);
  await page.getByRole('slider', { name: 'Place in the night' }).fill(String(at + 1));
  await expect(place(page)).toHaveText(`${at + 1} / ${total}`);
  expect(await seatsOn(page)).toEqual(early);

  await page.getByRole('radio', { name: '60 times as fast' }).check();
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.locator('#replay')).toHaveAttribute('data-state', 'ended', { timeout: 40_000 });
  // From the end, playing begins again; so fast that it may be over before anybody looks.
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { places: seen });
    const place = document.getElementById('place');
    if (!place) throw new Error('no place');
    new MutationObserver(() => seen.push(place.dataset['count'] ?? '')).observe(place, { attributes: true });
  });
  await page.getByRole('button', { name: 'Play' }).click();
  const begunAgain = (end: number) =>
    page.evaluate(
      (last) => (window as unknown as { places: string[] }).places.some((count) => Number(count) < last),
      end,
    );
  await expect.poll(() => begunAgain(total)).toBe(true);
});

test('a lost connection is made up for', async ({ theatre, page, context }) => {
  const id = await evening(theatre, 2);
  await page.goto(`${theatre.url}/screenings/${id}/replay?speed=4/s`);
  await reached(page, 3);
  await context.setOffline(true);
  await expect(page.locator('#line')).toContainText('The connection is lost');
  await context.setOffline(false);
  await expect(page.locator('#line')).toBeEmpty({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'One event on' }).click();
  const count = await countOn(page);
  // What it shows by then is what a page made anew shows of that place.
  const seats = await seatsOn(page);
  await page.goto(`${theatre.url}/screenings/${id}/replay?at=${count}`);
  expect(await seatsOn(page)).toEqual(seats);
});

test('the page is usable with a screen reader, and readable in light and dark', async ({ theatre, page }) => {
  const id = await evening(theatre, 1);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${theatre.url}/screenings/${id}/replay?at=12`);
    await expect(page.locator('#replay')).toHaveAttribute('data-state', 'paused');
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id: rule, nodes }) => [colorScheme, rule, nodes.map(({ html }) => html)])).toEqual([]);
  }
});

test('on a phone everything is within its width', async ({ theatre, openPhone }) => {
  const id = await evening(theatre, 1);
  const phone = await openPhone();
  await phone.goto(`${theatre.url}/screenings/${id}/replay?at=12`);
  await expect(phone.getByRole('button', { name: 'Play' })).toBeInViewport();
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBe(0);
});

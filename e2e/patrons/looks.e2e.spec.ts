import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { book, complaints, expectSeat, seat, visit } from './phone.ts';

/** Nothing that keeps a person out. */
async function expectAccessible(page: Page, what: string): Promise<void> {
  // What is still easing from one colour to another has neither's contrast.
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => `${what}: ${id} ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on any page, ${colorScheme}`, async ({ theatre, openPhone }) => {
    test.slow();
    const screening = await theatre.createScreening();
    const [ada, ben] = [await openPhone(), await openPhone()];
    await ada.emulateMedia({ colorScheme });
    const heard = complaints(ada);
    await visit(ada, screening.url);
    await visit(ben, screening.url);
    await seat(ben, 'C-B2').tap();
    await expectSeat(ada, 'C-B2', 'other_selected');
    await seat(ada, 'C-B4').tap();
    await expectSeat(ada, 'C-B4', 'selected');
    await ada.getByText('Activity').click();
    await ada.getByText('Viewers').click();
    await expectAccessible(ada, 'screening');
    await ada.getByRole('button', { name: 'List' }).click();
    await expectAccessible(ada, 'list');
    await ada.getByRole('button', { name: 'Map' }).click();
    await ada.getByRole('button', { name: 'Book', exact: true }).click();
    await expectAccessible(ada, 'booking form');
    await ada.getByRole('button', { name: 'Not yet' }).click();
    await book(ada);
    await expect(ada.getByRole('heading', { name: /^Booked/ })).toBeVisible();
    await expectAccessible(ada, 'booked');
    await ada.getByRole('link', { name: /[0-9A-Z]{4}-[0-9A-Z]{4}/ }).click();
    await expectAccessible(ada, 'order');
    await ada.goto(theatre.url);
    await expectAccessible(ada, 'programme');
    await ada.setViewportSize({ width: 1440, height: 900 });
    await ada.goto(screening.url);
    await expectAccessible(ada, 'screening on a desk');
    await ada.goto(`${screening.url}/board`);
    await expectAccessible(ada, 'board');
    expect(heard).toEqual([]);
    await ada.goto(`${theatre.url}/screenings/nowhere`);
    await expect(ada.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(ada, 'problem');
  });
}

test('a title full of markup is shown as it is, everywhere', async ({ theatre, openPhone }) => {
  const title = `<img src=x onerror="document.title='caught'">'"&<script>document.title='caught'</script>`;
  const screening = await theatre.createScreening({ title });
  const ada = await openPhone();
  await visit(ada, screening.url);
  await expect(ada.getByRole('heading', { level: 1 })).toHaveText(title);
  await seat(ada, 'C-B4').tap();
  await expectSeat(ada, 'C-B4', 'selected');
  await book(ada, `<b>Ada</b><script>document.title='caught'</script>`);
  await ada.getByRole('link', { name: /[0-9A-Z]{4}-[0-9A-Z]{4}/ }).click();
  await expect(ada.getByRole('heading', { level: 2 })).toHaveText(title);
  await expect(ada.getByText(`For <b>Ada</b>`)).toBeVisible();
  for (const path of ['/', `/screenings/${screening.id}/board`]) {
    await ada.goto(`${theatre.url}${path}`);
    await expect(ada.getByText(title)).toBeVisible();
    await expect(ada).not.toHaveTitle('caught');
    expect(await ada.locator('img').count()).toBe(0);
  }
});

test('the large house fits a phone, comes closer under a finger, and pans', async ({ theatre, openPhone }) => {
  const { url } = await theatre.createScreening({ house: 'opera' });
  const ada = await visit(await openPhone(), url);
  const map = ada.locator('#seat-map');
  expect((await map.boundingBox())?.width).toBeLessThanOrEqual(390);
  expect(await ada.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

  await seat(ada, 'SC-K10').tap();
  await expect(seat(ada, 'SC-K10')).toBeInViewport();
  await expect.poll(async () => (await seat(ada, 'SC-K10').boundingBox())?.width).toBeGreaterThanOrEqual(44);
  await expect.poll(async () => (await seat(ada, 'SC-K10').boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await expectSeat(ada, 'SC-K10', 'available');
  await seat(ada, 'SC-K10').tap();
  await expectSeat(ada, 'SC-K10', 'selected');
  expect(await ada.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

  for (let taps = 0; taps < 4; taps++) {
    if (await ada.getByRole('button', { name: 'Smaller' }).isEnabled()) {
      await ada.getByRole('button', { name: 'Smaller' }).tap();
    }
  }
  await expect.poll(async () => (await map.boundingBox())?.width).toBeLessThanOrEqual(390);
});

test('the programme follows what is sold, and new screenings come by themselves', async ({ theatre, openPhone }) => {
  const ada = await openPhone();
  await visit(ada, theatre.url);
  await expect(ada.getByRole('heading', { name: 'Nothing is on sale just now' })).toBeVisible();
  const screening = await theatre.createScreening();
  const entry = ada.getByRole('link', { name: /The Tempest/ });
  await expect(entry).toContainText('67 seats left');
  const ben = await visit(await openPhone(), screening.url);
  await seat(ben, 'C-B4').tap();
  await expect(entry).toContainText('66 seats left');
});

test('the board follows too, and counts as nobody', async ({ theatre, openPhone }) => {
  const screening = await theatre.createScreening();
  const ada = await visit(await openPhone(), screening.url);
  // The same browser, with the same cookie.
  const board = await ada.context().newPage();
  await board.setViewportSize({ width: 1920, height: 1080 });
  await visit(board, `${screening.url}/board`);
  await expect(board.getByRole('img', { name: /QR code/ })).toBeVisible();
  await seat(ada, 'C-B4').tap();
  await expectSeat(board, 'C-B4', 'other_selected');
  await expect(board.locator('#left')).toHaveText('66 seats left');
  await expect(ada.locator('#viewer-count')).toHaveText('1');
  expect(await board.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0);
});

import { PhoneClient } from '../../scripts/demo/client.ts';
import { expect, test } from '../fixtures/test.ts';
import { book, choose, createScreening, isReady, seat, sellNew, told, toPayment } from './counter.ts';

test('a house opens, creates a screening and sells two seats of it, by keys alone', async ({ openKiosk }) => {
  const kiosk = await openKiosk();
  const { window } = kiosk;
  await isReady(window);
  await expect(window.getByText('No screenings yet.')).toBeVisible();

  await window.keyboard.press('n');
  await expect(window.getByLabel('Title')).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(window.getByText('Type a title.')).toBeVisible();
  await window.keyboard.type('The Tempest');
  await window.keyboard.press('Enter');

  await expect(window.getByRole('heading', { name: 'The screening is open' })).toBeVisible();
  await expect(window.getByRole('img', { name: 'QR code of the patrons' })).toBeVisible();
  const address = await window.locator('.url').innerText();
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/screenings\/the-tempest-[a-z0-9]+$/);
  const [origin, id = ''] = address.split('/screenings/');

  await window.keyboard.press('Enter');
  await expect(seat(window, 'C-A4'), 'the middle of the front row has the focus').toBeFocused();
  await window.keyboard.press('Enter');
  await expect(seat(window, 'C-A4')).toHaveAttribute('data-status', 'selected');
  await window.keyboard.press('ArrowRight');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press(' ');
  await expect(seat(window, 'C-B5')).toHaveAttribute('data-status', 'selected');
  await expect(window.locator('.total')).toHaveText('€96');
  await expect(window.locator('.time-left')).toHaveText(/kept for [45]:\d\d/);

  await toPayment(window);
  await expect(window.getByLabel('Cash given')).toBeFocused();
  await window.keyboard.press('n');
  await expect(window.locator('input[name=name]')).toBeFocused();
  await window.keyboard.type('Ada Lovelace');
  await window.keyboard.press('Enter');
  await window.keyboard.press('Space');
  await expect(window.getByLabel('Reference, if wanted')).toBeFocused();
  await window.keyboard.press('Enter');

  await expect(window.locator('.order')).toHaveText(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  await expect(window.locator('.sold')).toContainText('C-A4 and C-B5, €96 by card, for Ada Lovelace');
  await expect(seat(window, 'C-B5'), 'the map has the focus again').toBeFocused();
  await expect(seat(window, 'C-A4')).toHaveAttribute('data-status', 'booked');
  const { seats } = await new PhoneClient({ origin: origin ?? '', screening: id }).look();
  expect([seats['C-A4'], seats['C-B5'], seats['C-A5']].map((found) => found?.status)).toEqual([
    'booked',
    'booked',
    'available',
  ]);

  await window.keyboard.press('Escape');
  const line = window.locator('.screenings button');
  await expect(line).toContainText('2 sold, 0 held, of 67');
  await expect(line).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(seat(window, 'C-B5')).toHaveAttribute('data-status', 'booked');
});

test('seats are given back one by one, or all with one key, and more time is had while there is some', async ({
  openKiosk,
}) => {
  const { window } = await openKiosk({ env: { FULL_HOUSE_HOLD_SECONDS: '50', FULL_HOUSE_LIMIT_SECONDS: '100' } });
  await sellNew(window);
  for (const seatId of ['C-B1', 'C-B2', 'C-B3']) await choose(window, seatId);
  await expect(window.locator('.chips button')).toHaveCount(3);
  await expect(window.getByRole('status').filter({ hasText: 'Less than a minute left' })).toBeAttached();

  await choose(window, 'C-B2');
  await expect(window.locator('.chips button')).toHaveCount(2);
  await window.getByRole('button', { name: /^C-B1, Full, €48/ }).click();
  await expect(window.locator('.chips button')).toHaveCount(1);
  await expect(seat(window, 'C-B1')).toHaveAttribute('data-status', 'available');

  await window.keyboard.press('m');
  await expect(told(window)).toBeEmpty();
  await window.keyboard.press('x');
  await expect(window.locator('.chips')).toHaveCount(0);
  await expect(seat(window, 'C-B3')).toHaveAttribute('data-status', 'available');
});

test('the keys are listed on the question mark, and the focus goes through the window in its order', async ({
  openKiosk,
}) => {
  const { window } = await openKiosk();
  await sellNew(window);
  await choose(window, 'C-B2');
  await expect(window.locator('.chips button')).toHaveCount(1);

  await window.keyboard.press('?');
  const keys = window.getByRole('dialog', { name: 'Keys' });
  for (const key of ['← → ↑ ↓', 'Enter', '1 – 9', 'G', 'F', 'B', 'F10', 'X', 'M', 'L', 'Esc', '?']) {
    await expect(keys.locator('kbd', { hasText: new RegExp(`^${key.replace('?', '\\?')}$`) }).first()).toBeVisible();
  }
  await window.keyboard.press('Escape');
  await expect(keys).toHaveCount(0);
  await expect(seat(window, 'C-B2'), 'the focus is back where it was').toBeFocused();

  // By regions: from the head over the feed, the map and the viewers to the sale, and through the sale to its end.
  const regions: string[] = [];
  const seats: string[] = [];
  await window.locator('.sell-head button').first().focus();
  for (let at = 0; at < 30 && regions.at(-1) !== 'status-line'; at++) {
    const [region, id] = await window.evaluate(() => {
      const names = '.sell-head, .feed, .map-region, .viewers, .chips, .strip-sum, .strip-step, .status-line';
      return [document.activeElement?.closest(names)?.classList.item(0) ?? '', document.activeElement?.id ?? ''];
    });
    if (region !== undefined && region !== regions.at(-1)) regions.push(region);
    if (id) seats.push(id);
    await window.keyboard.press('Tab');
  }
  expect(regions.map((region) => (region === 'panel' ? 'list' : region))).toEqual([
    'sell-head',
    'list',
    'map-region',
    'list',
    'chips',
    'strip-sum',
    'strip-step',
    'status-line',
  ]);
  expect(seats, 'one seat of all').toEqual(['C-B2']);
});

test('a screening in the large house is found again from the list, and its link shown beside the sale', async ({
  openKiosk,
}) => {
  const { window } = await openKiosk();
  await createScreening(window, 'La Traviata', 'opera');
  await window.keyboard.press('Escape');
  await createScreening(window, 'Rigoletto', 'playhouse');
  await window.keyboard.press('Escape');
  await expect(window.locator('.screenings button')).toHaveCount(2);
  await window.keyboard.press('ArrowUp');
  await window.keyboard.press('Enter');

  await expect(window.getByRole('heading', { level: 1 })).toHaveText('La Traviata');
  await expect(window.locator('button.seat')).toHaveCount(1280);
  await window.keyboard.press('l');
  await expect(window.getByRole('img', { name: 'QR code' })).toBeVisible();
  await window.keyboard.press('+');
  await expect(window.locator('.map-frame')).toHaveAttribute('data-zoomed', 'true');
  await choose(window, 'BC-H8');
  await expect(seat(window, 'BC-H8')).toHaveAttribute('data-status', 'selected');
  await expect(seat(window, 'BC-H8')).toBeInViewport();
  expect(await book(window, 'Violetta')).toMatch(/^\S{4}-\S{4}$/);
});

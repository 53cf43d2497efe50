import { expect, test } from '../fixtures/test.ts';
import { expectSeat, seat, visit } from './phone.ts';

test('everything from the programme to the ticket by keys alone', async ({ theatre, page }) => {
  await theatre.createScreening();
  await page.goto(theatre.url);
  await expect(page.getByRole('link', { name: /The Tempest/ })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Deutsch' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: /The Tempest/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#seat-map')).toBeVisible();
  // Its script is there with the page's load, not before.
  await page.waitForLoadState('load');

  // Past the tools into the house: one stop, however many seats.
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement?.closest('#seat-map') !== null)) break;
  }
  await expect(seat(page, 'L-A1')).toBeFocused();
  await page.keyboard.press('End');
  await expect(seat(page, 'R-A4')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(seat(page, 'R-B4')).toBeFocused();
  for (let presses = 0; presses < 4; presses++) await page.keyboard.press('ArrowLeft');
  await expect(seat(page, 'C-B7')).toBeFocused();
  await expect(page.locator('#seat-words')).toContainText('Centre, row B, seat 7');
  await page.keyboard.press('Enter');
  await expectSeat(page, 'C-B7', 'selected');
  // What came by the stream took neither the focus nor the place in the tab order.
  await expect(seat(page, 'C-B7')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Space');
  await expectSeat(page, 'C-B6', 'selected');
  await expect(page.locator('#seat-map > [tabindex="0"]')).toHaveCount(1);

  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement?.id === 'book')) break;
  }
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Name')).toBeFocused();
  await page.keyboard.type('Ada Lovelace');
  await page.keyboard.press('Tab');
  await page.keyboard.type('ada@example.org');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^Booked/ })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('rowheader', { name: 'C-B6' })).toBeVisible();
});

test('the list does what the map does: section, row, seat', async ({ theatre, openPhone }) => {
  const { url } = await theatre.createScreening();
  const ada = await visit(await openPhone(), url);
  await ada.getByRole('button', { name: 'List' }).tap();
  await expect(ada.getByRole('heading', { name: 'Right Wing', exact: true })).toBeVisible();
  await ada.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Right Wing' }).tap();
  const heading = ada.getByRole('heading', { name: 'Right Wing, row D' });
  await expect(heading).toBeInViewport();
  await seat(ada, 'R-D3').tap();
  await expectSeat(ada, 'R-D3', 'selected');
  const box = await seat(ada, 'R-D3').boundingBox();
  expect(box?.width).toBeGreaterThanOrEqual(44);
  expect(box?.height).toBeGreaterThanOrEqual(44);
  expect(await ada.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

import { expect, test } from '../fixtures/test.ts';
import { PhoneClient } from '../../scripts/demo/client.ts';
import { choose, isReady, seat, sellNew } from './counter.ts';
import { faults } from './readable.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every view can be read by everyone, ${colorScheme}`, async ({ openKiosk }) => {
    const kiosk = await openKiosk();
    const { window } = kiosk;
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await isReady(window);
    expect(await faults(window), 'no screenings yet').toEqual([]);

    await window.keyboard.press('n');
    await window.keyboard.press('Enter');
    await expect(window.getByText('Type a title.')).toBeVisible();
    expect(await faults(window), 'a new screening, with a fault').toEqual([]);
    await window.keyboard.press('Escape');

    const id = await sellNew(window);
    const phone = new PhoneClient({ origin: await kiosk.url(), screening: id });
    await phone.arrive();
    await phone.toggle('C-B5');
    await phone.toggle('C-B6');
    await phone.book({ name: 'Ada Lovelace', email: 'ada@example.org' });
    await phone.toggle('C-D5');
    for (const seatId of ['C-B2', 'C-B3']) await choose(window, seatId);
    await expect(window.locator('.chips button')).toHaveCount(2);
    await choose(window, 'C-D5');
    await expect(window.locator('.strip-seats .told')).toContainText('C-D5');
    await window.keyboard.press('l');
    await expect(window.getByRole('img', { name: 'QR code' })).toBeVisible();
    expect(await faults(window), 'selling').toEqual([]);

    await window.keyboard.press('?');
    await expect(window.getByRole('dialog')).toBeVisible();
    expect(await faults(window), 'the keys').toEqual([]);
    await window.keyboard.press('Escape');
    await window.keyboard.press('Escape');
    await expect(window.locator('.screenings button')).toHaveCount(1);
    expect(await faults(window), 'the screenings').toEqual([]);
    await phone.leave();
  });
}

test('a seat says where it is, what it costs and whose it is, and one seat is in the order of the tab key', async ({
  openKiosk,
}) => {
  const { window } = await openKiosk();
  await sellNew(window);
  await expect(seat(window, 'C-B5')).toHaveAccessibleName('Centre, row B, seat 5, €48, available');
  await choose(window, 'C-B5');
  await expect(seat(window, 'C-B5')).toHaveAccessibleName('Centre, row B, seat 5, €48, selected by you');
  await expect(seat(window, 'C-E1')).toHaveAccessibleName('Centre, row E, seat 1, wheelchair space, €48, available');
  await expect(window.locator('button.seat[tabindex="0"]')).toHaveCount(1);
  await window.keyboard.press('ArrowUp');
  await expect(seat(window, 'C-A5')).toBeFocused();
  await expect(window.locator('.seat-words')).toHaveText('C-A5 Centre, row A, seat 5, €48, available');
  await expect(window.locator('button.seat[tabindex="0"]')).toHaveCount(1);
});

/** While the log is away the desk sells nothing, and knows what it knew: orders are found, the door has its list, and all is caught up with. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PhoneClient } from '../../scripts/demo/client.ts';
import { allowedMs } from '../../theatre/log/testing/stopwatch.ts';
import { expect, test } from '../fixtures/test.ts';
import { isReady, ordered, seat, sellNew } from './counter.ts';
import { freshHash, shownHash } from './map-hash.ts';
import { ownLog } from './own-log.ts';

test('while the log is killed, orders are found and the door list is printed; back, the map is a fresh reader’s', async ({
  openKiosk,
}) => {
  const log = await ownLog();
  try {
    const kiosk = await openKiosk({ env: { NATS_URL: log.natsUrl } });
    const { window, app, data } = kiosk;
    const id = await sellNew(window);
    const order = await ordered(await kiosk.url(), id, 'Nora Helmer', ['C-B2', 'C-B3']);
    await expect(seat(window, 'C-B3')).toHaveAttribute('data-status', 'booked');

    await log.kill();
    await expect(window.locator('#log-status')).toHaveText(/^Log lost since/, { timeout: allowedMs(3_000) });
    await window.keyboard.press('F6');
    await expect(window.getByRole('region', { name: 'Notices' })).toContainText('The log cannot be reached');
    await window.keyboard.press('Escape');

    await window.keyboard.press('F3');
    await window.keyboard.type('helmer');
    await expect(window.getByRole('option')).toContainText(order);
    await expect(window.locator('dialog.search')).toContainText(/As of \d\d:\d\d:\d\d/);
    await window.keyboard.press('Enter');
    const panel = window.locator('.order-panel');
    await expect(panel).toContainText(/As of \d\d:\d\d:\d\d/);
    await expect(seat(window, 'C-B2')).toHaveAttribute('data-mark', 'found');
    await window.keyboard.press('p');
    await expect(panel.getByRole('alert')).toContainText('nothing can be changed until it is back');

    await window.keyboard.press('F11');
    const doors = window.locator('main.door-list');
    await expect(doors.locator('[data-by-what=name] tbody tr')).toHaveCount(2);
    await expect(doors).toContainText(/As of \d\d:\d\d:\d\d/);
    await expect(doors).toContainText('Nora Helmer');
    await expect(doors).toContainText('€48 due');
    await window.keyboard.press('n');
    await expect(doors.locator('[data-by-what=seat]')).toBeVisible();
    const pdf = join(data, 'doors.pdf');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, pdf);
    await window.keyboard.press('s');
    await expect(doors.getByRole('status')).toContainText(pdf);
    expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    expect(statSync(pdf).mode & 0o077, 'names are for this user alone').toBe(0);
    expect(existsSync(`${pdf}.part`)).toBe(false);

    await log.restart();
    await isReady(window);
    // The list that is open catches up by itself.
    await expect(doors).toContainText(/Made at \d\d:\d\d:\d\d/, { timeout: 20_000 });
    await expect(doors).not.toContainText('As of');
    await window.keyboard.press('Escape');
    await expect.poll(async () => (await fetch(`${await kiosk.url()}/readyz`)).status).toBe(200);
    const phone = new PhoneClient({ origin: await kiosk.url(), screening: id });
    await phone.arrive();
    expect(await phone.toggle('L-A1')).toMatchObject({ done: true });
    await expect(seat(window, 'L-A1')).toHaveAttribute('data-status', 'other_selected');
    await expect(window.locator('.map-region')).toHaveAttribute('data-fresh', 'true');
    const viewerId = readFileSync(join(data, 'kiosk-id'), 'utf8').trim();
    expect(await shownHash(window)).toBe(await freshHash(log.natsUrl, id, viewerId));
    await phone.leave();
  } finally {
    await log.dispose();
  }
});

test('the bell counts what staff should know, says what to do, and leaves it to them to look', async ({
  openKiosk,
}) => {
  const kiosk = await openKiosk();
  const { window } = kiosk;
  const id = await sellNew(window);
  const origin = await kiosk.url();
  const token = readFileSync(join(kiosk.data, 'staff-token'), 'utf8').trim();
  const { seats } = await new PhoneClient({ origin, screening: id }).look();
  const withheld = await fetch(`${origin}/api/screenings/${id}/withhold`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ seatIds: Object.keys(seats).filter((seatId) => seatId !== 'C-B2') }),
  });
  expect(withheld.status).toBe(204);
  await ordered(origin, id, 'Nora Helmer', ['C-B2']);

  const bell = window.getByRole('button', { name: /^Notices: \d notice/ });
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await expect(bell).toBeVisible();
  await window.keyboard.press('F6');
  const list = window.getByRole('region', { name: 'Notices' });
  await expect(list).toContainText('Sold out: The Tempest');
  await expect(list).toContainText('Start a waiting list');
  await window.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { PhoneClient } from '../../scripts/demo/client.ts';
import { allowedMs } from '../../theatre/log/testing/stopwatch.ts';
import { expect, test } from '../fixtures/test.ts';
import { book, choose, isReady, seat, sellNew, toPayment } from './counter.ts';
import { ownLog } from './own-log.ts';

const logStatus = (window: Page) => window.locator('#log-status');
const lost = /^Log lost since \d\d:\d\d:\d\d/;

/** The status of each seat that is not available, as a fresh reader of the log has it, once the server is back as well. */
async function inTheLog(origin: string, screening: string): Promise<Record<string, string>> {
  await expect.poll(async () => (await fetch(`${origin}/readyz`)).status).toBe(200);
  const { seats } = await new PhoneClient({ origin, screening }).look();
  return Object.fromEntries(
    Object.entries(seats).flatMap(([seatId, { status }]) => (status === 'available' ? [] : [[seatId, status]])),
  );
}

for (const [how, away, back] of [
  ['hangs', 'pause', 'resume'],
  ['is killed', 'kill', 'restart'],
] as const) {
  test(`a log that ${how} is shown as lost within 3 seconds, and nothing is sold until it is back`, async ({
    openKiosk,
  }) => {
    const log = await ownLog();
    try {
      const kiosk = await openKiosk({ env: { NATS_URL: log.natsUrl } });
      const { window } = kiosk;
      const id = await sellNew(window);
      await choose(window, 'C-B2');
      await expect(window.locator('.chips button')).toHaveCount(1);

      await log[away]();
      await expect(logStatus(window)).toHaveText(lost, { timeout: allowedMs(3_000) });
      await expect(window.locator('.shut')).toContainText('nothing can be sold until it is back');
      await expect(window.locator('.map-region')).toHaveAttribute('data-fresh', 'false');

      // The clerk tries all the same.
      await choose(window, 'C-B3');
      await expect(window.locator('.strip-seats .told')).toContainText(
        'The log does not answer, and nothing was changed.',
      );
      await toPayment(window);
      await window.keyboard.press('Enter');
      await expect(window.locator('.strip-seats .told')).toContainText('The log does not answer');
      const called = await window.evaluate(
        (screeningId) =>
          self.fullHouse.book({
            screeningId,
            seatIds: ['C-B2'],
            total: 4800,
            tenders: [{ kind: 'cash', amount: 4800 }],
            name: 'Ada',
          }),
        id,
      );
      expect(called).toMatchObject({ done: false, problem: { reason: 'log-unreachable' } });
      await expect(window.locator('.order')).toHaveCount(0);
      await expect(seat(window, 'C-B2')).toHaveAttribute('data-status', 'selected');
      await expect(seat(window, 'C-B3')).toHaveAttribute('data-status', 'available');

      await log[back]();
      await isReady(window);
      await expect(window.locator('.shut')).toHaveText('');
      expect(await inTheLog(await kiosk.url(), id)).toEqual({ 'C-B2': 'held' });
      await window.keyboard.press('Escape');
      const order = await book(window, 'Ada Lovelace');
      expect(order).toMatch(/^\S{4}-\S{4}$/);
      expect(await inTheLog(await kiosk.url(), id)).toEqual({ 'C-B2': 'booked' });
    } finally {
      log.resume();
      await log.dispose();
    }
  });
}

test('a sale that the log did not answer for is not called sold before it is, and then is, once', async ({
  openKiosk,
}) => {
  const log = await ownLog();
  try {
    const kiosk = await openKiosk({ env: { NATS_URL: log.natsUrl } });
    const { window } = kiosk;
    const id = await sellNew(window);
    await choose(window, 'C-B2');
    await expect(window.locator('.chips button')).toHaveCount(1);
    await toPayment(window);

    // It hangs in the very moment of the sale: nobody can know yet.
    log.pause();
    await window.keyboard.press('Enter');
    // The desk asks again a few times first, which takes longer on a busy machine.
    await expect(window.locator('.strip-seats .told')).toContainText('not known yet whether this was done');
    await expect(window.locator('.order')).toHaveCount(0);

    log.resume();
    await isReady(window);
    // The sale lands by itself, or is asked for again under the same number: once in any case.
    const order = window.locator('.order');
    const book = window.getByRole('button', { name: /^Sell 1 seat/ });
    await expect(order.or(book.and(window.locator('[aria-disabled=false]'))).first()).toBeVisible();
    // It may land in this very moment, and the button is gone.
    if (await book.isVisible()) await book.click({ timeout: 2_000 }).catch(() => undefined);
    await expect(order).toHaveText(/^\S{4}-\S{4}$/);
    await expect(window.locator('.strip-seats .told')).toHaveText('');
    expect(await inTheLog(await kiosk.url(), id)).toEqual({ 'C-B2': 'booked' });
    await expect(window.locator('.feed li[data-kind=booked]')).toHaveCount(1);
  } finally {
    log.resume();
    await log.dispose();
  }
});

test('the app’s own log, killed, is back by itself and has kept every seat', async ({ openKiosk }) => {
  const kiosk = await openKiosk();
  const { window, data } = kiosk;
  const id = await sellNew(window);
  await choose(window, 'C-B2');
  await book(window, 'Ada Lovelace');
  await choose(window, 'C-B3');
  await expect(window.locator('.chips button')).toHaveCount(1);

  const pidFile = join(data, 'log', 'nats-server.pid');
  const pid = (): number => (existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0);
  const first = pid();
  expect(first).toBeGreaterThan(0);
  process.kill(first, 'SIGKILL');
  await expect.poll(() => [0, first].includes(pid())).toBe(false);
  await isReady(window);
  await expect(window.locator('.shut')).toHaveText('');

  await book(window, 'Charles Babbage');
  expect(await inTheLog(await kiosk.url(), id)).toEqual({ 'C-B2': 'booked', 'C-B3': 'booked' });
});

test('a kiosk whose log is not there yet says so, and opens as soon as it is', async ({ openKiosk }) => {
  const log = await ownLog();
  try {
    await log.kill();
    const { window } = await openKiosk({ env: { NATS_URL: log.natsUrl } });
    await expect(logStatus(window)).toHaveText(lost);
    await expect(window.getByText('The log does not answer.')).toBeVisible();
    await window.keyboard.press('n');
    await expect(window.getByRole('button', { name: 'Open for sale' })).toHaveAttribute('aria-disabled', 'true');
    await window.keyboard.press('Escape');

    await log.restart();
    await sellNew(window);
    await choose(window, 'C-B2');
    await book(window, 'Ada Lovelace');
  } finally {
    await log.dispose();
  }
});

/** The page of health: everything good before the doors open, honest while the log does not answer, and good again. */
import { tmpdir } from 'node:os';
import type { Page } from '@playwright/test';
import { DISK_LOW, isDiskBelow } from '../../theatre/health/limits.ts';
import { diskOf } from '../../theatre/log/disk.ts';
import { removeFolder, temporaryFolder } from '../fixtures/folder.ts';
import { expect, test } from '../fixtures/test.ts';
import { isReady } from './counter.ts';
import { ownLog } from './own-log.ts';

const line = (window: Page, id: string) => window.locator(`#health-line-${id}`);
/** Whether this very machine's disk is low, which the page is then right to say. */
const lowDisk = isDiskBelow(await diskOf(tmpdir()), DISK_LOW);
const needSomebody = (window: Page) =>
  window.locator(`.health li:is([data-state=look], [data-state=broken])${lowDisk ? ':not(#health-line-disk)' : ''}`);

test('by one key: every line good; a log that hangs is said with the age of its figures, and over when it is over', async ({
  openKiosk,
}) => {
  const log = await ownLog();
  const backups = temporaryFolder('backups');
  try {
    const env = { NATS_URL: log.natsUrl, FULL_HOUSE_BACKUP_FOLDER: backups };
    const { window, app } = await openKiosk({ env });
    await isReady(window);
    await window.keyboard.press('Shift+F6');
    await expect(window.getByRole('heading', { name: 'Health of the house', level: 1 })).toBeVisible();
    await expect(line(window, 'reader-database')).toContainText(/nothing (waits|to read yet)/);
    await expect(line(window, 'backup')).toContainText('every file compared');
    await expect(needSomebody(window)).toHaveCount(0);
    if (!lowDisk) await expect(window.locator('.health-sum')).toContainText('All is well.');
    await expect(line(window, 'log')).toContainText(/answers a ping in [\d.]+ ms/);
    await expect(line(window, 'copies')).toContainText('127.0.0.1');
    await expect(line(window, 'mail')).toContainText('Not in use');

    await expect(async () => {
      await window.keyboard.press('c');
      await expect(window.locator('.health-acts')).toContainText('Copied');
      const text = await app.evaluate(({ clipboard }) => clipboard.readText());
      expect(text).toMatch(/^Health of the house, /);
      // On a busy machine a ping now and then takes a second, which is said.
      expect(text).toContain('[Good] Connection: answers a ping in');
    }).toPass({ timeout: 30_000 });

    log.pause();
    await expect(line(window, 'log')).toHaveAttribute('data-state', 'broken', { timeout: 40_000 });
    await expect(line(window, 'log')).toContainText(/cannot be reached for \d+ s/);
    await expect(line(window, 'room')).toContainText(/last measured at \d\d:\d\d:\d\d/);
    await expect(line(window, 'reader-database')).toHaveAttribute('data-state', 'look');
    // The server lives, and says so itself.
    await expect(line(window, 'server')).toHaveAttribute('data-state', 'good');
    await expect(window.locator('.health-sum')).toContainText('broken');

    log.resume();
    await expect(needSomebody(window)).toHaveCount(0, { timeout: 40_000 });
    await window.keyboard.press('Escape');
    await expect(window.locator('main.health')).toBeHidden();
    await window.keyboard.press('F6');
    await window.getByRole('button', { name: 'Health of the house' }).click();
    await expect(line(window, 'log')).toBeVisible();
  } finally {
    log.resume();
    await log.dispose();
    removeFolder(backups);
  }
});

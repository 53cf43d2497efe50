import { createServer, type AddressInfo } from 'node:net';
import { temporaryFolder, removeFolder } from '../fixtures/folder.ts';
import { expect, test } from '../fixtures/test.ts';
import { book, choose, seat, sellNew } from './counter.ts';

test('a kiosk is switched to German with one key, sells, and is German when it opens again', async ({ openKiosk }) => {
  const data = temporaryFolder('languages');
  try {
    const kiosk = await openKiosk({ data });
    const { window } = kiosk;
    await expect(window.locator('html')).toHaveAttribute('lang', 'en-GB');
    await sellNew(window);
    await choose(window, 'C-B4');
    await expect(seat(window, 'C-B4')).toHaveAccessibleName(/, selected by you$/);

    // In the middle of a sale: all that is on the screen changes, and nothing else.
    await window.keyboard.press('F12');
    await expect(window.locator('html')).toHaveAttribute('lang', 'de-DE');
    await expect(seat(window, 'C-B4')).toHaveAccessibleName(/^Centre, Reihe B, Platz 4, 48\s€, von Ihnen gewählt$/);
    await expect(window.locator('#log-status')).toHaveText('Log verbunden');
    await expect(window.getByRole('complementary', { name: 'Was geschieht' })).toContainText('C-B4 gewählt');
    await book(window, 'Ada Lovelace');
    await expect(seat(window, 'C-B4')).toHaveAccessibleName(/, gebucht$/);

    await window.keyboard.press('?');
    await expect(window.getByRole('heading', { name: 'Tasten' })).toBeVisible();
    await expect(window.getByText('Die Sprache dieses Bildschirms wechseln')).toBeVisible();
    await kiosk.close();

    const again = await openKiosk({ data });
    await expect(again.window.locator('#log-status')).toHaveText('Log verbunden');
    await again.window.getByRole('button', { name: 'English' }).click();
    await expect(again.window.locator('#log-status')).toHaveText('Log connected');
    await again.close();
  } finally {
    removeFolder(data);
  }
});

test('what goes wrong at a German kiosk is said in German', async ({ openKiosk }) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => taken.once('listening', listening));
  try {
    const { window, app } = await openKiosk({
      env: { FULL_HOUSE_LOCALE: 'de-DE', PORT: String((taken.address() as AddressInfo).port) },
    });
    await expect(window.locator('#log-status')).toHaveText('Log verbunden');
    await expect(window.locator('#patrons-status')).toContainText(
      /^Für die Gäste geschlossen, öffnet wieder\. Für die Technik: .*port \d+ is in use/,
    );
    await app.evaluate(({ dialog }) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: '/no/such/folder/plan.json' });
    });
    await window.keyboard.press('F7');
    await expect(window.locator('[data-house=studio]')).toBeFocused();
    await window.keyboard.press('Enter');
    await window.keyboard.press('o');
    await expect(window.locator('.designer .told')).toHaveText(
      'Die Datei ließ sich nicht schreiben: Den Ordner gibt es nicht. Wählen Sie einen anderen Ort.',
    );
  } finally {
    await new Promise((closed) => taken.close(closed));
  }
});

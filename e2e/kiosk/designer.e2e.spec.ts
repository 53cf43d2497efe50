import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { choose, createScreening, isReady, seat } from './counter.ts';

/** The file dialogs answer this path from now on. */
async function answerDialogs(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, file) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: file });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
  }, path);
}

async function openDesigner(window: Page): Promise<void> {
  await isReady(window);
  await window.keyboard.press('F7');
  await expect(window.locator('[data-house=studio]')).toBeFocused();
}

const press = async (window: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) await window.keyboard.press(key);
};

test('a small house is drawn by keys alone, saved, opened and sold', async ({ openKiosk }) => {
  const kiosk = await openKiosk();
  const { window, app } = kiosk;
  await openDesigner(window);
  await press(window, 'n');
  await expect(window.locator('#board')).toBeFocused();
  await expect(window.locator('#plan-state')).toContainText('50 seats');

  // An aisle down the middle, a wheelchair space with its companion in front, a pillar's seat at the end.
  await press(window, 'w', 'ArrowRight', 'm', 'ArrowRight', 'ArrowRight', 'ArrowRight');
  await press(window, 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', '0');
  await expect(window.locator('#plan-state')).toContainText('45 seats');
  await press(window, 'ArrowRight', 'v');
  await expect(window.locator('#board-words')).toContainText('row E, seat 6, Standard, restricted view');
  await press(window, '+', '+', '+', 'r');
  await expect(window.locator('#plan-state')).toContainText('54 seats');
  await press(window, 'u');
  await expect(window.locator('#plan-state')).toContainText('45 seats');

  // A second section lies over the first for a moment, and the plan says so.
  await press(window, 'n', 'g', 'ArrowUp', 'ArrowUp', 'g');
  await expect(window.locator('.faults')).toContainText('overlap');
  await press(window, 'F12');
  await expect(window.locator('.faults')).toContainText('Die Blöcke A und B überschneiden sich');
  await press(window, 'F12');
  await press(window, 's');
  await expect(window.locator('.designer .told')).toContainText('Nothing was saved');
  await press(window, 'u', 'u');
  await expect(window.locator('#plan-state')).toContainText('The plan is sound.');

  await window.locator('input[name=plan-name]').fill('The Loft');
  await window.locator('input[name=plan-name]').press('Enter');
  await window.locator('input[name=plan-id]').fill('loft');
  await window.locator('input[name=plan-id]').press('Enter');
  await press(window, 'Escape', 's');
  await expect(window.locator('.designer .told')).toContainText('Saved as revision 1');
  const file = join(kiosk.data, 'loft.json');
  await answerDialogs(app, file);
  await press(window, 'o');
  await expect(window.locator('.designer .told')).toContainText('Written to');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ id: 'loft', name: 'The Loft' });

  await press(window, 'Escape', 'Escape');
  await createScreening(window, 'First Night', 'loft');
  await press(window, 'Enter');
  await choose(window, 'A-B3');
  await expect(seat(window, 'A-B3')).toHaveAttribute('data-status', 'selected');
  await expect(seat(window, 'A-A5'), 'the aisle is no seat').toHaveCount(0);
  await expect(seat(window, 'A-A1')).toHaveAccessibleName(/wheelchair/);

  // Changing the house says who uses it, and changes nothing that is on sale.
  await press(window, 'F7');
  await window.locator('[data-house=loft]').focus();
  await press(window, 'Enter');
  await expect(window.locator('.uses')).toContainText('1 screening uses revision 1');
  await press(window, 'PageDown', 'N', 's');
  await expect(window.locator('.designer .told')).toContainText('Saved as revision 2');
  await press(window, 'Escape', 'Escape');
  await window.locator('.screenings button').focus();
  await press(window, 'Enter');
  await expect(seat(window, 'A-B3')).toHaveAttribute('data-status', 'selected');
  await expect(seat(window, 'B-A1'), 'the section that the house no longer has').toBeVisible();
});

test('a file from elsewhere is checked, and says what is wrong with it', async ({ openKiosk }) => {
  const kiosk = await openKiosk();
  const { window, app } = kiosk;
  await openDesigner(window);
  const file = join(kiosk.data, 'plan.json');
  await answerDialogs(app, file);
  const problems = window.locator('.houses .told');
  writeFileSync(file, '{"id":');
  await press(window, 'i');
  await expect(problems).toContainText('not JSON');
  writeFileSync(file, JSON.stringify({ id: 'barn', name: 'Barn', sections: [] }));
  await press(window, 'i');
  await expect(problems).toContainText('no sound seating plan');
  await expect(problems).toContainText('The plan: its sections must be a list');
  writeFileSync(file, 'x'.repeat(1_000_001));
  await press(window, 'i');
  await expect(problems).toContainText('larger than any seating plan');

  // One that was exported here, and that nobody saved yet, is there again after looking at something else.
  await window.locator('[data-house=playhouse]').focus();
  await press(window, 'Enter', 'o');
  await expect(window.locator('.designer .told')).toContainText('Written to');
  await press(window, '+', 'F5');
  await expect(window.locator('main.week')).toBeVisible();
  await press(window, 'F7');
  await expect(window.locator('input[name=curve]')).toHaveValue('2.8');
  await press(window, 'i');
  await expect(window.locator('input[name=curve]')).toHaveValue('2.6');
  await press(window, 'Escape');
  await expect(window.locator('dialog')).toContainText('Leave without saving?');
  await press(window, 'Escape');
  await expect(window.locator('#board')).toBeFocused();
});

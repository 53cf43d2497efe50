import type { Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { node, root } from '../../scripts/steps.ts';
import { removeFolder, temporaryFolder } from '../fixtures/folder.ts';
import { expect, test } from '../fixtures/test.ts';
import { book, choose, isReady, seat, sellNew } from './counter.ts';
import { faults } from './readable.ts';
import { addCashier, firstManager, signIn } from './people.ts';

const pinProblem = (window: Page) => window.locator('#pin-problem');
const row = (window: Page, name: string) => window.locator(`[data-row=${name}] td.number`);

test('a shift by keys alone: people, sign-in, a float, a cash sale, a pay-out, the count and its report', async ({
  openKiosk,
}) => {
  const kiosk = await openKiosk();
  const { window, data } = kiosk;
  await sellNew(window);
  await window.keyboard.press('Escape');
  await firstManager(window);
  await addCashier(window);

  // Another operator with one key; nothing of the house is shown meanwhile.
  await window.keyboard.press('F8');
  await expect(window.getByRole('heading', { name: 'This kiosk is locked' })).toBeVisible();
  await expect(window.locator('.screenings, .operators')).toHaveCount(0);
  await window.keyboard.press('F4');
  await expect(window.locator('.till')).toHaveCount(0);
  await window.keyboard.press('Escape');
  await signIn(window, 'to', '8024');
  await expect(window.locator('.acting')).toContainText('Tom Brandt, Cashier');

  await window.keyboard.press('F4');
  await window.keyboard.type('50');
  await expect(window.locator('input[name=float]')).toHaveValue('50');
  await window.keyboard.press('Enter');
  await expect(window.locator('.till-lamp')).toHaveAttribute('data-open', 'true');
  await window.keyboard.press('Escape');

  await window.locator('.screenings button').first().focus();
  await window.keyboard.press('Enter');
  await choose(window, 'C-B2');
  await expect(seat(window, 'C-B2')).toHaveAttribute('data-status', 'selected');
  await book(window, 'Ada Lovelace');

  await window.keyboard.press('F4');
  await window.keyboard.press('o');
  await expect(window.locator('input[name=amount]')).toBeFocused();
  await window.keyboard.type('12.50');
  await window.keyboard.press('Enter');
  await window.keyboard.type('Flowers');
  await window.keyboard.press('Enter');
  await expect(window.locator('.moves li')).toContainText('Flowers');
  // It is a blind count: what should be there is nowhere before it.
  await expect(window.locator('.till')).not.toContainText('85.50');

  await window.keyboard.press('c');
  await expect(window.locator('input[name="count-50000"]')).toBeFocused();
  // 80 of the 85.50 that should be there.
  await window.locator('input[name="count-5000"]').focus();
  await window.keyboard.type('1');
  await window.locator('input[name="count-1000"]').focus();
  await window.keyboard.type('3');
  await expect(window.locator('.count-total')).toContainText('€80.00');
  await window.locator('input[name="count-1"]').focus();
  await window.keyboard.press('Enter');
  await expect(row(window, 'expected')).toHaveText('€85.50');
  await expect(row(window, 'counted')).toHaveText('€80.00');
  await expect(row(window, 'variance')).toHaveText('-€5.50');
  await expect(window.locator('.verdict')).toHaveText('€5.50 missing');
  await expect(window.locator('[data-tender=cash] td.number').first()).toHaveText('€48.00');

  // On paper.
  const file = join(data, 'shift.pdf');
  await kiosk.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await window.keyboard.press('p');
  await expect(window.getByText(`Saved as ${file}`)).toBeVisible();
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
  // A blank page is a tenth of that.
  expect(statSync(file).size).toBeGreaterThan(10_000);

  // Anybody with the log comes to the same.
  const shift = (await window.locator('.report').getAttribute('data-shift')) ?? '';
  const told = (...args: string[]) =>
    execFileSync(node, ['scripts/shift-report.ts', ...args], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, FULL_HOUSE_DATA: data },
    });
  const report = JSON.parse(told('--shift', shift, '--json')) as { openedAt: number };
  expect(report).toMatchObject({
    shift,
    expected: 8550,
    cash: { taken: 4800, givenBack: 0 },
    sales: [{ ticketType: 'full', tickets: 1, amount: 4800 }],
    closed: { expected: 8550, countedTotal: 8000, variance: -550 },
  });
  const day = told('--day', new Date(report.openedAt).toLocaleDateString('sv-SE'));
  expect(day).toMatch(/Tom Brandt[^]*should be there +€85\.50[^]*counted +€80\.00[^]*difference +-€5\.50/);
});

test('wrong PINs are limited, also over a restart; an idle kiosk locks, and main refuses what the screen does not offer', async ({
  openKiosk,
}) => {
  const dataFolder = temporaryFolder('till');
  const env = { FULL_HOUSE_LOCK_SECONDS: '3' };
  const first = await openKiosk({ data: dataFolder, env });
  await firstManager(first.window);
  // Nobody touches it.
  await expect(first.window.getByRole('heading', { name: 'This kiosk is locked' })).toBeVisible();
  for (const wrong of ['1111', '2222', '3333']) {
    await first.window.getByLabel('PIN of Mia Keller').focus();
    await first.window.keyboard.type(wrong);
    await first.window.keyboard.press('Enter');
    await expect(first.window.locator('button.main')).toContainText('Sign in');
    await expect(pinProblem(first.window)).not.toBeEmpty();
  }
  await expect(pinProblem(first.window)).toContainText('Too many wrong PINs. Wait 0:0');
  const refused = await first.window.evaluate(async () => {
    const { fullHouse } = globalThis as unknown as {
      fullHouse: Record<string, (request?: unknown) => Promise<unknown>>;
    };
    return Promise.all([
      fullHouse['people']?.(),
      fullHouse['openShift']?.({ float: 1 }),
      fullHouse['createScreening']?.({ title: 'X', house: 'studio', startsAt: '2030-01-01T19:30:00Z', prices: {} }),
    ]);
  });
  for (const answer of refused) expect(answer).toMatchObject({ done: false, problem: { reason: 'locked' } });
  await first.close();

  const again = await openKiosk({ data: dataFolder, env: {} });
  await isReady(again.window);
  await again.window.keyboard.type('1');
  await again.window.keyboard.press('Enter');
  // The fourth wrong one brings a longer wait than the third, though the app was opened anew.
  await expect(async () => {
    await again.window.getByLabel('PIN of Mia Keller').fill('9999');
    await again.window.keyboard.press('Enter');
    await expect(pinProblem(again.window)).toContainText(/Wait 0:1\d/, { timeout: 4000 });
  }).toPass({ timeout: 40_000 });

  // No PIN, and nothing that a PIN could be guessed from, is where others may look.
  const key = join(dataFolder, 'pin-key');
  expect(existsSync(key) && statSync(key).mode & 0o777).toBe(0o600);
  expect(again.printed.text).not.toContain(readFileSync(key, 'utf8').trim());
  expect(first.printed.text).not.toMatch(/1111|4711/);
  await again.close();
  removeFolder(dataFolder);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`people, sign-in and till can be read by everyone, ${colorScheme}`, async ({ openKiosk }) => {
    const { app, data, window } = await openKiosk();
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await isReady(window);
    await window.keyboard.press('F2');
    await window.keyboard.press('Enter');
    await expect(window.getByText('Type a name.')).toBeVisible();
    expect(await faults(window), 'the first manager, with faults').toEqual([]);
    await window.keyboard.press('Escape');
    await firstManager(window);
    await expect(window.locator('.operators button')).toHaveCount(1);
    expect(await faults(window), 'the people').toEqual([]);
    await window.keyboard.press('F4');
    // Also what is typed before the till is there.
    await window.keyboard.type('50');
    await expect(window.locator('input[name=float]')).toHaveValue('50');
    await window.keyboard.press('Enter');
    await expect(window.locator('.shift-actions')).toBeVisible();
    expect(await faults(window), 'an open shift').toEqual([]);
    await window.keyboard.press('c');
    await expect(window.locator('.count-form')).toBeVisible();
    expect(await faults(window), 'the count').toEqual([]);
    await window.locator('input[name="count-1"]').focus();
    await window.keyboard.press('Enter');
    await expect(window.locator('.verdict')).toHaveText('€50.00 missing');
    expect(await faults(window), 'a report').toEqual([]);
    // The day's report by its key, though the float has the focus, and on paper from the field of the day.
    await window.keyboard.press('Escape');
    await expect(window.locator('input[name=float]')).toBeFocused();
    await window.keyboard.press('d');
    await expect(window.locator('input[name=day]')).toBeFocused();
    await expect(window.locator('.report')).toContainText('€50.00 missing');
    expect(await faults(window), 'a day').toEqual([]);
    const file = join(data, 'day.pdf');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await window.keyboard.press('p');
    await expect(window.getByText(`Saved as ${file}`)).toBeVisible();
    await window.keyboard.press('F8');
    await window.keyboard.press('Escape');
    await window.keyboard.type('m');
    await expect(window.getByRole('option')).toHaveCount(1);
    expect(await faults(window), 'who it is').toEqual([]);
    await window.keyboard.press('Enter');
    await window.keyboard.type('1111');
    await window.keyboard.press('Enter');
    await expect(pinProblem(window)).toHaveText('That is not the right PIN.');
    expect(await faults(window), 'a wrong PIN').toEqual([]);
  });
}

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { hasCups, openCups } from '../../src/main/testing/cups.ts';
import { book, choose, find, panel, sellNew } from './counter.ts';

let bin: string;
test.beforeEach(() => (bin = mkdtempSync(join(tmpdir(), 'full-house-bin-'))));
test.afterEach(() => rmSync(bin, { recursive: true, force: true }));

/** A printer that the system does not have: what it is given becomes a PDF, as on any printer that writes files. */
async function pretendPrinter(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ app: running, BrowserWindow }, path) => {
    // Where main looks for lp; all that it starts by name is started by now.
    process.env['PATH'] = path;
    const [window] = BrowserWindow.getAllWindows();
    if (!window) throw new Error('there is no window');
    const printer = { name: 'counter-1', displayName: 'Counter printer', description: '', status: 0, options: {} };
    window.webContents.getPrintersAsync = () => Promise.resolve([{ ...printer, isDefault: true }]);
    const printed: { device: string; pdf: string }[] = [];
    Object.assign(globalThis, { printed });
    running.on('web-contents-created', (_event, contents) => {
      contents.print = ({ deviceName = '' } = {}, answer) => {
        const none = { top: 0, bottom: 0, left: 0, right: 0 };
        void contents.printToPDF({ preferCSSPageSize: true, printBackground: true, margins: none }).then((pdf) => {
          printed.push({ device: deviceName, pdf: pdf.toString('latin1') });
          answer?.(true, '');
        });
      };
    });
  }, bin);
}

const printedBy = (app: ElectronApplication) =>
  app.evaluate(() => (globalThis as unknown as { printed: { device: string; pdf: string }[] }).printed);

const pagesOf = (pdf: string) => pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;

test('tickets are printed by one key after a sale, printed again, and kept as a file', async ({ openKiosk }) => {
  const { app, window, data } = await openKiosk();
  await sellNew(window);
  for (const seatId of ['C-B2', 'C-B3']) await choose(window, seatId);
  await expect(window.locator('.total')).toHaveText('€96');
  const order = await book(window, 'Ada Lovelace');
  const said = window.locator('.print-tickets [role=status]');

  // Where there is no printer, it says so and what else to do, and nothing is voided.
  await app.evaluate(({ BrowserWindow }) => {
    const [first] = BrowserWindow.getAllWindows();
    if (first) first.webContents.getPrintersAsync = () => Promise.resolve([]);
  });
  await window.keyboard.press('F9');
  await expect(said).toContainText('no printer');

  // There is no lp: Chromium prints.
  await pretendPrinter(app);
  await window.keyboard.press('F9');
  await expect(said).toHaveText('Sent to Counter printer.');
  await window.keyboard.press('F9');
  await expect(said).toContainText('They are issue 2; the earlier ones are void');
  const printed = await printedBy(app);
  expect(printed.map(({ device, pdf }) => [device, pagesOf(pdf)])).toEqual([
    ['counter-1', 2],
    ['counter-1', 2],
  ]);
  // A6, in points.
  expect(printed[0]?.pdf).toMatch(/\/MediaBox\s*\[0 0 29[78][.\d]* 4(19|20)[.\d]*\]/);

  const file = join(data, 'tickets.pdf');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath, bookmark: '' });
  }, file);
  await window.getByRole('button', { name: 'Save as PDF' }).click();
  await expect(said).toContainText('Written to');
  expect(pagesOf(readFileSync(file, 'latin1'))).toBe(2);
  expect(existsSync(`${file}.part`)).toBe(false);

  await window.getByText('Printer', { exact: true }).click();
  await window.getByLabel('Paper').selectOption('roll');
  await window.getByLabel('Printer of this kiosk').selectOption('counter-1');
  const kept = () => readFileSync(join(data, 'kiosk-printer.json'), 'utf8');
  await expect
    .poll(() => (existsSync(join(data, 'kiosk-printer.json')) ? kept() : ''))
    .toMatch(/"name":\s*"counter-1"[^]*"paper":\s*"roll"/);
  expect(JSON.parse(kept())).toEqual({ name: 'counter-1', paper: 'roll' });
  await window.keyboard.press('F9');
  await expect(said).toContainText('issue 3');
  // 80 mm, in points.
  expect((await printedBy(app)).at(-1)?.pdf).toMatch(/\/MediaBox\s*\[0 0 22[67][.\d]* 39[67][.\d]*\]/);
  expect(order).toMatch(/^\S{4}-\S{4}$/);

  // With a printer chosen the next sale's tickets come by themselves.
  const before = (await printedBy(app)).length;
  await choose(window, 'C-B4');
  await expect(window.locator('.total')).toHaveText('€48');
  const nameless = await book(window, '');
  await expect(said).toHaveText('Sent to Counter printer.');
  expect(await printedBy(app)).toHaveLength(before + 1);
  // No name was stored: each reader words it.
  await find(window, nameless, nameless);
  await expect(panel(window)).toContainText('no name given');
});

test('where the system has lp, it is given the PDF', async ({ openKiosk }) => {
  const lp = `#!/bin/sh\nprintf '%s\\n' "$@" > '${bin}/asked'\n/bin/cat > '${bin}/given.pdf'\n`;
  writeFileSync(join(bin, 'lp'), lp, { mode: 0o755 });
  const { app, window } = await openKiosk();
  await sellNew(window);
  await choose(window, 'C-B2');
  const order = await book(window, 'Ada Lovelace');
  const said = window.locator('.print-tickets [role=status]');
  await pretendPrinter(app);
  await window.keyboard.press('F9');
  await expect(said).toHaveText('Sent to Counter printer.');
  const paper = '-o media=Custom.105x148mm -o print-scaling=none';
  const asked = readFileSync(join(bin, 'asked'), 'utf8').trim().split('\n').join(' ');
  expect(asked).toBe(`-d counter-1 -t Full House ${order} ${paper} -- -`);
  expect(pagesOf(readFileSync(join(bin, 'given.pdf'), 'latin1'))).toBe(1);

  writeFileSync(join(bin, 'lp'), '#!/bin/sh\necho out of paper >&2\nexit 1\n', { mode: 0o755 });
  await window.keyboard.press('F9');
  await expect(said).toContainText('did not take the tickets');
  await expect(said).toContainText('The system says: out of paper');
});

test.describe('on a real CUPS', () => {
  test.skip(!hasCups, 'this machine has none');

  test('a paused queue voids nothing, an empty tray is said, and what is printed was printed', async ({
    openKiosk,
  }) => {
    const cups = await openCups();
    try {
      await cups.add('counter-1', 'good', ['-o', 'printer-error-policy=abort-job']);
      await cups.run('/usr/sbin/cupsdisable', '-r', 'Being cleaned', 'counter-1');
      const { app, window } = await openKiosk();
      await sellNew(window);
      await choose(window, 'C-B2');
      await book(window, 'Ada Lovelace');
      const said = window.locator('.print-tickets [role=status]');
      await pretendPrinter(app);
      await app.evaluate((_electron, server) => {
        Object.assign(process.env, { CUPS_SERVER: server, PATH: '/usr/bin' });
      }, cups.server);

      await window.keyboard.press('F9');
      await expect(said).toContainText('queue is paused');
      await expect(said).toContainText('The system says: Being cleaned');
      await cups.run('/usr/sbin/cupsenable', 'counter-1');
      cups.setMood('counter-1', 'empty');
      await window.keyboard.press('F9');
      await expect(said).toContainText('out of paper');
      expect(cups.printed('counter-1')).toHaveLength(0);
      cups.setMood('counter-1', 'good');
      await window.keyboard.press('F9');
      // Nothing came out before: it is the first issue still.
      await expect(said).toHaveText('Printed by Counter printer.');
      expect(pagesOf(cups.printed('counter-1').toString('latin1'))).toBe(1);

      // These are in the guest's hand: what a reprint that fails has made of them is said.
      cups.setMood('counter-1', 'fail');
      await window.keyboard.press('F9');
      await expect(said).toContainText('The tickets printed before are void all the same.');
      cups.setMood('counter-1', 'good');
      await window.keyboard.press('F9');
      await expect(said).toContainText('They are issue 3; the earlier ones are void');
    } finally {
      await cups.stop();
    }
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { runningLog } from '../../theatre/log/join-embedded.ts';
import { freePort } from '../../theatre/log/testing/free-port.ts';
import { layCable } from '../fixtures/cable.ts';
import { expect, test } from '../fixtures/test.ts';
import { book, choose, isReady, seat, sellNew, told } from './counter.ts';
import { freshHash, shownHash } from './map-hash.ts';
import { firstManager, signIn } from './people.ts';

/** The seats of a row that this window shows as its own. */
const own = (window: Page): Promise<string[]> =>
  window.locator('button.seat[data-status=selected]').evaluateAll((seats) => seats.map(({ id }) => id));

async function openFirst(window: Page): Promise<void> {
  await window.getByText('The Tempest').first().click();
  await expect(seat(window, 'C-A3')).toBeVisible();
}

test('a second kiosk joins by a code, sells beside the first, is honest without its cable, and is gone once revoked', async ({
  openKiosk,
}) => {
  test.setTimeout(180_000);
  const port = await freePort('0.0.0.0');
  const cable = await layCable(port);
  try {
    const first = await openKiosk({ env: { FULL_HOUSE_LOG_PORT: String(port) } });
    const second = await openKiosk({ through: (program) => cable.through(program) });
    const [a, b] = [first.window, second.window];
    const id = await sellNew(a);

    // A manager opens the house and has a code shown.
    await a.keyboard.press('Shift+F2');
    await a.keyboard.press('o');
    await expect(a.getByText('Other kiosks reach this house at')).toBeVisible();
    await a.keyboard.press('n');
    await expect(a.locator('#pairing-code')).toHaveText(/^\w{4}-\w{4}-\w{4}$/);
    const code = await a.locator('#pairing-code').innerText();

    // The other one types it in, wrongly first.
    await isReady(b);
    await b.keyboard.press('Shift+F2');
    await b.keyboard.press('j');
    await b.keyboard.type(cable.address);
    await b.keyboard.press('Tab');
    await b.keyboard.type('0000 0000 0000');
    await b.locator('input[name=name]').fill('Foyer');
    await b.keyboard.press('Enter');
    await expect(b.getByText('That is not the code.')).toBeVisible();
    await b.locator('input[name=code]').fill(code.toLowerCase().replaceAll('-', ' '));
    await b.keyboard.press('Enter');
    await expect(b.getByText('The Tempest').first()).toBeVisible({ timeout: 20_000 });
    await isReady(b);
    await expect(a.locator('.machines button')).toContainText(['Foyer']);
    await expect(a.locator('.machines .lamp')).toHaveText('Connected');
    await expect(a.getByText('Foyer belongs to this house now.')).toBeVisible();
    await a.keyboard.press('Escape');

    // Both sell: different seats, and the same one, which one of them gets.
    await openFirst(b);
    await choose(a, 'C-B2');
    await expect(seat(b, 'C-B2')).toHaveAttribute('data-status', 'other_selected');
    await choose(b, 'C-B4');
    await Promise.all([choose(a, 'C-C3'), choose(b, 'C-C3')]);
    await expect.poll(async () => [...(await own(a)), ...(await own(b))].sort()).toEqual(['C-B2', 'C-B4', 'C-C3']);
    await book(a, 'Ada Lovelace');
    await book(b, 'Grace Hopper');
    for (const window of [a, b])
      for (const sold of ['C-B2', 'C-B4', 'C-C3'])
        await expect(seat(window, sold)).toHaveAttribute('data-status', 'booked');

    // The cable: the second says so, sells nothing and still searches; the first sells on.
    const pulled = Date.now();
    cable.pull();
    await expect(b.locator('#log-status')).toHaveText(/^Log lost since/);
    console.log(`said ${Date.now() - pulled} ms after the cable was pulled`);
    await choose(b, 'C-D1');
    await expect(told(b)).toContainText('The log does not answer, and nothing was changed.');
    await b.keyboard.press('F3');
    await b.keyboard.type('lovelace');
    await expect(b.getByText('Ada Lovelace').first()).toBeVisible();
    await b.keyboard.press('Escape');
    await choose(a, 'C-D2');
    await book(a, 'Alan Turing');

    // Back: right again, as a fresh reader has it.
    cable.plug();
    await isReady(b);
    await expect(seat(b, 'C-D2')).toHaveAttribute('data-status', 'booked');
    const log = await runningLog(join(first.data, 'log'));
    const url = `nats://${log?.user}:${log?.pass}@${log?.servers[0]?.replace('nats://', '')}`;
    const kioskId = readFileSync(join(second.data, 'house', 'kiosk-id'), 'utf8').trim();
    await expect.poll(async () => (await shownHash(b)) === (await freshHash(url, id, kioskId))).toBe(true);
    await choose(b, 'C-D1');
    await expect(seat(b, 'C-D1')).toHaveAttribute('data-status', 'selected');

    // The house gets its first manager: now the other kiosk is locked until she signs in there too.
    await a.keyboard.press('Escape');
    await firstManager(a);
    await a.keyboard.press('Escape');
    await signIn(b, 'Mia', '4711');
    await openFirst(b);

    // Revoked: it says so at once and sells nothing.
    await a.keyboard.press('Shift+F2');
    await expect(a.locator('.machines button')).toHaveCount(1);
    await a.keyboard.press('ArrowDown');
    await a.keyboard.press('x');
    await a.keyboard.press('Enter');
    await expect(a.getByText('No other kiosk yet.')).toBeVisible();
    await expect(b.locator('#log-status')).toHaveText(/^Revoked by the house/);
    await expect(b.locator('.shut')).toContainText('The house has revoked this kiosk.');
    await choose(b, 'C-E1');
    await expect(told(b)).toContainText('The log does not answer, and nothing was changed.');

    // Locked it still knows who may take it out of the house.
    await b.keyboard.press('F8');
    await b.keyboard.press('Shift+F2');
    await expect(b.locator('input[name=pin]')).toBeFocused();
    await b.keyboard.type('4711');
    await b.keyboard.press('Enter');
    await expect(b.locator('.acting')).toContainText('Mia Keller');
    await b.keyboard.press('Shift+F2');
    await expect(b.getByText('The house has revoked this kiosk. It sells nothing.')).toBeVisible();

    // It leaves, and is what it was before.
    await b.keyboard.press('l');
    await b.keyboard.press('Enter');
    await isReady(b);
    await expect(b.getByText('The Tempest')).toHaveCount(0);
  } finally {
    await cable.remove();
  }
});

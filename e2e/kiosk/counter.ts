/** What a clerk does at the kiosk, for the tests: by keys, as a clerk does it. */
import type { Locator, Page } from '@playwright/test';
import { PhoneClient } from '../../scripts/demo/client.ts';
import { expect } from '../fixtures/test.ts';

export const seat = (window: Page, seatId: string): Locator => window.locator(`[id="${seatId}"]`);

export async function isReady(window: Page): Promise<void> {
  await expect(window.locator('#log-status')).toHaveText('Log connected', { timeout: 40_000 });
}

/** Creates a screening and answers its id; the window then shows its link. */
export async function createScreening(window: Page, title: string, house = 'studio'): Promise<string> {
  await isReady(window);
  await window.keyboard.press('n');
  await window.keyboard.type(title);
  await window.locator('select[name=house]').selectOption(house);
  await window.locator('input[name=title]').press('Enter');
  const address = await window.locator('.url').innerText();
  return new URL(address).pathname.split('/').at(-1) ?? '';
}

/** Creates a screening and opens it for sale; answers its id. */
export async function sellNew(window: Page, title = 'The Tempest', house = 'studio'): Promise<string> {
  const id = await createScreening(window, title, house);
  await window.keyboard.press('Enter');
  await expect(seat(window, 'C-A3').or(seat(window, 'SC-A10')).first()).toBeVisible();
  return id;
}

/** Moves the focus to a seat and presses Enter. */
export async function choose(window: Page, seatId: string): Promise<void> {
  await seat(window, seatId).focus();
  await window.keyboard.press('Enter');
}

/** Sells what is chosen for exactly its price in cash; answers the order's reference. */
export async function book(window: Page, name: string): Promise<string> {
  await toPayment(window);
  if (name !== '') {
    await window.keyboard.press('n');
    await window.keyboard.type(name);
    await window.keyboard.press('Enter');
  }
  await expect(window.locator('input[name=given]')).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(window.locator('.order')).toBeVisible();
  return window.locator('.order').innerText();
}

/** From the chosen seats to their payment: the amount is known, and the cash given has the focus. */
export async function toPayment(window: Page): Promise<void> {
  await window.keyboard.press('b');
  await expect(window.locator('.tender button[type=submit]')).toHaveAttribute('aria-disabled', 'false');
}

/** What the kiosk says beside the chosen seats: losses and refusals. */
export const told = (window: Page): Locator => window.locator('.strip-seats .told');

/** A patron orders these seats on a phone, to be paid at the counter. Answers the order's reference. */
export async function ordered(
  origin: string,
  screening: string,
  name: string,
  seatIds: readonly string[],
): Promise<string> {
  const phone = new PhoneClient({ origin, screening });
  await phone.arrive();
  for (const seatId of seatIds) expect(await phone.toggle(seatId)).toMatchObject({ done: true });
  const answer = await phone.book({ name, email: 'zoe@example.org' });
  await phone.leave();
  if (!answer.done || answer.location === undefined) throw new Error('the phone’s order was refused');
  return answer.location.slice('/orders/'.length);
}

/** The order that is shown beside the map. */
export const panel = (window: Page): Locator => window.locator('.order-panel');

/** Looks for an order and shows the first that is found. */
export async function find(window: Page, text: string, found: string): Promise<void> {
  await window.keyboard.press('F3');
  await expect(window.getByRole('combobox')).toBeFocused();
  await window.keyboard.type(text);
  await expect(async () => {
    try {
      await expect(window.getByRole('option').first()).toContainText(found, { timeout: 2_000 });
    } catch (error) {
      // Asked before the database had read that far: it is asked again when something is typed.
      await window.keyboard.press('Backspace');
      await window.keyboard.type(text.slice(-1));
      throw error;
    }
  }).toPass({ timeout: 40_000 });
  await window.keyboard.press('Enter');
  await expect(panel(window).getByRole('heading', { level: 1 })).toContainText(found);
}

/** Presses Tab until the field or button with this name has the focus. */
export async function tabTo(window: Page, name: string): Promise<void> {
  // Pressed before it is there, more may wait than are counted here.
  await expect(window.locator(`[name="${name}"]`).first()).toBeVisible();
  const focused = () => window.evaluate(() => document.activeElement?.getAttribute('name') ?? '');
  for (let presses = 0; (await focused()) !== name; presses++) {
    if (presses > 30) throw new Error(`no Tab leads to ${name}`);
    await window.keyboard.press('Tab');
  }
}

/** Operators at the kiosk, for the tests. */
import type { Page } from '@playwright/test';
import { expect } from '../fixtures/test.ts';
import { isReady, tabTo } from './counter.ts';

/** Makes Mia Keller, PIN 4711, the house's first manager, who is signed in then. */
export async function firstManager(window: Page): Promise<void> {
  await isReady(window);
  await window.keyboard.press('F2');
  await expect(window.getByRole('heading', { name: 'The first manager' })).toBeVisible();
  await window.keyboard.type('Mia Keller');
  for (const name of ['pin', 'again']) {
    await tabTo(window, name);
    await window.keyboard.type('4711');
  }
  await window.keyboard.press('Enter');
  await expect(window.locator('.acting')).toContainText('Mia Keller, Manager');
}

/** In the list of operators, adds Tom Brandt, PIN 8024. */
export async function addCashier(window: Page): Promise<void> {
  await window.keyboard.press('n');
  await window.keyboard.type('Tom Brandt');
  // Typed ahead of the form, it comes when the list is there; Tab is counted from it.
  await expect(window.getByLabel('Name', { exact: true })).toHaveValue('Tom Brandt');
  for (const name of ['pin', 'again']) {
    await tabTo(window, name);
    await window.keyboard.type('8024');
  }
  await window.keyboard.press('Enter');
  await expect(window.locator('.operators button')).toHaveCount(2);
}

/** At a kiosk that is locked. */
export async function signIn(window: Page, who: string, pin: string): Promise<void> {
  await expect(window.getByLabel('Name or number')).toBeFocused();
  await window.keyboard.type(who);
  await window.keyboard.press('Enter');
  await window.keyboard.type(pin);
  await window.keyboard.press('Enter');
}

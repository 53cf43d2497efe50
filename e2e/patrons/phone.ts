/** What the tests say of a phone's screen. */
import type { Locator, Page } from '@playwright/test';
import { PhoneClient } from '../../scripts/demo/client.ts';
import { expect } from '../fixtures/test.ts';

export type Status = 'available' | 'selected' | 'other_selected' | 'booked';

export function seat(page: Page, seatId: string): Locator {
  return page.locator(`[id="${seatId}"]`);
}

export async function expectSeat(page: Page, seatId: string, status: Status): Promise<void> {
  await expect(seat(page, seatId)).toHaveAttribute('data-status', status);
}

/** Opens a screening and waits until its stream is open, so that what follows is seen live. */
export async function visit(page: Page, url: string): Promise<Page> {
  const open = page.waitForResponse((response) => response.url().includes('/events') && response.ok());
  await page.goto(url);
  await open;
  return page;
}

/** What the browser complains of, gathered from now on: a policy that was broken, a script that threw. */
export function complaints(page: Page): string[] {
  const all: string[] = [];
  page.on('pageerror', (error) => all.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') all.push(message.text());
  });
  return all;
}

/** Fills in the booking form of the seats that are selected, and sends it. */
export async function book(page: Page, name = 'Ada Lovelace', email = 'ada@example.org'): Promise<void> {
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Confirm booking' }).click();
}

/** Buys every seat of a screening but these, as eight-seat parties over the public routes. */
export async function buyOut(origin: string, screening: string, except: readonly string[] = []): Promise<void> {
  const free = Object.entries((await new PhoneClient({ origin, screening }).look()).seats)
    .filter(([seatId, { status }]) => status === 'available' && !except.includes(seatId))
    .map(([seatId]) => seatId);
  for (let at = 0; at < free.length; at += 8) {
    const party = new PhoneClient({ origin, screening });
    await party.arrive();
    for (const seatId of free.slice(at, at + 8)) expect(await party.toggle(seatId)).toEqual({ done: true });
    expect(await party.book({ name: 'A party', email: 'party@example.org' })).toMatchObject({ done: true });
    await party.leave();
  }
}

/** What the tests of the door need: tickets that were really sold, and browsers whose staff have signed in. */
import type { BrowserContext, Page } from '@playwright/test';
import { PhoneClient } from '../../scripts/demo/client.ts';
import { signTicket } from '../../theatre/ticket/code.ts';
import { ticketKeys } from '../../theatre/ticket/keys.ts';
import { expect } from '../fixtures/test.ts';

export const KEY = 'a-ticket-key-for-the-door-alone-12345';

interface Sold {
  readonly reference: string;
  /** The tickets' codes, one for each seat. */
  readonly codes: readonly string[];
}

/** Buys the seats as a patron, and pays at the counter. */
export async function sell(theatre: { url: string; token: string }, id: string, ...seatIds: string[]): Promise<Sold> {
  const ada = new PhoneClient({ origin: theatre.url, screening: id });
  await ada.arrive();
  for (const seatId of seatIds) expect(await ada.toggle(seatId)).toEqual({ done: true });
  const booked = await ada.book({ name: 'Ada Lovelace', email: 'ada@example.org' });
  await ada.leave();
  const reference = 'location' in booked ? (booked.location ?? '').replace('/orders/', '') : '';
  const headers = { authorization: `Bearer ${theatre.token}`, 'content-type': 'application/json' };
  const order = await fetch(`${theatre.url}/orders/${reference}`, { headers });
  const { total } = (await order.json()) as { total: number };
  const body = JSON.stringify({ tenders: [{ kind: 'cash', amount: total }] });
  const paid = await fetch(`${theatre.url}/api/orders/${reference}/payment`, { method: 'POST', headers, body });
  expect(paid.ok, await paid.text()).toBe(true);
  const { privateKey } = ticketKeys(KEY);
  const codeOf = (seatId: string) => signTicket({ screeningId: id, order: reference, seatId, issue: 1 }, privateKey);
  return { reference, codes: seatIds.map(codeOf) };
}

/** A page of this browser at the door, its script loaded. */
export async function atTheDoor(
  context: BrowserContext,
  { url, token }: { url: string; token: string },
  id: string,
  name = '',
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}/screenings/${id}/door`);
  await page.getByLabel('Staff token').fill(token);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Door:');
  await page.waitForLoadState('load');
  if (name !== '') {
    await page.getByLabel('This door').fill(name);
    await page.getByLabel('This door').blur();
  }
  return page;
}

/** How the last scans ended, the newest first. */
export function outcomes(page: Page): Promise<string[]> {
  return page.locator('#before li').evaluateAll((lines) => lines.map((line) => line.dataset['outcome'] ?? ''));
}

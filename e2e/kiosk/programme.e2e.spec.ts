import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { PhoneClient } from '../../scripts/demo/client.ts';
import { removeFolder, temporaryFolder } from '../fixtures/folder.ts';
import type { Kiosk } from '../fixtures/electron.ts';
import { expect, test } from '../fixtures/test.ts';
import { createScreening, isReady, seat } from './counter.ts';

const entry = (window: Page, id: string) => window.locator(`.entry[data-id="${id}"]`);
const due = (window: Page) => window.locator('.refund-lines [data-order]');

/** From the new screening's link to the week, with the focus on it. */
async function toWeek(window: Page, id: string): Promise<void> {
  await window.keyboard.press('F5');
  await expect(window.locator('main.week')).toBeVisible();
  // Tomorrow evening may be next week's. The programme may be told the week after the week is shown.
  const weeks = ['t', '.'];
  await expect(async () => {
    weeks.reverse();
    if ((await entry(window, id).count()) === 0) await window.keyboard.press(weeks[0] ?? '.');
    await expect(entry(window, id)).toBeFocused({ timeout: 1_000 });
  }).toPass({ timeout: 40_000 });
}

/** A patron's order, paid the given way over the counter, or not at all. */
async function order(kiosk: Kiosk, id: string, seatId: string, paid?: 'cash' | 'card'): Promise<string> {
  const origin = await kiosk.url();
  const phone = new PhoneClient({ origin, screening: id });
  await phone.arrive();
  await phone.toggle(seatId);
  const booked = await phone.book({ name: 'Ada', email: 'ada@example.org' });
  await phone.leave();
  const reference = booked.done ? (booked.location?.split('/').at(-1) ?? '') : '';
  if (paid) {
    const token = readFileSync(join(kiosk.data, 'staff-token'), 'utf8').trim();
    const answer = await fetch(`${origin}/api/orders/${reference}/payment`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ tenders: [{ kind: paid, amount: 4800 }] }),
    });
    expect(answer.status).toBe(204);
  }
  return reference;
}

test('a screening is renamed, postponed and priced by keys, and a phone that looks at it sees it', async ({
  openKiosk,
  openPhone,
}) => {
  const kiosk = await openKiosk();
  const { window } = kiosk;
  const id = await createScreening(window, 'The Tempest');
  const phone = await openPhone();
  await phone.goto(`${await kiosk.url()}/screenings/${id}`);
  await seat(phone, 'C-A3').click();
  await expect(phone.locator('#strip')).toContainText('€48');
  await toWeek(window, id);

  await window.keyboard.press('e');
  await window.keyboard.type('King Lear');
  await window.keyboard.press('Enter');
  await expect(phone.getByRole('heading', { name: 'King Lear' })).toBeVisible();
  await expect(entry(window, id)).toContainText('King Lear');

  await window.keyboard.press('v');
  await window.locator('input[name=start]').fill('2030-03-01T18:45');
  await window.keyboard.press('Enter');
  await expect(phone.locator('#what time')).toContainText('1 March 2030 at 18:45');
  await expect(entry(window, id), 'it went to another week').toHaveCount(0);

  await window.keyboard.press('Escape');
  await expect(window.locator('.screenings button')).toContainText('18:45');
  await window.locator('.screenings button').focus();
  await window.keyboard.press('p');
  await window.locator('input[name=price-a]').fill('30');
  await window.keyboard.press('Enter');
  await expect(phone.locator('#prices')).toContainText('€30');
  await expect(phone.locator('#strip'), 'what is held is sold at the new price').toContainText('€30');
});

test('a screening is there again every day for a week', async ({ openKiosk }) => {
  const kiosk = await openKiosk();
  const { window } = kiosk;
  const id = await createScreening(window, 'The Tempest');
  await toWeek(window, id);
  await window.keyboard.press('d');
  await window.locator('select[name=repeat]').selectOption('daily');
  await window.locator('input[name=times]').fill('7');
  await expect(window.locator('.times li')).toHaveCount(7);
  await window.locator('input[name=times]').press('Enter');
  await expect(window.locator('.screening-dialog')).toHaveCount(0);
  await window.keyboard.press('Escape');
  await expect(window.locator('.screenings button')).toHaveCount(8);
});

test('a cancelled screening is refunded as a list, and goes on after the app was closed half way', async ({
  openKiosk,
}) => {
  const data = temporaryFolder('refunds');
  try {
    const kiosk = await openKiosk({ data });
    const { window } = kiosk;
    const id = await createScreening(window, 'The Tempest');
    const cash = await order(kiosk, id, 'C-A3', 'cash');
    const card = await order(kiosk, id, 'C-A4', 'card');
    const unpaid = await order(kiosk, id, 'C-A5');
    await toWeek(window, id);

    await window.keyboard.press('x');
    await window.keyboard.press('Enter');
    await expect(window.locator('.screening-dialog')).toContainText('Type a reason.');
    await window.keyboard.type('The lead has lost her voice');
    await expect(window.locator('.screening-dialog')).toContainText('refunds of 3 orders');
    await window.keyboard.press('Enter');

    await expect(due(window)).toHaveCount(3);
    await expect(window.locator('#refunds-left')).toHaveText('3 orders to go, 0 done');
    await expect(window.locator('.refunds > header')).toContainText('Cancelled: The lead has lost her voice');
    // The card first: one order, asked once.
    await window.locator(`[data-order="${card}"]`).focus();
    await window.keyboard.press('Enter');
    await expect(window.locator('#refund-ask')).toContainText('Give €48 back to the card');
    await window.keyboard.press('Enter');
    await expect(due(window)).toHaveCount(2);
    await kiosk.close();

    const again = await openKiosk({ data });
    const later = again.window;
    await isReady(later);
    await toWeek(later, id);
    await expect(entry(later, id)).toContainText('Refunds to do');
    await expect(entry(later, id)).toContainText('The lead has lost her voice');
    await later.keyboard.press('x');
    await expect(later.locator('#refunds-left')).toHaveText('2 orders to go, 1 done');

    await later.keyboard.press('a');
    await expect(later.locator('#refund-ask')).toContainText('1 order that was never paid');
    await later.keyboard.press('Enter');
    await expect(later.locator(`[data-order="${unpaid}"]`)).toHaveCount(0);
    await expect(later.locator(`[data-order="${cash}"]`)).toBeFocused();
    await later.keyboard.press('Enter');
    await expect(later.locator('#refund-ask')).toContainText('Hand €48 in cash');
    await later.keyboard.press('Enter');
    await expect(later.locator('.finished')).toHaveText('All 3 orders are refunded.');
    await later.keyboard.press('Escape');
    await expect(entry(later, id)).toContainText('Cancelled');
    await expect(entry(later, id)).not.toContainText('Refunds to do');
    await again.close();
  } finally {
    removeFolder(data);
  }
});

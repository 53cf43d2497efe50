/** A scanner at the counter, which types like a keyboard: the ticket finds its order, and its seat is let in by two keys. */
import type { Page } from '@playwright/test';
import { signTicket } from '../../theatre/ticket/code.ts';
import { ticketKeys } from '../../theatre/ticket/keys.ts';
import { expect, test } from '../fixtures/test.ts';
import { find, ordered, panel, sellNew } from './counter.ts';

const KEY = 'a-ticket-key-for-the-counter-alone-123';

/** One sign after the other and Enter at once, faster than anybody types. */
async function scan(window: Page, code: string): Promise<void> {
  await window.keyboard.press('F3');
  await expect(window.getByRole('combobox')).toBeFocused();
  await window.keyboard.type(code);
  await window.keyboard.press('Enter');
}

test('a ticket that is scanned into the search is let in there once, and a forged one is not', async ({
  openKiosk,
}) => {
  const kiosk = await openKiosk({ env: { FULL_HOUSE_TICKET_KEY: KEY } });
  const { window } = kiosk;
  const id = await sellNew(window);
  const order = await ordered(await kiosk.url(), id, 'Ada Lovelace', ['C-B2', 'C-B3']);
  await window.keyboard.press('Escape');
  const { privateKey } = ticketKeys(KEY);
  const code = signTicket({ screeningId: id, order, seatId: 'C-B3', issue: 1 }, privateKey);

  // The database may not have read that far; from then on Enter comes with the last sign.
  await find(window, code, order);
  await window.keyboard.press('Escape');
  await scan(window, code);
  await expect(panel(window)).toContainText(order);
  await expect(panel(window).getByRole('row', { name: /C-B3/ })).toHaveAttribute('data-ticket', '');
  await window.keyboard.press('i');
  await expect(panel(window).getByRole('alert')).toContainText('not paid yet');
  await window.keyboard.press('Escape');
  await window.keyboard.press('p');
  await expect(panel(window).getByRole('button', { name: 'Take €96' })).toBeVisible();
  await window.keyboard.press('Enter');
  await expect(panel(window)).toContainText('Paid €96 cash');

  await window.keyboard.press('i');
  await expect(panel(window)).toContainText('Let C-B3 in, here and now?');
  await window.keyboard.press('Enter');
  await expect(panel(window).getByRole('status').filter({ hasText: 'C-B3 is let in.' })).toBeVisible();
  await expect(panel(window).getByRole('row', { name: /C-B3/ })).toContainText('inside');
  await window.keyboard.press('i');
  await expect(panel(window).getByRole('alert')).toContainText(/already|let in/i);
  await window.keyboard.press('Escape');

  const forged = code.replace('.C-B3.', '.C-B2.');
  await window.keyboard.press('Escape');
  await scan(window, forged);
  await expect(panel(window)).toContainText('This ticket is not genuine');
  await expect(panel(window).getByRole('button', { name: /Let in/ })).toHaveCount(0);
  // Nor does main, whatever the window asks of it.
  const asked = await window.evaluate(
    ([reference, told]) =>
      self.fullHouse.actOnOrder({
        order: reference,
        act: { type: 'admit', seatId: 'C-B2', code: told, door: 'Box office' },
        commandId: crypto.randomUUID(),
      }),
    [order, forged] as const,
  );
  expect(asked).toMatchObject({ done: false, problem: { reason: 'not-genuine' } });
});

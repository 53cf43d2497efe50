/** Erasing who bought an order: a manager's, asked once, gone from every screen; seats and money stay. */
import { expect, test } from '../fixtures/test.ts';
import { find, ordered, panel, seat, sellNew } from './counter.ts';

test('a manager erases a customer by keys; the order goes on without a name', async ({ openKiosk }) => {
  const kiosk = await openKiosk();
  const { window } = kiosk;
  const id = await sellNew(window);
  const order = await ordered(await kiosk.url(), id, 'Zoë Müller', ['C-B2', 'C-B3']);
  await window.keyboard.press('Escape');
  await find(window, 'muller zo', order);
  await expect(panel(window)).toContainText('zoe@example.org');

  // What cannot be undone is not what Enter does first.
  await window.keyboard.press('x');
  await expect(panel(window)).toContainText('Erase Zoë Müller and the e-mail address from this order?');
  await expect(panel(window)).toContainText('stay in the books');
  await window.keyboard.press('Enter');
  await expect(panel(window)).toContainText('Zoë Müller');
  await window.keyboard.press('x');
  await window.keyboard.press('Tab');
  await window.keyboard.press('Enter');
  await expect(panel(window).getByRole('status')).toContainText('Name and e-mail address are erased.');
  await expect(panel(window).locator('.customer')).toHaveText('erased');
  await expect(panel(window)).not.toContainText(/Zoë|zoe@/);
  await expect(seat(window, 'C-B2')).toHaveAttribute('data-mark', 'found');

  // It can be paid all the same, and is found by its reference alone.
  await window.keyboard.press('p');
  await expect(panel(window).getByRole('button', { name: 'Take €96' })).toBeVisible();
  await window.keyboard.press('Enter');
  await expect(panel(window)).toContainText('Paid €96 cash');
  await window.keyboard.press('Escape');
  await find(window, order, order);
  await expect(panel(window).locator('.customer')).toHaveText('erased');
  await window.keyboard.press('Escape');
  await window.keyboard.press('F3');
  await window.keyboard.type('muller');
  await expect(window.getByText('No order is found by that')).toBeVisible();
});

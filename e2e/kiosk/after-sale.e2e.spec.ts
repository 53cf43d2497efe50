/** After the sale, by keys alone: find an order, take its money, give some back, exchange seats, on a real server and log. */
import { expect, test } from '../fixtures/test.ts';
import { find, ordered, panel, seat, sellNew } from './counter.ts';

test('an order is found by part of a name, shown on the map, paid in cash, exchanged and refunded, by keys alone', async ({
  openKiosk,
}) => {
  const kiosk = await openKiosk();
  const { window } = kiosk;
  const id = await sellNew(window);
  const order = await ordered(await kiosk.url(), id, 'Zoë Müller', ['C-B2', 'C-B3']);
  await ordered(await kiosk.url(), id, 'Anna Karenina', ['C-A5']);
  await window.keyboard.press('Escape');

  // From the list of screenings: the order's own screening opens, with its seats standing out.
  await find(window, 'muller zo', order);
  await expect(seat(window, 'C-B2')).toHaveAttribute('data-mark', 'found');
  await expect(seat(window, 'C-B3')).toHaveAttribute('data-mark', 'found');
  await expect(seat(window, 'C-A5')).not.toHaveAttribute('data-mark');
  await expect(panel(window)).toContainText('To be paid');
  await expect(panel(window)).toContainText('zoe@example.org');

  await window.keyboard.press('c');
  await expect(panel(window).getByRole('alert')).toContainText('not paid yet');
  await window.keyboard.press('Escape');

  await window.keyboard.press('p');
  await expect(panel(window).getByRole('button', { name: 'Take €96' })).toBeVisible();
  await window.keyboard.type('100');
  await expect(panel(window).getByText('Change')).toContainText('€4');
  await window.keyboard.press('Enter');
  await expect(panel(window).getByRole('status').filter({ hasText: 'Change: €4' })).toBeVisible();
  await expect(panel(window)).toContainText('Paid €96 cash');

  // Without a printer nothing is printed, and nothing that was printed is void.
  await kiosk.app.evaluate(({ BrowserWindow }) => {
    for (const { webContents } of BrowserWindow.getAllWindows())
      webContents.getPrintersAsync = () => Promise.resolve([]);
  });
  await window.keyboard.press('t');
  await window.keyboard.press('Enter');
  await expect(panel(window).getByRole('alert')).toContainText(/printer/i);
  await window.keyboard.press('Escape');

  // One seat becomes another that costs less: the difference goes back the way it came.
  await window.keyboard.press('e');
  await expect(panel(window).getByRole('checkbox', { name: /C-B2/ })).toBeFocused();
  await window.keyboard.press(' ');
  await window.keyboard.press('m');
  await expect(seat(window, 'C-B2')).toBeFocused();
  await expect(seat(window, 'C-B2')).toHaveAttribute('data-mark', 'back');
  await seat(window, 'L-C1').focus();
  await window.keyboard.press('Enter');
  await expect(seat(window, 'L-C1')).toHaveAttribute('data-mark', 'instead');
  await expect(panel(window)).toContainText(/cost €\d+ less\. Give it back: €\d+ cash/);
  await window.keyboard.press('Enter');
  await expect(panel(window).getByRole('status').filter({ hasText: 'Exchanged' })).toContainText('C-B3 and L-C1');
  await expect(seat(window, 'L-C1')).toHaveAttribute('data-status', 'booked');
  await expect(seat(window, 'C-B2')).toHaveAttribute('data-status', 'available');

  // The best of its kind costs the same; a better one costs more, which is taken before it is theirs.
  await window.keyboard.press('e');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press(' ');
  await window.keyboard.press('b');
  await expect(panel(window)).toContainText('It costs the same.');
  await seat(window, 'C-C4').focus();
  await window.keyboard.press('Enter');
  await expect(panel(window)).toContainText('The new seats cost €12 more.');
  await expect(panel(window).getByRole('button', { name: 'Take €12' })).toBeVisible();
  await expect(panel(window).getByLabel('Cash given')).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(panel(window).getByRole('status').filter({ hasText: 'Exchanged' })).toBeVisible();
  await expect(seat(window, 'L-C1')).toHaveAttribute('data-status', 'available');

  // One seat is given back; what it says before is what it does.
  await window.keyboard.press('r');
  await window.keyboard.press(' ');
  await expect(panel(window)).toContainText('1 seat back on sale. Give back €48 cash.');
  await window.keyboard.press('Enter');
  await expect(panel(window)).toContainText('Type a reason');
  await window.keyboard.type('Ill');
  await window.keyboard.press('Enter');
  await expect(panel(window).getByRole('status').filter({ hasText: 'Give back €48 cash' })).toBeVisible();
  await expect(panel(window)).toContainText('€48 cash given back: Ill');
  await expect(panel(window).locator('tbody th')).toHaveCount(1);

  await window.keyboard.press('Escape');
  await expect(panel(window)).toHaveCount(0);
  await expect(window.locator('.seat[data-mark]')).toHaveCount(0);
});

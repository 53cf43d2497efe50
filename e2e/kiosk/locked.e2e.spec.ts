/** Who is nobody here may do nothing, and a cashier is told in words what is a manager's. */
import { expect, test } from '../fixtures/test.ts';
import { Clerk, openHouse, openSale } from './clerk.ts';
import { told } from './counter.ts';
import { worth } from './day-book.ts';

test('a locked kiosk takes no key but those of signing in, and a cashier is told what needs a manager', async ({
  openKiosk,
}) => {
  const { window } = await openKiosk();
  const clerk = new Clerk(window);
  const id = await openHouse(clerk);

  await test.step('other prices, seats withheld and the people are a manager’s', async () => {
    await expect(window.locator('.screenings button')).toBeFocused();
    await clerk.press('p');
    const dialog = window.locator('.screening-dialog');
    await expect(dialog.locator('input[name=price-a]')).toBeFocused();
    await clerk.type('1');
    await clerk.press('Enter');
    await expect(dialog.getByRole('alert')).toContainText('That needs a manager. Nothing was changed.');
    await clerk.press('Escape');
    await expect(dialog).toHaveCount(0);

    await openSale(clerk);
    const tickets = await clerk.best(1);
    expect(worth(tickets), 'the price is what it was').toBe(48_50);
    await clerk.press('w');
    await expect(window.getByLabel('Reason')).toBeFocused();
    await clerk.type('For my friends');
    await clerk.press('Enter');
    await expect(told(window)).toContainText('manager');
    await clerk.press('Escape');

    // Money belongs to a shift, and none is open.
    await clerk.toPayment(48_50);
    await clerk.press('Enter');
    await expect(told(window)).toContainText('No shift is open');
    await expect(clerk.order).toHaveCount(0);
  });

  await clerk.press('F8');
  await expect(window.getByRole('heading', { name: 'This kiosk is locked' })).toBeVisible();
  for (const key of ['F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F10', 'F11', '2', 'n', 'p', 'Enter']) await clerk.press(key);
  await expect(window.getByRole('heading', { name: 'This kiosk is locked' })).toBeVisible();
  await expect(window.locator('.seat, .till, .people, .screenings, dialog, .order-panel')).toHaveCount(0);
  // Nor does main do for a screen that was talked into more what it does not do for this one.
  const answers = await window.evaluate(
    (screeningId) =>
      Promise.all([
        self.fullHouse.openScreening({ screeningId }),
        self.fullHouse.claimBest({ screeningId, seats: 2 }),
        self.fullHouse.findOrders({ q: 'a' }),
        self.fullHouse.book({
          screeningId,
          seatIds: ['C-A4'],
          total: 4850,
          tenders: [{ kind: 'cash', amount: 4850 }],
          name: 'Tom',
        }),
        self.fullHouse.repriceScreening({
          screeningId,
          prices: { a: 100, b: 100 },
          discounts: { concession: 0, child: 0, companion: 0 },
          promos: [],
        }),
        self.fullHouse.openShift({ float: 1 }),
      ]),
    id,
  );
  for (const answer of answers) expect(answer).toMatchObject({ done: false, problem: { reason: 'locked' } });
});

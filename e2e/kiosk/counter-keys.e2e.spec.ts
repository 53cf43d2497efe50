import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { choose, seat, sellNew, told, toPayment } from './counter.ts';
import { addCashier, firstManager, signIn } from './people.ts';

/** Presses keys as a clerk does, and counts them. */
function counted(window: Page) {
  let presses = 0;
  return {
    presses: () => presses,
    async press(...keys: string[]) {
      for (const key of keys) {
        presses += 1;
        await window.keyboard.press(key);
      }
    },
  };
}

const tickets = (window: Page) => window.locator('.chips button');
const order = (window: Page) => window.locator('.order');

test('two best seats for cash take ten keys at most, with change for a note, and the next sale begins at once', async ({
  openKiosk,
}) => {
  const { window } = await openKiosk();
  await sellNew(window);
  const clerk = counted(window);

  await clerk.press('2');
  await expect(tickets(window)).toHaveCount(2);
  await expect(window.locator('button.seat[data-status=selected]')).toHaveCount(2);
  await clerk.press('Enter');
  await expect(window.locator('.tender .due b')).toHaveText('€96');
  await clerk.press('1', '0', '0');
  await expect(window.locator('.tender .change b')).toHaveText('€4');
  await clerk.press('Enter');
  await expect(order(window)).toHaveText(/^\S{4}-\S{4}$/);
  await expect(window.locator('.change-due b')).toHaveText('€4');
  await expect(window.locator('.sold')).toContainText('€96 in cash');
  expect(clerk.presses()).toBeLessThanOrEqual(10);
  const first = await order(window).innerText();

  // The next one, exactly paid, typed without looking up: three keys.
  await window.keyboard.press('2');
  await window.keyboard.press('Enter');
  await expect(window.locator('.change-due')).toHaveCount(0);
  await expect(window.locator('.tender button[type=submit]')).toHaveAttribute('aria-disabled', 'false');
  await window.keyboard.press('Enter');
  await expect(order(window)).not.toHaveText(first);
  await expect(window.locator('button.seat[data-status=booked]')).toHaveCount(4);
});

test('the card’s amount is shown to be keyed in and its reference noted; less cash than the amount leaves the rest to it', async ({
  openKiosk,
}) => {
  const { window } = await openKiosk();
  await sellNew(window);
  await window.keyboard.press('2');
  await toPayment(window);
  await window.keyboard.press('Space');
  await expect(window.locator('.tender .due')).toHaveText('Key in €96');
  await window.keyboard.type('4111 1111 1111 1111');
  await window.keyboard.press('Enter');
  await expect(window.getByText('Never note the number of a card.')).toBeVisible();
  await window.keyboard.type('T-4711');
  await window.keyboard.press('Enter');
  await expect(window.locator('.sold')).toContainText('€96 by card');

  await window.keyboard.press('1');
  await toPayment(window);
  await window.keyboard.type('20');
  await window.keyboard.press('Enter');
  await expect(window.locator('#tender-problem')).toContainText('€28 missing');
  await expect(order(window)).toHaveCount(0);
  await window.keyboard.press('Space');
  await expect(window.locator('.tender .due')).toHaveText('Key in €28 €20 in cash first');
  await window.keyboard.press('Enter');
  await expect(window.locator('.sold')).toContainText('(€20 in cash, €28 by card)');
});

test('parties, seats, rows, others, categories and special places are asked for by keys', async ({ openKiosk }) => {
  const { window } = await openKiosk();
  await sellNew(window);
  const chosen = () => tickets(window).evaluateAll((all) => all.map((one) => one.dataset['ticket']));

  await window.keyboard.press('g');
  await window.keyboard.type('2 full + 1 child');
  await window.keyboard.press('Enter');
  await expect(tickets(window)).toHaveCount(3);
  await expect(window.locator('.total')).toHaveText('€120');
  const first = await chosen();

  // The same seats for another party, which changes the tickets alone.
  await window.keyboard.press('g');
  await window.keyboard.type('3 conc');
  await window.keyboard.press('Enter');
  await expect(window.locator('.total')).toHaveText('€115.20');
  expect(await chosen()).toEqual(first);
  await window.keyboard.press('g');
  await window.keyboard.type('2+1h');
  await window.keyboard.press('Enter');
  await expect(window.locator('.total')).toHaveText('€120');

  // Others, with the same tickets; one step back, and they are the first again.
  await window.keyboard.press('n');
  await expect.poll(chosen).not.toEqual(first);
  await expect(window.locator('.total')).toHaveText('€120');
  await window.keyboard.press('F10');
  await expect.poll(chosen).toEqual(first);

  await window.keyboard.press('t');
  await window.keyboard.press('t');
  await expect
    .poll(async () => (await chosen()).every((seatId) => seatId?.startsWith('L-') || seatId?.startsWith('R-')))
    .toBe(true);
  await window.keyboard.press('t');
  await window.keyboard.press('a');
  await window.keyboard.press('a');
  await expect.poll(async () => (await chosen()).filter((seatId) => /^C-E[1267]$/.test(seatId ?? '')).length).toBe(2);
  await window.keyboard.press('k');
  await expect(window.locator('.chips [data-type=companion]')).toHaveText(/€0/);
  await window.keyboard.press('x');
  await expect(tickets(window)).toHaveCount(0);

  // A seat by its name, more of them, and a row.
  await window.keyboard.press('g');
  await window.keyboard.type('c-d1 d3-4');
  await window.keyboard.press('Enter');
  await expect.poll(chosen).toEqual(['C-D1', 'C-D3', 'C-D4']);
  await window.keyboard.press('g');
  await window.keyboard.type('z9');
  await window.keyboard.press('Enter');
  await expect(window.getByText('Nothing here is called “Z9”')).toBeVisible();
  await window.keyboard.type('row A');
  await window.keyboard.press('Enter');
  await expect(seat(window, 'C-A4')).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(seat(window, 'C-A4')).toHaveAttribute('data-status', 'selected');

  // A ticket in focus is changed by its type's key, and given back by Enter.
  await tickets(window).first().focus();
  await window.keyboard.press('c');
  await expect(tickets(window).first()).toContainText('Concession');
  await window.keyboard.press('Enter');
  await expect(tickets(window)).toHaveCount(3);
});

test('a sale is undone with one key, which says what to give back and leaves the seats chosen', async ({
  openKiosk,
}) => {
  const { window } = await openKiosk();
  await sellNew(window);
  await window.keyboard.press('3');
  await expect(tickets(window)).toHaveCount(3);
  await window.keyboard.press('h');
  await toPayment(window);
  await window.keyboard.press('Enter');
  const sold = await order(window).innerText();

  await window.keyboard.press('F10');
  await expect(window.locator('.voided')).toContainText(`Order ${sold} is undone.`);
  await expect(window.locator('.voided')).toContainText('Give back €120 in cash');
  await expect(tickets(window)).toHaveCount(3);
  await expect(window.locator('.chips [data-type=child]')).toHaveCount(1);
  await expect(window.locator('button.seat[data-status=booked]')).toHaveCount(0);

  // Held down it sells once, and nothing is left to be undone in what follows.
  await toPayment(window);
  await window.keyboard.down('Enter');
  await window.keyboard.down('Enter');
  await window.keyboard.up('Enter');
  await expect(order(window)).not.toHaveText(sold);
  await window.keyboard.press('1');
  await expect(tickets(window)).toHaveCount(1);
  await window.keyboard.press('F10');
  await expect(tickets(window)).toHaveCount(0);
  await window.keyboard.press('F10');
  await expect(told(window)).toContainText('There is nothing to undo here.');
  await expect(window.locator('button.seat[data-status=booked]')).toHaveCount(3);
});

test('tickets are given away with a reason, and a promo code takes its percent off', async ({ openKiosk }) => {
  const { window } = await openKiosk();
  const id = await sellNew(window);
  await window.keyboard.press('2');
  await expect(tickets(window)).toHaveCount(2);
  await window.keyboard.press('o');
  await window.keyboard.press('o');
  await expect(window.locator('.total')).toHaveText('€0');
  await toPayment(window);
  await expect(window.getByLabel('Reason for the comp')).toBeFocused();
  await window.keyboard.press('Enter');
  await window.keyboard.press('Enter');
  await expect(window.getByText('Say why these tickets are given away.')).toBeVisible();
  await expect(order(window)).toHaveCount(0);
  await window.keyboard.type('The critic');
  await window.keyboard.press('Enter');
  await window.keyboard.press('Enter');
  await expect(window.locator('.sold')).toContainText('€0 given away');

  await window.keyboard.press('1');
  await toPayment(window);
  await window.keyboard.press('p');
  await window.keyboard.type('spring');
  await window.keyboard.press('Enter');
  await expect(window.getByText('There is no such code for this screening.')).toBeVisible();
  await window.keyboard.press('Enter');
  await expect(order(window)).toHaveCount(0);

  // The code begins to hold, and another price: at once on this screen, and for what it says the seat is sold.
  await window.evaluate((screeningId) => {
    const discounts = { concession: 20, child: 50, companion: 100 };
    return self.fullHouse.repriceScreening({
      screeningId,
      prices: { a: 4000 },
      discounts,
      promos: [{ code: 'SPRING', percent: 25 }],
    });
  }, id);
  await expect(window.locator('.total')).toHaveText('€30');
  const stale = await window.evaluate(
    ({ screeningId, seatId }) =>
      self.fullHouse.book({
        screeningId,
        seatIds: [seatId],
        total: 4800,
        tenders: [{ kind: 'cash', amount: 4800 }],
        name: 'Ada',
      }),
    { screeningId: id, seatId: (await tickets(window).first().getAttribute('data-ticket')) ?? '' },
  );
  expect(stale).toMatchObject({ done: false, problem: { reason: 'payment-mismatch' } });
  await window.locator('input[name=given]').focus();
  await window.keyboard.press('Enter');
  await expect(window.locator('.sold')).toContainText('€30 in cash');

  // In the middle of paying by card: what was keyed into the terminal is not what it costs any more, and Enter sells nothing.
  await window.keyboard.press('1');
  await toPayment(window);
  await window.keyboard.press('Space');
  await expect(window.locator('.tender .due')).toHaveText('Key in €40');
  await window.evaluate((screeningId) => {
    const discounts = { concession: 20, child: 50, companion: 100 };
    return self.fullHouse.repriceScreening({ screeningId, prices: { a: 5000 }, discounts, promos: [] });
  }, id);
  await expect(told(window)).toContainText('this comes to €50 now, it was €40');
  await window.keyboard.press('Enter');
  await expect(window.locator('.tender .due b')).toHaveText('€50');
  await expect(order(window)).toHaveCount(0);
});

test('a cashier gives no ticket away without a manager’s PIN, whatever the screen says', async ({ openKiosk }) => {
  const { window } = await openKiosk();
  const id = await sellNew(window);
  await window.keyboard.press('Escape');
  await firstManager(window);
  await addCashier(window);
  await window.keyboard.press('F8');
  await window.keyboard.press('Escape');
  await signIn(window, 'to', '8024');
  await expect(window.locator('.acting')).toContainText('Tom Brandt, Cashier');
  await window.locator('.screenings button').first().press('Enter');

  await choose(window, 'C-B4');
  await expect(tickets(window)).toHaveCount(1);
  await window.keyboard.press('o');
  await toPayment(window);
  await window.keyboard.type('The critic');
  await window.keyboard.press('Enter');
  await expect(window.getByLabel('A manager’s PIN')).toBeFocused();
  await window.keyboard.type('8024');
  await window.keyboard.press('Enter');
  await window.keyboard.press('Enter');
  await expect(told(window)).toContainText('That is no manager’s PIN. Nothing was sold.');
  const forged = await window.evaluate(
    (screeningId) =>
      self.fullHouse.book({
        screeningId,
        seatIds: ['C-B4'],
        total: 0,
        tenders: [],
        ticketTypes: { 'C-B4': 'comp' },
        comp: { reason: 'Mine' },
        name: 'Tom',
      }),
    id,
  );
  expect(forged).toMatchObject({ done: false, problem: { reason: 'needs-manager' } });
  await expect(order(window)).toHaveCount(0);

  await window.locator('input[name=pin]').focus();
  await window.keyboard.type('4711');
  await window.keyboard.press('Enter');
  await window.keyboard.press('Enter');
  await expect(window.locator('.sold')).toContainText('€0 given away');
});

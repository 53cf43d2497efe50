import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { find, isReady, ordered, panel, seat, sellNew, toPayment } from './counter.ts';
import { addCashier, firstManager } from './people.ts';

/** Types without a look at the screen: no key waits for what the one before it did. */
async function typed(window: Page, ...keys: string[]): Promise<void> {
  await Promise.all(keys.flatMap((key) => [window.keyboard.down(key), window.keyboard.up(key)]));
}

const text = (words: string) => Array.from(words).map((sign) => (sign === ' ' ? 'Space' : sign));
const scanner = (window: Page, code: string) => typed(window, ...Array.from(code), 'Enter');
const tickets = (window: Page) => window.locator('.chips button');
const booked = (window: Page) => window.locator('button.seat[data-status=booked]');

test('sales typed one after the other without a pause are all made, each once, with their own change', async ({
  openKiosk,
}) => {
  const { window } = await openKiosk();
  await sellNew(window, 'The Tempest', 'playhouse');
  // Exactly paid, with change for a note, by card with a reference; and again.
  const sales = [
    ['2', 'Enter', 'Enter'],
    ['2', 'h', 'Enter', '2', '0', '0', 'Enter'],
    ['3', 'Enter', 'Space', 'T', '4', '7', 'Enter'],
  ];
  await typed(window, ...[...sales, ...sales, ...sales].flat());
  await expect(booked(window)).toHaveCount(21);
  await expect(window.locator('.sold')).toContainText('by card');
  await expect(tickets(window)).toHaveCount(0);

  // Pressed once more than it should have been, it sells nothing twice.
  await typed(window, '1', 'Enter', 'Enter', 'Enter', 'Enter', '1', 'Enter', 'Enter');
  await expect(booked(window)).toHaveCount(23);
  await expect(window.locator('.order')).toBeVisible();
});

test('numbers of two digits, seats of the map, steps undone and seats withheld may be typed ahead of as well', async ({
  openKiosk,
}) => {
  const { window } = await openKiosk();
  await sellNew(window, 'The Tempest', 'playhouse');
  await typed(window, '1', '2', 'Enter', 'Enter');
  await expect(booked(window)).toHaveCount(12);
  await typed(window, 'ArrowRight', 'Enter', 'ArrowRight', 'Enter', 'b', 'Enter');
  await expect(booked(window)).toHaveCount(14);
  // Given back, or undone, and the next number asked for: that is a number of its own.
  await typed(window, '2', 'x', '3', 'F10', '1', 'Enter', 'Enter');
  await expect(booked(window)).toHaveCount(15);

  // A type is a step of its own.
  await typed(window, '2', 'c', 'h');
  await expect(window.locator('.chips [data-type=child]')).toHaveCount(1);
  await typed(window, 'F10');
  await expect(window.locator('.chips [data-type=child]')).toHaveCount(0);
  await expect(window.locator('.chips [data-type=concession]')).toHaveCount(1);
  await typed(window, 'x');
  await expect(tickets(window)).toHaveCount(0);
  await typed(window, 'F10', 'F10');
  await expect(window.locator('.chips [data-type=full]')).toHaveCount(2);

  await typed(
    window,
    '2',
    'w',
    ...text('six x kin'),
    'Enter',
    '1',
    'u',
    ...text('Max'),
    'Enter',
    '1',
    'Enter',
    'Enter',
  );
  await expect(booked(window)).toHaveCount(17);
  await expect(window.locator('button.seat[data-status=withheld]')).toHaveCount(2);
});

test('what was typed ahead of a sale that is refused does nothing', async ({ openKiosk }) => {
  const { window } = await openKiosk();
  await sellNew(window);
  // An unknown code keeps the sale from being made; what follows was for the next customer.
  await typed(window, '1', 'Enter', 'p', 'x', 'y', 'Enter');
  await expect(window.locator('input[name=promo]')).toHaveAttribute('aria-invalid', 'true');
  await expect(booked(window)).toHaveCount(0);
  await window.locator('input[name=promo]').fill('');
  await window.keyboard.press('Enter');
  await expect(window.locator('.tender button[type=submit]')).toHaveAttribute('aria-disabled', 'false');
  await window.keyboard.press('Enter');
  await expect(booked(window)).toHaveCount(1);
});

test('tickets, promo code and the sale just made are as they were after a look at the till and another view', async ({
  openKiosk,
}) => {
  const { window } = await openKiosk();
  await sellNew(window);
  await window.keyboard.press('3');
  await expect(tickets(window)).toHaveCount(3);
  await typed(window, 'c', 'h');
  await expect(window.locator('.chips [data-type=concession]')).toHaveCount(1);
  const before = await tickets(window).allInnerTexts();
  for (const there of ['F4', 'F2']) {
    await window.keyboard.press(there);
    await expect(tickets(window)).toHaveCount(0);
    await window.keyboard.press('Escape');
    await expect(tickets(window)).toHaveText(before);
  }
  await window.keyboard.press('F5');
  await expect(tickets(window)).toHaveCount(0);
  await window.keyboard.press('Enter');
  await expect(tickets(window)).toHaveText(before);

  await toPayment(window);
  await typed(window, 'n', 'A', 'd', 'a', 'Enter');
  await window.keyboard.press('F4');
  await expect(tickets(window)).toHaveCount(0);
  await window.keyboard.press('Escape');
  await toPayment(window);
  await expect(window.locator('input[name=name]')).toHaveValue('Ada');
  await window.locator('input[name=given]').focus();
  await typed(window, '2', '0', '0', 'Enter');
  const change = await window.locator('.change-due b').innerText();
  await window.keyboard.press('F4');
  await expect(window.locator('.change-due')).toHaveCount(0);
  await window.keyboard.press('Escape');
  await expect(window.locator('.change-due b')).toHaveText(change);

  // Undone, what to give back stays, large, until the next sale begins.
  await window.keyboard.press('F10');
  await expect(window.locator('.back-due b')).toBeVisible();
  expect(
    await window.locator('.back-due b').evaluate((b) => Number.parseInt(getComputedStyle(b).fontSize, 10)),
  ).toBeGreaterThan(48);
  await expect(tickets(window)).toHaveText(before);
  await window.keyboard.press('Enter');
  await expect(window.locator('.back-due b')).toBeVisible();
  await window.keyboard.press('Escape');
  await window.keyboard.press('x');
  await expect(tickets(window)).toHaveCount(0);

  // Nothing of it is left for the next customer.
  await window.keyboard.press('1');
  await expect(window.locator('.back-due')).toHaveCount(0);
  await toPayment(window);
  await expect(window.locator('input[name=name]')).toHaveValue('');
});

test('a ticket that is scanned shows its order, whichever view is open and wherever the focus is', async ({
  openKiosk,
}) => {
  const { window } = await openKiosk();
  const id = await sellNew(window);
  await typed(window, '2', 'Enter', 'Enter');
  const order = await window.locator('.order').innerText();
  const [sold] = await booked(window).evaluateAll((all) => all.map((one) => one.id));
  const code = `FH1.${id}.${order.replace('-', '')}.${sold}.1.${'Ab3_-xYz9fHkX'.repeat(7)}`;
  const found = async () => {
    await expect(panel(window).getByRole('heading', { level: 1 })).toContainText(order);
    await window.keyboard.press('Escape');
    await expect(panel(window)).toHaveCount(0);
  };
  // The database may not have read that far yet: then it is looked up again by what is in the field.
  await scanner(window, code);
  await expect(async () => {
    if ((await panel(window).count()) === 0) await window.keyboard.press('Enter');
    await expect(panel(window)).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
  await found();
  await expect(tickets(window)).toHaveCount(0);

  // On the way to payment: nothing of it arrives in the cash field, or chooses seats.
  await window.keyboard.press('2');
  await toPayment(window);
  const chosen = await tickets(window).allInnerTexts();
  await scanner(window, code);
  await found();
  await expect(tickets(window)).toHaveText(chosen);
  await expect(window.locator('input[name=given]')).toHaveValue('');
  await window.locator('input[name=name]').fill('Ada ');
  await window.locator('input[name=name]').focus();
  await scanner(window, code);
  await found();
  await expect(window.locator('input[name=name]')).toHaveValue('Ada ');

  // In the search field, and from the list of screenings.
  await typed(window, 'F3', ...Array.from(code), 'Enter');
  await found();
  await window.keyboard.press('F5');
  await expect(seat(window, 'C-A3')).toHaveCount(0);
  await scanner(window, code);
  await found();
  // Letters that begin like a code and are none are what they always were.
  await typed(window, 'F', 'F', 'h');
  await expect(window.locator('.chips [data-type=child]')).toHaveCount(1);
});

test('views are opened and filled in without a look at the screen: signing in, a shift, a sale, money out', async ({
  openKiosk,
}) => {
  const { window } = await openKiosk();
  await isReady(window);
  await typed(window, 'n', ...text('The Tempest'), 'Enter');
  await expect(window.locator('.url')).toBeVisible();
  await typed(window, 'Escape');
  await firstManager(window);
  await addCashier(window);
  await typed(window, 'F8');
  await expect(window.getByRole('heading', { name: 'This kiosk is locked' })).toBeVisible();
  await window.keyboard.press('Escape');
  // Signs in, opens a shift, opens the sale, sells two seats: in one go.
  await typed(window, 't', 'o', 'Enter', '8', '0', '2', '4', 'Enter', 'F4', '1', '0', '0', 'Enter');
  await expect(window.locator('.acting')).toContainText('Tom Brandt, Cashier');
  await expect(window.locator('.till-lamp')).toHaveAttribute('data-open', 'true');
  await typed(window, 'Escape', 'Enter', '2', 'Enter', 'Enter');
  await expect(window.locator('button.seat[data-status=booked]')).toHaveCount(2);
  await typed(window, 'F4', 'o', '5', 'Tab', ...text('stamps'), 'Enter');
  await expect(window.locator('main.till')).toContainText('stamps');
});

test('what is done with an order can be typed in one go: paid, handed over, exchanged, refunded with a reason', async ({
  openKiosk,
}) => {
  const kiosk = await openKiosk();
  const { window } = kiosk;
  const id = await sellNew(window);
  const order = await ordered(await kiosk.url(), id, 'Zoë Müller', ['C-B2', 'C-B3']);
  // From the moment its panel is there, whatever is known of the order by then.
  await find(window, 'muller', order);
  const history = panel(window).locator('.history');
  // Nothing of it reaches the sale below: no seat is chosen by the digits, nothing is given back by the x.
  await typed(window, 'p', '1', '0', '0', 'Enter');
  await expect(history).toContainText('Paid €96 cash');
  await typed(window, 'c', 'Enter');
  await expect(history).toContainText('Tickets handed over');
  await typed(window, 'r', 'ArrowDown', 'Space', ...text('six x ill'), 'Enter');
  await expect(history).toContainText('Refunded C-B2, €48 cash given back: six x ill');
  await typed(window, 'e', 'b', 'Enter');
  await expect(history).toContainText('C-B3 became');
  await expect(tickets(window)).toHaveCount(0);
});

test('the week’s questions, and an order that is looked up and paid, can be typed in one go', async ({ openKiosk }) => {
  const kiosk = await openKiosk();
  const { window } = kiosk;
  const id = await sellNew(window, 'Hamlet');
  const order = await ordered(await kiosk.url(), id, 'Zoë Müller', ['C-B2', 'C-B3']);
  // Once the database has read that far.
  await find(window, 'muller', order);
  await window.keyboard.press('Escape');
  await typed(window, 'F3', ...text('muller'), 'Enter', 'p', '1', '0', '0', 'Enter');
  await expect(panel(window).locator('.history')).toContainText('Paid €96 cash');
  await typed(window, 'Escape');
  await expect(panel(window)).toHaveCount(0);

  await typed(
    window,
    'F5',
    'e',
    ...text('Hamlet, Prince'),
    'Enter',
    'e',
    ...text('Ofelia'),
    'Enter',
    'x',
    ...text('ill'),
  );
  await expect(window.locator('.screening-dialog input')).toHaveValue('ill');
  await expect(window.locator('.screening-dialog .about')).toContainText('Ofelia');
  await typed(window, 'Escape');
  await expect(window.locator('.screening-dialog')).toHaveCount(0);
  await typed(window, 'Enter');
  await expect(window.getByRole('heading', { name: 'Ofelia' })).toBeVisible();
  await expect(tickets(window)).toHaveCount(0);
});

/** Seats that are taken off sale at the counter, and come back: kept for collection, withheld, a patron's hold that is freed. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { choose, seat, sellNew, told, toPayment } from './counter.ts';

/** The screening is tomorrow, whatever the time of the day is now. */
async function tomorrow(window: Page, screeningId: string): Promise<void> {
  const before = await window.locator('.sell-head p').innerText();
  await window.evaluate((id) => {
    const startsAt = new Date(Date.now() + 30 * 3_600_000).toISOString();
    return self.fullHouse.amendScreening({ screeningId: id, startsAt });
  }, screeningId);
  await expect(window.locator('.sell-head p')).not.toHaveText(before);
}

/** Long enough for a busy machine to show what the seat is until then, and how long it may take to show that it is over. */
const ENDS_AFTER_MS = 5000;
const OVER_WITHIN = { timeout: ENDS_AFTER_MS + 30_000 };

const tickets = (window: Page) => window.locator('.chips button');

test('seats are kept for collection, and are on sale again when nobody came', async ({ openKiosk }) => {
  const { window } = await openKiosk();
  const id = await sellNew(window);
  await tomorrow(window, id);
  await choose(window, 'C-B4');
  await expect(tickets(window)).toHaveCount(1);
  await window.keyboard.press('u');
  await expect(window.getByLabel('Name', { exact: true })).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(window.getByText('Type the name that they will say')).toBeVisible();
  await window.keyboard.type('Ada Lovelace');
  await window.keyboard.press('Tab');
  await window.keyboard.type('25:00');
  await window.keyboard.press('Enter');
  await expect(window.getByText('Type a time that is still to come')).toBeVisible();
  await window.keyboard.type('-1');
  await window.keyboard.press('Enter');
  await expect(window.locator('.sold')).toContainText('€48 to pay, for Ada Lovelace until');
  await expect(seat(window, 'C-B4')).toHaveAttribute('data-status', 'booked');

  // The same with an end that comes: asked of main, which takes any instant.
  await choose(window, 'C-B5');
  await expect(tickets(window)).toHaveCount(1);
  const kept = await window.evaluate(
    ({ screeningId, endsAfterMs }) =>
      self.fullHouse.book({
        screeningId,
        seatIds: ['C-B5'],
        total: 4800,
        tenders: [],
        name: 'Charles Babbage',
        collectBy: Date.now() + endsAfterMs,
      }),
    { screeningId: id, endsAfterMs: ENDS_AFTER_MS },
  );
  expect(kept).toMatchObject({ done: true });
  await expect(seat(window, 'C-B5')).toHaveAttribute('data-status', 'booked');
  await expect(seat(window, 'C-B5')).toHaveAttribute('data-status', 'available', OVER_WITHIN);
});

test('house seats and kills are withheld with a reason and a time, sold from the house alone, and released', async ({
  openKiosk,
}) => {
  const { window } = await openKiosk();
  await tomorrow(window, await sellNew(window));
  await window.keyboard.press('w');
  await expect(told(window)).toContainText('Choose the seats to withhold first');
  await choose(window, 'C-B4');
  await choose(window, 'C-B5');
  await expect(tickets(window)).toHaveCount(2);
  await window.keyboard.press('w');
  await window.keyboard.press('Enter');
  await expect(window.getByText('Say why: the next clerk will ask.')).toBeVisible();
  await window.keyboard.type('press');
  await window.keyboard.press('Tab');
  await window.keyboard.type('-5');
  await window.keyboard.press('Enter');
  await expect(seat(window, 'C-B4')).toHaveAttribute('data-withheld', 'house');
  await expect(seat(window, 'C-B4')).toHaveAccessibleName(/withheld\. House seats: press, until \d\d:\d\d/);
  await expect(tickets(window)).toHaveCount(0);
  await expect(told(window)).toBeEmpty();

  // A kill is sold nowhere.
  await choose(window, 'C-D4');
  await expect(tickets(window)).toHaveCount(1);
  await window.keyboard.press('w');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.type('broken');
  await window.keyboard.press('Enter');
  await expect(seat(window, 'C-D4')).toHaveAttribute('data-withheld', 'kill');
  await choose(window, 'C-D4');
  await expect(told(window)).toContainText('C-D4 is not on sale.');

  // A house seat is sold here, and is the house's again once the sale is undone and its seat given back.
  await choose(window, 'C-B4');
  await expect(tickets(window)).toHaveCount(1);
  await toPayment(window);
  await window.keyboard.press('Enter');
  await expect(seat(window, 'C-B4')).toHaveAttribute('data-status', 'booked');
  await window.keyboard.press('F10');
  await expect(tickets(window)).toHaveCount(1);
  await window.keyboard.press('x');
  await expect(seat(window, 'C-B4')).toHaveAttribute('data-withheld', 'house');

  await seat(window, 'C-B5').focus();
  await window.keyboard.press('w');
  await window.getByRole('button', { name: 'Release all 2 seats' }).press('Enter');
  await expect(seat(window, 'C-B4')).toHaveAttribute('data-status', 'available');
  await expect(seat(window, 'C-D4')).toHaveAttribute('data-withheld', 'kill');
});

test('withheld seats are released by the log at their time', async ({ openKiosk }) => {
  const { window } = await openKiosk();
  const screeningId = await sellNew(window);
  const withheld = await window.evaluate(
    ({ id, endsAfterMs }) =>
      self.fullHouse.withhold({
        screeningId: id,
        seatIds: ['C-B4'],
        kind: 'kill',
        reason: 'camera',
        releaseAt: Date.now() + endsAfterMs,
      }),
    { id: screeningId, endsAfterMs: ENDS_AFTER_MS },
  );
  expect(withheld).toMatchObject({ done: true });
  await expect(seat(window, 'C-B4')).toHaveAttribute('data-status', 'withheld');
  await expect(seat(window, 'C-B4')).toHaveAttribute('data-status', 'available', OVER_WITHIN);
});

test('a patron’s hold is freed after asking once, and the patron is told', async ({ openKiosk, openPhone }) => {
  const kiosk = await openKiosk();
  const { window } = kiosk;
  const id = await sellNew(window);
  const phone = await openPhone();
  await phone.goto(`${await kiosk.url()}/screenings/${id}`);
  await seat(phone, 'C-B4').click();
  await expect(seat(phone, 'C-B4')).toHaveAttribute('data-status', 'selected');

  await expect(seat(window, 'C-B4')).toHaveAttribute('data-status', 'other_selected');
  await window.keyboard.press('d');
  await expect(told(window)).toContainText('Move to a seat that a patron holds first.');
  await seat(window, 'C-B4').focus();
  await window.keyboard.press('d');
  await expect(window.getByText('C-B4 held since')).toBeVisible();
  await window.keyboard.press('Enter');
  await expect(seat(window, 'C-B4')).toHaveAttribute('data-status', 'available');
  await expect(phone.getByText(/box office freed|freed by the box office|box office.*C-B4/i).first()).toBeVisible();
});

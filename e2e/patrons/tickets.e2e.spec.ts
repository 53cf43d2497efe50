import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../fixtures/test.ts';
import { signTicket } from '../../theatre/ticket/code.ts';
import { ticketKeys } from '../../theatre/ticket/keys.ts';
import { book, complaints, seat, visit } from './phone.ts';

const KEY = 'a-ticket-key-for-this-test-alone-1234';
test.use({ theatreOptions: { env: { FULL_HOUSE_TICKET_KEY: KEY } } });

test('a guest’s ticket: from the order to its page, in at the door once, and not a second time', async ({
  theatre,
  openPhone,
}) => {
  const { url } = await theatre.createScreening();
  const ada = await openPhone();
  const heard = [complaints(ada)];
  await visit(ada, url);
  await seat(ada, 'C-B4').tap();
  await expect(ada.locator('#strip')).toContainText('1 seat');
  await book(ada);
  await ada
    .getByRole('heading', { name: /^Booked: order/ })
    .getByRole('link')
    .click();
  const reference = (await ada.getByRole('heading', { level: 1 }).textContent()) ?? '';

  const pdf = await ada.request.get(await hrefOf(ada.getByRole('link', { name: 'All tickets as a PDF' })));
  expect(pdf.headers()['content-type']).toBe('application/pdf');
  await ada.getByRole('link', { name: 'C-B4' }).click();
  await expect(ada.getByText('To pay at the box office: €48')).toBeVisible();
  const code = ada.getByRole('img', { name: 'QR code of the ticket for C-B4' });
  await expect(code).toBeInViewport({ ratio: 1 });
  expect((await new AxeBuilder({ page: ada }).analyze()).violations).toEqual([]);

  // Staff at the door, in a browser of their own.
  const door = await openPhone();
  heard.push(complaints(door));
  await door.goto(`${url}/door`);
  await expect(door.getByRole('heading', { name: 'Staff sign-in' })).toBeVisible();
  expect((await new AxeBuilder({ page: door }).analyze()).violations).toEqual([]);
  await door.keyboard.type(theatre.token);
  await door.keyboard.press('Enter');
  await expect(door.getByRole('heading', { level: 1 })).toContainText('Door:');
  await expect(door.locator('#in')).toContainText('0 of 1 are in');
  // Its script is there with the page's load, not before.
  await door.waitForLoadState('load');

  const scan = signTicket(
    { screeningId: url.split('/').at(-1) ?? '', order: reference, seatId: 'C-B4', issue: 1 },
    ticketKeys(KEY).privateKey,
  );
  /** As a scanner does it: types, and Enter. */
  const scanned = async (text: string, outcome: string) => {
    await door.keyboard.insertText(text);
    await door.keyboard.press('Enter');
    await expect(door.locator('.answer')).toHaveAttribute('data-outcome', outcome);
  };
  await scanned(scan, 'payment-due');
  await expect(door.locator('.answer')).toContainText('€48 to pay');
  await pay(theatre, reference);
  await ada.reload();
  await expect(ada.getByText('To pay at the box office')).toBeHidden();

  await scanned(`${reference} c-b9`, 'not-in-order');
  await scanned(scan, 'admitted');
  await expect(door.locator('.answer')).toContainText('Admit');
  await expect(door.locator('#in')).toContainText('1 of 1 are in');
  await scanned(scan.replace('C-B4', 'C-B5'), 'not-genuine');
  await scanned(scan, 'already-admitted');
  await expect(door.locator('.answer')).toContainText('at Main door');
  expect((await new AxeBuilder({ page: door }).analyze()).violations).toEqual([]);

  await door.getByRole('link', { name: 'Staff home' }).click();
  await expect(door.getByRole('link', { name: 'Door' })).toBeVisible();
  await door.getByRole('button', { name: 'Sign out' }).click();
  await expect(door.getByLabel('Staff token')).toBeFocused();
  expect(heard).toEqual([[], []]);
});

async function hrefOf(link: {
  getAttribute(name: string): Promise<string | null>;
  page(): { url(): string };
}): Promise<string> {
  return new URL((await link.getAttribute('href')) ?? '', link.page().url()).href;
}

async function pay(theatre: { url: string; token: string }, reference: string): Promise<void> {
  const answer = await fetch(`${theatre.url}/api/orders/${reference}/payment`, {
    method: 'POST',
    headers: { authorization: `Bearer ${theatre.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ tenders: [{ kind: 'cash', amount: 4800 }] }),
  });
  expect(answer.ok, await answer.text()).toBe(true);
}

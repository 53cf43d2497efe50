import { expect, test } from '../fixtures/test.ts';
import { book, buyOut, complaints, expectSeat, seat, visit } from './phone.ts';

test('a booking turns the seats booked for everyone and shows its reference', async ({ theatre, openPhone }) => {
  const { url } = await theatre.createScreening();
  const [ada, ben] = [await openPhone(), await openPhone()];
  const heard = complaints(ada);
  await visit(ada, url);
  await visit(ben, url);
  await seat(ada, 'C-B4').tap();
  await seat(ada, 'C-B5').tap();
  await expect(ada.locator('#strip')).toContainText('2 seats');
  await book(ada);

  await expectSeat(ada, 'C-B5', 'booked');
  await expectSeat(ben, 'C-B4', 'booked');
  await expect(seat(ben, 'C-B4')).toHaveAttribute('aria-disabled', 'true');
  const booked = ada.getByRole('heading', { name: /^Booked: order/ });
  await expect(booked).toBeFocused();
  await expect(booked).toContainText(/[0-9A-Z]{4}-[0-9A-Z]{4}/);
  await expect(ada.locator('#booking')).toBeHidden();

  await booked.getByRole('link').click();
  await expect(ada.getByRole('heading', { level: 1 })).toHaveText(/[0-9A-Z]{4}-[0-9A-Z]{4}/);
  await expect(ada.getByRole('rowheader', { name: 'C-B5' })).toBeVisible();
  await expect(ada.getByText('For Ada Lovelace')).toBeVisible();
  await ada.getByRole('link', { name: 'Back to the seats' }).click();
  await expect(booked).toBeVisible();
  expect(heard).toEqual([]);
});

test('an answer that is lost on bad reception is asked for again, and books once', async ({ theatre, openPhone }) => {
  const { url } = await theatre.createScreening();
  const ada = await visit(await openPhone(), url);
  await seat(ada, 'C-D4').tap();
  await expectSeat(ada, 'C-D4', 'selected');
  const keys: (string | null)[] = [];
  const orders: (string | undefined)[] = [];
  // The server hears of it, the phone does not hear of the server; nor does its stream.
  await ada.route('**/events*', (route) => route.abort());
  await ada.route('**/book', async (route) => {
    keys.push(new URLSearchParams(route.request().postData() ?? '').get('key'));
    const answer = await route.fetch();
    orders.push(answer.headers()['location']);
    if (keys.length < 3) await route.abort();
    else await route.fulfill({ response: answer });
  });
  await ada.evaluate(() => dispatchEvent(new Event('offline')));
  await book(ada);
  await expect.poll(() => keys.length).toBe(3);
  expect(new Set(keys).size).toBe(1);
  expect(new Set(orders).size).toBe(1);
  await expect(ada.locator('#answer')).toContainText(`Your order is ${orders[0]?.split('/').at(-1)}`);
});

test('seats chosen while the answer to a booking is lost are another order, and the first is called booked', async ({
  theatre,
  openPhone,
}) => {
  const { url } = await theatre.createScreening();
  const ada = await visit(await openPhone(), url);
  await seat(ada, 'C-D4').tap();
  await expectSeat(ada, 'C-D4', 'selected');
  let asked = 0;
  await ada.route('**/book', async (route) => {
    const answer = await route.fetch();
    // Before it asks again another seat is chosen, of which it hears by its stream no more than of the booking.
    if (asked++ > 0) return route.fulfill({ response: answer });
    await ada.request.post(`${url}/seats/C-D5/toggle`, { headers: { origin: theatre.url } });
    await route.abort();
  });
  await ada.route('**/events*', (route) => route.abort());
  await ada.evaluate(() => dispatchEvent(new Event('offline')));
  await book(ada);
  await expect(ada.locator('#answer')).toContainText('This booking went through before');
  await expect(ada.locator('#booking')).toBeHidden();
  await ada.unroute('**/events*');
  await expectSeat(ada, 'C-D4', 'booked');
  await expectSeat(ada, 'C-D5', 'selected');
  await book(ada);
  await expectSeat(ada, 'C-D5', 'booked');
});

test('what is wrong in the form is said beside its field', async ({ theatre, openPhone }) => {
  const { url } = await theatre.createScreening();
  const ada = await visit(await openPhone(), url);
  await seat(ada, 'C-D4').tap();
  await expectSeat(ada, 'C-D4', 'selected');
  // The browser lets it pass, the server does not.
  await book(ada, 'Ada', 'ada@example');
  await expect(ada.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true');
  await expect(ada.getByLabel('E-mail')).toBeFocused();
  await expect(ada.locator('#email-fault')).toContainText('name@example.org');
  await expectSeat(ada, 'C-D4', 'selected');
});

test('seats beyond the limit are refused in words', async ({ theatre, openPhone }) => {
  const { url } = await theatre.createScreening();
  const ada = await visit(await openPhone(), url);
  for (const seatId of ['C-B1', 'C-B2', 'C-B3', 'C-B4', 'C-B5', 'C-B6', 'C-B7', 'C-C1']) {
    await seat(ada, seatId).tap();
    await expectSeat(ada, seatId, 'selected');
  }
  await seat(ada, 'C-C2').tap();
  await expect(ada.locator('#answer')).toContainText('8 seats');
  await expectSeat(ada, 'C-C2', 'available');
  await expect(seat(ada, 'C-C2')).not.toHaveAttribute('data-pending');
});

test('a house that is sold out says so, also to whoever is looking', async ({ theatre, openPhone }) => {
  test.slow();
  const screening = await theatre.createScreening();
  const ada = await visit(await openPhone(), screening.url);
  await seat(ada, 'C-E4').tap();
  await buyOut(theatre.url, screening.id, ['C-E4']);
  await expect(ada.locator('#sales')).toContainText('on hold');
  await book(ada);
  await expect(ada.locator('#sales')).toContainText('sold out');
  await expect(ada.locator('#left')).toHaveText('Sold out');
  await ada.goto(theatre.url);
  await expect(ada.getByRole('link', { name: /The Tempest/ })).toContainText('Sold out');
});

test.describe('a hold that runs out', () => {
  test.use({ theatreOptions: { env: { FULL_HOUSE_HOLD_SECONDS: '4', FULL_HOUSE_CHECKOUT_SECONDS: '5' } } });

  test('tells whoever lost the seats which and why, also after loading anew', async ({ theatre, openPhone }) => {
    const { url } = await theatre.createScreening();
    const [ada, ben] = [await openPhone(), await openPhone()];
    await visit(ada, url);
    await visit(ben, url);
    await seat(ada, 'L-C2').tap();
    await expect(ada.locator('#hold-words')).toHaveText('One minute left to book your seats.');
    await expect(ada.locator('#notices')).toHaveText('Your time ran out, and L-C2 went back on sale.');
    await expect(ada.locator('#notices')).toHaveAttribute('role', 'alert');
    await expectSeat(ada, 'L-C2', 'available');
    await expectSeat(ben, 'L-C2', 'available');

    await seat(ben, 'L-C2').tap();
    await expectSeat(ada, 'L-C2', 'other_selected');
    await ada.reload();
    await expect(ada.locator('#notices')).toContainText('L-C2');
    // Whoever acts again has read it.
    await seat(ada, 'L-C1').tap();
    await expect(ada.locator('#notices')).toBeEmpty();
  });

  test('is put off once by going to pay', async ({ theatre, openPhone }) => {
    const { url } = await theatre.createScreening();
    const ada = await visit(await openPhone(), url);
    await seat(ada, 'L-C2').tap();
    await expectSeat(ada, 'L-C2', 'selected');
    const before = Number(await ada.locator('#strip').getAttribute('data-expires-at'));
    await ada.getByRole('button', { name: 'Book', exact: true }).click();
    await expect
      .poll(async () => Number(await ada.locator('#strip').getAttribute('data-expires-at')))
      .toBeGreaterThan(before);
    // The form stays, with what was typed, while the strip above it changes.
    await ada.getByLabel('Name').fill('Ada');
    await expect(ada.locator('#notices')).toContainText('L-C2');
    await expect(ada.locator('#booking')).toBeHidden();
  });
});

test('the best seats for a party are found at one tap, and others for the next', async ({ theatre, openPhone }) => {
  const { url } = await theatre.createScreening();
  const [ada, ben] = [await openPhone(), await openPhone()];
  for (const phone of [ada, ben]) {
    await visit(phone, url);
    await phone.getByLabel('Best seats for').selectOption('3');
    await phone.getByRole('button', { name: 'Find' }).tap();
    await expect(phone.locator('#strip')).toContainText('3 seats');
  }
  await expect(ben.locator('#seat-map [data-status=selected]')).toHaveCount(3);
  await expect(ben.locator('#seat-map [data-status=other_selected]')).toHaveCount(3);
  await expect(ada.locator('#seat-map [data-status=other_selected]')).toHaveCount(3);
});

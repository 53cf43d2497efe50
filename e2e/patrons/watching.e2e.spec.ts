import { expect, test } from '../fixtures/test.ts';
import { complaints, expectSeat, seat, visit } from './phone.ts';

test.use({ theatreOptions: { env: { FULL_HOUSE_GRACE_SECONDS: '1' } } });

test('two phones on one screening see each other choose, let go and leave', async ({ theatre, openPhone }) => {
  const { url } = await theatre.createScreening();
  const [ada, ben] = [await openPhone(), await openPhone()];
  const heard = [complaints(ada), complaints(ben)];
  await visit(ada, url);
  await visit(ben, url);
  await expect(ada.locator('#viewer-count')).toHaveText('2');
  await expect(ben.locator('#viewer-count')).toHaveText('2');

  await seat(ada, 'C-B5').tap();
  await expectSeat(ada, 'C-B5', 'selected');
  await expectSeat(ben, 'C-B5', 'other_selected');
  await expect(seat(ada, 'C-B5')).toHaveAttribute('aria-pressed', 'true');
  await expect(seat(ben, 'C-B5')).toHaveAccessibleName(/Centre, row B, seat 5, .*on hold for someone else/);
  await expect(ada.locator('#strip')).toContainText('C-B5');
  await expect(ada.locator('#strip')).toContainText('1 seat');
  await expect(ben.locator('#strip')).toContainText('Seats that you choose appear here.');

  await ben.getByText('Activity').click();
  await expect(ben.locator('#feed li').first()).toContainText('chose C-B5');

  await ada.getByRole('button', { name: /^Give C-B5 back/ }).click();
  await expectSeat(ada, 'C-B5', 'available');
  await expectSeat(ben, 'C-B5', 'available');
  await expect(ben.locator('#feed li').first()).toContainText('let C-B5 go');

  await seat(ada, 'L-A1').tap();
  await expectSeat(ben, 'L-A1', 'other_selected');
  await ada.close();
  await expect(ben.locator('#viewer-count')).toHaveText('1');
  await expectSeat(ben, 'L-A1', 'available');
  expect(heard.flat()).toEqual([]);
});

test('who comes late sees at once what others hold, and finds their own again after loading anew', async ({
  theatre,
  openPhone,
}) => {
  const { url } = await theatre.createScreening();
  const ada = await visit(await openPhone(), url);
  await seat(ada, 'C-C3').tap();
  await seat(ada, 'C-C4').tap();
  await expect(ada.locator('#strip')).toContainText('2 seats');

  const late = await openPhone();
  const page = await late.request.get(url);
  expect(await page.text()).toMatch(/id="C-C3" data-status="other_selected"/);
  await visit(late, url);
  await expectSeat(late, 'C-C4', 'other_selected');

  await ada.reload();
  await expectSeat(ada, 'C-C3', 'selected');
  await expect(ada.locator('#strip')).toContainText('2 seats');
});

test('a phone that loses the line says so, and is right again when it is back', async ({ theatre, openPhone }) => {
  const { url } = await theatre.createScreening();
  const [ada, ben] = [await openPhone(), await openPhone()];
  await visit(ada, url);
  await visit(ben, url);

  await ben.context().setOffline(true);
  await expect(ben.locator('#line')).toContainText('What you see is from');
  await seat(ada, 'R-B2').tap();
  await expectSeat(ada, 'R-B2', 'selected');
  await expectSeat(ben, 'R-B2', 'available');

  // A tap without a line changes nothing on the screen, and says why.
  await seat(ben, 'R-B3').tap();
  await expect(ben.locator('#answer')).toContainText('could not be reached');
  await expectSeat(ben, 'R-B3', 'available');

  await ben.context().setOffline(false);
  await expectSeat(ben, 'R-B2', 'other_selected');
  await expect(ben.locator('#line')).toBeEmpty();
});

test('a stream that cannot be opened at first is opened later', async ({ theatre, openPhone }) => {
  const { url } = await theatre.createScreening();
  const ada = await openPhone();
  await ada.route('**/events?*', (route) => route.fulfill({ status: 503, body: '' }), { times: 2 });
  await ada.goto(url);
  await seat(ada, 'C-A3').tap();
  await expectSeat(ada, 'C-A3', 'selected');
});

test('two who tap the same seat at once: one has it, the other is told who was earlier', async ({
  theatre,
  openPhone,
}) => {
  const { url } = await theatre.createScreening();
  const phones = [await openPhone(), await openPhone()];
  for (const phone of phones) await visit(phone, url);
  await Promise.all(phones.map((phone) => seat(phone, 'C-B4').tap()));
  const told = (page: (typeof phones)[number]) => page.locator('#answer').textContent();
  await expect
    .poll(async () => (await Promise.all(phones.map(told))).filter((text) => text?.includes('C-B4')).length)
    .toBe(1);
  const statuses = await Promise.all(phones.map((phone) => seat(phone, 'C-B4').getAttribute('data-status')));
  expect(new Set(statuses)).toEqual(new Set(['other_selected', 'selected']));
});

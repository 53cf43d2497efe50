import { PhoneClient } from '../../scripts/demo/client.ts';
import { expect, test } from '../fixtures/test.ts';
import { book, choose, seat, sellNew, told } from './counter.ts';
import { ownLog } from './own-log.ts';

test('two phones and the kiosk watch each other choose and buy', async ({ openKiosk, openPhone }) => {
  const kiosk = await openKiosk();
  const { window } = kiosk;
  const id = await sellNew(window);
  const url = `${await kiosk.url()}/screenings/${id}`;
  const one = await openPhone();
  const other = await openPhone();
  await one.goto(url);
  await other.goto(url);
  await expect(window.locator('.viewers b')).toHaveText('3');

  // The kiosk chooses: both phones see that somebody has it.
  await choose(window, 'C-B2');
  for (const phone of [one, other]) {
    await expect(seat(phone, 'C-B2')).toHaveAttribute('data-status', 'other_selected');
  }

  // A phone chooses: the other one and the kiosk see it, with the same colour.
  await seat(one, 'C-B5').click();
  await expect(seat(one, 'C-B5')).toHaveAttribute('data-status', 'selected');
  await expect(seat(other, 'C-B5')).toHaveAttribute('data-status', 'other_selected');
  await expect(seat(window, 'C-B5')).toHaveAttribute('data-status', 'other_selected');
  const color = await seat(other, 'C-B5').getAttribute('data-by');
  await expect(seat(window, 'C-B5')).toHaveAttribute('data-by', color ?? 'none');
  await expect(window.locator('.feed li').first()).toContainText('chose C-B5');

  // The kiosk cannot have what the phone has, and is told beside the strip; it keeps what it holds.
  await choose(window, 'C-B5');
  await expect(told(window)).toContainText(/took C-B5 .+ before you/);
  await expect(window.locator('.chips button')).toHaveCount(1);

  // The kiosk sells: sold for everybody, and what was said before is no longer said.
  const order = await book(window, 'Ada Lovelace');
  expect(order).toMatch(/^\S{4}-\S{4}$/);
  await expect(told(window)).toBeEmpty();
  for (const phone of [one, other]) await expect(seat(phone, 'C-B2')).toHaveAttribute('data-status', 'booked');
  await expect(window.locator('.feed li').first()).toContainText('booked C-B2');
});

test('who comes and goes is in the list of viewers, with what they hold', async ({ openKiosk }) => {
  const kiosk = await openKiosk();
  const { window } = kiosk;
  const id = await sellNew(window);
  const viewers = window.locator('.viewers li');
  await expect(viewers).toHaveCount(1);
  await expect(viewers.first()).toContainText('(you)');

  const phone = new PhoneClient({ origin: await kiosk.url(), screening: id });
  await phone.arrive();
  await expect(viewers).toHaveCount(2);
  await phone.toggle('C-B5');
  await phone.toggle('C-B6');
  await expect(viewers.first()).toContainText('2 seats');
  await phone.leave();
  await expect(viewers).toHaveCount(1);
  await expect(window.locator('.feed li').first()).toContainText('left');
  await expect(seat(window, 'C-B5'), 'kept for the grace period').toHaveAttribute('data-status', 'other_selected');
});

test('a seat that changes is the only one whose element is touched', async ({ openKiosk }) => {
  const kiosk = await openKiosk();
  const { window } = kiosk;
  const id = await sellNew(window, 'La Traviata', 'opera');
  await window.evaluate(() => {
    const touched: string[] = [];
    Object.assign(globalThis, { touched });
    new MutationObserver((records) => {
      for (const { type, target } of records) touched.push(type === 'attributes' ? (target as Element).id : type);
    }).observe(document.querySelector('.map') ?? document, { subtree: true, childList: true, attributes: true });
  });

  const phone = new PhoneClient({ origin: await kiosk.url(), screening: id });
  await phone.arrive();
  await phone.toggle('BC-H8');
  await phone.toggle('SC-F10');
  await expect(seat(window, 'SC-F10')).toHaveAttribute('data-status', 'other_selected');
  await phone.leave();
  const touched = await window.evaluate(() => (globalThis as unknown as { touched: string[] }).touched);
  expect([...new Set(touched)].sort()).toEqual(['BC-H8', 'SC-F10']);
});

test('a hold that runs out is told with its seats, and they are on sale again', async ({ openKiosk }) => {
  const kiosk = await openKiosk({ env: { FULL_HOUSE_HOLD_SECONDS: '4' } });
  const { window } = kiosk;
  const id = await sellNew(window);
  await choose(window, 'C-B2');
  await choose(window, 'C-B3');
  await expect(window.locator('.time-left')).toHaveAttribute('data-ending', 'true');

  await expect(told(window)).toHaveText('Your time ran out, and C-B2 and C-B3 went back on sale.');
  await expect(window.locator('.chips')).toHaveCount(0);
  await expect(seat(window, 'C-B2')).toHaveAttribute('data-status', 'available');
  const phone = new PhoneClient({ origin: await kiosk.url(), screening: id });
  await phone.arrive();
  expect(await phone.toggle('C-B2')).toMatchObject({ done: true });
  await phone.leave();

  await window.getByRole('button', { name: 'Understood' }).click();
  await expect(told(window)).toBeEmpty();
});

test('two kiosks on one log sell the same house without selling a seat twice', async ({ openKiosk }) => {
  const log = await ownLog();
  try {
    const env = { NATS_URL: log.natsUrl };
    const one = (await openKiosk({ env })).window;
    const other = (await openKiosk({ env })).window;
    await sellNew(one);
    await other.locator('.screenings button').press('Enter');
    await choose(one, 'C-B2');
    await expect(seat(other, 'C-B2')).toHaveAttribute('data-status', 'other_selected');
    await choose(other, 'C-B2');
    await expect(told(other)).toContainText(/took C-B2 .+ before you/);
    await choose(other, 'C-B3');
    const orders = await Promise.all([book(one, 'Ada'), book(other, 'Charles')]);
    expect(new Set(orders).size).toBe(2);
    for (const window of [one, other]) {
      await expect(window.locator('button.seat[data-status=booked]')).toHaveCount(2);
      await expect(window.locator('.viewers b')).toHaveText('2');
    }
  } finally {
    await log.dispose();
  }
});

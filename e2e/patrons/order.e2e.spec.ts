import { expect, test } from '../fixtures/test.ts';
import { book, complaints, seat, visit } from './phone.ts';

test('an order’s page follows what the counter does, also on a phone that only has the link', async ({
  theatre,
  openPhone,
}) => {
  const { url } = await theatre.createScreening();
  const [ada, friend] = [await openPhone(), await openPhone()];
  const heard = [complaints(ada), complaints(friend)];
  await visit(ada, url);
  await seat(ada, 'C-B4').tap();
  await seat(ada, 'C-B5').tap();
  await expect(ada.locator('#strip')).toContainText('2 seats');
  await book(ada);
  const booked = ada.getByRole('heading', { name: /^Booked: order/ });
  await booked.getByRole('link').click();
  const reference = (await ada.getByRole('heading', { level: 1 }).textContent()) ?? '';
  const link = await ada.getByRole('link', { name: 'The link to this order' }).getAttribute('href');
  await visit(friend, new URL(link ?? '', theatre.url).href);

  const desk = async (what: string, body: unknown) => {
    const answer = await fetch(`${theatre.url}/api/orders/${reference}/${what}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${theatre.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.ok, await answer.text()).toBe(true);
  };
  const headers = { authorization: `Bearer ${theatre.token}` };
  const { total } = (await (await fetch(`${theatre.url}/orders/${reference}`, { headers })).json()) as {
    total: number;
  };
  for (const phone of [ada, friend]) await expect(phone.locator('#order')).toHaveAttribute('data-status', 'held');
  await desk('payment', { tenders: [{ kind: 'cash', amount: total }] });
  for (const phone of [ada, friend]) await expect(phone.locator('#order')).toContainText('Paid. Show this');
  await desk('refund', { seatIds: ['C-B4'], reason: 'Ill' });
  for (const phone of [ada, friend]) {
    await expect(phone.getByRole('rowheader', { name: 'C-B4' })).toBeHidden();
    await expect(phone.getByRole('rowheader', { name: 'C-B5' })).toBeVisible();
  }
  await desk('refund', { reason: 'Ill' });
  for (const phone of [ada, friend]) await expect(phone.locator('#order')).toContainText('Refunded');
  expect(heard).toEqual([[], []]);
});

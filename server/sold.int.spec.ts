/** What was sold, asked of the database alone: an order with its history, and the list for the door, with and without the log. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DoorList } from '../theatre/contract/door-list.ts';
import type { FoundOrders, OrderFile } from '../theatre/contract/ipc-orders.ts';
import { get } from '../theatre/screening/persistent-map.ts';
import { openHouse, type House } from './testing/open-house.ts';
import { done, problemIn } from './testing/visitor.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ env: { FULL_HOUSE_RATE_LIMIT: 'off' } });
});
afterAll(() => house.dispose());

const look = (path: string, accept = 'application/json') =>
  fetch(house.url + path, { headers: { authorization: `Bearer ${house.staffToken}`, accept } });

async function ordered(id: string, name: string, ...seatIds: string[]): Promise<string> {
  const visitor = await house.visitor(id);
  await done(visitor.post('claim', { seatIds }));
  const answer = await done(visitor.book({ name }));
  return answer.headers.get('location')?.slice('/orders/'.length) ?? '';
}

const fileOf = async (order: string, after = 0) =>
  (await (await look(`/api/orders/${order}?after=${after}`)).json()) as OrderFile;

describe('an order', () => {
  test('has its seats, its money and all that became of it, as far as whoever asks has seen', async () => {
    const id = await house.screening();
    const order = await ordered(id, 'Zoë Müller', 'C-A2', 'C-A3');
    const live = await house.screenings.open(id);
    const total = (await fileOf(order, live?.ledgerSequence)).order.total;
    await done(house.staff(`/api/orders/${order}/payment`, { tenders: [{ kind: 'cash', amount: total }] }));
    await done(house.staff(`/api/orders/${order}/refund`, { seatIds: ['C-A2'], reason: 'Ill' }));

    const file = await fileOf(order, live?.ledgerSequence);
    expect(file).toMatchObject({
      status: 'paid',
      customer: { name: 'Zoë Müller' },
      screening: { id, title: 'The Tempest' },
      order: { seatIds: ['C-A3'], total: total / 2, drawer: { cash: total / 2, card: 0 } },
      asOf: null,
    });
    expect(file.events.map(({ event }) => event.type)).toEqual(['booked', 'paid', 'refunded']);
    const folded = live && get(live.state.orders, order);
    expect(file.order).toEqual(JSON.parse(JSON.stringify(folded)));
  });

  test('that nobody has made is not there, and nobody but staff may ask', async () => {
    const missing = await look('/api/orders/0000-0000');
    expect([missing.status, (await problemIn(missing)).code]).toEqual([404, 'unknown-order']);
    expect((await fetch(`${house.url}/api/orders/0000-0000`)).status).toBe(401);
    const id = await house.screening();
    expect((await fetch(`${house.url}/api/screenings/${id}/door-list`)).status).toBe(401);
    expect((await look('/api/screenings/nowhere/door-list')).status).toBe(404);
  });
});

test('the door list has every sold seat in the order of the plan, and is a page to print where a person asks', async () => {
  const id = await house.screening({ title: 'Faust & Söhne' });
  const first = await ordered(id, 'Zoë <b>Müller</b>', 'C-B2', 'C-B3');
  const second = await ordered(id, 'Anna Karenina', 'L-A1');
  const listed = async () => (await (await look(`/api/screenings/${id}/door-list`)).json()) as DoorList;
  await expect.poll(async () => (await listed()).tickets.length).toBe(3);
  await done(house.staff(`/api/orders/${second}/payment`, { tenders: [{ kind: 'card', amount: 3600 }] }));
  await expect.poll(async () => (await listed()).tickets[0]?.due).toBe(0);
  const list = await listed();
  expect(list.screening).toMatchObject({ id, title: 'Faust & Söhne', currency: 'EUR' });
  expect(list.tickets.map(({ seatId, order, due }) => [seatId, order, due])).toEqual([
    ['L-A1', second, 0],
    ['C-B2', first, 4800],
    ['C-B3', first, 4800],
  ]);
  expect(list.tickets[0]).toMatchObject({
    section: 'Left Wing',
    row: 'A',
    seat: 1,
    name: 'Anna Karenina',
    ticketType: 'full',
  });

  const page = await (await look(`/api/screenings/${id}/door-list`, 'text/html')).text();
  expect(page).toContain('Zoë &lt;b&gt;Müller&lt;/b&gt;');
  expect(page).not.toContain('<b>Müller</b>');
  expect(page).toContain('Faust &amp; Söhne');
  expect(page.indexOf('Anna Karenina')).toBeLessThan(page.indexOf('Zoë'));
});

test('while the log hangs, searches, orders and the door list answer with when it was last heard', async () => {
  const id = await house.screening();
  const order = await ordered(id, 'Nora Helmer', 'C-A2');
  await expect.poll(async () => (await look(`/api/orders/${order}`)).status).toBe(200);
  const { pid } = house.testLog.embedded;
  const before = Date.now();
  process.kill(pid, 'SIGSTOP');
  try {
    await expect.poll(() => house.log.connected).toBe(false);
    const found = (await (await look('/api/orders?q=helmer')).json()) as FoundOrders;
    expect(found.orders.map(({ reference }) => reference)).toEqual([order]);
    expect(found.asOf).toBeGreaterThanOrEqual(before);
    expect((await fileOf(order)).asOf).toBe(found.asOf);
    const list = (await (await look(`/api/screenings/${id}/door-list`)).json()) as DoorList;
    expect([list.asOf, list.tickets.length]).toEqual([found.asOf, 1]);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await expect.poll(async () => ((await (await look('/api/orders?q=helmer')).json()) as FoundOrders).asOf).toBeNull();
});

/** What becomes of an order once it was taken: money, seats, its page and its streams, by the public routes. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hubs } from './live/index.ts';
import { StreamReader } from './live/testing/stream-reader.ts';
import { orderReference } from './order-reference.ts';
import { openHouse, type House } from './testing/open-house.ts';
import { Stream } from './testing/stream.ts';
import { done, problemIn, type Visitor } from './testing/visitor.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ env: { FULL_HOUSE_RATE_LIMIT: 'off' } });
});
afterAll(() => house.dispose());

/** Somebody who has bought these seats in a new screening. */
async function bought(...seatIds: string[]): Promise<{ id: string; anna: Visitor; order: string; total: number }> {
  const id = await house.screening();
  const anna = await house.visitor(id);
  await done(anna.post('claim', { seatIds }));
  const answer = await done(anna.book());
  const order = answer.headers.get('location')?.slice('/orders/'.length) ?? '';
  const { total } = (await (await anna.get(`/orders/${order}`)).json()) as { total: number };
  return { id, anna, order, total };
}

const desk = (order: string, what: string, body?: unknown) => house.staff(`/api/orders/${order}/${what}`, body);
const pay = (order: string, amount: number) => desk(order, 'payment', { tenders: [{ kind: 'card', amount }] });
const look = (path: string) => fetch(house.url + path, { headers: { authorization: `Bearer ${house.staffToken}` } });

/** The types of a screening's ledger events from now on, as they come. */
async function appended(id: string): Promise<string[]> {
  const types: string[] = [];
  (await house.screenings.open(id))?.onItem((item) => item.kind === 'ledger' && types.push(item.event.type));
  return types;
}

async function statusOf(id: string, seatId: string): Promise<string | undefined> {
  return ((await house.stateOf(id)).seats as Record<string, { status: string }>)[seatId]?.status;
}

describe('at the counter', () => {
  test('an order is paid, collected, and refunded in part and whole; each is one append', async () => {
    const { id, anna, order, total } = await bought('C-A2', 'C-A3');
    const types = await appended(id);
    expect((await problemIn(await desk(order, 'collect'))).code).toBe('payment-due');
    expect((await problemIn(await pay(order, total - 1))).code).toBe('payment-mismatch');
    expect((await pay(order, total)).status).toBe(204);
    expect(types).toEqual(['paid']);
    expect((await problemIn(await pay(order, total))).code).toBe('already-paid');
    expect((await desk(order, 'collect')).status).toBe(204);
    expect((await desk(order, 'collect')).status).toBe(204);
    expect(types).toEqual(['paid', 'collected']);

    const part = await (await done(desk(order, 'refund', { seatIds: ['C-A2'], reason: 'Ill' }))).json();
    const half = total / 2;
    expect(part).toMatchObject({ order, amount: half, tenders: [{ kind: 'card', amount: half }], seatIds: ['C-A2'] });
    expect(await statusOf(id, 'C-A2')).toBe('available');
    expect((await anna.toggle('C-A2')).status).toBe(204);
    const rest = await (await done(desk(order, 'refund', { reason: 'Ill' }))).json();
    expect(rest).toMatchObject({ amount: half });
    expect((await problemIn(await desk(order, 'refund', { reason: 'Ill' }))).code).toBe('order-refunded');
    const after = await (await anna.get(`/orders/${order}`)).json();
    expect(after).toMatchObject({ status: 'refunded', total: 0, paid: 0, seats: [] });
    await expect
      .poll(() => house.database.orders.byReference(order))
      .toMatchObject({ status: 'refunded', total: 0, paid: 0, seats: [] });
  });

  test('an exchange is one append; of a race for one seat the loser keeps what they had', async () => {
    const { id, order } = await bought('C-A2');
    const rivals = await Promise.all([1, 2, 3].map(() => house.visitor(id)));
    const outcomes = await Promise.all([
      desk(order, 'exchange', { from: ['C-A2'], to: ['C-B3'] }),
      ...rivals.map((rival) => rival.toggle('C-B3')),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const won = outcomes[0]?.ok === true;
    expect(await statusOf(id, 'C-A2')).toBe(won ? 'available' : 'booked');
    expect(await statusOf(id, 'C-B3')).toBe(won ? 'booked' : 'held');
    const types = await appended(id);
    await done(desk(order, 'exchange', { from: [won ? 'C-B3' : 'C-A2'], to: ['C-B5'] }));
    expect(types).toEqual(['exchanged']);
    expect(await statusOf(id, 'C-B5')).toBe('booked');
  });

  test.each([
    ['refund', {}, 'malformed'],
    ['refund', { reason: 'x', seatIds: ['C-C5'] }, 'not-in-order'],
    ['refund', { reason: 'x', tenders: [{ kind: 'gold', amount: 1 }] }, 'malformed'],
    ['refund', { reason: 'x', tenders: [{ kind: 'cash', amount: -1 }] }, 'malformed'],
    ['refund', { reason: 'x', tenders: [{ kind: 'cash', amount: 1 }] }, 'payment-mismatch'],
    ['exchange', { from: ['C-A2'] }, 'malformed'],
    ['exchange', { from: ['C-A2'], to: ['C-A99'] }, 'unknown-seat'],
    ['payment', {}, 'malformed'],
  ])('%s with %j is refused as %s, and nothing changes', async (what, body, code) => {
    const { id, order } = await bought('C-A2');
    const types = await appended(id);
    expect((await problemIn(await desk(order, what, body))).code).toBe(code);
    expect(types).toEqual([]);
  });

  test('an order that is not there, and whoever is not staff, are turned away', async () => {
    const { anna, order } = await bought('C-A2');
    expect((await problemIn(await desk('ZZZZ-ZZZZ', 'collect'))).code).toBe('unknown-order');
    expect((await problemIn(await desk('no%20order', 'collect'))).code).toBe('unknown-order');
    for (const what of ['refund', 'exchange', 'payment', 'collect']) {
      const answer = await fetch(`${house.url}/api/orders/${order}/${what}`, {
        method: 'POST',
        headers: { cookie: anna.cookie, origin: house.url },
      });
      expect((await problemIn(answer)).code).toBe('no-token');
    }
    expect((await problemIn(await anna.get('/api/orders?q=anna'))).code).toBe('no-token');
  });

  test('an order is found by name, e-mail, reference and seat', async () => {
    const { id, order } = await bought('C-A2');
    await expect.poll(() => house.database.orders.byReference(order)).toBeDefined();
    for (const query of ['adler ann', 'ANNA@example', order, order.toLowerCase().replace('-', ''), 'c-a2']) {
      const found = (await (
        await look(`/api/orders?screening=${id}&q=${encodeURIComponent(query)}`)
      ).json()) as unknown;
      expect(found).toMatchObject({ orders: [{ reference: order, screeningId: id, seatIds: ['C-A2'] }] });
    }
    expect(await (await look('/api/orders?q=')).json()).toEqual({ orders: [], asOf: null });
    expect((await problemIn(await look('/api/orders'))).code).toBe('malformed');
  });
});

describe('the order’s page', () => {
  test('opens by its link on any phone, and by no other', async () => {
    const { anna, order } = await bought('C-A2');
    const { link } = (await (await anna.get(`/orders/${order}`)).json()) as { link: string };
    expect(link).toMatch(new RegExp(`^/orders/${order}\\?key=[\\w-]{22}$`));
    expect(await (await anna.get(`/orders/${order}`, { accept: 'text/html' })).text()).toContain(link);
    expect((await fetch(house.url + link)).status).toBe(200);
    const other = await bought('C-A2');
    const key = link.slice(link.indexOf('?'));
    for (const path of [`/orders/${order}`, `/orders/${other.order}${key}`, `${link}x`, `${link}&key=a`]) {
      expect((await problemIn(await fetch(house.url + path))).code).toBe('unknown-order');
      expect((await problemIn(await fetch(house.url + path.replace(/(\?|$)/, '/events$1')))).code).toBe(
        'unknown-order',
      );
    }
  });

  test('tells how the order goes on, as it happens', async () => {
    const { anna, id, order, total } = await bought('C-A2', 'C-A3');
    const stream = await Stream.open(`${house.url}/orders/${order}/events`, { cookie: anna.cookie });
    const page = await Stream.open(`${house.url}/orders/${order}/events?as=page`, { cookie: anna.cookie });
    await stream.until(/event: connected\n[^]*event: order\n[^]*"status":"held"/);
    await done(pay(order, total));
    await stream.until(/"status":"paid"/);
    await house.desk.submit(id, { type: 'issue-tickets', order, reprint: false });
    await stream.until(/"status":"ticketed"/);
    await page.until(/Show one for each seat at the door/);
    await done(desk(order, 'collect'));
    await stream.until(/"status":"collected"/);
    await done(desk(order, 'exchange', { from: ['C-A2'], to: ['C-A4'] }));
    await stream.until(/"status":"paid","total":\d+,"paid":\d+,"currency":"EUR","seatIds":\["C-A3","C-A4"\]/);
    await page.until(/data-status="paid"[^]*Seats were exchanged: tickets from before are no longer good/);
    await done(desk(order, 'refund', { reason: 'Ill' }));
    await stream.until(/"status":"refunded"/);
    expect(stream.text).not.toContain('Anna');
    await page.until(/id="order" data-status="refunded"[^>]*hx-swap-oob/);
    stream.close();
    page.close();
  });

  test('says until when it is kept, and that it was not collected in time', async () => {
    const id = await house.screening();
    const order = orderReference(randomBytes(20));
    const actor = { id: 'staff', role: 'manager' } as const;
    const kiosk = { viewerId: 'kiosk-of-a-test', actor };
    // Long enough for a busy machine to show that it is kept until then.
    const collectBy = Date.now() + 5000;
    await house.desk.submit(id, { type: 'claim', ...kiosk, seatIds: ['C-A2'] });
    const payment = { status: 'due', tenders: [] } as const;
    const customer = { name: 'Anna Adler' };
    const kept = await house.desk.submit(id, { type: 'book', ...kiosk, order, customer, payment, collectBy });
    expect(kept).toMatchObject({ accepted: true });
    const headers = { authorization: `Bearer ${house.staffToken}` };
    const page = await Stream.open(`${house.url}/orders/${order}/events?as=page`, headers);
    await page.until(/data-status="held"[^]*Please collect and pay by/);
    await page.until(/data-status="lapsed"[^]*Not collected in time/);
    page.close();
    expect(await (await look(`/orders/${order}`)).json()).toMatchObject({ status: 'lapsed', seats: [], total: 0 });
    expect(await statusOf(id, 'C-A2')).toBe('available');
  });

  test('a thousand streams that open and drop leave nothing behind', { timeout: 60_000 }, async () => {
    const { anna, order, id, total } = await bought('C-A2');
    const url = `${house.url}/orders/${order}/events`;
    const live = await house.screenings.open(id);
    if (!live) throw new Error('no such screening');
    let [kept, heard] = [0, 0];
    const { retain, onItem } = { retain: live.retain.bind(live), onItem: live.onItem.bind(live) };
    live.retain = () => {
      kept++;
      const release = retain();
      return () => {
        kept--;
        release();
      };
    };
    live.onItem = (listener) => {
      heard++;
      const unlisten = onItem(listener);
      return () => {
        heard--;
        unlisten();
      };
    };
    const { counters } = house.parts.hubs as Hubs;
    const listeners = () => counters.streams + house.parts.orderStreams.size + kept + heard;
    expect(listeners()).toBe(0);
    for (let round = 0; round < 10; round++) {
      const readers = Array.from({ length: 100 }, () => new StreamReader(url, { headers: { cookie: anna.cookie } }));
      await Promise.all(readers.map((reader) => reader.opened));
      await expect.poll(() => counters.streams).toBe(100);
      expect([house.parts.orderStreams.size, kept, heard]).toEqual([1, 1, 1]);
      for (const reader of readers) reader.vanish();
      await expect.poll(listeners).toBe(0);
    }
    // The next one is served as if there had been none.
    const last = await Stream.open(url, { cookie: anna.cookie });
    await last.until(/"status":"held"/);
    await done(pay(order, total));
    await last.until(/"status":"paid"/);
    last.close();
    await expect.poll(listeners).toBe(0);
  });
});

/** Tickets over HTTP: who gets them, what they say, and what becomes of them at the door. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTicket, signTicket, type Ticket } from '../theatre/ticket/code.ts';
import { readPublicKey, ticketKeys } from '../theatre/ticket/keys.ts';
import { openHouse, type House } from './testing/open-house.ts';
import { done, problemIn, type Visitor } from './testing/visitor.ts';

const KEY = 'a-ticket-key-that-both-servers-have';
let house: House;
let second: House;
let id: string;
let anna: Visitor;
beforeAll(async () => {
  const env = { FULL_HOUSE_RATE_LIMIT: 'off', FULL_HOUSE_TICKET_KEY: KEY };
  house = await openHouse({ env });
  second = await openHouse({ env, log: house.testLog });
  id = await house.screening();
  anna = await house.visitor(id);
});
afterAll(async () => {
  await second.dispose();
  await house.dispose();
});

const keys = ticketKeys(KEY);
const sign = (ticket: Omit<Ticket, 'screeningId' | 'issue'> & Partial<Ticket>) =>
  signTicket({ screeningId: id, issue: 1, ...ticket }, keys.privateKey);
const staffHeaders = () => ({ authorization: `Bearer ${house.staffToken}` });

/** Anna books; answers the order's reference. */
async function order(...seatIds: string[]): Promise<string> {
  for (const seatId of seatIds) await done(anna.toggle(seatId));
  const booked = await done(anna.book());
  return (booked.headers.get('location') ?? '').replace('/orders/', '');
}
async function pay(reference: string): Promise<void> {
  const { total } = await details(reference);
  await done(house.staff(`/api/orders/${reference}/payment`, { tenders: [{ kind: 'card', amount: total }] }));
}
async function details(reference: string) {
  const answer = await done(fetch(`${house.url}/orders/${reference}`, { headers: staffHeaders() }));
  return (await answer.json()) as { total: number; status: string; link: string };
}
const html = (path: string) => anna.get(path, { accept: 'text/html' });

/** Waits until a server has read what the first one was told. */
async function level(at: House): Promise<void> {
  const here = await house.screenings.open(id);
  await (await at.screenings.open(id))?.reached(here?.ledgerSequence ?? 0);
}

interface Answer {
  outcome: string;
  earlier?: { at: number; door: string };
  due?: number;
  seatIds?: string[];
}
async function scan(
  code: string,
  { door = 'North', at = house, key }: { door?: string; at?: House; key?: string } = {},
): Promise<Answer> {
  await level(at);
  const headers = { ...staffHeaders(), authorization: `Bearer ${at.staffToken}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ code, door, key });
  const answer = await done(fetch(`${at.url}/screenings/${id}/admissions`, { method: 'POST', headers, body }));
  return (await answer.json()) as Answer;
}

describe('the tickets of an order', () => {
  test('come as a PDF and as pages, and are noted once it is paid', async () => {
    const reference = await order('C-E1', 'C-E2');
    const due = await anna.get(`/orders/${reference}/tickets.pdf`);
    expect(due.headers.get('content-type')).toBe('application/pdf');
    expect(
      Buffer.from(await due.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(await (await html(`/orders/${reference}/tickets/C-E1`)).text()).toContain('To pay at the box office: €48');
    expect((await details(reference)).status).toBe('held');

    await pay(reference);
    expect((await details(reference)).status).toBe('paid');
    const page = await (await html(`/orders/${reference}/tickets/C-E1`)).text();
    expect(page).not.toContain('To pay');
    expect(page).toContain(`/orders/${reference}/tickets/C-E2`);
    expect((await details(reference)).status).toBe('ticketed');
    expect(await (await html(`/orders/${reference}`)).text()).toContain('/tickets/C-E2?key=');
  });

  test('are for who bought it, whoever has its link, and staff', async () => {
    const reference = await order('C-A3');
    const { link } = await details(reference);
    const ben = await house.visitor(id);
    const key = link.replace(/^[^?]*/, '');
    for (const of of ['tickets.pdf', 'tickets/C-A3']) {
      const path = `/orders/${reference}/${of}`;
      expect((await problemIn(await ben.get(path))).code).toBe('unknown-order');
      expect((await ben.get(`${path}?key=wrong`)).status).toBe(404);
      expect((await ben.get(path + key)).status).toBe(200);
      expect((await fetch(house.url + path, { headers: staffHeaders() })).status).toBe(200);
    }
    expect((await problemIn(await anna.get(`/orders/${reference}/tickets/C-A1`))).code).toBe('not-in-order');
    expect((await problemIn(await anna.get(`/orders/${reference}/tickets.pdf?paper=stone`))).code).toBe('malformed');
    expect((await anna.get(`/orders/${reference}/tickets.pdf?paper=roll`)).status).toBe(200);
  });

  test('are none once it is refunded', async () => {
    const reference = await order('C-A4');
    await done(house.staff(`/api/orders/${reference}/refund`, { reason: 'Ill' }));
    expect((await problemIn(await anna.get(`/orders/${reference}/tickets.pdf`))).code).toBe('order-refunded');
    expect((await html(`/orders/${reference}/tickets/C-A4`)).status).toBe(410);
  });

  test('are verified with the house’s public key', async () => {
    const pem = await (await fetch(`${second.url}/api/tickets/key`)).text();
    const key = readPublicKey(pem);
    if (!key) throw new Error(`no key: ${pem}`);
    const code = sign({ order: '7K3M-XY2Q', seatId: 'C-A1' });
    expect(readTicket(code, key)).toHaveProperty('ticket');
  });
});

describe('at the door', () => {
  test('a ticket is let in once, and then it is said when and where', async () => {
    const reference = await order('C-B1');
    const code = sign({ order: reference, seatId: 'C-B1' });
    expect(await scan(code)).toMatchObject({ outcome: 'payment-due', due: 4800 });
    await pay(reference);
    const began = Date.now();
    expect(await scan(code, { door: 'South' })).toMatchObject({ outcome: 'admitted', seatId: 'C-B1' });
    const again = await scan(code);
    expect(again).toMatchObject({ outcome: 'already-admitted', earlier: { door: 'South' } });
    expect(again.earlier?.at).toBeGreaterThanOrEqual(began - 1000);
    expect(await scan(code.toLowerCase(), { at: second })).toMatchObject({ outcome: 'already-admitted' });
  });

  test('one scan that is asked again, here or at another server, is let in by that scan; another scan is not', async () => {
    const reference = await order('C-D3', 'C-D4');
    await pay(reference);
    const [code, other] = ['C-D3', 'C-D4'].map((seatId) => sign({ order: reference, seatId })) as [string, string];
    const key = 'one-scan-of-the-north-door';
    const together = await Promise.all([scan(code, { key }), scan(code, { key, at: second }), scan(code, { key })]);
    for (const answer of together) expect(answer).toMatchObject({ outcome: 'admitted', seatId: 'C-D3' });
    for (const at of [house, second]) {
      expect(await scan(code, { key, at })).toMatchObject({ outcome: 'admitted', earlier: { door: 'North' } });
    }
    expect(await scan(code, { key: 'another-scan-of-it' })).toMatchObject({ outcome: 'already-admitted' });
    expect(await scan(code)).toMatchObject({ outcome: 'already-admitted' });
    const answer = await house.staff(`/screenings/${id}/admissions`, { code: other, key });
    expect((await problemIn(answer)).code).toBe('key-used');
    expect(await scan(other)).toMatchObject({ outcome: 'admitted' });
  });

  test('who is in is counted by door, on the page that alone may use the camera', async () => {
    const evening = await house.screening();
    const guest = await house.visitor(evening);
    for (const seatId of ['C-A3', 'C-A4', 'C-A5']) await done(guest.toggle(seatId));
    const booked = await done(guest.book());
    const reference = (booked.headers.get('location') ?? '').replace('/orders/', '');
    await pay(reference);
    for (const [seatId, door] of Object.entries({ 'C-A3': 'South', 'C-A4': 'North', 'C-A5': 'South' })) {
      await done(house.staff(`/screenings/${evening}/admissions`, { code: `${reference} ${seatId}`, door }));
    }
    const page = await fetch(`${house.url}/screenings/${evening}/door`, { headers: staffHeaders() });
    expect(page.headers.get('permissions-policy')).toMatch(/^camera=\(self\), /);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(await page.text()).toMatch(/3 of 3 are in.*<span>North<\/span> <b>1<\/b>.*<span>South<\/span> <b>2<\/b>/s);
    const patron = await guest.page();
    expect(patron.headers.get('permissions-policy')).toMatch(/^camera=\(\), /);
    await patron.text();
    const library = await fetch(`${house.url}/assets/qr/decode.js`);
    expect(library.headers.get('content-type')).toContain('javascript');
    expect((await fetch(`${house.url}/assets/qr/package.json`)).status).toBe(404);
  });

  test('two doors on two servers let one ticket in once', async () => {
    const reference = await order('C-B2', 'C-B3', 'C-B4');
    await pay(reference);
    for (const seatId of ['C-B2', 'C-B3', 'C-B4']) {
      const code = sign({ order: reference, seatId });
      const asked = ['A', 'B', 'C', 'D'].map((door, at) => scan(code, { door, at: at % 2 ? house : second }));
      const outcomes = (await Promise.all(asked)).map(({ outcome }) => outcome).sort();
      expect(outcomes).toEqual(['admitted', 'already-admitted', 'already-admitted', 'already-admitted'].sort());
    }
  });

  test('a reprint makes the tickets before it void, also those that were never noted', async () => {
    const reference = await order('C-C1');
    await pay(reference);
    const [first, reprinted] = [1, 2].map((issue) => sign({ order: reference, seatId: 'C-C1', issue })) as [
      string,
      string,
    ];
    expect(await scan(reprinted)).toMatchObject({ outcome: 'ticket-superseded' });
    const answer = await done(house.staff(`/api/orders/${reference}/tickets`, { reprint: true }));
    expect(await answer.json()).toEqual({ order: reference, issue: 2 });
    expect(await scan(first)).toMatchObject({ outcome: 'ticket-superseded' });
    expect(await scan(reprinted)).toMatchObject({ outcome: 'admitted' });
    const printed = await done(house.staff(`/api/orders/${reference}/tickets`, {}));
    expect(await printed.json(), 'no reprint, no other issue').toEqual({ order: reference, issue: 2 });
  });

  test('what was exchanged or refunded stays outside, and the new seat comes in', async () => {
    const reference = await order('C-C2', 'C-C3');
    await pay(reference);
    const [old, kept] = ['C-C2', 'C-C3'].map((seatId) => sign({ order: reference, seatId })) as [string, string];
    await done(house.staff(`/api/orders/${reference}/exchange`, { from: ['C-C2'], to: ['C-C4'] }));
    expect(await scan(old)).toMatchObject({ outcome: 'not-in-order' });
    expect(await scan(sign({ order: reference, seatId: 'C-C4' }))).toMatchObject({ outcome: 'admitted' });
    await done(house.staff(`/api/orders/${reference}/refund`, { reason: 'Ill', seatIds: ['C-C3'] }));
    expect(await scan(kept)).toMatchObject({ outcome: 'not-in-order' });
  });

  test('what was typed is taken for what it means', async () => {
    const reference = await order('C-D1', 'C-D2');
    await pay(reference);
    const plain = reference.replace('-', '').toLowerCase();
    expect(await scan(reference)).toMatchObject({ outcome: 'which-seat', seatIds: ['C-D1', 'C-D2'] });
    expect(await scan(`${plain} cd1`)).toMatchObject({ outcome: 'admitted', seatId: 'C-D1' });
    expect(await scan(`${reference} C-D1`)).toMatchObject({ outcome: 'already-admitted' });
    expect(await scan(`${reference} C-D9`)).toMatchObject({ outcome: 'not-in-order' });
    expect(await scan('ZZZZ-ZZZZ C-D1')).toMatchObject({ outcome: 'unknown-order' });
  });

  test('nothing that this house did not sign for this screening is asked of the log', async () => {
    const other = ticketKeys('another house’s key, as long as ours');
    const wanted: Ticket = { screeningId: id, order: '7K3M-XY2Q', seatId: 'C-D5', issue: 1 };
    expect(await scan(signTicket(wanted, other.privateKey))).toEqual({ outcome: 'not-genuine' });
    expect(await scan(sign({ ...wanted }).replace('C-D5', 'C-D4'))).toEqual({ outcome: 'not-genuine' });
    const elsewhere = await scan(sign({ ...wanted, screeningId: 'another-night' }));
    expect(elsewhere).toMatchObject({ outcome: 'other-screening', screeningId: 'another-night' });
    for (const text of ['hello', 'https://example.org', '4006381333931']) {
      expect(await scan(text)).toEqual({ outcome: 'no-ticket' });
    }
    expect((await problemIn(await house.staff(`/screenings/${id}/admissions`, { code: ' ' }))).code).toBe('malformed');
    expect((await problemIn(await house.staff('/screenings/none/admissions', { code: 'x' }))).code).toBe(
      'unknown-screening',
    );
  });

  test('is for staff, and tells in words, also without a script', async () => {
    expect((await problemIn(await anna.post('admissions', { code: 'x' }))).code).toBe('no-token');
    const reference = await order('C-A5');
    const post = (headers: Record<string, string>) =>
      fetch(`${house.url}/screenings/${id}/admissions`, {
        method: 'POST',
        headers: { ...staffHeaders(), accept: 'text/html', ...headers },
        body: new URLSearchParams({ code: `${reference} C-A5`, door: '<b>North' }),
      });
    const page = await (await post({})).text();
    expect(page).toContain('<!doctype html>');
    expect(page).toContain('value="&lt;b&gt;North"');
    expect(page).toContain('€48 to pay');
    const part = await (await post({ 'x-part': 'answer' })).text();
    expect(part).toMatch(/^<div class="answer" data-outcome="payment-due" data-tone="hold">/);
  });
});

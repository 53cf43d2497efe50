import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeMailEvent, mailOf } from '../theatre/contract/log-mail.ts';
import { append } from '../theatre/log/append.ts';
import { readLedger } from '../theatre/log/testing/read-ledger.ts';
import { testLog, type TestLog } from '../theatre/log/testing/test-log.ts';
import { CustomerKeys } from '../theatre/log/customer-keys.ts';
import { signTicket } from '../theatre/ticket/code.ts';
import { ticketKeys } from '../theatre/ticket/keys.ts';
import { hashLedgers } from './backup/ledgers.ts';
import type { CustomerExport } from './customers/customer-office.ts';
import { openHouse, type House } from './testing/open-house.ts';
import { done, problemIn, type Visitor } from './testing/visitor.ts';

const ZOE = { name: 'Zoë Ångström-Unmistakable', email: 'zoe.unmistakable@example.org' };
const TICKET_KEY = 'a-ticket-key-that-both-servers-have';

let log: TestLog;
let house: House;
let second: House;
let id: string;
let zoe: Visitor;
let reference: string;
let other: string;

beforeAll(async () => {
  log = await testLog();
  const env = { FULL_HOUSE_TICKET_KEY: TICKET_KEY, FULL_HOUSE_SESSION_KEY: 'a-session-key-that-both-servers-have' };
  house = await openHouse({ log, env });
  second = await openHouse({ log, env });
  id = await house.screening();
  zoe = await house.visitor(id);
  await done(zoe.toggle('C-B3'));
  await done(zoe.toggle('C-B4'));
  reference = orderIn(await done(zoe.book(ZOE)));
  const bob = await house.visitor(id);
  await done(bob.toggle('C-C3'));
  other = orderIn(await done(bob.book({ name: 'Bob Bystander', email: 'bob@example.org' })));
});

afterAll(async () => {
  await second?.dispose();
  await house?.dispose();
  await log?.dispose();
});

const orderIn = (answer: Response): string => (answer.headers.get('location') ?? '').replace('/orders/', '');

const ask = (of: House, path: string, accept = 'application/json') =>
  fetch(`${of.url}${path}`, { headers: { authorization: `Bearer ${of.staffToken}`, accept } });

async function nameAt(of: House, order: string): Promise<string | null | undefined> {
  const answer = await ask(of, `/api/orders?q=${order}`);
  return ((await answer.json()) as { orders: { name: string | null }[] }).orders[0]?.name;
}

/** All that the house shows of who bought anything of this screening, in one text. */
async function shown(of: House): Promise<string> {
  const paths = [
    `/api/orders?q=unmistakable`,
    `/api/orders?q=${reference}`,
    `/api/orders/${reference}`,
    `/orders/${reference}`,
    `/api/screenings/${id}/door-list`,
    `/api/screenings/${id}/export/orders`,
    `/api/screenings/${id}/export/events`,
    `/api/orders/${reference}/mail`,
  ];
  const texts = await Promise.all(paths.map(async (path) => (await ask(of, path)).text()));
  const pages = [`/orders/${reference}`, `/orders/${reference}/tickets/print`, `/api/screenings/${id}/door-list`];
  const htmls = await Promise.all(pages.map(async (path) => (await ask(of, path, 'text/html')).text()));
  return [...texts, ...htmls].join('\n');
}

/** Whether any file below the folder has these bytes. */
async function inFiles(folder: string, bytes: string | Uint8Array): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    // What a running server has put elsewhere meanwhile is where it put it.
    const content = entry.isFile() ? await readFile(file).catch(() => Buffer.alloc(0)) : Buffer.alloc(0);
    if (content.includes(Buffer.from(bytes))) found.push(entry.name);
  }
  return found;
}

const dataFolderOf = (of: House) => of.parts.config.dataFolder;

/** What must be the same before and after. */
async function books(of: House) {
  const connection = await log.connect();
  const ledgers = await hashLedgers(connection, Number.MAX_SAFE_INTEGER);
  const { seats } = await of.stateOf(id);
  const figures = await (await ask(of, `/api/screenings/${id}/figures`)).json();
  return { ledger: ledgers[`theatre.screening.${id}.ledger`], seats, figures };
}

async function secretOf(order: string): Promise<Uint8Array> {
  const ledger = await readLedger(log.address, id);
  const key = ledger.flatMap(({ event }) =>
    event.type === 'booked' && event.order === order && 'key' in event.customer ? [event.customer.key] : [],
  )[0];
  if (key === undefined) throw new Error(`${order} has no key`);
  const secret = (await new CustomerKeys(await log.connect()).read([key])).get(key);
  if (!secret) throw new Error('its key is gone');
  return secret;
}

describe('a new booking', () => {
  test('has the name in no byte of the log, and shows it wherever people look', async () => {
    for (const each of [house, second]) await expect.poll(() => nameAt(each, other)).toBe('Bob Bystander');
    for (const text of ['Unmistakable', 'unmistakable', 'Bystander', 'bob@example']) {
      expect(await inFiles(log.folder, text)).toEqual([]);
    }
    expect(await inFiles(dataFolderOf(house), 'Unmistakable')).not.toEqual([]);
    for (const each of [house, second]) {
      const everything = await shown(each);
      expect(everything.match(/Unmistakable/g)?.length).toBeGreaterThanOrEqual(7);
    }
  });

  test('that is refused leaves no key behind', async () => {
    const keys = async () => (await (await log.connect()).manager.streams.info('CUSTOMER_KEYS')).state.messages;
    const before = await keys();
    expect((await problemIn(await (await house.visitor(id)).book())).code).toBe('nothing-selected');
    await expect.poll(keys).toBe(before);
  });

  test('asked for again with its key is the same order, and still opens', async () => {
    const ann = await house.visitor(id);
    await done(ann.toggle('C-D3'));
    const again = await Promise.all([1, 2, 3].map(() => ann.book({ key: 'the-same-booking-again' })));
    expect(new Set(again.map(orderIn)).size).toBe(1);
    await expect.poll(() => nameAt(second, orderIn(again[0] as Response))).toBe('Anna Adler');
  });
});

describe('one customer', () => {
  test('takes along all that the house has of them', async () => {
    const exported = (await (
      await done(house.staff('/api/customers/export', { email: ' Zoe.Unmistakable@EXAMPLE.org' }))
    ).json()) as CustomerExport;
    expect(exported).toMatchObject({
      format: 'full-house-customer',
      version: 1,
      orders: [
        {
          ...ZOE,
          reference,
          screening: { id, title: 'The Tempest' },
          status: 'held',
          seats: [{ seatId: 'C-B3' }, { seatId: 'C-B4' }],
          payments: [],
          mails: [],
          history: [{ event: { type: 'booked', order: reference } }],
        },
      ],
    });
    expect(Date.parse(exported.orders[0]?.bookedAt ?? '')).toBeGreaterThan(Date.now() - 600_000);
    expect(JSON.stringify(exported)).not.toContain('Bob');
  });

  test('is asked for by an address or an order, by staff alone', async () => {
    expect((await fetch(`${house.url}/api/customers/erase`, { method: 'POST' })).status).toBe(401);
    for (const body of [{}, { email: ZOE.email, order: reference }, { email: 'nobody' }, { order: '?' }]) {
      expect((await problemIn(await house.staff('/api/customers/erase', body))).code).toBe('malformed');
    }
    expect((await problemIn(await house.staff('/api/customers/export', { email: 'x@example.org' }))).code).toBe(
      'unknown-order',
    );
  });

  test('is erased everywhere at once, and not one seat or cent moves', async () => {
    const before = await books(house);
    const secret = await secretOf(reference);
    expect(await inFiles(log.folder, secret)).toHaveLength(1);
    // As staff's addresses stood in the log before they were sealed.
    const to = 'zoe.unmistakable@elsewhere.example';
    const asked = { type: 'mail-asked', version: 1, order: reference, screeningId: id, by: 'staff', to } as const;
    await append(await log.connect(), [{ subject: mailOf(reference), body: encodeMailEvent(asked) }]);
    const mailed = async (of: House) => (await (await ask(of, `/api/orders/${reference}/mail`)).json()) as object;
    for (const each of [house, second]) await expect.poll(() => mailed(each)).toMatchObject({ to });

    const answer = await done(second.staff('/api/customers/erase', { email: ZOE.email, by: 'op-abcdef1' }));
    expect(await answer.json()).toMatchObject({ orders: [{ order: reference, outcome: 'erased', plain: false }] });

    for (const each of [house, second]) {
      await expect.poll(() => nameAt(each, reference)).toBe(null);
      expect(/unmistakable/i.test(await shown(each))).toBe(false);
      await expect.poll(() => inFiles(dataFolderOf(each), 'nmistakable')).toEqual([]);
      const list = () => readFile(join(dataFolderOf(each), 'erased.jsonl'), 'utf8').catch(() => '');
      await expect.poll(async () => (await list()).match(/^.+$/gm)).toHaveLength(1);
      expect(await nameAt(each, other)).toBe('Bob Bystander');
    }
    await expect.poll(() => inFiles(log.folder, secret)).toEqual([]);
    const exported = await (await done(house.staff('/api/customers/export', { order: reference }))).json();
    expect(exported).toMatchObject({ orders: [{ name: null, mails: [{ type: 'mail-asked' }] }] });
    expect(JSON.stringify(exported)).not.toMatch(/unmistakable/i);
    expect(await books(house)).toEqual(before);
    expect(house.parts.orders.search('C-B3', id)).toHaveLength(1);
    expect(house.parts.orders.search('unmistakable')).toEqual([]);
    expect((await problemIn(await house.staff('/api/customers/export', { email: ZOE.email }))).code).toBe(
      'unknown-order',
    );
  });

  test('who was erased is told so in words, in either language', async () => {
    const page = async (lang: string) =>
      (await zoe.get(`/orders/${reference}?lang=${lang}`, { accept: 'text/html' })).text();
    expect(await page('en')).toContain('name and e-mail address were erased');
    expect(await page('de')).toContain('Name und E-Mail-Adresse wurden gelöscht');
    const list = await (await ask(house, `/api/screenings/${id}/door-list`)).json();
    expect((list as { tickets: { name: string | null }[] }).tickets[0]?.name).toBe(null);
  });

  test('who was erased still comes in, and gets money back', async () => {
    const pay = (order: string) =>
      house.staff(`/api/orders/${order}/payment`, { tenders: [{ kind: 'cash', amount: 9600 }] });
    await done(pay(reference));
    expect((await ask(house, `/orders/${reference}/tickets.pdf`)).status).toBe(200);
    const { privateKey } = ticketKeys(TICKET_KEY);
    const code = signTicket({ screeningId: id, order: reference, seatId: 'C-B3', issue: 1 }, privateKey);
    const sequence = (await house.screenings.open(id))?.ledgerSequence ?? 0;
    await (await second.screenings.open(id))?.reached(sequence);
    const scan = await done(second.staff(`/screenings/${id}/admissions`, { code }));
    expect(await scan.json()).toMatchObject({ outcome: 'admitted' });
    const refund = await done(house.staff(`/api/orders/${reference}/refund`, { seatIds: ['C-B4'], reason: 'ill' }));
    expect(await refund.json()).toMatchObject({ amount: 4800, seatIds: ['C-B4'] });
    await expect.poll(() => house.parts.orders.byReference(reference)?.status).not.toBe('held');
    expect(await nameAt(house, reference)).toBe(null);
  });

  test('who has only just bought is found and erased, on whichever server, and all of their orders', async () => {
    const email = 'in.a.hurry@example.org';
    const eve = await house.visitor(id);
    const orders: string[] = [];
    for (const seatId of ['C-E3', 'C-E4']) {
      await done(eve.toggle(seatId));
      orders.push(orderIn(await done(eve.book({ name: 'Eve Hasty', email, key: `hurry-${seatId}` }))));
    }
    const erased = (await (await done(second.staff('/api/customers/erase', { email }))).json()) as {
      orders: { order: string; outcome: string }[];
    };
    expect(erased.orders.map(({ order, outcome }) => [order, outcome])).toEqual(
      orders.map((order) => [order, 'erased']),
    );
    // A phone that has not heard of its booking asks again: the same order, and still nobody's.
    expect(orderIn(await done(eve.book({ name: 'Eve Hasty', email, key: 'hurry-C-E4' })))).toBe(orders[1]);
    for (const each of [house, second]) await expect.poll(() => nameAt(each, orders[1] ?? '')).toBe(null);
    expect(await (await eve.get(orders[1] === undefined ? '' : `/orders/${orders[1]}`)).text()).not.toContain('Hasty');
  });

  test('may be erased again, which changes nothing', async () => {
    const before = await books(house);
    const answer = await done(house.staff('/api/customers/erase', { order: reference }));
    expect(await answer.json()).toMatchObject({ orders: [{ order: reference, outcome: 'erased' }] });
    expect(await books(house)).toEqual(before);
  });
});

/** Mail as the whole server sends it: from a booking on a phone to what arrives, and what staff do about it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parsed, testSmtp, type TestSmtp } from './consumers/mail/testing/smtp-server.ts';
import { openHouse, type House } from './testing/open-house.ts';
import { done, problemIn } from './testing/visitor.ts';

let smtp: TestSmtp;
let house: House;
beforeAll(async () => {
  smtp = await testSmtp();
  house = await openHouse({
    env: {
      FULL_HOUSE_RATE_LIMIT: 'off',
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      FULL_HOUSE_MAIL_FROM: 'Theater am Markt <kasse@theater.example>',
      FULL_HOUSE_LOCALE: 'de-DE',
    },
  });
});
afterAll(async () => {
  await house.dispose();
  await smtp.kill();
});

async function bought(more: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const anna = await house.visitor(await house.screening({ title: 'Der <Sturm> & mehr' }));
  await done(anna.post('claim', { seatIds: ['C-A2', 'C-A3'] }));
  return (await done(anna.book(more))).headers.get('location')?.slice('/orders/'.length) ?? '';
}

const mailOf = async (order: string) => {
  const answer = await fetch(`${house.url}/api/orders/${order}/mail`, {
    headers: { authorization: `Bearer ${house.staffToken}` },
  });
  return (await answer.json()) as { status: string; to: string; problem?: string };
};
const arrived = async (order: string) => {
  await expect.poll(() => mailOf(order)).toMatchObject({ status: 'accepted' });
  const all = await Promise.all(smtp.mails.map(parsed));
  return all.filter(({ subject }) => subject?.includes(order));
};

describe('a booking on a phone', () => {
  test('is confirmed by mail in the house’s language, with the link that opens the order', async () => {
    const order = await bought();
    const [email, ...more] = await arrived(order);
    expect(more).toEqual([]);
    expect(email?.subject).toContain(`Ihre Bestellung ${order}: Der <Sturm> & mehr`);
    expect(email?.from).toEqual({ name: 'Theater am Markt', address: 'kasse@theater.example' });
    expect(email?.to).toEqual([{ name: 'Anna Adler', address: 'anna@example.org' }]);
    expect(email?.html).toContain('Der &lt;Sturm&gt; &amp; mehr');
    for (const text of [email?.text, email?.html]) {
      for (const word of ['Guten Tag Anna Adler', 'C-A2', 'C-A3', 'An der Kasse zu zahlen'])
        expect(text).toContain(word);
    }
    expect(email?.attachments).toMatchObject([{ filename: `Karten ${order}.pdf`, mimeType: 'application/pdf' }]);
    expect(Buffer.from(email?.attachments[0]?.content as ArrayBuffer).toString('latin1', 0, 5)).toBe('%PDF-');
    const link = /http\S+\/orders\/\S+/.exec(email?.text ?? '')?.[0] ?? '';
    expect(new URL(link).origin).toBe(house.url);
    expect((await fetch(link)).status).toBe(200);
    const metrics = await (await fetch(`${house.url}/metrics`)).text();
    expect(metrics).toMatch(/^full_house_mail_sent_total [1-9]/m);
    expect(metrics).toMatch(/^full_house_mail_waiting \d/m);
  });

  test.each([
    '<script>alert(1)</script>',
    'Win! http://evil.example/now',
    'visit evil.example',
    '"; Bcc: all@example.org',
    'Anna,victim@example.org',
    '=?utf-8?q?Bcc:=20all?=',
  ])('by somebody who calls themselves %j carries none of it', async (name) => {
    const before = smtp.mails.length;
    const [email] = await arrived(await bought({ name }));
    expect(smtp.mails.slice(before).map(({ to }) => to)).toEqual([['anna@example.org']]);
    expect(email?.to).toEqual([{ name: '', address: 'anna@example.org' }]);
    expect(email?.headers.map(({ key }) => key).sort()).toEqual([
      'auto-submitted',
      'content-language',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'subject',
      'to',
    ]);
    expect(`${email?.text}${email?.html}`).not.toMatch(/evil|script>|Bcc|victim/);
  });
});

describe('staff', () => {
  test('see what was refused, correct the address, and send it again', async () => {
    await smtp.tell({ rcpt: [550] });
    const order = await bought();
    await expect.poll(() => mailOf(order)).toMatchObject({ status: 'refused', problem: '550 no such mailbox' });
    const again = await house.staff(`/api/orders/${order}/mail`, { to: 'adler@example.org', by: 'op-0a1b2c3d' });
    expect(again.status).toBe(202);
    expect(await again.json()).toMatchObject({ order, to: 'adler@example.org' });
    expect(await arrived(order)).toMatchObject([{ to: [{ address: 'adler@example.org' }] }]);
    // The log says which of them it was.
    const told: unknown[] = [];
    const { manager } = house.log;
    const last = (await manager.streams.info('THEATRE')).state.last_seq;
    for (let seq = 1; seq <= last; seq += 1) {
      const message = await manager.streams.getMessage('THEATRE', { seq }).catch(() => null);
      if (message?.subject === `theatre.mail.${order}`) told.push(message.json());
    }
    expect(told.filter((event) => Object(event).type === 'mail-asked')).toMatchObject([{ by: 'op-0a1b2c3d' }]);
    const forged = await house.staff(`/api/orders/${order}/mail`, { by: 'somebody' });
    expect((await problemIn(forged)).code).toBe('malformed');
  });

  test('are told why a mail cannot be sent', async () => {
    const order = await bought();
    await arrived(order);
    const ask = (body: unknown, to = order) => house.staff(`/api/orders/${to}/mail`, body);
    expect((await problemIn(await ask({ to: 'nobody' }))).code).toBe('malformed');
    expect((await problemIn(await ask({}, 'ZZZZ-ZZZZ'))).code).toBe('unknown-order');
    const stranger = await fetch(`${house.url}/api/orders/${order}/mail`, { method: 'POST' });
    expect((await problemIn(stranger)).code).toBe('no-token');
    await done(house.staff(`/api/orders/${order}/refund`, { reason: 'Ill' }));
    expect((await problemIn(await ask({}))).code).toBe('order-refunded');
  });

  test('of a house without a mail server hear of it once, and it sells all the same', async () => {
    const quiet = await openHouse();
    try {
      const anna = await quiet.visitor(await quiet.screening());
      await done(anna.toggle('C-A2'));
      const order = (await done(anna.book())).headers.get('location')?.slice('/orders/'.length) ?? '';
      expect((await problemIn(await quiet.staff(`/api/orders/${order}/mail`))).code).toBe('mail-off');
      expect(quiet.notices.filter((notice) => notice.includes('SMTP_URL'))).toHaveLength(1);
    } finally {
      await quiet.dispose();
    }
  });
});

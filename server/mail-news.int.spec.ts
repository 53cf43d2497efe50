/** What a house writes after the sale, against a real mail server: each once, to those who gave an address. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parsed, testSmtp, type TestSmtp } from './consumers/mail/testing/smtp-server.ts';
import { openHouse, type House } from './testing/open-house.ts';
import { done } from './testing/visitor.ts';

let smtp: TestSmtp;
let house: House;
const env = () => ({
  FULL_HOUSE_RATE_LIMIT: 'off',
  SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
  FULL_HOUSE_MAIL_FROM: 'Full House <box@house.example>',
});
beforeAll(async () => {
  smtp = await testSmtp();
  house = await openHouse({ env: env() });
});
afterAll(async () => {
  await house.dispose();
  await smtp.kill();
});

async function buy(id: string, seatIds: readonly string[], email: string): Promise<string> {
  const visitor = await house.visitor(id);
  await done(visitor.post('claim', { seatIds }));
  return (await done(visitor.book({ email }))).headers.get('location')?.slice('/orders/'.length) ?? '';
}

/** Subjects, without the order, of what arrived for an address, and their texts. */
async function mailsTo(email: string) {
  const all = await Promise.all(smtp.mails.filter(({ to }) => to[0] === email).map(parsed));
  return all.map(({ subject = '', text = '', attachments }) => ({
    what: subject.split(':')[0] ?? '',
    text,
    pdfs: attachments.length,
  }));
}
const kinds = async (email: string) =>
  (await mailsTo(email)).map(({ what }) => what.replace(/ [A-Z0-9]{4}-[A-Z0-9]{4}$/, ''));

test(
  'moved, exchanged, given back, cancelled: each heard of once, with what becomes of the money',
  { timeout: 120_000 },
  async () => {
    const id = await house.screening();
    const anna = await buy(id, ['C-A2', 'C-A3'], 'anna@example.org');
    await buy(id, ['C-A4'], 'ben@example.org');
    await expect.poll(() => kinds('anna@example.org')).toEqual(['Your order']);
    await expect.poll(() => kinds('ben@example.org')).toEqual(['Your order']);
    const { total } = (await (
      await fetch(`${house.url}/orders/${anna}`, { headers: { authorization: `Bearer ${house.staffToken}` } })
    ).json()) as { total: number };
    await done(house.staff(`/api/orders/${anna}/payment`, { tenders: [{ kind: 'card', amount: total }] }));

    const patch = (body: object) =>
      done(
        fetch(`${house.url}/api/screenings/${id}`, {
          method: 'PATCH',
          headers: { authorization: `Bearer ${house.staffToken}`, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      );
    await patch({ title: 'The Tempest, with songs' });
    await patch({ startsAt: '2030-01-02T19:30:00Z' });
    for (const email of ['anna@example.org', 'ben@example.org']) {
      await expect.poll(() => kinds(email)).toEqual(['Your order', 'New time']);
    }

    await done(house.staff(`/api/orders/${anna}/exchange`, { from: ['C-A2'], to: ['C-A6'] }));
    await expect
      .poll(async () => (await mailsTo('anna@example.org')).at(-1))
      .toMatchObject({ what: 'Other seats', pdfs: 1 });
    await done(
      house.staff(`/api/orders/${anna}/refund`, {
        reason: 'Ill',
        seatIds: ['C-A3'],
        tenders: [{ kind: 'cash', amount: total / 2 }],
      }),
    );
    await expect
      .poll(async () => (await mailsTo('anna@example.org')).at(-1))
      .toMatchObject({
        what: 'Given back',
        text: expect.stringMatching(/in cash at the box office[^]*You keep C-A6/) as unknown,
      });

    await done(house.staff(`/api/screenings/${id}/cancel`, { reason: 'Ill' }));
    await expect
      .poll(async () => (await mailsTo('anna@example.org')).at(-1))
      .toMatchObject({ what: 'Cancelled', text: expect.stringContaining('You get back: €') as unknown });
    await expect
      .poll(async () => (await mailsTo('ben@example.org')).at(-1))
      .toMatchObject({ what: 'Cancelled', text: expect.stringContaining('Nothing had been paid') as unknown });
    const ben =
      /\(order ([A-Z0-9-]+)\)/.exec(
        (await Promise.all(smtp.mails.filter(({ to }) => to[0] === 'ben@example.org').map(parsed))).at(-1)?.subject ??
          '',
      )?.[1] ?? '';
    await done(house.staff(`/api/orders/${ben}/refund`, { reason: 'Cancelled' }));
    await done(house.staff(`/api/orders/${anna}/refund`, { reason: 'Cancelled' }));
    const all = ['Your order', 'New time', 'Other seats', 'Given back', 'Cancelled', 'Given back'];
    await expect.poll(() => kinds('anna@example.org')).toEqual(all);

    // Another server on the same log, and one that begins anew, write none of it again.
    const before = smtp.mails.length;
    const other = await openHouse({ env: env(), log: house.testLog });
    try {
      const next = await buy(await house.screening(), ['C-A2'], 'cara@example.org');
      await expect.poll(() => other.parts.mail.stateOf(next).status).toBe('accepted');
      const waiting = async () => /mail_waiting (\d+)/.exec(await (await fetch(`${other.url}/metrics`)).text())?.[1];
      await expect.poll(waiting).toBe('0');
    } finally {
      await other.dispose();
    }
    expect(smtp.mails).toHaveLength(before + 1);
    expect(await kinds('ben@example.org')).toEqual(['Your order', 'New time', 'Cancelled']);
    expect(smtp.mails.every(({ to }) => /^(anna|ben|cara)@/.test(to[0] ?? ''))).toBe(true);
  },
);

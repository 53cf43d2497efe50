/** A house whose mail server fails: what staff are told, that it is over by itself, and that sales do not notice. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { badSmtp, type BadSmtp } from './consumers/mail/testing/bad-smtp.ts';
import { openHouse, type House } from './testing/open-house.ts';
import { over, told } from './testing/told.ts';
import { done } from './testing/visitor.ts';

let smtp: BadSmtp;
let house: House;
beforeAll(async () => {
  smtp = await badSmtp();
  house = await openHouse({
    env: {
      FULL_HOUSE_RATE_LIMIT: 'off',
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      FULL_HOUSE_MAIL_FROM: 'Full House <box@house.example>',
    },
  });
});
afterAll(async () => {
  await house.dispose();
  smtp.kill();
});

async function bought(seatIds: readonly string[], id: string): Promise<string> {
  const anna = await house.visitor(id);
  await done(anna.post('claim', { seatIds }));
  return (await done(anna.book())).headers.get('location')?.slice('/orders/'.length) ?? '';
}

const statusOf = async (order: string) => {
  const answer = await fetch(`${house.url}/api/orders/${order}/mail`, {
    headers: { authorization: `Bearer ${house.staffToken}` },
  });
  return ((await answer.json()) as { status: string }).status;
};

test('a server that takes nothing, until it does', async () => {
  await smtp.tell({ hangUpAt: 'greeting' });
  const order = await bought(['C-A2'], await house.screening());
  const { title, todo } = await told(house, 'mail-failing', 'warning');
  expect([title, todo].join()).toMatch(/takes nothing: 1 mail waits.*Check SMTP_URL and the mail server.*sales go on/);
  await smtp.tell({});
  await over(house, 'mail-failing');
  await expect.poll(() => statusOf(order)).toBe('accepted');
});

test('a mail of which nobody knows whether it left, until staff have sent it again', async () => {
  await smtp.tell({ hangUpAt: 'end' });
  const order = await bought(['C-A2'], await house.screening());
  const notice = await told(house, 'mail-undelivered', 'warning');
  expect(notice).toMatchObject({ orders: [order], todo: expect.stringContaining(`send the mail again`) as unknown });
  await smtp.tell({});
  expect((await house.staff(`/api/orders/${order}/mail`)).status).toBe(202);
  await over(house, 'mail-undelivered');
  // The notice is over when it is asked for; it has to have gone before the next test counts.
  await expect.poll(() => statusOf(order)).toBe('accepted');
});

test('a server that says nothing at all keeps no sale waiting', async () => {
  await smtp.tell({ silentAt: 'greeting' });
  const id = await house.screening();
  const { seats } = (await house.stateOf(id)) as { seats: Record<string, unknown> };
  const before = smtp.mails.length;
  const orders = await Promise.all(
    Object.keys(seats)
      .slice(0, 30)
      .map((seatId) => bought([seatId], id)),
  );
  expect(new Set(orders).size).toBe(30);
  expect(smtp.mails).toHaveLength(before);
  expect(house.parts.mail.stateOf(orders[0] ?? '').status).toBe('none');
});

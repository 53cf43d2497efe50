/** What each mail says, in each language, and nothing that has no words. */
import { describe, expect, test } from 'vitest';
import PostalMime from 'postal-mime';
import { languages } from '../../../theatre/contract/catalogue/index.ts';
import { wordingFor } from '../../../theatre/contract/wording.ts';
import type { News } from '../../../theatre/mail/mail-news.ts';
import { compose } from './letter.ts';
import { isEmpty, isOvertaken } from './letter-news.ts';
import { anOrder } from './testing/mailing.ts';

const from = { name: 'Full House', address: 'box@house.example' };
const to = '2030-01-01T19:30:00Z';
const refunded: News = {
  kind: 'refunded',
  seats: [{ seatId: 'C-A2', category: 'a', price: 2500 }],
  amount: 2500,
  tenders: [{ kind: 'card', amount: 2500 }],
};
const moved: News = { kind: 'moved', from: '2029-12-31T19:30:00Z', to };
const paid = anOrder('AAAA-0001', { paymentStatus: 'paid', title: 'Der <Sturm>' });

async function mailOf(news: News, order = paid, language: (typeof languages)[number] = 'en') {
  const wording = wordingFor(language, language === 'en' ? 'en-GB' : 'de-DE', 'UTC');
  const letter = {
    id: `AAAA-0001_${news.kind}-x`,
    news,
    order,
    link: 'http://house.example/o?key=k',
    copy: 1,
    to: 'a@b.example',
  };
  return PostalMime.parse(await compose(letter, { from }, wording));
}

describe.each(languages)('in %s', (language) => {
  test.each<News>([{ kind: 'cancelled' }, moved, { kind: 'exchanged' }, refunded])('$kind', async (news) => {
    const mail = await mailOf(news, paid, language);
    expect(mail.subject).toMatch(/Der <Sturm>.*AAAA-0001/);
    expect(mail.messageId).toBe(`<AAAA-0001_${news.kind}-x@house.example>`.replace('@', '.1@'));
    expect(mail.inReplyTo).toBe('<AAAA-0001.1@house.example>');
    expect(mail.html).toContain('Der &lt;Sturm&gt;');
    for (const text of [mail.text ?? '', mail.html ?? '']) {
      expect(text).toContain('C-A2');
      expect(text).toContain('http://house.example/o?key=k');
      expect(text).not.toMatch(/undefined|NaN|\[object/);
    }
  });
});

test('say what happens to the money', async () => {
  expect((await mailOf({ kind: 'cancelled' })).text).toMatch(/cancelled[^]*You get back: €50[^]*the way it was paid/);
  const due = await mailOf({ kind: 'cancelled' }, anOrder('AAAA-0001'));
  expect(due.text).toMatch(/Nothing had been paid[^]*need not do anything/);
  const back = await mailOf({ kind: 'cancelled' }, { ...paid, seats: [], total: 0 });
  expect(back.text).toMatch(/given back already[^]*need not do anything/);
  expect(back.text).not.toContain('Nothing had been paid');
  const part = await mailOf(refunded, { ...paid, seats: [{ seatId: 'C-A3', price: 2500 }], total: 2500 });
  expect(part.text).toMatch(/You get back: €25[^]*€25 to the card[^]*You keep C-A3/);
  const cash = { ...refunded, tenders: [{ kind: 'cash', amount: 2500 }] } as const;
  expect((await mailOf(cash, { ...paid, seats: [] })).text).toMatch(/€25 in cash at the box office[^]*no longer good/);
  expect((await mailOf(moved)).text).toMatch(
    /New: Tuesday,? 1 January 2030[^]*Before: Monday,? 31 December 2029[^]*stay good/,
  );
});

test('are not sent once later news say otherwise', () => {
  const cancelled = { ...paid, cancelled: true };
  expect(isOvertaken(moved, paid)).toBe(false);
  expect(isOvertaken(moved, { ...paid, startsAt: '2030-01-05T19:30:00Z' })).toBe(true);
  expect(
    [{ kind: 'booked' } as const, moved, { kind: 'exchanged' } as const].map((news) => isOvertaken(news, cancelled)),
  ).toEqual([true, true, true]);
  expect([{ kind: 'cancelled' } as const, refunded].map((news) => isOvertaken(news, cancelled))).toEqual([
    false,
    false,
  ]);
  const gone = { ...paid, seats: [] };
  expect([moved, { kind: 'cancelled' } as const, refunded].map((news) => isEmpty(news, gone))).toEqual([
    true,
    false,
    false,
  ]);
});

/** Names and titles that are code somewhere: wherever they are shown, they are text. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parsed, testSmtp, type TestSmtp } from './consumers/mail/testing/smtp-server.ts';
import { openHouse, type House } from './testing/open-house.ts';
import { Stream } from './testing/stream.ts';
import type { Visitor } from './testing/visitor.ts';

const MARKUP = `<img src=x onerror=alert(1)>"'</title><script>alert(2)</script>&amp;`;
const FORMULA = `=HYPERLINK("http://evil.example","Click")`;
const HEADER = 'Eve?= =?utf-8?q?<u>';

let smtp: TestSmtp;
let house: House;
let id: string;
let eve: Visitor;
let order: string;
beforeAll(async () => {
  smtp = await testSmtp();
  house = await openHouse({
    env: { SMTP_URL: `smtp://127.0.0.1:${smtp.port}`, FULL_HOUSE_MAIL_FROM: 'box-office@example.org' },
  });
  id = await house.screening({ title: MARKUP });
  eve = await house.visitor(id);
});
afterAll(async () => {
  await house.dispose();
  await smtp.kill();
});

/** That a text has no markup of the attacker's in it. */
function expectHarmless(html: string): void {
  expect(html).not.toMatch(/<img src=x|<script>alert|onerror=alert\(1\)>"|<u>/);
  // Attributes stay closed: an unescaped quote would open one.
  expect(html).not.toContain(`alert(1)>"`);
}

async function buy(name: string, seatId: string): Promise<string> {
  expect((await eve.toggle(seatId)).status).toBe(204);
  const booked = await eve.book({ name, email: 'eve@example.org' });
  expect(booked.status).toBe(201);
  const [, reference = ''] = /orders\/([^/?]+)/.exec(booked.headers.get('location') ?? '') ?? [];
  return reference;
}

describe('a title and a name that are markup', () => {
  test('are text on every page', async () => {
    order = await buy(MARKUP, 'C-B3');
    const paths = ['/', `/screenings/${id}`, `/screenings/${id}/board`, `/orders/${order}`, `/screenings/${id}/replay`];
    for (const path of paths) {
      const answer = await eve.get(path, { accept: 'text/html', authorization: `Bearer ${house.staffToken}` });
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      const html = await answer.text();
      expectHarmless(html);
      expect(answer.headers.get('content-security-policy')).toMatch(/script-src 'self'/);
    }
  });

  test('are text in what streams to phones', async () => {
    const stream = await Stream.open(`${house.url}/screenings/${id}/events`, { cookie: eve.cookie });
    try {
      await eve.toggle('C-B4');
      await stream.until(/C-B4/);
      expectHarmless(stream.text);
    } finally {
      stream.close();
    }
  });

  test('are JSON where JSON is asked for, and never sniffed as a page', async () => {
    const answer = await fetch(`${house.url}/api/screenings/${id}`);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(((await answer.json()) as { title: string }).title).toBe(MARKUP);
  });

  test('are text in the mail, and no header of it', async () => {
    await expect.poll(() => smtp.mails.length).toBeGreaterThan(0);
    const email = await parsed(smtp.mails[0] ?? { raw: '', from: '', to: [], secure: false });
    expectHarmless(email.html ?? '');
    expect(email.text).toContain(MARKUP);
    expect(email.headers.map(({ key }) => key)).not.toContain('bcc');
  });
});

describe('a name that is a formula or half a header', () => {
  test('is text in a spreadsheet', async () => {
    const reference = await buy(FORMULA, 'C-B5');
    const headers = { authorization: `Bearer ${house.staffToken}` };
    const rows = async () =>
      (await (await fetch(`${house.url}/api/screenings/${id}/export/orders`, { headers })).text()).split('\n');
    // A night that was looked at a moment ago is read on before long.
    await expect.poll(rows).toContainEqual(expect.stringContaining(reference));
    const line = (await rows()).find((text) => text.includes(reference));
    // A cell that begins with = + - or @ is carried out by a spreadsheet.
    expect(line).toContain(`"'=HYPERLINK`);
  });

  test('does not end up as another header of the mail', async () => {
    const before = smtp.mails.length;
    await buy(HEADER, 'C-B6');
    await expect.poll(() => smtp.mails.length).toBeGreaterThan(before);
    const email = await parsed(smtp.mails.at(-1) ?? { raw: '', from: '', to: [], secure: false });
    expect(email.to?.map(({ address }) => address)).toEqual(['eve@example.org']);
  });

  test.each([
    ['a line break', 'Eve\r\nBcc: all@example.org'],
    ['a turn of direction', 'Eve\u202Egpj.exe'],
    ['a control sequence', 'Eve\u001b[2J'],
    ['half a character', 'Eve\ud800'],
    ['a blank that nobody sees', 'E\u200bve'],
    ['nothing to see', '\u3164'],
    ['marks over the lines around it', `E${'\u0301'.repeat(30)}`],
  ])('with %s is no name at all', async (_, name) => {
    const answer = await eve.book({ name });
    expect(answer.status).toBe(422);
  });
});

test('none of it is in what the operator reads', () => {
  const said = house.notices.join('\n');
  expect(said).not.toMatch(/alert\(|HYPERLINK|eve@example/);
  expect(said).not.toContain('\u001b');
});

/** Mail against a real SMTP server in a process of its own, on a real log. */
import { fork, type ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { encodeMailEvent, mailOf } from '../../../theatre/contract/log-mail.ts';
import { append } from '../../../theatre/log/append.ts';
import { testLog, type TestLog } from '../../../theatre/log/testing/test-log.ts';
import type { MailStatus } from '../../../theatre/mail/mail-state.ts';
import type { Mail } from './index.ts';
import { anOrder, book, mailing } from './testing/mailing.ts';
import { parsed, testSmtp, type SmtpOptions, type TestSmtp } from './testing/smtp-server.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

interface Post {
  readonly smtp: TestSmtp;
  readonly log: TestLog;
  readonly url: string;
}

async function post(options: SmtpOptions = {}): Promise<Post> {
  const smtp = await testSmtp(options);
  ends.push(() => smtp.kill());
  const log = await testLog();
  ends.push(() => log.dispose());
  const who = options.user === undefined ? '' : `${options.user}:${options.pass ?? ''}@`;
  return { smtp, log, url: `smtp${options.secure === true ? 's' : ''}://${who}127.0.0.1:${smtp.port}` };
}

async function start({ log, url }: Post, problems: string[] = [], env: Record<string, string> = {}): Promise<Mail> {
  const mail = await mailing(await log.connect('mail'), { SMTP_URL: url, ...env }, problems);
  ends.push(() => mail.stop());
  return mail;
}

async function becomes(mail: Mail, order: string, status: MailStatus): Promise<void> {
  await expect.poll(() => mail.stateOf(order).status).toBe(status);
}

describe('a confirmation', () => {
  test('goes to whoever has booked since there is mail, once, whatever is started again', async () => {
    const at = await post();
    const log = await at.log.connect();
    await book(log, 'OLD-1');
    const first = await start(at);
    await book(log, 'NEW-1');
    await book(log, 'NONE-1', '');
    await becomes(first, 'NEW-1', 'accepted');
    await first.stop();
    await book(log, 'NEW-2');
    const second = await start(at);
    await becomes(second, 'NEW-2', 'accepted');
    expect(at.smtp.mails.map(({ to }) => to)).toEqual([['new-1@example.org'], ['new-2@example.org']]);
    expect(second.stateOf('OLD-1').status).toBe('none');
    const email = await parsed(at.smtp.mails[0] ?? fail());
    expect(email).toMatchObject({
      messageId: '<NEW-1.1@house.example>',
      from: { name: 'Full House', address: 'box@house.example' },
      to: [{ name: 'Anna Adler', address: 'new-1@example.org' }],
      subject: expect.stringMatching(/^Your order NEW-1: The Tempest, (Tue,? 1|Wed,? 2) Jan/) as string,
    });
    expect(email.text).toContain('To pay at the box office: €50');
    expect(email.html).toContain('href="http://house.example/orders/NEW-1?key=k"');
  });

  test('of an order whose customer was erased is skipped, with a reason, and stays so', async () => {
    const at = await post();
    const log = await at.log.connect();
    const erased = { erased: true, name: '', email: null };
    const orders = (reference: string) => anOrder(reference, reference === 'GONE-1' ? erased : {});
    const problems: string[] = [];
    const mail = await mailing(await at.log.connect('mail'), { SMTP_URL: at.url }, problems, orders);
    ends.push(() => mail.stop());
    await book(log, 'GONE-1');
    await becomes(mail, 'GONE-1', 'skipped');
    expect(mail.stateOf('GONE-1').problem).toBe('erased');
    await book(log, 'HERE-1');
    await becomes(mail, 'HERE-1', 'accepted');
    expect([at.smtp.mails.map(({ to }) => to), problems]).toEqual([[['here-1@example.org']], []]);
  });

  test('that staff send elsewhere has that address in no byte of the log, and arrives there', async () => {
    const at = await post();
    const log = await at.log.connect();
    const mail = await start(at);
    await book(log, 'THERE-1', '');
    const wish = { order: 'THERE-1', screeningId: 'tempest', by: 'staff', to: 'unmistakable@elsewhere.example' };
    expect(await mail.ask(wish)).toBe(true);
    await becomes(mail, 'THERE-1', 'accepted');
    expect(at.smtp.mails.map(({ to }) => to)).toEqual([['unmistakable@elsewhere.example']]);
    expect(await mail.otherAddress('THERE-1', false)).toBe('unmistakable@elsewhere.example');
    for (const entry of await readdir(at.log.folder, { recursive: true, withFileTypes: true })) {
      const none = () => Buffer.alloc(0);
      // A file of a running server may be gone by now.
      const bytes = entry.isFile() ? await readFile(join(entry.parentPath, entry.name)).catch(none) : none();
      expect(bytes.includes('unmistakable')).toBe(false);
    }
  });

  test('to an address that stands plain in the log of before goes there, unless the order’s customer was erased', async () => {
    const at = await post();
    const log = await at.log.connect();
    for (const order of ['OLD-1', 'GONE-1']) {
      await book(log, order, '');
      const to = `${order.toLowerCase()}@elsewhere.example`;
      const event = { type: 'mail-asked', version: 1, order, screeningId: 'tempest', by: 'staff', to } as const;
      await append(log, [{ subject: mailOf(order), body: encodeMailEvent(event) }]);
    }
    const erased = { erased: true, name: '', email: null };
    const orders = (reference: string) => anOrder(reference, reference === 'GONE-1' ? erased : {});
    const mail = await mailing(await at.log.connect('mail'), { SMTP_URL: at.url }, [], orders);
    ends.push(() => mail.stop());
    await becomes(mail, 'OLD-1', 'accepted');
    await becomes(mail, 'GONE-1', 'skipped');
    expect(at.smtp.mails.map(({ to }) => to)).toEqual([['old-1@elsewhere.example']]);
    expect(await mail.otherAddress('OLD-1', false)).toBe('old-1@elsewhere.example');
    expect(await mail.otherAddress('GONE-1', true)).toBeUndefined();
  });

  test('that is not taken for now is tried again, and one that is refused is not', async () => {
    const at = await post();
    const mail = await start(at);
    const log = await at.log.connect();
    await at.smtp.tell({ rcpt: [451, 450] });
    await book(log, 'GREY-1');
    await becomes(mail, 'GREY-1', 'accepted');
    await at.smtp.tell({ data: [452] });
    await book(log, 'FULL-1');
    await becomes(mail, 'FULL-1', 'accepted');
    await at.smtp.tell({ rcpt: [550] });
    await book(log, 'GONE-1');
    await becomes(mail, 'GONE-1', 'refused');
    expect(mail.stateOf('GONE-1').problem).toBe('550 no such mailbox');
    await at.smtp.tell({ data: [554] });
    await book(log, 'SPAM-1');
    await becomes(mail, 'SPAM-1', 'refused');
    expect(at.smtp.mails).toHaveLength(2);
    expect(at.smtp.asked.filter((to) => to === 'gone-1@example.org')).toHaveLength(1);
    expect(mail.counters).toMatchObject({ sent: 2, refused: 2 });

    await at.smtp.tell({});
    expect(await mail.ask({ order: 'GONE-1', screeningId: 'tempest', by: 'staff', to: 'anna@example.org' })).toBe(true);
    await becomes(mail, 'GONE-1', 'accepted');
    expect(at.smtp.mails[2]?.to).toEqual(['anna@example.org']);
    expect(await mail.ask({ order: 'GONE-1', screeningId: 'tempest', by: 'staff' })).toBe(true);
    await expect.poll(() => at.smtp.mails.length).toBe(4);
    const ids = await Promise.all(at.smtp.mails.slice(2).map(async (one) => (await parsed(one)).messageId));
    expect(ids).toEqual(['<GONE-1.1@house.example>', '<GONE-1.2@house.example>']);
  });

  test('waits for a mail server that is away or has no use for us, and says so once, without the password', async () => {
    const at = await post({ user: 'box', pass: 'hunter2-hunter2' });
    const problems: string[] = [];
    await at.smtp.kill();
    const mail = await start(at, problems);
    const log = await at.log.connect();
    await book(log, 'LATE-1');
    await expect.poll(() => mail.trouble?.problem).toMatch(/ECONNREFUSED/);
    await at.smtp.start();
    await becomes(mail, 'LATE-1', 'accepted');
    expect(mail.trouble).toBeUndefined();
    const wrong = await start({ ...at, url: at.url.replace('hunter2', 'wrong-password') }, problems);
    await mail.stop();
    await book(log, 'LATE-2');
    await expect.poll(() => wrong.trouble?.problem).toMatch(/^AUTH: 535 /);
    expect(wrong.waiting).toBe(1);
    expect(problems).toHaveLength(3);
    expect(problems[1]).toBe('Mail is sent again.');
    expect(problems.join('\n')).not.toMatch(/hunter2|wrong-password/);
  });

  test('is sent by one of two servers, each order once', async () => {
    const at = await post();
    const [one, two] = [await start(at), await start(at)];
    await at.smtp.tell({ slowMs: 30 });
    const log = await at.log.connect();
    const orders = Array.from({ length: 12 }, (_, index) => `TWO-${index}`);
    await Promise.all(orders.map((order) => book(log, order)));
    for (const order of orders) await becomes(one, order, 'accepted');
    expect(at.smtp.mails).toHaveLength(12);
    expect(new Set(at.smtp.mails.map(({ to }) => to[0]))).toEqual(
      new Set(orders.map((order) => `${order.toLowerCase()}@example.org`)),
    );
    await expect.poll(() => one.waiting + two.waiting).toBe(0);
    expect(one.counters.sent + two.counters.sent).toBe(12);
  });
});

describe('after kill -9', () => {
  async function mailProcess({ log, url }: Post): Promise<ChildProcess> {
    const child = fork(
      join(import.meta.dirname, 'testing/mail-process.ts'),
      [JSON.stringify(log.address), JSON.stringify({ SMTP_URL: url })],
      { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
    );
    ends.push(() => child.kill('SIGKILL'));
    await new Promise((resolve) => child.once('message', resolve));
    return child;
  }
  async function killed(child: ChildProcess): Promise<void> {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  test('before the content began, the mail is sent', async () => {
    const at = await post();
    const child = await mailProcess(at);
    await at.smtp.tell({ hangAtRcpt: true });
    await book(await at.log.connect(), 'KILL-1');
    await expect.poll(() => at.smtp.asked.length).toBe(1);
    await killed(child);
    await at.smtp.tell({});
    await becomes(await start(at), 'KILL-1', 'accepted');
    expect(at.smtp.mails).toHaveLength(1);
  });

  test('between sending and noting it, the mail is not sent again; staff are told, and may', async () => {
    const at = await post();
    const child = await mailProcess(at);
    await at.smtp.tell({ hangAfterData: true });
    await book(await at.log.connect(), 'KILL-2');
    await expect.poll(() => at.smtp.mails.length).toBe(1);
    await killed(child);
    await at.smtp.tell({});
    const mail = await start(at);
    await becomes(mail, 'KILL-2', 'unknown');
    expect(at.smtp.mails).toHaveLength(1);
    await mail.ask({ order: 'KILL-2', screeningId: 'tempest', by: 'staff' });
    await becomes(mail, 'KILL-2', 'accepted');
    const [first, second] = await Promise.all(at.smtp.mails.map(parsed));
    expect(second?.messageId).toBe(first?.messageId);
  });

  test('of the mail server while it has the content, nobody knows either', async () => {
    const at = await post();
    const mail = await start(at);
    await at.smtp.tell({ hangAfterData: true });
    await book(await at.log.connect(), 'KILL-3');
    await expect.poll(() => at.smtp.mails.length).toBe(1);
    await at.smtp.kill();
    await becomes(mail, 'KILL-3', 'unknown');
    expect(mail.counters.lost).toBe(1);
  });
});

describe('over TLS', () => {
  test.each([
    ['from the first byte', true],
    ['by STARTTLS', false],
  ])('%s a certificate that nobody vouches for is refused, unless it is told otherwise', async (_, secure) => {
    const at = await post({ secure, plain: false, user: 'box', pass: 'secret-secret' });
    const strict = await start(at);
    await book(await at.log.connect(), 'TLS-1');
    await expect.poll(() => strict.trouble?.problem).toMatch(/^untrusted: .*certificate/);
    expect(at.smtp.mails).toEqual([]);
    await strict.stop();
    const trusting = await start(at, [], { FULL_HOUSE_SMTP_TLS: 'unverified' });
    await becomes(trusting, 'TLS-1', 'accepted');
    expect(at.smtp.mails[0]).toMatchObject({ secure: true });
  });

  test('that is required and not offered, nothing is said in the clear', async () => {
    const at = await post({ user: 'box', pass: 'secret-secret' });
    const mail = await start(at, [], { FULL_HOUSE_SMTP_TLS: 'required' });
    await book(await at.log.connect(), 'CLEAR-1');
    await expect.poll(() => mail.trouble?.problem).toMatch(/STARTTLS/);
    expect(at.smtp.asked).toEqual([]);
  });
});

function fail(): never {
  throw new Error('no mail came');
}

/** Mail through servers that are slow, silent or hang up, each a real one in a process of its own, on a real log. */
import { test, type TestContext } from 'vitest';
import { encodeEvent } from '../../../theatre/contract/log.ts';
import { append } from '../../../theatre/log/append.ts';
import { ledgerOf } from '../../../theatre/log/subjects.ts';
import { testLog } from '../../../theatre/log/testing/test-log.ts';
import type { MailStatus } from '../../../theatre/mail/mail-state.ts';
import type { LedgerEvent } from '../../../theatre/screening/events.ts';
import { cancelledEvent } from '../../../theatre/screening/testing/counter.ts';
import { bookedEvent, openedEvent } from '../../../theatre/screening/testing/given.ts';
import type { Mail } from './index.ts';
import { patience, type Patience } from './patience.ts';
import { badSmtp, type BadSmtp, type Manners, type Stage } from './testing/bad-smtp.ts';
import { anOrder, book, impatient, mailing } from './testing/mailing.ts';

/** As in life, with seconds for minutes: longer than anything takes that comes at all. */
const brief: Patience = {
  ...impatient,
  // Each mail meets the whole of a server's manners.
  smtp: { connectMs: 20_000, greetingMs: 20_000, beforeMs: 20_000, contentMs: 20_000, keepMs: 0 },
  slowMs: 200,
};

/** A connection that took a mail takes the next, however long that is in coming. */
const keeping: Patience = { ...brief, smtp: { ...brief.smtp, keepMs: 60_000 } };

/** For what is never going to come. */
const hasty = (smtp: Partial<Patience['smtp']>): Patience => ({ ...brief, smtp: { ...brief.smtp, ...smtp } });

interface Office {
  readonly smtp: BadSmtp;
  readonly mail: Mail;
  readonly book: (...orders: string[]) => Promise<void>;
  readonly append: (event: LedgerEvent, screeningId?: string) => Promise<void>;
  readonly becomes: (order: string, status: MailStatus) => Promise<void>;
  readonly problems: readonly string[];
}

/** Each test has a server, a log and an office of its own, as they run beside each other: most of each is waiting. */
async function office({ expect, onTestFinished }: TestContext, manners: Manners, patient = brief): Promise<Office> {
  const smtp = await badSmtp(manners);
  onTestFinished(() => smtp.kill());
  const log = await testLog();
  onTestFinished(() => log.dispose());
  const problems: string[] = [];
  const url = { SMTP_URL: `smtp://127.0.0.1:${smtp.port}` };
  const mail = await mailing(await log.connect('mail'), url, problems, anOrder, patient);
  onTestFinished(() => mail.stop());
  const selling = await log.connect('desk');
  return {
    smtp,
    mail,
    problems,
    book: async (...orders) => {
      for (const order of orders) await book(selling, order);
    },
    append: async (event, screeningId = 'tempest') => {
      const body = encodeEvent(event);
      expect(await append(selling, [{ subject: ledgerOf(screeningId), body }])).toMatchObject({ kind: 'appended' });
    },
    becomes: (order, status) => expect.poll(() => mail.stateOf(order).status).toBe(status),
  };
}

const LONG = { timeout: 120_000 };

test.concurrent('the limits are those of a mail server’s life, and fit into each other', ({ expect }) => {
  const { smtp, outcomeMs } = patience;
  expect(smtp.greetingMs).toBeGreaterThan(40_000);
  expect(smtp.beforeMs).toBeGreaterThan(smtp.greetingMs);
  // RFC 5321, 4.5.3.2.6: who gives up sooner does not know what became of the mail.
  expect(smtp.contentMs).toBeGreaterThanOrEqual(600_000);
  expect(outcomeMs).toBeGreaterThan(smtp.contentMs);
});

test.concurrent(
  'a server that greets late, takes its time or drips has each mail in the end, once',
  LONG,
  async (context) => {
    const { expect } = context;
    const { smtp, book: sell, becomes, mail } = await office(context, {});
    const slow: readonly [string, Manners][] = [
      ['LATE-1', { greetMs: 800 }],
      ['SLOW-1', { answerMs: 200 }],
      ['DRIP-1', { dripMs: 5 }],
    ];
    for (const [order, manners] of slow) {
      await smtp.tell(manners);
      await sell(order);
      await becomes(order, 'accepted');
    }
    expect(smtp.mails).toEqual(slow.map(([order]) => order));
    expect([mail.trouble, mail.waiting]).toEqual([undefined, 0]);
  },
);

test.concurrent(
  'a server that never greets, or drips for ever, is given up and told to staff; the mail waits',
  LONG,
  async (context) => {
    const { expect } = context;
    const {
      smtp,
      book: sell,
      becomes,
      mail,
      problems,
    } = await office(context, { silentAt: 'greeting' }, hasty({ greetingMs: 1600, beforeMs: 2000 }));
    await sell('WAITS-1');
    await expect.poll(() => mail.trouble?.problem).toMatch(/^late: Greeting never received/);
    await smtp.tell({ dripMs: 200, dripAfter: 'greeting' });
    await expect.poll(() => mail.trouble?.problem).toBe('late');
    expect(mail.waiting).toBe(1);
    await smtp.tell({});
    await becomes('WAITS-1', 'accepted');
    expect(smtp.mails).toEqual(['WAITS-1']);
    expect(mail.trouble).toBeUndefined();
    expect(problems).toHaveLength(2);
  },
);

test.concurrent(
  'a server that never says whether it has the mail: nobody knows, it is not sent again, others are',
  LONG,
  async (context) => {
    const { expect } = context;
    const {
      smtp,
      book: sell,
      becomes,
      mail,
    } = await office(context, { silentAt: 'end', only: 'MUTE' }, hasty({ contentMs: 4000 }));
    await sell('MUTE-1', 'GOOD-1', 'GOOD-2');
    await becomes('GOOD-1', 'accepted');
    await becomes('GOOD-2', 'accepted');
    await becomes('MUTE-1', 'unknown');
    await sell('GOOD-3');
    await becomes('GOOD-3', 'accepted');
    expect([...smtp.mails].sort()).toEqual(['GOOD-1', 'GOOD-2', 'GOOD-3', 'MUTE-1']);
    expect(mail.counters).toMatchObject({ sent: 3, lost: 1 });
  },
);

test.concurrent(
  'recipients over whom it ponders keep no others waiting, however many they are',
  LONG,
  async (context) => {
    const { expect } = context;
    const {
      smtp,
      book: sell,
      becomes,
    } = await office(context, { silentAt: 'RCPT', only: 'TAR' }, hasty({ beforeMs: 3000 }));
    const pondered = Array.from({ length: 6 }, (_, index) => `TAR-${index}`);
    await sell(...pondered, 'GOOD-1', 'GOOD-2', 'GOOD-3');
    for (const order of ['GOOD-1', 'GOOD-2', 'GOOD-3']) await becomes(order, 'accepted');
    expect(smtp.mails).toHaveLength(3);
    await smtp.tell({});
    for (const order of pondered) await becomes(order, 'accepted');
    expect(smtp.mails).toHaveLength(9);
    expect(smtp.most).toBeLessThanOrEqual(brief.mostAtOnce);
  },
);

test.concurrent(
  'a server that hangs up before it waits for the content gets each mail later, once',
  LONG,
  async (context) => {
    const { expect } = context;
    const { smtp, book: sell, becomes } = await office(context, {});
    const stages: readonly Stage[] = ['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA'];
    for (const [index, hangUpAt] of stages.entries()) {
      const before = smtp.connections;
      await smtp.tell({ hangUpAt });
      await sell(`HANG-${index}`);
      await expect.poll(() => smtp.connections).toBeGreaterThanOrEqual(before + 2);
      await smtp.tell({});
      await becomes(`HANG-${index}`, 'accepted');
    }
    expect(smtp.mails).toEqual(stages.map((_, index) => `HANG-${index}`));
  },
);

test.concurrent(
  'a server that hangs up over the content may have it or not: it gets it no second time',
  LONG,
  async (context) => {
    const { expect } = context;
    const { smtp, book: sell, becomes, mail } = await office(context, {});
    for (const hangUpAt of ['content', 'end'] as const) {
      await smtp.tell({ hangUpAt });
      await sell(`CUT-${hangUpAt.toUpperCase()}`);
      await becomes(`CUT-${hangUpAt.toUpperCase()}`, 'unknown');
    }
    await smtp.tell({});
    await sell('NEXT-1');
    await becomes('NEXT-1', 'accepted');
    expect(smtp.mails).toEqual(['CUT-END', 'NEXT-1']);

    // Just when it has asked for the content, it may be known in time that it is gone.
    await smtp.tell({ hangUpAt: 'after 354' });
    const before = smtp.connections;
    await sell('CUT-354');
    await expect.poll(() => smtp.connections).toBeGreaterThan(before);
    await smtp.tell({});
    await expect.poll(() => mail.stateOf('CUT-354').status).toMatch(/unknown|accepted/);
    const certain = mail.stateOf('CUT-354').status === 'accepted';
    expect(smtp.mails.filter((order) => order === 'CUT-354')).toHaveLength(certain ? 1 : 0);
  },
);

test.concurrent(
  'mails go over the connection of the one before; where that will not take them, over a new one and at once',
  LONG,
  async (context) => {
    const { expect } = context;
    const { smtp, book: sell, becomes, mail, problems } = await office(context, {}, keeping);
    const each = async (...orders: string[]) => {
      for (const order of orders) {
        await sell(order);
        await becomes(order, 'accepted');
      }
      return smtp.connections;
    };
    expect(await each('SAME-1', 'SAME-2', 'SAME-3')).toBe(1);
    const worn: readonly [string, Manners][] = [
      ['ENOUGH', { mostEach: 1 }],
      ['MAIL', { hangUpAt: 'MAIL', times: 1 }],
      ['RCPT', { hangUpAt: 'RCPT', times: 1 }],
      ['DATA', { hangUpAt: 'DATA', times: 1 }],
    ];
    for (const [index, [order, manners]] of worn.entries()) {
      await smtp.tell(manners);
      expect(await each(order)).toBe(index + 2);
    }
    // It hangs up as soon as it has said that it has the mail, as servers do that take one each.
    await smtp.tell({ hangUpAt: 'after end' });
    await each('ONE-1', 'ONE-2', 'ONE-3');
    expect(smtp.mails).toEqual([
      'SAME-1',
      'SAME-2',
      'SAME-3',
      ...worn.map(([order]) => order),
      'ONE-1',
      'ONE-2',
      'ONE-3',
    ]);
    expect([mail.counters, mail.trouble, problems]).toEqual([
      { sent: 10, refused: 0, deferred: 0, lost: 0 },
      undefined,
      [],
    ]);
  },
);

test.concurrent(
  'over a connection that was used before, what broke off after the content has left is sent no second time',
  LONG,
  async (context) => {
    const { expect } = context;
    const { smtp, book: sell, becomes } = await office(context, {}, keeping);
    for (const hangUpAt of ['content', 'end'] as const) {
      await smtp.tell({});
      const good = `GOOD-${hangUpAt.toUpperCase()}`;
      await sell(good);
      await becomes(good, 'accepted');
      const before = smtp.connections;
      await smtp.tell({ hangUpAt, times: 1 });
      const cut = `CUT-${hangUpAt.toUpperCase()}`;
      await sell(cut);
      await becomes(cut, 'unknown');
      expect(smtp.connections).toBe(before);
    }
    expect(smtp.mails).toEqual(['GOOD-CONTENT', 'GOOD-END', 'CUT-END']);
  },
);

test.concurrent(
  'a mail on which it always stumbles holds up no other, and is no trouble of the server’s',
  LONG,
  async (context) => {
    const { expect } = context;
    const { smtp, book: sell, becomes, mail } = await office(context, { hangUpAt: 'RCPT', only: 'POISON' });
    await sell('POISON-1', 'POISON-2');
    for (const order of ['GOOD-1', 'GOOD-2', 'GOOD-3', 'GOOD-4']) {
      await sell(order);
      await becomes(order, 'accepted');
    }
    expect(mail.trouble).toBeUndefined();
    expect(mail.waiting).toBe(2);
    await smtp.tell({});
    for (const order of ['POISON-1', 'POISON-2']) await becomes(order, 'accepted');
    expect(smtp.mails).toHaveLength(6);
  },
);

test.concurrent(
  'a cancelled house is written to by the way: whoever books meanwhile waits for one mail, not for all',
  LONG,
  async (context) => {
    const { expect } = context;
    const at = await office(context, { answerMs: 10 });
    const held = Array.from({ length: 40 }, (_, index) => `HELD-${index}`);
    await at.append(openedEvent({ screeningId: 'tempest' }));
    await at.book(...held);
    await at.append(bookedEvent('cara-cara', ['C-A1'], { order: 'NONE-1' }));
    for (const order of held) await at.becomes(order, 'accepted');
    const before = at.smtp.mails.length;
    await at.append(cancelledEvent());
    await expect.poll(() => at.smtp.mails.length).toBeGreaterThan(before);
    await at.append(
      {
        ...bookedEvent('dora-dora', ['C-A1'], { order: 'NEW-1' }),
        customer: { name: 'Dora', email: 'new-1@example.org' },
      },
      'other',
    );
    await at.becomes('NEW-1', 'accepted');
    expect(at.smtp.mails.length).toBeLessThan(before + held.length);
    await expect.poll(() => at.smtp.mails.length).toBe(before + held.length + 1);
    await expect.poll(() => at.mail.waiting).toBe(0);
    // To each its confirmation and its cancellation; nothing to whoever gave no address.
    const times = new Map<string, number>();
    for (const order of at.smtp.mails) times.set(order, (times.get(order) ?? 0) + 1);
    expect([...times].filter(([, count]) => count !== 2)).toEqual([['NEW-1', 1]]);
  },
);

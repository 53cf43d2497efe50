/** Mail to whoever bought with an e-mail address: what was booked, and what became of it. Decision 16 says what is exactly once, 29 what is written. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  encodeMailEvent,
  mailOf,
  MAIL_SUBJECT,
  NEWS_BEGIN,
  type MailEvent,
} from '../../../theatre/contract/log-mail.ts';
import { houseWording } from '../../../theatre/contract/wording.ts';
import { append } from '../../../theatre/log/append.ts';
import type { Log } from '../../../theatre/log/connection.ts';
import { follow, type Follower } from '../../../theatre/log/follow.ts';
import { lastSequenceOn } from '../../../theatre/log/ledger-queries.ts';
import { EVERY_LEDGER, screeningIdOf } from '../../../theatre/log/subjects.ts';
import { MailNews } from '../../../theatre/mail/mail-news.ts';
import type { MailState } from '../../../theatre/mail/mail-state.ts';
import type { Consumer, ConsumerContext } from '../consumer.ts';
import { Addresses } from './addresses.ts';
import { MailJournal } from './journal.ts';
import { Outbox, type MailCounters } from './outbox.ts';
import { patience as usual, type Patience } from './patience.ts';
import { openPost } from './post.ts';

export type { MailCounters } from './outbox.ts';
export type { MailState } from '../../../theatre/mail/mail-state.ts';

/** What staff ask for: the mail of this order (again). */
export interface MailWish {
  readonly order: string;
  readonly screeningId: string;
  /** Id of the one who asks. */
  readonly by: string;
  /** Another address than the order's. */
  readonly to?: string | undefined;
}

export interface Mail extends Consumer {
  /** Whether an SMTP server is set up. */
  readonly enabled: boolean;
  /** Mails that are to be sent. */
  readonly waiting: number;
  readonly counters: Readonly<MailCounters>;
  /** Why the mail server takes nothing, and since when (epoch milliseconds). */
  readonly trouble: { readonly since: number; readonly problem: string } | undefined;
  /** What became of an order's mail, by the log: of one that may not have arrived, else of its confirmation. */
  stateOf(order: string): MailState;
  /** Where it goes when that is not the order's own address; undefined also where that was erased, as by `erased` its customer was. */
  otherAddress(order: string, erased: boolean): Promise<string | undefined>;
  /** Notes the wish in the log; false when the log cannot be reached. One that is on its way already is enough. */
  ask(wish: MailWish): Promise<boolean>;
}

const ASK_WITHIN_MS = 3000;

export async function startMail(
  { log, config, office, onProblem }: ConsumerContext,
  patience: Patience = usual,
): Promise<Mail> {
  const journal: MailJournal = new MailJournal(log, (id) => outbox?.consider(id));
  const addresses = new Addresses(log);
  const stopping = new AbortController();
  let follower: Follower | undefined;
  const outbox: Outbox | undefined =
    config.mail &&
    new Outbox({
      config: config.mail,
      journal,
      addresses,
      office,
      post: openPost(config.mail, patience.smtp),
      wording: houseWording(config.locale),
      patience,
      onProblem,
    });
  if (!outbox) {
    onProblem('No mail is sent: set SMTP_URL and FULL_HOUSE_MAIL_FROM to send confirmations. Sales go on without.');
  }

  const begin = async (to: Outbox, from: Beginnings | undefined) => {
    await journal.ready;
    if (from === undefined || stopping.signal.aborted) return;
    const news = new MailNews();
    follower = follow(log, {
      subjects: [EVERY_LEDGER],
      // From the start: who is to hear of a cancelled screening may have booked before there was mail.
      from: 1,
      onMessage({ subject, sequence, at, event }) {
        if (event.type === 'joined' || event.type === 'left' || event.type === 'gone' || event.type === 'refused')
          return;
        const tidings = news.ledger(screeningIdOf(subject) ?? '', { sequence, at, event });
        for (const one of tidings) if (sequence > (one.news.kind === 'booked' ? from.mail : from.news)) to.want(one);
      },
      // Said by those who follow the same subjects to decide on them.
      onSkipped: () => undefined,
      onBehind: (problem) => problem !== undefined && onProblem(problem),
    });
  };
  // Waited for, so that the first order that this server takes is after it.
  if (outbox) void begin(outbox, await beginnings(log, stopping.signal));

  return {
    name: 'mail',
    enabled: outbox !== undefined,
    get lag() {
      return follower?.lag ?? 0;
    },
    get sequence() {
      return follower?.sequence ?? 0;
    },
    get fresh() {
      return follower?.fresh === true;
    },
    get waiting() {
      return outbox?.waiting ?? 0;
    },
    counters: outbox?.counters ?? { sent: 0, refused: 0, deferred: 0, lost: 0 },
    get trouble() {
      return outbox?.trouble;
    },
    stateOf: (order) => journal.stateOf(journal.concerning(order)),
    otherAddress: (order, erased) => addresses.read(journal.stateOf(journal.concerning(order)), order, erased),
    async ask({ order, screeningId, by, to }) {
      const sealed = to === undefined ? undefined : await addresses.seal(to, { order, screeningId });
      if (to !== undefined && sealed === undefined) return false;
      const event: MailEvent = {
        type: 'mail-asked',
        version: 1,
        order,
        screeningId,
        by,
        ...(sealed === undefined ? {} : { to: sealed }),
      };
      const id = journal.concerning(order);
      const underWay = () => ['begun', 'waiting'].includes(journal.stateOf(id).status);
      const asked = await journal.write(
        id,
        ({ status }) => (status === 'begun' || status === 'waiting' ? undefined : event),
        ASK_WITHIN_MS,
      );
      return asked || (journal.fresh && underWay());
    },
    async stop() {
      stopping.abort();
      await follower?.stop();
      await outbox?.stop();
      await journal.close();
    },
  };
}

/** Stream sequences after which there is mail. */
interface Beginnings {
  readonly mail: number;
  /** For what becomes of an order; a house that had only confirmations before does not write of what is long known. */
  readonly news: number;
}

/** Where in the log mail begins: noted by the first server that sends some, so that what was before stays as it is. */
async function beginnings(log: Log, signal: AbortSignal): Promise<Beginnings | undefined> {
  const enabled = new TextEncoder().encode(JSON.stringify({ type: 'mail-enabled', version: 1 }));
  const mail = await begunAt(log, { subject: MAIL_SUBJECT, body: enabled }, signal);
  const before: MailEvent = { type: 'mail-skipped', version: 1, order: NEWS_BEGIN, screeningId: '-' };
  const news = await begunAt(log, { subject: mailOf(NEWS_BEGIN), body: encodeMailEvent(before) }, signal);
  return mail === undefined || news === undefined ? undefined : { mail, news };
}

/** The sequence of this message, which is appended unless there is one on its subject. */
async function begunAt(
  log: Log,
  message: { readonly subject: string; readonly body: Uint8Array },
  signal: AbortSignal,
): Promise<number | undefined> {
  while (!signal.aborted) {
    try {
      const known = await lastSequenceOn(log, [message.subject]);
      if (known > 0) return known;
      // Only the first lands; the next look finds it.
      await append(log, [{ ...message, guard: 0 }]);
    } catch {
      // The log is out of reach.
    }
    await sleep(100, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

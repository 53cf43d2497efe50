/**
 * Notices for staff. What is about sales and mail is folded from the log; what is about this process (the log, the disk, the
 * database) is said by those who start it, by `watch`.
 */
import { EVERY_MAIL, mailOf, parseMailEvent, type MailEvent } from '../../../theatre/contract/log-mail.ts';
import type { Notices } from '../../../theatre/contract/notices.ts';
import { follow } from '../../../theatre/log/follow.ts';
import { EVERY_LEDGER, EVERY_REFUSAL, screeningIdOf } from '../../../theatre/log/subjects.ts';
import { UnitFold } from '../../../theatre/log/unit-fold.ts';
import { orderOfMail } from '../../../theatre/mail/mail-news.ts';
import { evolveMail, unmailed, type MailState } from '../../../theatre/mail/mail-state.ts';
import type { Consumer, ConsumerContext } from '../consumer.ts';
import { Board, type BoardChange, type Condition } from './board.ts';
import { RefusalWatch } from './refusals.ts';
import { SeatWatch } from './seats.ts';

export type { BoardChange, Condition } from './board.ts';

/** What is so in this process under a key of its own; undefined: nothing any more. */
export type Probe = () => Readonly<Record<string, Condition | undefined>>;

export interface StaffNotices extends Consumer {
  /** Resolves when all that was in the log at start is looked at. */
  readonly caughtUp: Promise<void>;
  snapshot(): Notices;
  /** Told of each change, once all that was in the log is looked at. */
  onChange(listener: (change: BoardChange) => void): () => void;
  /** Asked once a second from now on. */
  watch(probe: Probe): void;
}

const EVERY_MS = 1000;
/** A mail that nobody cared for so long is not news. */
const MAIL_SHOWN_MS = 7 * 24 * 3600_000;
const ORDERS_SHOWN = 20;

/** `minute` is that in which refusals are counted, in milliseconds; shorter in a test. */
export function startNotices(
  { log, onProblem }: Pick<ConsumerContext, 'log' | 'onProblem'>,
  minute?: number,
): StaffNotices {
  const board = new Board();
  const seats = new SeatWatch(board);
  const refusals = new RefusalWatch(board, (id) => seats.titled(id), minute);
  const probes: Probe[] = [];
  const listeners = new Set<(change: BoardChange) => void>();
  let caughtUp = false;
  board.onChange((change) => {
    if (caughtUp) for (const listener of listeners) listener(change);
  });
  const follower = follow(log, {
    subjects: [EVERY_LEDGER, EVERY_REFUSAL],
    from: 1,
    onMessage({ subject, sequence, at, event }) {
      const id = screeningIdOf(subject) ?? '';
      if (event.type === 'refused') refusals.refused(id, at);
      else if (event.type !== 'joined' && event.type !== 'left' && event.type !== 'gone') {
        seats.ledger(id, { sequence, at, event });
      }
    },
    // Said by those who follow the same subjects to decide on them.
    onSkipped: () => undefined,
    onBehind: (problem) => problem !== undefined && onProblem(problem),
  });
  const mails = new UnitFold<MailState, MailEvent>(log, {
    subject: EVERY_MAIL,
    parse: parseMailEvent,
    initial: unmailed,
    evolve: evolveMail,
  });
  const ready = Promise.all([follower.caughtUp, mails.ready]).then(() => {
    look();
    caughtUp = true;
  });

  function look(): void {
    const now = Date.now();
    seats.tick(now);
    refusals.tick(now);
    if (mails.fresh) lookAtMails(now);
    for (const probe of probes) for (const [key, condition] of Object.entries(probe())) board.set(key, condition, now);
  }

  function lookAtMails(now: number): void {
    const undelivered = [...mails.states]
      .filter(([, { status, at }]) => (status === 'refused' || status === 'unknown') && now - at < MAIL_SHOWN_MS)
      .sort(([, a], [, b]) => b.at - a.at);
    const since = undelivered.at(-1)?.[1].at ?? now;
    const known = new Set(undelivered.map(([subject]) => orderOfMail(subject.slice(mailOf('').length))));
    const orders = [...known].slice(0, ORDERS_SHOWN);
    const count = undelivered.length;
    board.set(
      'mail-undelivered',
      count > 0 ? { kind: 'mail-undelivered', level: 'warning', orders, count } : undefined,
      count > 0 ? since : now,
    );
  }

  const timer = setInterval(look, EVERY_MS);
  return {
    name: 'notices',
    get lag() {
      return follower.lag;
    },
    get sequence() {
      return follower.sequence;
    },
    get fresh() {
      return follower.fresh;
    },
    caughtUp: ready,
    snapshot: () => board.snapshot(Date.now()),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    watch: (probe) => void probes.push(probe),
    async stop() {
      clearInterval(timer);
      await follower.stop();
      await mails.close();
    },
  };
}

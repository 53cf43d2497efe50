/**
 * What staff should know now, as `GET /api/notices` and `GET /stream/notifications` tell it. Data only: whoever shows a
 * notice takes its words from the catalogue (`noticeWords`), in the language of the screen.
 */
import { z } from 'zod';
import { mailProblemWords } from './mail-problem.ts';
import type { Wording } from './wording.ts';

/** `urgent`: sales stop or will soon. `warning`: somebody should act today. `info`: good to know. */
export type NoticeLevel = 'urgent' | 'warning' | 'info';

const count = z.int().nonnegative();
const screening = z.object({ id: z.string(), title: z.string(), startsAt: z.string() });
const common = {
  /** The same for as long as it is the same trouble; a new one has another id. */
  id: z.string(),
  level: z.enum(['urgent', 'warning', 'info']),
  /** Epoch milliseconds. */
  since: count,
};
const kind = <K extends string, S extends z.ZodRawShape>(name: K, more: S) =>
  z.object({ ...common, kind: z.literal(name), ...more });

export const noticeSchema = z.discriminatedUnion('kind', [
  /** `left` of `capacity` seats are neither sold nor withheld. */
  kind('nearly-sold-out', { screening, left: count, capacity: count }),
  /** None is free; `held` may come back. */
  kind('sold-out', { screening, held: count, capacity: count }),
  /** Staff have to say what is true before sales go on. */
  kind('sales-suspended', { screening, reason: z.string() }),
  /** Claims that patrons were refused in the last minute, and how many that are in a usual one. */
  kind('refusals-rising', { screening, perMinute: count, usual: z.number().nonnegative() }),
  /** No SMTP server is set up: orders with an e-mail address get no mail. */
  kind('mail-off', {}),
  /** The mail server takes nothing at the moment; it is tried again by itself. `problem` as in `mail-problem.ts`. */
  kind('mail-failing', { waiting: count, problem: z.string() }),
  /** Mails of these orders (the newest 20) were refused for good, or nobody knows whether they left. */
  kind('mail-undelivered', { orders: z.array(z.string()), count }),
  kind('log-unreachable', {}),
  /** It takes so many milliseconds to answer: every sale waits for it. */
  kind('log-slow', { ms: count }),
  /** Messages in the log that this server has not read yet. */
  kind('log-behind', { lag: count }),
  /** `problem` is why it cannot be written, in its own word, where that is why. */
  kind('database-behind', { lag: count, problem: z.string().exactOptional() }),
  /** Room on the disk of the data folder, in bytes. */
  kind('disk-filling', { free: count, total: count }),
  /** Room in the log itself, which refuses sales once it is full; in bytes. */
  kind('log-filling', { used: count, limit: count }),
]);

export type Notice = z.infer<typeof noticeSchema>;
export type NoticeKind = Notice['kind'];

/** A notice that is over. */
export const resolvedSchema = z.object({ notice: noticeSchema, resolvedAt: count });
export type ResolvedNotice = z.infer<typeof resolvedSchema>;

/**
 * `GET /api/notices`, and `event: notices`, the first of a stream: replaces whatever was known. The most urgent first;
 * `resolved` has those that ended lately, the last one first.
 */
export const noticesSchema = z.object({
  notices: z.array(noticeSchema),
  resolved: z.array(resolvedSchema),
});
export type Notices = z.infer<typeof noticesSchema>;

/**
 * After `event: notices` a stream tells each change by itself: `event: notice` has a `Notice` that is new or, with an id
 * that is known, has other figures; `event: resolved` has a `ResolvedNotice`.
 */
export const noticeEvents = ['notices', 'notice', 'resolved'] as const;

export interface NoticeWords {
  readonly title: string;
  /** What to do about it, in a sentence or two. */
  readonly todo: string;
}

/** A notice in the words of a screen. */
export function noticeWords(notice: Notice, { texts, formats }: Pick<Wording, 'texts' | 'formats'>): NoticeWords {
  const { notices: words } = texts;
  const of =
    'screening' in notice
      ? words.screening(notice.screening.title, formats.evening(Date.parse(notice.screening.startsAt)))
      : '';
  switch (notice.kind) {
    case 'nearly-sold-out':
      return { title: words.nearlySoldOut(of, notice.left), todo: words.nearlySoldOutTodo };
    case 'sold-out':
      return { title: words.soldOut(of), todo: words.soldOutTodo(notice.held) };
    case 'sales-suspended':
      return { title: words.salesSuspended(of), todo: words.salesSuspendedTodo(notice.reason) };
    case 'refusals-rising':
      return { title: words.refusalsRising(of, notice.perMinute), todo: words.refusalsRisingTodo };
    case 'mail-off':
      return { title: words.mailOff, todo: words.mailOffTodo };
    case 'mail-failing':
      return {
        title: words.mailFailing(notice.waiting),
        todo: words.mailFailingTodo(mailProblemWords(notice.problem, texts)),
      };
    case 'mail-undelivered':
      return { title: words.mailUndelivered(notice.count), todo: words.mailUndeliveredTodo(notice.orders.join(', ')) };
    case 'log-unreachable':
      return { title: words.logUnreachable, todo: words.logUnreachableTodo };
    case 'log-slow':
      return {
        title: words.logSlow(new Intl.NumberFormat(formats.locale).format(notice.ms / 1000)),
        todo: words.logSlowTodo,
      };
    case 'log-behind':
      return { title: words.logBehind(notice.lag), todo: words.logBehindTodo };
    case 'database-behind':
      return { title: words.databaseBehind(notice.lag), todo: words.databaseBehindTodo(notice.problem) };
    case 'disk-filling':
      return { title: words.diskFilling(size(notice.free)), todo: words.diskFillingTodo };
    case 'log-filling':
      return { title: words.logFilling(Math.floor((100 * notice.used) / notice.limit)), todo: words.logFillingTodo };
    default:
      return notice satisfies never;
  }
}

/** `800 MB`, `12 GB`. */
function size(bytes: number): string {
  return bytes < 1e9 ? `${Math.floor(bytes / 1e6)} MB` : `${Math.floor(bytes / 1e9)} GB`;
}

/** What the bell shows: what the server says, and what this desktop knows when the server cannot say it. Pure. */
import type { StaffNotices } from '../../../theatre/contract/ipc-orders.ts';
import type { HouseStatus } from '../../../theatre/contract/ipc.ts';
import { noticeWords, type NoticeLevel } from '../../../theatre/contract/notices.ts';
import type { Wording } from '../../../theatre/contract/wording.ts';

export interface BellLine {
  readonly id: string;
  readonly level: NoticeLevel;
  readonly title: string;
  readonly todo: string;
  /** Epoch milliseconds; undefined where it is not known since when. */
  readonly since: number | undefined;
}

const RANK: Readonly<Record<NoticeLevel, number>> = { urgent: 0, warning: 1, info: 2 };

/** The most urgent first, and of these the newest. */
export function bellLines(
  { notices }: StaffNotices,
  { log, patrons }: HouseStatus,
  words: Pick<Wording, 'texts' | 'formats'>,
): readonly BellLine[] {
  const told = notices.map((notice): BellLine => ({
    id: notice.id,
    level: notice.level,
    since: notice.since,
    ...noticeWords(notice, words),
  }));
  const own: BellLine[] = [];
  // The server may not know yet, or not be there to say it.
  if ((log.is === 'lost' || log.is === 'failed') && !notices.some(({ kind }) => kind === 'log-unreachable')) {
    const { notices: texts } = words.texts;
    const todo = log.is === 'failed' ? words.texts.kiosk.log.failed(log.problem) : texts.logUnreachableTodo;
    const since = log.is === 'lost' ? log.since : undefined;
    own.push({ id: 'desktop-log', level: 'urgent', title: texts.logUnreachable, todo, since });
  }
  if (log.is === 'replaced') {
    const { kiosk, selling } = words.texts;
    own.push({
      id: 'desktop-log',
      level: 'urgent',
      title: kiosk.log.replaced,
      todo: selling.replaced,
      since: undefined,
    });
  }
  if (patrons.is === 'down') {
    const { bell } = words.texts;
    const todo = bell.serverDownTodo(patrons.problem);
    own.push({ id: 'desktop-server', level: 'urgent', title: bell.serverDown, todo, since: undefined });
  }
  return [...own, ...told].sort((a, b) => RANK[a.level] - RANK[b.level] || (b.since ?? 0) - (a.since ?? 0));
}

/** The first line that was not among those before: what is worth saying aloud. */
export function newest(before: readonly BellLine[], now: readonly BellLine[]): BellLine | undefined {
  const known = new Set(before.map(({ id }) => id));
  return now.find(({ id }) => !known.has(id));
}

import type { StaffNotices } from '../../theatre/contract/ipc-orders.ts';
import { noticeEvents, noticeSchema, noticesSchema, resolvedSchema } from '../../theatre/contract/notices.ts';
import { parsed, type ServerApi } from './server-api.ts';

/** Told at most so many that are over. */
const RESOLVED_SHOWN = 20;

type NoticeEvent = (typeof noticeEvents)[number];

const isNoticeEvent = (name: string): name is NoticeEvent => noticeEvents.some((known) => known === name);

/** What staff should know, as the server tells it; the last that was heard stays until it says something else. */
export class NoticesFeed {
  readonly #api: Pick<ServerApi, 'follow'>;
  readonly #send: (now: StaffNotices) => void;
  #now: StaffNotices = { notices: [], resolved: [], reachable: false };
  #following = false;

  constructor(api: Pick<ServerApi, 'follow'>, send: (now: StaffNotices) => void) {
    this.#api = api;
    this.#send = send;
  }

  /** What is known now; from the first call on, every change is sent. */
  begin(): StaffNotices {
    if (!this.#following) {
      this.#following = true;
      this.#api.follow('/stream/notifications', {
        onEvent: (name, data) => isNoticeEvent(name) && this.#hear(name, parsed(data)),
        onBroken: () => this.#set({ ...this.#now, reachable: false }),
      });
    }
    return this.#now;
  }

  #hear(name: NoticeEvent, data: unknown): void {
    const { notices, resolved } = this.#now;
    if (name === 'notices') {
      const all = noticesSchema.safeParse(data);
      if (all.success) this.#set({ ...all.data, reachable: true });
    } else if (name === 'notice') {
      const notice = noticeSchema.safeParse(data);
      // Of a kind that only a newer server has words for.
      if (!notice.success) return;
      const others = notices.filter(({ id }) => id !== notice.data.id);
      const known = others.length < notices.length;
      this.#set({
        notices: known
          ? notices.map((one) => (one.id === notice.data.id ? notice.data : one))
          : [notice.data, ...others],
        resolved: resolved.filter((one) => one.notice.id !== notice.data.id),
        reachable: true,
      });
    } else {
      const over = resolvedSchema.safeParse(data);
      if (!over.success) return;
      this.#set({
        notices: notices.filter(({ id }) => id !== over.data.notice.id),
        resolved: [over.data, ...resolved].slice(0, RESOLVED_SHOWN),
        reachable: true,
      });
    }
  }

  #set(now: StaffNotices): void {
    this.#now = now;
    this.#send(now);
  }
}

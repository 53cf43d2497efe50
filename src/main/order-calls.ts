/** Main's answers about orders that were taken, the door list, figures and notices. */
import type { WebContents } from 'electron';
import type { DoorList } from '../../theatre/contract/door-list.ts';
import type { OrderValues } from '../../theatre/contract/ipc-orders.ts';
import type { Answer, PushName, Pushes } from '../../theatre/contract/ipc.ts';
import { done, notDone, type Handlers } from './calls.ts';
import { notWritten } from './file-fault.ts';
import { FiguresFeed } from './figures-feed.ts';
import { OrderDesk, answered, type OrderDeskOptions } from './order-desk.ts';
import type { ServerApi } from './server-api.ts';
import { NoticesFeed } from './notices-feed.ts';

export interface OrderCallsOptions extends Omit<OrderDeskOptions, 'send' | 'api'> {
  readonly api: ServerApi;
  readonly push: <N extends PushName>(name: N, what: Pushes[N]) => void;
  /** The window's page, while there is one. */
  readonly page: () => WebContents | undefined;
  /** Keeps what the window shows, under a name that the clerk may change; null when they would rather not. */
  readonly savePage: (suggested: string) => Promise<string | null>;
}

export type OrderHandlers = Pick<Handlers, keyof OrderValues>;

export function orderCalls({ api, push, page, savePage, ...options }: OrderCallsOptions): OrderHandlers {
  const desk = new OrderDesk({ ...options, api, send: (changed) => push('orderChanged', changed) });
  const figures = new FiguresFeed(api, (now) => push('figures', now));
  const notices = new NoticesFeed(api, (now) => push('notices', now));
  return {
    findOrders: (request) => desk.find(request),
    showOrder: (request) => desk.show(request),
    leaveOrder: () => {
      desk.leave();
      return done(null);
    },
    quoteAct: (request) => desk.quote(request),
    actOnOrder: (request) => desk.act(request),
    bestForExchange: (request) => desk.best(request),
    resendMail: (request) => desk.resendMail(request),
    eraseCustomer: (request) => desk.eraseCustomer(request),
    doorList: async ({ screeningId }) =>
      answered(await api.get<DoorList>(`/api/screenings/${screeningId}/door-list`), (list) => list),
    savePage: ({ name }) => saved(savePage, name),
    printPage: () => printPage(page()),
    followFigures: ({ screeningId }) => {
      figures.follow(screeningId);
      return done(null);
    },
    leaveFigures: () => {
      figures.leave();
      return done(null);
    },
    beginNotices: () => done(notices.begin()),
  };
}

/** What the window shows, as it would be on paper. */
async function saved(
  save: OrderCallsOptions['savePage'],
  name: string,
): Promise<Answer<{ readonly path: string | undefined }>> {
  try {
    return done({ path: (await save(`${name}.pdf`)) ?? undefined });
  } catch (error) {
    return notWritten(error);
  }
}

function printPage(contents: WebContents | undefined): Promise<Answer<null>> {
  if (!contents) return Promise.resolve(notDone('not-ready'));
  return new Promise((resolve) => {
    contents.print({ printBackground: false }, (printed, why) =>
      resolve(printed || /cancel/i.test(why) ? done(null) : notDone('page-not-printed')),
    );
  });
}

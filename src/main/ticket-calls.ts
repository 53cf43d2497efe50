/** Main's answers about tickets: made out in the clerk's name, printed or kept as a file. */
import { rename, rm, writeFile } from 'node:fs/promises';
import type { WebContents } from 'electron';
import type { Answer, Problem, Request } from '../../theatre/contract/ipc.ts';
import type { Printers } from '../../theatre/contract/ipc-tickets.ts';
import { get } from '../../theatre/screening/persistent-map.ts';
import { ticketIssue } from '../../theatre/screening/state.ts';
import { done, notDone, type Handlers } from './calls.ts';
import { refusalOf } from './counter.ts';
import { notWritten } from './file-fault.ts';
import { keepPrinter, keptPrinter } from './kiosk-printer.ts';
import { openLive } from './open-live.ts';
import { printPage, type FetchFile } from './print-page.ts';
import { faultBefore, findLp, NotPrinted, printPdf } from './print-pdf.ts';
import type { Session } from './session.ts';
import type { Theatre } from './theatre.ts';

export interface TicketCallParts {
  /** Undefined until the log has answered. */
  readonly theatre: () => Pick<Theatre, 'log' | 'screenings' | 'desk'> | undefined;
  readonly session: Pick<Session, 'actor'>;
  readonly dataFolder: string;
  /** From the server that main has started. */
  readonly fetchFile: FetchFile;
  readonly contents: () => WebContents | undefined;
  /** Asks the clerk where to; undefined when they would rather not. */
  readonly askWhere: (suggested: string) => Promise<string | undefined>;
}

type TicketCall = 'printTickets' | 'saveTickets' | 'printers' | 'choosePrinter';

/** The printers of this computer, and which of them prints the tickets. */
export async function printersAt(contents: WebContents | undefined, dataFolder: string): Promise<Printers> {
  const found = (await contents?.getPrintersAsync()) ?? [];
  const { name: chosen, paper } = keptPrinter(dataFolder);
  return {
    // Later versions of Electron no longer say which is the default: it is the first that the system names.
    printers: found.map(({ name, displayName, ...more }, at) => ({
      name,
      title: displayName || name,
      isDefault: 'isDefault' in more ? more.isDefault === true : at === 0,
    })),
    chosen,
    paper,
  };
}

export function ticketCalls(parts: TicketCallParts): Pick<Handlers, TicketCall> {
  const { dataFolder, fetchFile, contents, askWhere } = parts;
  const printers = () => printersAt(contents(), dataFolder);
  return {
    printers: async () => done(await printers()),
    choosePrinter: async (chosen) => {
      keepPrinter(dataFolder, chosen);
      return done(await printers());
    },
    printTickets: async ({ screeningId, order, reprint }) => {
      const { printers: there, chosen, paper } = await printers();
      const printer = there.find(({ name, isDefault }) => (chosen === null ? isDefault : name === chosen));
      // Asked first: tickets that nothing can print are not made out, and void none.
      if (!printer) return notDone(there.length === 0 ? 'no-printer' : 'printer-gone');
      const lp = findLp(process.env['PATH']);
      const stands = lp === undefined ? undefined : await faultBefore(printer.name);
      if (stands) return notPrinted(stands);
      const issued = await makeOut(parts, { screeningId, order, reprint });
      if (!issued.done) return issued;
      const { issue } = issued.value;
      // Whatever fails from here on, the clerk must know what the tickets in the guest's hand are worth.
      const earlier = reprint ? ({ earlier: 'void' } as const) : {};
      const query = `paper=${paper}&issue=${issue}`;
      const file = await fetchFile(`/orders/${order}/tickets${lp === undefined ? '/print' : '.pdf'}?${query}`);
      if (!file) return notDone('server-away', earlier);
      const to = { paper, printer: printer.name };
      try {
        const how =
          lp === undefined
            ? await printPage({ html: file.toString('utf8'), ...to }, fetchFile)
            : await printPdf(lp, { pdf: file, title: `Full House ${order}`, ...to });
        return done({ printer: printer.title, issue, printed: how === 'printed' });
      } catch (error) {
        console.error(`The tickets of ${order} were not printed: ${String(error)}`);
        return error instanceof NotPrinted ? notPrinted(error, earlier) : notDone('not-printed', earlier);
      }
    },
    saveTickets: async ({ screeningId, order }) => {
      const issued = await makeOut(parts, { screeningId, order, reprint: false });
      if (!issued.done) return issued;
      const { paper } = keptPrinter(dataFolder);
      const pdf = await fetchFile(`/orders/${order}/tickets.pdf?paper=${paper}&issue=${issued.value.issue}`);
      if (!pdf) return notDone('server-away');
      const path = await askWhere(`tickets-${order}.pdf`);
      if (path === undefined) return done({ path });
      return write(path, pdf);
    },
  };
}

const notPrinted = ({ fault, said }: NotPrinted, more: Partial<Problem> = {}): Answer<never> =>
  notDone(fault, said === '' ? more : { ...more, message: said });

/** Notes in the log that the tickets were made out, by whom; which issue they are. */
async function makeOut(
  { theatre: now, session: { actor } }: TicketCallParts,
  { screeningId, order, reprint }: Request<'printTickets'>,
): Promise<Answer<{ readonly issue: number }>> {
  const theatre = now();
  if (!theatre) return notDone('not-ready');
  if (!actor) return notDone('not-allowed');
  if (!theatre.log.connected) return notDone('log-unreachable');
  const live = await openLive(theatre, screeningId);
  if (typeof live === 'string') return notDone(live);
  const before = get(live.state.orders, order);
  if (!before) return notDone('unknown-order');
  // Tickets may be out that were never noted: they are the first issue, which the reprint replaces.
  const steps = [...(before.payment === 'paid' || reprint ? [false] : []), ...(reprint ? [true] : [])];
  for (const again of steps) {
    const outcome = await theatre.desk.submit(screeningId, { type: 'issue-tickets', order, reprint: again, actor });
    if ('accepted' in outcome) continue;
    return again && 'unsettled' in outcome && outcome.why === 'no-answer'
      ? notDone('unsettled', { earlier: 'unknown' })
      : refusalOf(outcome);
  }
  const after = get(live.state.orders, order) ?? before;
  return done({ issue: ticketIssue(after) });
}

async function write(path: string, pdf: Buffer): Promise<Answer<{ readonly path: string }>> {
  const draft = `${path}.part`;
  try {
    // Names of customers are in it.
    await writeFile(draft, pdf, { mode: 0o600 });
    await rename(draft, path);
    return done({ path });
  } catch (error) {
    await rm(draft, { force: true });
    return notWritten(error);
  }
}

/** What the window does to the programme. Each change is one command of whoever is signed in, decided at the desk like a sale. */
import { randomBytes } from 'node:crypto';
import type { ProgrammeValues, RefundLine } from '../../theatre/contract/ipc-programme.ts';
import type { Answer } from '../../theatre/contract/ipc.ts';
import { screeningIdFor } from '../../theatre/contract/new-screening.ts';
import type { CommandInput } from '../../theatre/log/desk.ts';
import { values } from '../../theatre/screening/persistent-map.ts';
import type { Tender } from '../../theatre/screening/events.ts';
import type { Order, ScreeningState } from '../../theatre/screening/state.ts';
import { SCREENING_CANCELLED } from '../../theatre/contract/refund-reason.ts';
import { done, notDone, type Handlers } from './calls.ts';
import { refusalOf } from './counter.ts';
import type { Session } from './session.ts';
import type { Theatre } from './theatre.ts';

export interface ProgrammeCallParts {
  /** Undefined until the log has answered. */
  readonly theatre: () => Theatre | undefined;
  readonly session: Pick<Session, 'actor'>;
}

type Names = Exclude<keyof ProgrammeValues, 'readHouse' | 'savePlan' | 'removeHouse' | 'importPlan' | 'exportPlan'>;

/** Handed to the desk at a time: one append for all of them. */
const AT_ONCE = 50;

export function programmeCalls({ theatre, session }: ProgrammeCallParts): Pick<Handlers, Names> {
  /** The screening as the programme has it, when it can be changed at all. */
  const found = (screeningId: string): Answer<{ theatre: Theatre; state: ScreeningState }> => {
    const here = theatre();
    if (!here) return notDone('not-ready');
    const state = here.programme.stateOf(screeningId);
    return state ? done({ theatre: here, state }) : notDone('unknown-screening');
  };
  const submit = async (screeningId: string, command: Staffed): Promise<Answer<null>> => {
    const here = found(screeningId);
    if (!here.done) return here;
    const { actor } = session;
    if (!actor) return notDone('not-allowed');
    if (!here.value.theatre.log.connected) return notDone('log-unreachable');
    const outcome = await here.value.theatre.desk.submit(screeningId, { ...command, actor });
    return 'accepted' in outcome ? done(null) : refusalOf(outcome);
  };
  const refund = async (screeningId: string, line: Omit<RefundLine, 'seatIds' | 'paid'>): Promise<Answer<null>> => {
    const { order, cash, card } = line;
    const tenders = tendersOf({ cash, card });
    const answer = await submit(screeningId, { type: 'refund', order, tenders, reason: SCREENING_CANCELLED });
    // Another kiosk was faster: it is what was wanted.
    return !answer.done && answer.problem.reason === 'order-refunded' ? done(null) : answer;
  };
  return {
    screeningDetails: ({ screeningId }) => {
      const here = found(screeningId);
      if (!here.done) return here;
      const { state, theatre: open } = here.value;
      const { id, title, startsAt, index, prices, discounts, promos, currency, counts, phase } = state;
      const { name: house, categories } = index.plan;
      const revision = open.houses.revisionOf(index.plan);
      const shown = phase === 'none' ? 'closed' : phase;
      const orders = [...values(state.orders)].filter(({ seatIds }) => seatIds.length > 0).length;
      return done({
        id,
        title,
        startsAt,
        house,
        revision,
        phase: shown,
        categories,
        prices,
        discounts,
        promos,
        currency,
        counts,
        orders,
      });
    },
    amendScreening: ({ screeningId, ...change }) => submit(screeningId, { type: 'amend', ...change }),
    repriceScreening: ({ screeningId, prices, discounts, promos }) => {
      const here = found(screeningId);
      if (!here.done) return here;
      const known = here.value.state.prices;
      if (Object.keys(prices).some((category) => known[category] === undefined)) return notDone('malformed');
      return submit(screeningId, { type: 'reprice', prices, discounts, promos });
    },
    closeScreening: ({ screeningId }) => submit(screeningId, { type: 'close' }),
    cancelScreening: ({ screeningId, reason }) => submit(screeningId, { type: 'cancel', reason }),
    duplicateScreening: async ({ screeningId, title, startsAt }) => {
      const here = found(screeningId);
      if (!here.done) return here;
      const { theatre: open, state } = here.value;
      const { actor } = session;
      if (!actor) return notDone('not-allowed');
      const { prices, discounts, promos, currency, index } = state;
      const opened: string[] = [];
      for (const at of startsAt) {
        const id = screeningIdFor(title, randomBytes(5).toString('hex'));
        const copy = { screeningId: id, title, startsAt: at, plan: index.plan, prices, discounts, promos, currency };
        const outcome = open.log.connected ? await open.desk.submit(id, { type: 'open', actor, ...copy }) : undefined;
        if (outcome && 'accepted' in outcome) {
          opened.push(at);
          continue;
        }
        const refused = outcome ? refusalOf(outcome) : notDone('log-unreachable');
        const reason = refused.done ? 'bug' : refused.problem.reason;
        return opened.length === 0 ? refused : done({ opened, problem: { reason } });
      }
      return done({ opened });
    },
    refundsDue: ({ screeningId }) => {
      const here = found(screeningId);
      if (!here.done) return here;
      const { phase, currency, orders } = here.value.state;
      const all = [...values(orders)];
      const lines = refundLines(all);
      return done({ cancelled: phase === 'cancelled', currency, lines, done: all.length - lines.length });
    },
    refundOrder: ({ screeningId, ...line }) => {
      const here = found(screeningId);
      if (!here.done) return here;
      // Any other order is refunded from its own panel, for a reason of its own.
      return here.value.state.phase === 'cancelled' ? refund(screeningId, line) : notDone('not-cancelled');
    },
    refundWithoutCash: async ({ screeningId }) => {
      const here = found(screeningId);
      if (!here.done) return here;
      if (here.value.state.phase !== 'cancelled') return notDone('not-cancelled');
      const lines = refundLines(values(here.value.state.orders)).filter(({ cash }) => cash === 0);
      let refunded = 0;
      for (let at = 0; at < lines.length; at += AT_ONCE) {
        const answers = await Promise.all(lines.slice(at, at + AT_ONCE).map((line) => refund(screeningId, line)));
        refunded += answers.filter((answer) => answer.done).length;
        const failed = answers.find((answer) => !answer.done);
        if (failed && !failed.done) return done({ refunded, problem: { reason: failed.problem.reason } });
      }
      return done({ refunded });
    },
  };
}

/** What staff ask for, but for who they are. */
type Staffed = CommandInput extends infer C ? (C extends { actor: unknown } ? Omit<C, 'actor'> : never) : never;

/** Orders that still have their seats, those that need no cash first. From the ledger alone: whoever looks sees the same. */
export function refundLines(orders: Iterable<Order>): RefundLine[] {
  const lines: RefundLine[] = [];
  for (const { order, seatIds, payment, drawer, paid } of orders) {
    if (seatIds.length === 0) continue;
    // Money that went back another way than it came leaves one kind below nothing.
    const card = Math.max(0, Math.min(drawer.card, paid));
    lines.push({ order, seatIds, cash: paid - card, card, paid: payment === 'paid' });
  }
  return lines.sort((a, b) => Number(a.cash > 0) - Number(b.cash > 0) || (a.order < b.order ? -1 : 1));
}

function tendersOf({ cash, card }: { readonly cash: number; readonly card: number }): Tender[] {
  const tenders: Tender[] = [
    { kind: 'card', amount: card },
    { kind: 'cash', amount: cash },
  ];
  return tenders.filter(({ amount }) => amount > 0);
}

/** This till: its shift, its cash, and the reports, which follow from the log alone. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { boundsOfDay } from '../../theatre/contract/day.ts';
import type { Answer, Request } from '../../theatre/contract/ipc.ts';
import type { DayAnswer, Names, ShiftAnswer, TillView } from '../../theatre/contract/ipc-till.ts';
import { tillIdOf } from '../../theatre/contract/log-till.ts';
import { LogUnreachable } from '../../theatre/log/errors.ts';
import { lastSequenceOn } from '../../theatre/log/ledger-queries.ts';
import { EVERY_LEDGER } from '../../theatre/log/subjects.ts';
import { denominationsOf } from '../../theatre/till/denominations.ts';
import { dayReport, shiftReport, type ShiftReport } from '../../theatre/till/report.ts';
import { openShiftOf, type Shift } from '../../theatre/till/till.ts';
import { done, notDone } from './calls.ts';
import type { Gate } from './gate.ts';
import type { Session } from './session.ts';
import type { Theatre } from './theatre.ts';
import type { TillLedger } from './units.ts';

export interface TillDeskOptions {
  readonly theatre: Pick<Theatre, 'log' | 'desk' | 'programme' | 'takings' | 'people' | 'till' | 'tills'>;
  readonly session: Session;
  readonly gate: Gate;
  readonly tillId: string;
  readonly currency: string;
}

const EARLIER = 12;
const READ_WITHIN_MS = 3000;

export class TillDesk {
  readonly #options: TillDeskOptions;

  constructor(options: TillDeskOptions) {
    this.#options = options;
  }

  view(): TillView {
    const { theatre, tillId, currency } = this.#options;
    const { state } = theatre.till;
    const open = openShiftOf(state);
    const earlier = state.shifts.flatMap(({ shift, operator, openedAt, closed, currency: of }) =>
      closed ? [{ shift, operator, openedAt, closedAt: closed.at, currency: of, variance: closed.variance }] : [],
    );
    return {
      tillId,
      currency,
      units: denominationsOf(open?.currency ?? currency),
      earlier: earlier.reverse().slice(0, EARLIER),
      names: this.#names,
      ...(open ? { open } : {}),
    };
  }

  openShift({ float }: Request<'openShift'>): Promise<Answer<null>> {
    const { actor } = this.#options.session;
    if (!actor) return Promise.resolve(notDone('locked'));
    const shift = `sh-${randomBytes(4).toString('hex')}`;
    return this.#submit({ type: 'open-shift', actor, shift, float, currency: this.#options.currency });
  }

  pay(type: 'pay-in' | 'pay-out', { amount, reason }: Request<'payIn'>): Promise<Answer<null>> {
    const { actor } = this.#options.session;
    if (!actor) return Promise.resolve(notDone('locked'));
    if (actor.shift === undefined) return Promise.resolve(notDone('no-shift'));
    return this.#submit({ type, actor, shift: actor.shift, amount, reason });
  }

  /** Waits for sales under way: what they took is in the drawer, and must be in the sum. */
  async closeShift({ counted }: Request<'closeShift'>): Promise<Answer<ShiftAnswer>> {
    const { gate, theatre, session } = this.#options;
    const answer = await gate.alone(
      () => theatre.desk.settled(),
      async (): Promise<Answer<ShiftAnswer>> => {
        const { actor } = session;
        if (!actor) return notDone('locked');
        const open = openShiftOf(theatre.till.state);
        if (!open || actor.shift !== open.shift) return notDone('no-shift');
        if (!(await this.#hasReadAll())) return notDone('log-unreachable');
        const cashSales = theatre.takings.cashOf(open.shift, open.currency);
        const closed = await this.#submit({ type: 'close-shift', actor, shift: open.shift, counted, cashSales });
        return closed.done ? this.shiftReport({ shift: open.shift }) : closed;
      },
    );
    return answer ?? notDone('till-busy');
  }

  /** Nobody sees what should be in a drawer before it was counted. */
  shiftReport({ shift: wanted }: Request<'shiftReport'>): Answer<ShiftAnswer> {
    const { actor } = this.#options.session;
    for (const [till, shift] of this.#shifts()) {
      if (shift.shift !== wanted) continue;
      if (actor?.role !== 'manager' && actor?.id !== shift.operator) return notDone('needs-manager');
      if (!shift.closed) return notDone('shift-open');
      return done({ report: this.#reportOf(till, shift), names: this.#names });
    }
    return notDone('unknown-shift');
  }

  /** All closed shifts of all tills that were opened on this day of the machine's own time. */
  dayReport({ day }: Request<'dayReport'>): Answer<DayAnswer> {
    if (this.#options.session.actor?.role !== 'manager') return notDone('needs-manager');
    const bounds = boundsOfDay(day);
    if (!bounds) return notDone('malformed');
    const reports = this.#shifts()
      .filter(([, { openedAt, closed }]) => closed && openedAt >= bounds.from && openedAt < bounds.to)
      .map(([till, shift]) => this.#reportOf(till, shift));
    return done({ report: dayReport(day, reports), names: this.#names });
  }

  get #names(): Names {
    return this.#options.theatre.people.state.names;
  }

  #shifts(): [string, Shift][] {
    const { theatre, tillId } = this.#options;
    const others = [...theatre.tills.states].filter(([subject]) => tillIdOf(subject) !== tillId);
    return [
      ...theatre.till.state.shifts.map((shift): [string, Shift] => [tillId, shift]),
      ...others.flatMap(([subject, { shifts }]) => shifts.map((shift): [string, Shift] => [tillIdOf(subject), shift])),
    ];
  }

  #reportOf(till: string, shift: Shift): ShiftReport {
    return shiftReport(till, shift, this.#options.theatre.takings.entriesOf(shift.shift));
  }

  /** Whether all that is on the ledgers now is in the takings. */
  async #hasReadAll(): Promise<boolean> {
    const { log, programme, takings } = this.#options.theatre;
    try {
      const last = await lastSequenceOn(log, [EVERY_LEDGER]);
      const until = Date.now() + READ_WITHIN_MS;
      while (takings.sequence < last && Date.now() < until) await sleep(10);
      // The last one may be of a kind that is passed over.
      return takings.sequence >= last || (programme.fresh && programme.lag === 0);
    } catch (error) {
      if (error instanceof LogUnreachable) return false;
      throw error;
    }
  }

  async #submit(command: Parameters<TillLedger['submit']>[0]): Promise<Answer<null>> {
    const outcome = await this.#options.theatre.till.submit(command);
    if ('accepted' in outcome) return done(null);
    if ('rejected' in outcome) return notDone(outcome.rejected);
    return notDone(
      outcome.why === 'no-answer' ? 'unsettled' : outcome.why === 'log-full' ? 'log-full' : 'log-unreachable',
    );
  }
}

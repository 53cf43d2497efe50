/** One till and its shifts: what the log says of them, what can be asked, and what follows. Pure. */
import type { Actor } from '../screening/commands.ts';
import type { Minor, Recorded } from '../screening/events.ts';
import { denominationsOf } from './denominations.ts';
import { TILL_EVENT_VERSION, type Count, type TillEvent } from './events.ts';

/** Cash that came into the drawer or left it without a sale. */
export interface CashMove {
  readonly kind: 'in' | 'out';
  readonly at: number;
  readonly amount: Minor;
  readonly reason: string;
  readonly by: string;
}

export interface Closing {
  readonly at: number;
  readonly by: string;
  readonly counted: readonly Count[];
  readonly countedTotal: Minor;
  readonly expected: Minor;
  readonly variance: Minor;
}

export interface Shift {
  readonly shift: string;
  readonly operator: string;
  readonly openedAt: number;
  readonly currency: string;
  readonly float: Minor;
  readonly moves: readonly CashMove[];
  /** Absent while it is open. */
  readonly closed?: Closing;
}

export interface TillState {
  /** In the order in which they were opened. */
  readonly shifts: readonly Shift[];
}

export const newTill: TillState = { shifts: [] };

/** The shift that sales at this till belong to now. */
export function openShiftOf({ shifts }: TillState): Shift | undefined {
  const last = shifts.at(-1);
  return last?.closed ? undefined : last;
}

interface Common {
  readonly id: string;
  readonly at: number;
  readonly actor: Actor;
  readonly shift: string;
}
export interface OpenShift extends Common {
  readonly type: 'open-shift';
  readonly float: Minor;
  readonly currency: string;
}
export interface PayIn extends Common {
  readonly type: 'pay-in';
  readonly amount: Minor;
  readonly reason: string;
}
export interface PayOut extends Common {
  readonly type: 'pay-out';
  readonly amount: Minor;
  readonly reason: string;
}
export interface CloseShift extends Common {
  readonly type: 'close-shift';
  readonly counted: readonly Count[];
  /** Cash taken less cash given back in this shift, as the screenings' ledgers have it. */
  readonly cashSales: Minor;
}
export type TillCommand = OpenShift | PayIn | PayOut | CloseShift;

export type TillReason = 'shift-open' | 'no-shift' | 'bad-amount' | 'reason-missing' | 'bad-count' | 'not-your-shift';

export interface TillRejection {
  readonly rejected: TillReason;
}

/** A drawer holds no more; what is larger is a slip of the finger. */
const MOST: Minor = 100_000_000;

const isAmount = (amount: Minor): boolean => Number.isSafeInteger(amount) && amount >= 0 && amount <= MOST;

export const totalOf = (counted: readonly Count[]): Minor =>
  counted.reduce((sum, { unit, count }) => sum + unit * count, 0);

/** What has to be in the drawer: it follows from the log alone. */
export function expectedCash({ float, moves }: Shift, cashSales: Minor): Minor {
  return moves.reduce((sum, { kind, amount }) => (kind === 'in' ? sum + amount : sum - amount), float + cashSales);
}

export function evolveTill(state: TillState, { at, event }: Recorded<TillEvent>): TillState {
  switch (event.type) {
    case 'shift-opened': {
      const { shift, operator, currency, float } = event;
      return { shifts: [...state.shifts, { shift, operator, openedAt: at, currency, float, moves: [] }] };
    }
    case 'paid-in':
    case 'paid-out': {
      const { amount, reason, by } = event;
      const kind = event.type === 'paid-in' ? 'in' : 'out';
      return changed(state, event.shift, (shift) => ({
        ...shift,
        moves: [...shift.moves, { kind, at, amount, reason, by }],
      }));
    }
    case 'shift-closed': {
      const { by, counted, countedTotal, expected, variance } = event;
      const closed = { at, by, counted, countedTotal, expected, variance };
      return changed(state, event.shift, (shift) => ({ ...shift, closed }));
    }
    default:
      event satisfies never;
      return state;
  }
}

function changed({ shifts }: TillState, id: string, change: (shift: Shift) => Shift): TillState {
  return { shifts: shifts.map((shift) => (shift.shift === id ? change(shift) : shift)) };
}

export function decideTill(
  state: TillState,
  command: TillCommand,
): TillRejection | { readonly events: readonly TillEvent[] } {
  const { actor, shift } = command;
  const common = { version: TILL_EVENT_VERSION, commandId: command.id, by: actor.id, shift };
  const open = openShiftOf(state);
  if (command.type === 'open-shift') {
    if (open || state.shifts.some((earlier) => earlier.shift === shift)) return { rejected: 'shift-open' };
    if (!isAmount(command.float)) return { rejected: 'bad-amount' };
    const { float, currency } = command;
    return { events: [{ ...common, type: 'shift-opened', operator: actor.id, float, currency }] };
  }
  if (open?.shift !== shift) return { rejected: 'no-shift' };
  if (command.type === 'close-shift') {
    if (actor.role !== 'manager' && actor.id !== open.operator) return { rejected: 'not-your-shift' };
    const { counted, cashSales } = command;
    const units = new Set(counted.map(({ unit }) => unit));
    const coinsAndNotes = denominationsOf(open.currency);
    const isCount = counted.every(({ unit, count }) => coinsAndNotes.includes(unit) && isAmount(count));
    if (!isCount || units.size !== counted.length || !isAmount(totalOf(counted))) return { rejected: 'bad-count' };
    const countedTotal = totalOf(counted);
    const expected = expectedCash(open, cashSales);
    const variance = countedTotal - expected;
    return { events: [{ ...common, type: 'shift-closed', counted, countedTotal, expected, variance }] };
  }
  const reason = command.reason.trim();
  if (!isAmount(command.amount) || command.amount === 0) return { rejected: 'bad-amount' };
  if (reason === '') return { rejected: 'reason-missing' };
  const type = command.type === 'pay-in' ? 'paid-in' : 'paid-out';
  return { events: [{ ...common, type, amount: command.amount, reason }] };
}

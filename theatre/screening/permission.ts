/** Who may do what. Decided with the sale, on the state that it is decided on: no screen can be talked into more. */
import type { Actor, Command, Reason } from './commands.ts';
import { get } from './persistent-map.ts';
import type { ScreeningState } from './state.ts';

/** How many seats the counter may hold at a time: a school class with its teachers. A patron's limit is the policy's. */
export const COUNTER_MAX_SEATS = 60;

const managers: ReadonlySet<Command['type']> = new Set([
  'open',
  'amend',
  'reprice',
  'cancel',
  'close',
  'suspend',
  'resume',
  'withhold',
  'release-seats',
]);
/** The counter's and the door's, whoever stands there. */
const staffs: ReadonlySet<Command['type']> = new Set(['pay', 'collect', 'admit', 'void', 'refund', 'exchange']);

/** Why whoever hands this in may not ask for it at all; undefined where they may. */
export function forbidden(state: ScreeningState, command: Command): Reason | undefined {
  const actor: Actor | undefined = command.actor;
  if (managers.has(command.type) && actor?.role !== 'manager') return 'needs-manager';
  if (staffs.has(command.type) && !actor) return 'not-allowed';
  switch (command.type) {
    case 'release': {
      if (actor) return meddles(state, actor, command.viewerId);
      const self = command.by === undefined || command.by === command.viewerId || command.by === 'log';
      return self ? undefined : 'not-allowed';
    }
    case 'toggle':
    case 'claim':
    case 'extend':
      return meddles(state, actor, command.viewerId);
    case 'claim-best':
      return command.houseSeats && !actor ? 'not-allowed' : meddles(state, actor, command.viewerId);
    case 'issue-tickets':
      return command.reprint && !actor ? 'not-allowed' : undefined;
    case 'book': {
      if (actor) return meddles(state, actor, command.viewerId);
      const counters =
        command.payment.status === 'paid' ||
        command.comp !== undefined ||
        command.collectBy !== undefined ||
        Object.values(command.ticketTypes ?? {}).some((type) => type !== 'full');
      return counters ? 'not-allowed' : undefined;
    }
    default:
      return undefined;
  }
}

/** What a patron chose for themselves is changed by them and by a manager. */
function meddles(state: ScreeningState, actor: Actor | undefined, viewerId: string): Reason | undefined {
  const hold = get(state.holds, viewerId);
  const patrons = hold !== undefined && hold.by === hold.viewerId;
  return patrons && actor?.role === 'cashier' ? 'needs-manager' : undefined;
}

/** Money that an operator takes or gives belongs to a till's shift. The house's own key is no till. */
export const lacksShift = (actor: Actor | undefined): boolean =>
  actor !== undefined && actor.id.startsWith('op-') && actor.shift === undefined;

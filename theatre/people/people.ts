/** The people of the house: what the log says of them, what can be asked, and what follows. Pure. */
import type { Actor, Role } from '../screening/commands.ts';
import type { Recorded } from '../screening/events.ts';
import { kioskAfter, kioskWaitUntil, noFailures, oneMore, waitUntil, type Failures } from './attempts.ts';
import { PEOPLE_EVENT_VERSION, type PeopleEvent, type PinHash, type PinPurpose } from './events.ts';

export interface Operator {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly role: Role;
  readonly pin: PinHash;
  readonly failures: Failures;
}

export interface PeopleState {
  /** Those who may sign in, by id, in the order in which they came. */
  readonly operators: Readonly<Record<string, Operator>>;
  /** Names of all there ever were, for reports. */
  readonly names: Readonly<Record<string, string>>;
  readonly lastNumber: number;
  /** Wrong PINs for approvals in a row, in the whole house. */
  readonly approvals: Failures;
  /** Times of wrong PINs, by kiosk. */
  readonly kiosks: Readonly<Record<string, readonly number[]>>;
}

export const noPeople: PeopleState = { operators: {}, names: {}, lastNumber: 0, approvals: noFailures, kiosks: {} };

interface Common {
  readonly id: string;
  readonly at: number;
}
interface ManagersCommand extends Common {
  readonly actor: Actor;
}

export interface AddOperator extends ManagersCommand {
  readonly type: 'add-operator';
  readonly operatorId: string;
  readonly name: string;
  readonly role: Role;
  readonly pin: PinHash;
}
export interface ChangeOperator extends ManagersCommand {
  readonly type: 'change-operator';
  readonly operatorId: string;
  readonly name?: string;
  readonly role?: Role;
  readonly pin?: PinHash;
}
export interface RemoveOperator extends ManagersCommand {
  readonly type: 'remove-operator';
  readonly operatorId: string;
}
/** A PIN was tried. Only what comes of this counts: of several tried at once, all but the first may have to wait. */
export interface TryPin extends Common {
  readonly type: 'try-pin';
  readonly purpose: PinPurpose;
  /** Whose PIN it is or should be; absent for an approval that was no manager's PIN. */
  readonly operatorId?: string;
  readonly kiosk: string;
  /** Whether it was the right one. */
  readonly right: boolean;
}
export type PeopleCommand = AddOperator | ChangeOperator | RemoveOperator | TryPin;

export type PeopleReason =
  | 'needs-manager'
  | 'unknown-operator'
  | 'name-taken'
  | 'first-is-manager'
  | 'last-manager'
  | 'pin-wait';

export interface PeopleRejection {
  readonly rejected: PeopleReason;
  /** With `pin-wait`: epoch milliseconds at which a PIN is looked at again. */
  readonly until?: number;
}

export const operatorsOf = (state: PeopleState): readonly Operator[] => Object.values(state.operators);
export const managersOf = (state: PeopleState): readonly Operator[] =>
  operatorsOf(state).filter(({ role }) => role === 'manager');

export function evolvePeople(state: PeopleState, { at, event }: Recorded<PeopleEvent>): PeopleState {
  switch (event.type) {
    case 'operator-added': {
      const { operatorId: id, number, name, role, pin } = event;
      return {
        ...state,
        operators: { ...state.operators, [id]: { id, number, name, role, pin, failures: noFailures } },
        names: { ...state.names, [id]: name },
        lastNumber: Math.max(state.lastNumber, number),
      };
    }
    case 'operator-changed': {
      const { operatorId: id, name, role, pin } = event;
      const before = state.operators[id];
      if (!before) return state;
      const after: Operator = {
        ...before,
        ...(name === undefined ? {} : { name }),
        ...(role === undefined ? {} : { role }),
        ...(pin === undefined ? {} : { pin, failures: noFailures }),
      };
      return withOperator({ ...state, names: { ...state.names, [id]: after.name } }, after);
    }
    case 'operator-removed': {
      const { [event.operatorId]: _gone, ...operators } = state.operators;
      return { ...state, operators };
    }
    case 'pin-accepted': {
      if (event.purpose === 'approval') return { ...state, approvals: noFailures };
      const operator = state.operators[event.operatorId];
      return operator ? withOperator(state, { ...operator, failures: noFailures }) : state;
    }
    case 'pin-refused': {
      const kiosks = { ...state.kiosks, [event.kiosk]: kioskAfter(state.kiosks[event.kiosk], at) };
      const after = { ...state, kiosks };
      if (event.purpose === 'approval') return { ...after, approvals: oneMore(state.approvals, at) };
      const operator = event.operatorId === undefined ? undefined : state.operators[event.operatorId];
      return operator ? withOperator(after, { ...operator, failures: oneMore(operator.failures, at) }) : after;
    }
    default:
      event satisfies never;
      return state;
  }
}

function withOperator(state: PeopleState, operator: Operator): PeopleState {
  return { ...state, operators: { ...state.operators, [operator.id]: operator } };
}

/** Epoch milliseconds before which no PIN is looked at for this purpose at this kiosk; 0 when one is. */
export function pinWait(
  state: PeopleState,
  asked: { readonly purpose: PinPurpose; readonly operatorId?: string; readonly kiosk: string },
  now: number,
): number {
  const { purpose, operatorId, kiosk } = asked;
  const theirs = operatorId === undefined ? noFailures : (state.operators[operatorId]?.failures ?? noFailures);
  const until = Math.max(
    waitUntil(purpose === 'approval' ? state.approvals : theirs),
    kioskWaitUntil(state.kiosks[kiosk], now),
  );
  return until > now ? until : 0;
}

export function decidePeople(
  state: PeopleState,
  command: PeopleCommand,
): PeopleRejection | { readonly events: readonly PeopleEvent[] } {
  if (command.type === 'try-pin') return tryPin(state, command);
  if (roleOf(state, command.actor) !== 'manager') return { rejected: 'needs-manager' };
  const common = { version: PEOPLE_EVENT_VERSION, commandId: command.id, by: command.actor.id };
  const { operatorId } = command;
  switch (command.type) {
    case 'add-operator': {
      const { role, pin } = command;
      const name = tidyName(command.name);
      if (hasName(state, name)) return { rejected: 'name-taken' };
      if (role !== 'manager' && managersOf(state).length === 0) return { rejected: 'first-is-manager' };
      const number = state.lastNumber + 1;
      return { events: [{ ...common, type: 'operator-added', operatorId, number, name, role, pin }] };
    }
    case 'change-operator': {
      const before = state.operators[operatorId];
      if (!before) return { rejected: 'unknown-operator' };
      const name = command.name === undefined ? before.name : tidyName(command.name);
      const role = command.role ?? before.role;
      if (hasName(state, name, operatorId)) return { rejected: 'name-taken' };
      if (role !== 'manager' && isLastManager(state, operatorId)) return { rejected: 'last-manager' };
      const changes = {
        ...(name === before.name ? {} : { name }),
        ...(role === before.role ? {} : { role }),
        ...(command.pin === undefined ? {} : { pin: command.pin }),
      };
      if (Object.keys(changes).length === 0) return { events: [] };
      return { events: [{ ...common, type: 'operator-changed', operatorId, ...changes }] };
    }
    case 'remove-operator':
      if (!state.operators[operatorId]) return { rejected: 'unknown-operator' };
      if (isLastManager(state, operatorId)) return { rejected: 'last-manager' };
      return { events: [{ ...common, type: 'operator-removed', operatorId }] };
    default:
      command satisfies never;
      throw new Error('an unknown command');
  }
}

function tryPin(
  state: PeopleState,
  { id, at, purpose, operatorId, kiosk, right }: TryPin,
): PeopleRejection | { readonly events: readonly PeopleEvent[] } {
  const until = pinWait(state, { purpose, kiosk, ...(operatorId === undefined ? {} : { operatorId }) }, at);
  if (until > 0) return { rejected: 'pin-wait', until };
  const operator = operatorId === undefined ? undefined : state.operators[operatorId];
  const isOne = operator && (purpose === 'sign-in' || operator.role === 'manager');
  if (!isOne && (purpose === 'sign-in' || right)) return { rejected: 'unknown-operator' };
  const common = { version: PEOPLE_EVENT_VERSION, commandId: id, purpose, kiosk };
  if (right && isOne)
    return { events: [{ ...common, type: 'pin-accepted', by: operator.id, operatorId: operator.id }] };
  const whose = purpose === 'sign-in' && operator ? { operatorId: operator.id } : {};
  return { events: [{ ...common, type: 'pin-refused', by: 'staff', ...whose }] };
}

/** Of an operator as the house knows them now, whatever is claimed; undefined for one who is no longer here. */
export function roleOf(state: PeopleState, { id, role }: Actor): Role | undefined {
  return id.startsWith('op-') ? state.operators[id]?.role : role;
}

function isLastManager(state: PeopleState, operatorId: string): boolean {
  const [first, ...more] = managersOf(state);
  return first?.id === operatorId && more.length === 0;
}

const tidyName = (name: string): string => name.trim().replace(/\s+/g, ' ');

/** As names are compared: without capitals and accents. */
export const plainName = (name: string): string =>
  tidyName(name).normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('en');

function hasName(state: PeopleState, name: string, but?: string): boolean {
  return operatorsOf(state).some((other) => other.id !== but && plainName(other.name) === plainName(name));
}

/** Those whom a clerk may mean by what was typed: the first letters of any of their names, or their number. Nobody by nothing. */
export function matching(state: PeopleState, typed: string): readonly Operator[] {
  const wanted = plainName(typed);
  if (wanted === '') return [];
  return operatorsOf(state).filter(
    ({ name, number }) =>
      String(number) === wanted ||
      plainName(name).startsWith(wanted) ||
      plainName(name)
        .split(' ')
        .some((word) => word.startsWith(wanted)),
  );
}

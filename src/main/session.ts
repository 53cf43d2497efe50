/** Who acts at this kiosk. Every command of main takes its actor from here, and from nowhere else. */
import type { OperatorLine, SessionView } from '../../theatre/contract/ipc-till.ts';
import type { Actor } from '../../theatre/screening/commands.ts';
import { operatorsOf, type Operator, type PeopleState } from '../../theatre/people/people.ts';
import { openShiftOf, type TillState } from '../../theatre/till/till.ts';

/** Whoever stands at a counter that knows no operators yet. */
const OPEN_COUNTER: Actor = { id: 'staff', role: 'manager' };

/** What a session follows: the people of the house and this till. */
export interface Followed<S> {
  readonly state: S;
  onChange(listener: () => void): () => void;
}

export type Approval =
  | { readonly approvedBy: string }
  /** `until` in epoch milliseconds: no PIN is looked at before. */
  | { readonly refused: 'wrong-pin' | 'wait' | 'log-unreachable'; readonly until?: number };

export interface SessionOptions {
  /** Locks after this many milliseconds without a key or a touch. Defaults to five minutes. */
  readonly lockMs?: number;
  /** Epoch milliseconds. Defaults to the machine's. */
  readonly clock?: () => number;
}

export class Session {
  readonly #lockMs: number;
  readonly #clock: () => number;
  readonly #listeners = new Set<() => void>();
  #people: Followed<PeopleState> | undefined;
  #till: Followed<TillState> | undefined;
  /** Who has signed in; who may still act is for the people of the house to say. */
  #operatorId: string | undefined;
  #approver: ((pin: string) => Promise<Approval>) | undefined;
  /** Whose session it was that was locked: offered again. */
  #lastId: string | undefined;
  #activeAt = 0;
  #told = '';
  #watch: ReturnType<typeof setInterval> | undefined;

  constructor({ lockMs, clock }: SessionOptions = {}) {
    this.#lockMs = lockMs ?? 300_000;
    this.#clock = clock ?? Date.now;
  }

  /** Once the log has said who there is. */
  begin(parts: {
    readonly people: Followed<PeopleState>;
    readonly till: Followed<TillState>;
    readonly approver: (pin: string) => Promise<Approval>;
  }): void {
    const { people, till } = parts;
    this.#people = people;
    this.#till = till;
    this.#approver = parts.approver;
    people.onChange(() => this.#check());
    till.onChange(() => this.#check());
    this.#watch = setInterval(() => this.#check(), Math.min(1000, this.#lockMs / 4));
    this.#check();
  }

  /** Undefined while nobody may act: nobody is signed in, the kiosk is locked, or the house is not open yet. */
  get actor(): Actor | undefined {
    const shift = this.#till && openShiftOf(this.#till.state)?.shift;
    const who = this.#who();
    return who && { ...who, ...(shift === undefined ? {} : { shift }) };
  }

  /** True where operators are known and none of them is signed in. */
  get locked(): boolean {
    return this.#people !== undefined && this.#who() === undefined;
  }

  /** What the window is told. */
  get view(): SessionView {
    const shift = this.actor?.shift;
    const operator = this.#operator();
    if (!this.#people) return { is: 'starting' };
    if (operator) {
      return { is: 'signed-in', operator: lineOf(operator), ...(shift === undefined ? {} : { shift }) };
    }
    if (!this.locked) return { is: 'open', ...(shift === undefined ? {} : { shift }) };
    const last = this.#lastId === undefined ? undefined : this.#people.state.operators[this.#lastId];
    return { is: 'locked', ...(last ? { last: lineOf(last) } : {}) };
  }

  /** Told after each change of actor, shift or lock; answers how to stop listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Checks a manager's PIN for something that one operator may not do alone, like giving tickets away. Answers the manager's
   * operator id, for main alone; or why not. At a counter that is open to everybody nobody has a PIN.
   */
  approve(pin: string): Promise<Approval> {
    const { actor } = this;
    if (!actor || !this.#approver) return Promise.resolve({ refused: 'log-unreachable' });
    return actor.id === OPEN_COUNTER.id ? Promise.resolve({ approvedBy: actor.id }) : this.#approver(pin);
  }

  /** For whoever has made sure of the PIN; before the first manager is in the log, for that one. */
  enter(operatorId: string): void {
    this.#operatorId = operatorId;
    this.#lastId = operatorId;
    this.active();
    this.#check();
  }

  lock(): void {
    this.#operatorId = undefined;
    this.#check();
  }

  /** Somebody is there: a key was pressed. */
  active(): void {
    this.#activeAt = this.#clock();
  }

  close(): void {
    clearInterval(this.#watch);
    this.#listeners.clear();
  }

  get #isOpen(): boolean {
    return this.#people !== undefined && operatorsOf(this.#people.state).length === 0;
  }

  #operator(): Operator | undefined {
    return this.#operatorId === undefined ? undefined : this.#people?.state.operators[this.#operatorId];
  }

  #who(): Actor | undefined {
    if (!this.#people) return undefined;
    if (this.#isOpen) return OPEN_COUNTER;
    const operator = this.#operator();
    return operator && { id: operator.id, role: operator.role };
  }

  /** Somebody may have been removed, or nobody been there for long; tells only what differs. */
  #check(): void {
    const isIdle = this.#clock() - this.#activeAt >= this.#lockMs;
    if (this.#operatorId !== undefined && !this.#isOpen && (!this.#operator() || isIdle)) this.#operatorId = undefined;
    const now = JSON.stringify([this.view, this.actor]);
    if (now === this.#told) return;
    this.#told = now;
    for (const listener of this.#listeners) listener();
  }
}

export function lineOf({ id, number, name, role }: Operator): OperatorLine {
  return { id, number, name, role };
}

/** Signing in, a manager's word, and who works here. PINs come in here and go no further. */
import { randomBytes } from 'node:crypto';
import type { Answer, Request } from '../../theatre/contract/ipc.ts';
import type { OperatorLine } from '../../theatre/contract/ipc-till.ts';
import type { PinPurpose } from '../../theatre/people/events.ts';
import {
  managersOf,
  matching,
  operatorsOf,
  pinWait,
  type Operator,
  type PeopleRejection,
  type PeopleState,
} from '../../theatre/people/people.ts';
import { done, notDone } from './calls.ts';
import type { KeptAttempts } from './kept-attempts.ts';
import { hashPin, isEasy, isPin, keyName, PIN } from './pin.ts';
import { lineOf, type Approval, type Session } from './session.ts';
import type { PeopleLedger } from './units.ts';

export interface PeopleDeskOptions {
  readonly ledger: PeopleLedger;
  readonly session: Session;
  readonly kiosk: string;
  readonly pinKey: Buffer;
  /** For when the log is away. */
  readonly attempts: KeptAttempts;
}

const MOST_FOUND = 6;

export class PeopleDesk {
  readonly #options: PeopleDeskOptions;
  readonly #keyName: string;
  /** One PIN after the other. */
  #trying: Promise<unknown> = Promise.resolve();

  constructor(options: PeopleDeskOptions) {
    this.#options = options;
    this.#keyName = keyName(options.pinKey);
  }

  get #state(): PeopleState {
    return this.#options.ledger.state;
  }

  /** Whom somebody who is not signed in may mean; nobody by nothing. */
  find(typed: string): readonly OperatorLine[] {
    return matching(this.#state, typed).slice(0, MOST_FOUND).map(lineOf);
  }

  list(): readonly OperatorLine[] {
    return operatorsOf(this.#state).map(lineOf);
  }

  signIn({ operatorId, pin }: Request<'signIn'>): Promise<Answer<null>> {
    return this.#inTurn(async () => {
      const operator = this.#state.operators[operatorId];
      if (!operator) return notDone('unknown-operator');
      if (operator.pin.key !== this.#keyName) return notDone('other-pin-key');
      const { ledger, session } = this.#options;
      if (!ledger.fresh) return this.#signInAlone(operator, pin);
      const wait = this.#wait('sign-in', operatorId);
      if (wait > 0) return notDone('pin-wait', { until: wait });
      const right = await isPin(pin, operator.pin, this.#options.pinKey);
      const outcome = await this.#note('sign-in', right, operatorId);
      if (outcome !== 'noted') return refusal(outcome);
      // Another one was set while this one was looked at.
      const stands = this.#state.operators[operatorId]?.pin.hash === operator.pin.hash;
      if (!right || !stands) return this.#wrong('sign-in', operatorId);
      session.enter(operatorId);
      return done(null);
    });
  }

  /** Checks a manager's PIN for what somebody else may not do alone. Whose it was is for main alone. */
  approve(pin: string): Promise<Approval> {
    return this.#inTurn(async () => {
      const { ledger, pinKey } = this.#options;
      if (!PIN.test(pin)) return { refused: 'wrong-pin' };
      if (!ledger.fresh) return { refused: 'log-unreachable' };
      const wait = this.#wait('approval');
      if (wait > 0) return { refused: 'wait', until: wait };
      const manager = await this.#ownerOf(pin, managersOf(this.#state), pinKey);
      const outcome = await this.#note('approval', manager !== undefined, manager?.id);
      if (outcome === 'away') return { refused: 'log-unreachable' };
      if (outcome !== 'noted') {
        const { until } = outcome;
        return { refused: 'wait', ...(until === undefined ? {} : { until }) };
      }
      const until = this.#wait('approval');
      return manager ? { approvedBy: manager.id } : { refused: 'wrong-pin', ...(until > 0 ? { until } : {}) };
    });
  }

  async add({ name, role, pin }: Request<'addOperator'>): Promise<Answer<null>> {
    const { actor } = this.#options.session;
    if (!actor) return notDone('locked');
    if (await this.#isUnfit(pin)) return notDone('pin-easy');
    const operatorId = `op-${randomBytes(5).toString('hex')}`;
    const first = operatorsOf(this.#state).length === 0;
    const hash = await hashPin(pin, this.#options.pinKey);
    // Whoever makes the first manager is that manager: from then on the counter is not open any more.
    if (first) this.#options.session.enter(operatorId);
    const answer = await this.#submit({ type: 'add-operator', actor, operatorId, name, role, pin: hash });
    if (first && !answer.done) this.#options.session.lock();
    return answer;
  }

  async change({ operatorId, name, role, pin }: Request<'changeOperator'>): Promise<Answer<null>> {
    const { actor } = this.#options.session;
    if (!actor) return notDone('locked');
    if (pin !== undefined && (await this.#isUnfit(pin, operatorId))) return notDone('pin-easy');
    return this.#submit({
      type: 'change-operator',
      actor,
      operatorId,
      ...(name === undefined ? {} : { name }),
      ...(role === undefined ? {} : { role }),
      ...(pin === undefined ? {} : { pin: await hashPin(pin, this.#options.pinKey) }),
    });
  }

  remove({ operatorId }: Request<'removeOperator'>): Promise<Answer<null>> {
    const { actor } = this.#options.session;
    if (!actor) return Promise.resolve(notDone('locked'));
    return this.#submit({ type: 'remove-operator', actor, operatorId });
  }

  /** Without the log nobody can sell; whoever has to look something up may still come in, with attempts counted here. */
  async #signInAlone(operator: Operator, pin: string): Promise<Answer<null>> {
    const { attempts, session, kiosk, pinKey } = this.#options;
    const now = Date.now();
    const known = pinWait(this.#state, { purpose: 'sign-in', operatorId: operator.id, kiosk }, now);
    const wait = Math.max(known, attempts.waitUntil(operator.id, now));
    if (wait > 0) return notDone('pin-wait', { until: wait });
    // Counted before it is looked at: ending the app meanwhile gives no new attempt.
    attempts.failed(operator.id, now);
    if (!(await isPin(pin, operator.pin, pinKey))) {
      const until = attempts.waitUntil(operator.id, now);
      return notDone('wrong-pin', until > 0 ? { until } : {});
    }
    attempts.clear(operator.id);
    session.enter(operator.id);
    return done(null);
  }

  /** Too easy, or already a manager's, which would make it unclear whose word it was. Which of both is not said. */
  async #isUnfit(pin: string, but?: string): Promise<boolean> {
    if (isEasy(pin)) return true;
    const others = managersOf(this.#state).filter(({ id }) => id !== but);
    return (await this.#ownerOf(pin, others, this.#options.pinKey)) !== undefined;
  }

  async #ownerOf(pin: string, operators: readonly Operator[], key: Buffer): Promise<Operator | undefined> {
    const right = await Promise.all(operators.map((operator) => isPin(pin, operator.pin, key)));
    return operators.find((_, at) => right[at]);
  }

  #wait(purpose: PinPurpose, operatorId?: string): number {
    const { kiosk } = this.#options;
    return pinWait(this.#state, { purpose, kiosk, ...(operatorId === undefined ? {} : { operatorId }) }, Date.now());
  }

  #wrong(purpose: PinPurpose, operatorId: string): Answer<never> {
    const until = this.#wait(purpose, operatorId);
    return notDone('wrong-pin', until > 0 ? { until } : {});
  }

  async #note(
    purpose: PinPurpose,
    right: boolean,
    operatorId: string | undefined,
  ): Promise<'noted' | 'away' | PeopleRejection> {
    const { ledger, kiosk } = this.#options;
    const whose = operatorId === undefined ? {} : { operatorId };
    const outcome = await ledger.submit({ type: 'try-pin', purpose, kiosk, right, ...whose });
    if ('accepted' in outcome) return 'noted';
    return 'rejected' in outcome ? outcome : 'away';
  }

  async #submit(command: Parameters<PeopleLedger['submit']>[0]): Promise<Answer<null>> {
    const outcome = await this.#options.ledger.submit(command);
    if ('accepted' in outcome) return done(null);
    return refusal('rejected' in outcome ? outcome : 'away');
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#trying.then(task);
    this.#trying = turn.catch(() => undefined);
    return turn;
  }
}

function refusal(outcome: 'away' | PeopleRejection): Answer<never> {
  if (outcome === 'away') return notDone('log-unreachable');
  const { rejected, until } = outcome;
  return notDone(rejected, until === undefined ? {} : { until });
}

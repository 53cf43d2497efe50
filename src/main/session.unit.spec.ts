import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PeopleEvent } from '../../theatre/people/events.ts';
import { evolvePeople, noPeople, type PeopleState } from '../../theatre/people/people.ts';
import { evolveTill, newTill, type TillState } from '../../theatre/till/till.ts';
import { Gate } from './gate.ts';
import { Session, type Approval } from './session.ts';

const pin = { key: 'k', salt: 's', hash: 'h', n: 2, r: 1, p: 1 };
const common = { version: 1, commandId: 'c', by: 'staff' };
const mia: PeopleEvent = {
  ...common,
  type: 'operator-added',
  operatorId: 'op-mia000',
  number: 1,
  name: 'Mia',
  role: 'manager',
  pin,
};
const tom: PeopleEvent = { ...mia, operatorId: 'op-tom000', number: 2, name: 'Tom', role: 'cashier' };

/** A ledger that a test writes by hand. */
function ledger<S, E>(initial: S, evolve: (state: S, recorded: { sequence: number; at: number; event: E }) => S) {
  const listeners = new Set<() => void>();
  const made = {
    state: initial,
    onChange: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    add(...events: E[]) {
      for (const event of events) made.state = evolve(made.state, { sequence: 1, at: 0, event });
      for (const listener of listeners) listener();
    },
  };
  return made;
}

let now = 0;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function kiosk(...events: PeopleEvent[]) {
  now = 0;
  const people = ledger<PeopleState, PeopleEvent>(noPeople, evolvePeople);
  const till = ledger<TillState, Parameters<typeof evolveTill>[1]['event']>(newTill, evolveTill);
  people.add(...events);
  const session = new Session({ lockMs: 10_000, clock: () => now });
  const told: string[] = [];
  session.onChange(() => told.push(session.view.is));
  const approver = vi.fn<(pin: string) => Promise<Approval>>(() => Promise.resolve({ approvedBy: 'op-mia000' }));
  return { people, till, session, told, approver, begin: () => session.begin({ people, till, approver }) };
}

const passes = (ms: number) => {
  now += ms;
  vi.advanceTimersByTime(ms);
};

describe('a session', () => {
  test('is nobody’s until the log has said who works here', () => {
    const { session, begin } = kiosk();
    expect([session.actor, session.locked, session.view.is]).toEqual([undefined, false, 'starting']);
    begin();
    expect(session.actor).toEqual({ id: 'staff', role: 'manager' });
    session.close();
  });

  test('is open to everybody as long as there are no operators, and nobody’s from then on', () => {
    const { session, people, told, begin } = kiosk();
    begin();
    people.add(mia);
    expect([session.actor, session.locked]).toEqual([undefined, true]);
    expect(told).toEqual(['open', 'locked']);
    session.close();
  });

  test('is the operator’s who signed in, in the role that the log gives them now, with the shift of this till', () => {
    const { session, people, till, begin } = kiosk(mia, tom);
    begin();
    session.enter('op-tom000');
    expect(session.actor).toEqual({ id: 'op-tom000', role: 'cashier' });
    till.add({ ...common, type: 'shift-opened', shift: 's1', operator: 'op-tom000', float: 0, currency: 'EUR' });
    expect(session.actor).toEqual({ id: 'op-tom000', role: 'cashier', shift: 's1' });
    people.add({ ...common, type: 'operator-changed', operatorId: 'op-tom000', role: 'manager' });
    expect(session.actor?.role).toBe('manager');
    people.add({ ...common, type: 'operator-removed', operatorId: 'op-tom000' });
    expect([session.actor, session.locked]).toEqual([undefined, true]);
    session.close();
  });

  test('locks when nobody was there for long, and says whose it was', () => {
    const { session, begin, told } = kiosk(mia);
    begin();
    session.enter('op-mia000');
    passes(9_000);
    session.active();
    passes(9_000);
    expect(session.locked).toBe(false);
    passes(3_000);
    expect(session.view).toEqual({ is: 'locked', last: expect.objectContaining({ name: 'Mia' }) });
    expect(told).toEqual(['locked', 'signed-in', 'locked']);
    session.close();
  });

  test('an unknown operator cannot enter', () => {
    const { session, begin } = kiosk(mia);
    begin();
    session.enter('op-nobody');
    expect(session.locked).toBe(true);
    session.close();
  });

  test('a manager’s word is asked for only where operators are known', async () => {
    const open = kiosk();
    open.begin();
    expect(await open.session.approve('')).toEqual({ approvedBy: 'staff' });
    expect(open.approver).not.toHaveBeenCalled();
    open.session.close();
    const { session, approver, begin } = kiosk(mia, tom);
    begin();
    expect(await session.approve('4711')).toEqual({ refused: 'log-unreachable' });
    session.enter('op-tom000');
    expect(await session.approve('4711')).toEqual({ approvedBy: 'op-mia000' });
    expect(approver).toHaveBeenCalledExactlyOnceWith('4711');
    session.close();
  });
});

describe('the gate', () => {
  test('lets nothing but the way in through while nobody is signed in', () => {
    const { session, begin } = kiosk(mia);
    const gate = new Gate(session);
    expect([gate.refusal('openShift'), gate.refusal('begin')]).toEqual(['not-ready', undefined]);
    begin();
    for (const name of ['openScreening', 'toggle', 'book', 'people', 'till', 'readNight', 'patronLink'] as const)
      expect(gate.refusal(name)).toBe('locked');
    for (const name of ['session', 'signIn', 'findOperator', 'setLanguage'] as const)
      expect(gate.refusal(name)).toBeUndefined();
    session.enter('op-mia000');
    expect(gate.refusal('book')).toBeUndefined();
    session.close();
  });

  test('waits for what is under way before a shift is closed, and lets nothing new in meanwhile', async () => {
    vi.useRealTimers();
    const { session, begin } = kiosk();
    begin();
    const gate = new Gate(session);
    const order: string[] = [];
    let sold: () => void = () => undefined;
    const selling = gate.through('book', () => new Promise<void>((done) => (sold = done)));
    void selling.then(() => order.push('sold'));
    const closing = gate.alone(
      () => Promise.resolve(),
      () => {
        order.push('closed');
        return Promise.resolve('done');
      },
    );
    expect(gate.refusal('book')).toBe('till-closing');
    expect(gate.refusal('till')).toBeUndefined();
    expect(
      await gate.alone(
        () => Promise.resolve(),
        () => Promise.resolve('twice'),
      ),
    ).toBeUndefined();
    sold();
    expect(await closing).toBe('done');
    expect(order).toEqual(['sold', 'closed']);
    expect(gate.refusal('book')).toBeUndefined();
    session.close();
  });
});

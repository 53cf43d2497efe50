import { describe, expect, it } from 'vitest';
import { parsePeopleEvent } from '../contract/log-people.ts';
import type { PeopleEvent, PinHash } from './events.ts';
import {
  decidePeople,
  evolvePeople,
  matching,
  noPeople,
  pinWait,
  type AddOperator,
  type ChangeOperator,
  type PeopleCommand,
  type PeopleRejection,
  type PeopleState,
  type RemoveOperator,
  type TryPin,
} from './people.ts';

type Wish<C> = C extends PeopleCommand ? Omit<C, 'id' | 'at'> & { at?: number } : never;

const pin: PinHash = { key: 'k', salt: 's', hash: 'h', n: 2, r: 1, p: 1 };
const house = { id: 'staff', role: 'manager' } as const;
const common = { version: 1, commandId: 'c', by: 'staff' };
const added = (operatorId: string, number: number, name: string, role: 'cashier' | 'manager'): PeopleEvent => ({
  ...common,
  type: 'operator-added',
  operatorId,
  number,
  name,
  role,
  pin,
});
const mia = added('op-mia000', 1, 'Mia Keller', 'manager');
const tom = added('op-tom000', 2, 'Tom Brandt', 'cashier');
const wrong = (
  at: number,
  more: Partial<{ kiosk: string; operatorId: string; purpose: 'sign-in' | 'approval' }> = {},
) => [at, { ...common, type: 'pin-refused', purpose: 'sign-in', kiosk: 'k1', ...more } as PeopleEvent] as const;

const foldAll = (events: readonly (PeopleEvent | readonly [number, PeopleEvent])[]): PeopleState =>
  events.reduce<PeopleState>((state, item, index) => {
    const [at, event] = 'type' in item ? [0, item] : item;
    return evolvePeople(state, { sequence: index + 1, at, event });
  }, noPeople);

const given = (...events: readonly (PeopleEvent | readonly [number, PeopleEvent])[]) => ({
  when(wish: Wish<PeopleCommand>) {
    const command = { id: 'c1', at: 0, ...wish } as PeopleCommand;
    const result = decidePeople(foldAll(events), command);
    return {
      // oxlint-disable-next-line unicorn/no-thenable -- reads as it is spoken; nothing awaits an example
      then(expected: PeopleRejection | readonly Partial<PeopleEvent>[]) {
        if (Array.isArray(expected)) expect(result).toMatchObject({ events: expected });
        else expect(result).toEqual(expected);
        // What is decided is what the log can hold.
        if ('events' in result)
          for (const event of result.events)
            expect(parsePeopleEvent('', new TextEncoder().encode(JSON.stringify(event)))).toEqual({ event });
      },
    };
  },
});

const add = (more: Partial<AddOperator> = {}): Wish<AddOperator> => ({
  type: 'add-operator',
  actor: house,
  operatorId: 'op-new000',
  name: 'Noor Aziz',
  role: 'cashier',
  pin,
  ...more,
});
const change = (more: Partial<ChangeOperator>): Wish<ChangeOperator> => ({
  type: 'change-operator',
  actor: house,
  operatorId: 'op-tom000',
  ...more,
});
const remove = (operatorId: string, more: Partial<RemoveOperator> = {}): Wish<RemoveOperator> => ({
  type: 'remove-operator',
  actor: house,
  operatorId,
  ...more,
});
const attempt = (more: Partial<TryPin>): Wish<TryPin> => ({
  type: 'try-pin',
  purpose: 'sign-in',
  operatorId: 'op-tom000',
  kiosk: 'k1',
  right: true,
  ...more,
});

describe('the people of a house', () => {
  it('begin with a manager', () => {
    given().when(add()).then({ rejected: 'first-is-manager' });
    given()
      .when(add({ role: 'manager', name: '  Mia   Keller ' }))
      .then([{ type: 'operator-added', number: 1, name: 'Mia Keller', role: 'manager', by: 'staff' }]);
  });

  it('are added, changed and removed by managers alone, as the log knows them', () => {
    const cashier = { id: 'op-tom000', role: 'manager' } as const;
    for (const wish of [
      add({ actor: cashier }),
      change({ actor: cashier, role: 'manager' }),
      remove('op-mia000', { actor: cashier }),
    ])
      given(mia, tom).when(wish).then({ rejected: 'needs-manager' });
    given(mia, tom)
      .when(add({ actor: { id: 'op-gone00', role: 'manager' } }))
      .then({ rejected: 'needs-manager' });
    given(mia, tom)
      .when(add({ actor: { id: 'op-mia000', role: 'cashier' } }))
      .then([{ type: 'operator-added', number: 3, by: 'op-mia000' }]);
  });

  it('have names that differ by more than capitals and accents', () => {
    given(mia, tom)
      .when(add({ name: 'TÖM brandt' }))
      .then({ rejected: 'name-taken' });
    given(mia, tom)
      .when(change({ name: 'mia  keller' }))
      .then({ rejected: 'name-taken' });
    given(mia, tom)
      .when(change({ name: 'TOM BRANDT' }))
      .then([{ type: 'operator-changed', name: 'TOM BRANDT' }]);
    given(mia, tom, { ...common, type: 'operator-removed', operatorId: 'op-tom000' })
      .when(add({ name: 'Tom Brandt' }))
      .then([{ number: 3 } as Partial<PeopleEvent>]);
  });

  it('never are without a manager', () => {
    given(mia, tom).when(remove('op-mia000')).then({ rejected: 'last-manager' });
    given(mia, tom)
      .when(change({ operatorId: 'op-mia000', role: 'cashier' }))
      .then({ rejected: 'last-manager' });
    given(mia, added('op-ida000', 2, 'Ida', 'manager'))
      .when(remove('op-mia000'))
      .then([{ type: 'operator-removed' }]);
    given(mia, tom)
      .when(remove('op-tom000'))
      .then([{ type: 'operator-removed' }]);
  });

  it('change in nothing where nothing differs, and must be there', () => {
    given(mia, tom)
      .when(change({ name: 'Tom Brandt', role: 'cashier' }))
      .then([]);
    given(mia)
      .when(change({ name: 'X' }))
      .then({ rejected: 'unknown-operator' });
    given(mia).when(remove('op-tom000')).then({ rejected: 'unknown-operator' });
  });

  it('are found by first letters of a name or by number', () => {
    const state = foldAll([mia, tom, added('op-zoe000', 3, 'Zoë Thoma', 'cashier')]);
    const found = (typed: string) => matching(state, typed).map(({ name }) => name);
    expect(found('')).toEqual([]);
    expect(found('to')).toEqual(['Tom Brandt']);
    expect(found('t')).toEqual(['Tom Brandt', 'Zoë Thoma']);
    expect(found('zoe')).toEqual(['Zoë Thoma']);
    expect(found('1')).toEqual(['Mia Keller']);
    expect(found('9')).toEqual([]);
  });
});

describe('PINs', () => {
  it('are noted as right or wrong, with the kiosk', () => {
    given(mia, tom)
      .when(attempt({}))
      .then([{ type: 'pin-accepted', operatorId: 'op-tom000', by: 'op-tom000', kiosk: 'k1' }]);
    given(mia, tom)
      .when(attempt({ right: false }))
      .then([{ type: 'pin-refused', operatorId: 'op-tom000', kiosk: 'k1' }]);
    given(mia).when(attempt({})).then({ rejected: 'unknown-operator' });
  });

  it('are not looked at for longer and longer after wrong ones, at any kiosk, right or wrong', () => {
    const three = [wrong(1000), wrong(2000), wrong(3000)].map(
      ([at, event]) => [at, { ...event, operatorId: 'op-tom000' } as PeopleEvent] as const,
    );
    given(mia, tom, ...three)
      .when(attempt({ at: 7999, kiosk: 'k2' }))
      .then({ rejected: 'pin-wait', until: 8000 });
    given(mia, tom, ...three)
      .when(attempt({ at: 8000, kiosk: 'k2' }))
      .then([{ type: 'pin-accepted' }]);
    const fourth = [8000, { ...three[0]?.[1], type: 'pin-refused' } as PeopleEvent] as const;
    given(mia, tom, ...three, fourth)
      .when(attempt({ at: 22_999 }))
      .then({ rejected: 'pin-wait', until: 23_000 });
    // Another operator's is looked at.
    given(mia, tom, ...three)
      .when(attempt({ at: 3001, operatorId: 'op-mia000' }))
      .then([{ type: 'pin-accepted' }]);
  });

  it('begin anew after a right one, and after a manager set another', () => {
    const tried = [1, 2, 3].map((at) => wrong(at, { operatorId: 'op-tom000' }));
    const accepted: PeopleEvent = {
      ...common,
      type: 'pin-accepted',
      purpose: 'sign-in',
      operatorId: 'op-tom000',
      kiosk: 'k1',
    };
    const reset: PeopleEvent = { ...common, type: 'operator-changed', operatorId: 'op-tom000', pin };
    for (const event of [accepted, reset])
      given(mia, tom, ...tried, event)
        .when(attempt({ at: 4, right: false }))
        .then([{ type: 'pin-refused' }]);
  });

  it('cannot be tried on one person after another at a kiosk', () => {
    const tried = Array.from({ length: 10 }, (_, at) => wrong(at, { operatorId: `op-other${at}` }));
    const state = foldAll([mia, tom, ...tried]);
    expect(pinWait(state, { purpose: 'sign-in', operatorId: 'op-tom000', kiosk: 'k1' }, 10)).toBe(5009);
    expect(pinWait(state, { purpose: 'sign-in', operatorId: 'op-tom000', kiosk: 'k2' }, 10)).toBe(0);
    // They fall off after a quarter of an hour.
    expect(pinWait(state, { purpose: 'sign-in', operatorId: 'op-tom000', kiosk: 'k1' }, 900_010)).toBe(0);
  });

  it('of managers approve, and guesses at them are counted in the whole house', () => {
    given(mia, tom)
      .when(attempt({ purpose: 'approval', operatorId: 'op-mia000' }))
      .then([{ type: 'pin-accepted', purpose: 'approval', operatorId: 'op-mia000' }]);
    given(mia, tom)
      .when(attempt({ purpose: 'approval', operatorId: 'op-tom000' }))
      .then({ rejected: 'unknown-operator' });
    const { operatorId: _, ...nobody } = attempt({ purpose: 'approval', right: false });
    given(mia, tom)
      .when(nobody)
      .then([{ type: 'pin-refused', purpose: 'approval' }]);
    const tried = [1, 2, 3].map((at) => wrong(at, { purpose: 'approval', kiosk: `k${at}` }));
    given(mia, tom, ...tried)
      .when({ ...attempt({ purpose: 'approval', operatorId: 'op-mia000', kiosk: 'k9' }), at: 4 })
      .then({ rejected: 'pin-wait', until: 5003 });
    // Nobody is kept from signing in by that.
    given(mia, tom, ...tried)
      .when({ ...attempt({ operatorId: 'op-mia000' }), at: 4 })
      .then([{ type: 'pin-accepted' }]);
  });
});

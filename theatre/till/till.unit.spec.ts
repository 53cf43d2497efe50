import { describe, expect, it } from 'vitest';
import { parseTillEvent } from '../contract/log-till.ts';
import type { Actor } from '../screening/commands.ts';
import { denominationsOf } from './denominations.ts';
import type { TillEvent } from './events.ts';
import { decideTill, evolveTill, newTill, openShiftOf, type TillCommand, type TillRejection } from './till.ts';

type Wish<C> = C extends TillCommand ? Omit<C, 'id' | 'at' | 'actor'> & { actor?: Actor } : never;

const tom: Actor = { id: 'op-tom', role: 'cashier' };
const zoe: Actor = { id: 'op-zoe', role: 'cashier' };
const mia: Actor = { id: 'op-mia', role: 'manager' };
const common = { version: 1, commandId: 'c', by: 'op-tom', shift: 's1' };
const opened: TillEvent = { ...common, type: 'shift-opened', operator: 'op-tom', float: 5000, currency: 'EUR' };
const paidOut: TillEvent = { ...common, type: 'paid-out', amount: 1250, reason: 'Flowers' };
const paidIn: TillEvent = { ...common, type: 'paid-in', amount: 2000, reason: 'Change' };
const closed: TillEvent = {
  ...common,
  type: 'shift-closed',
  counted: [],
  countedTotal: 0,
  expected: 5000,
  variance: -5000,
};

const given = (...events: readonly TillEvent[]) => ({
  when(wish: Wish<TillCommand>) {
    const state = events.reduce((before, event, at) => evolveTill(before, { sequence: at + 1, at, event }), newTill);
    const result = decideTill(state, { actor: tom, ...wish, id: 'c1', at: 9 } as TillCommand);
    return {
      // oxlint-disable-next-line unicorn/no-thenable -- reads as it is spoken; nothing awaits an example
      then(expected: TillRejection | readonly Partial<TillEvent>[]) {
        if (Array.isArray(expected)) expect(result).toMatchObject({ events: expected });
        else expect(result).toEqual(expected);
        if ('events' in result)
          for (const event of result.events)
            expect(parseTillEvent('', new TextEncoder().encode(JSON.stringify(event)))).toEqual({ event });
      },
    };
  },
});

const open = (more: object = {}): Wish<TillCommand> => ({
  type: 'open-shift',
  shift: 's2',
  float: 5000,
  currency: 'EUR',
  ...more,
});
const close = (more: object = {}): Wish<TillCommand> => ({
  type: 'close-shift',
  shift: 's1',
  counted: [{ unit: 5000, count: 1 }],
  cashSales: 0,
  ...more,
});

describe('a till', () => {
  it('has one shift open at a time', () => {
    given()
      .when(open())
      .then([{ type: 'shift-opened', shift: 's2', operator: 'op-tom', float: 5000, by: 'op-tom' }]);
    given(opened).when(open()).then({ rejected: 'shift-open' });
    given(opened, closed)
      .when(open())
      .then([{ type: 'shift-opened' }]);
    given(opened, closed)
      .when(open({ shift: 's1' }))
      .then({ rejected: 'shift-open' });
  });

  it('takes money in and out with a reason, while a shift is open', () => {
    const pay = (type: 'pay-in' | 'pay-out', more: object = {}): Wish<TillCommand> => ({
      type,
      shift: 's1',
      amount: 1000,
      reason: ' Change ',
      ...more,
    });
    given(opened)
      .when(pay('pay-in'))
      .then([{ type: 'paid-in', amount: 1000, reason: 'Change', shift: 's1' }]);
    given(opened)
      .when(pay('pay-out', { actor: zoe }))
      .then([{ type: 'paid-out', by: 'op-zoe' }]);
    given().when(pay('pay-in')).then({ rejected: 'no-shift' });
    given(opened, closed).when(pay('pay-out')).then({ rejected: 'no-shift' });
    given(opened)
      .when(pay('pay-out', { shift: 's0' }))
      .then({ rejected: 'no-shift' });
    given(opened)
      .when(pay('pay-out', { reason: '  ' }))
      .then({ rejected: 'reason-missing' });
    for (const amount of [0, -5, 10.5, Number.NaN, 2 ** 53, Infinity])
      given(opened).when(pay('pay-in', { amount })).then({ rejected: 'bad-amount' });
    for (const float of [-1, 0.5, Number.NaN]) given().when(open({ float })).then({ rejected: 'bad-amount' });
  });

  it('is closed with a count; what should be there follows from the log, and the difference is kept', () => {
    given(opened, paidOut, paidIn)
      .when(
        close({
          cashSales: 4800,
          counted: [
            { unit: 5000, count: 2 },
            { unit: 20, count: 3 },
          ],
        }),
      )
      .then([{ type: 'shift-closed', countedTotal: 10_060, expected: 5000 - 1250 + 2000 + 4800, variance: -490 }]);
    // More was given back in cash than came in.
    given(opened)
      .when(close({ cashSales: -6000, counted: [] }))
      .then([{ expected: -1000, variance: 1000 } as Partial<TillEvent>]);
  });

  it('is closed by whose shift it is, or a manager', () => {
    given(opened)
      .when(close({ actor: zoe }))
      .then({ rejected: 'not-your-shift' });
    given(opened)
      .when(close({ actor: mia }))
      .then([{ type: 'shift-closed', by: 'op-mia' }]);
    given(opened, closed).when(close()).then({ rejected: 'no-shift' });
  });

  it('takes no count that is none', () => {
    for (const counted of [
      [{ unit: 5000, count: -1 }],
      [{ unit: 0, count: 1 }],
      // No coin, and no note.
      [{ unit: 7, count: 1 }],
      [{ unit: -5, count: 1 }],
      [{ unit: 5000, count: 1.5 }],
      [
        { unit: 5000, count: 1 },
        { unit: 5000, count: 1 },
      ],
      [{ unit: 50_000, count: 1_000_000 }],
    ])
      given(opened).when(close({ counted })).then({ rejected: 'bad-count' });
  });

  it('knows which shift sales belong to', () => {
    const fold = (...events: TillEvent[]) =>
      openShiftOf(events.reduce((state, event) => evolveTill(state, { sequence: 1, at: 1, event }), newTill))?.shift;
    expect([fold(), fold(opened), fold(opened, closed)]).toEqual([undefined, 's1', undefined]);
  });

  it('counts in the coins and notes of its currency, down to the smallest', () => {
    for (const currency of ['EUR', 'GBP', 'USD', 'SEK']) {
      const units = denominationsOf(currency);
      expect([...units].sort((a, b) => b - a)).toEqual(units);
      expect(units.at(-1)).toBe(1);
    }
  });
});

import { describe, expect, test } from 'vitest';
import { decide } from './decide.ts';
import { EVENT_VERSION } from './events.ts';
import { initial } from './state.ts';
import {
  booked,
  closed,
  command,
  given,
  happened,
  opened,
  openedEvent,
  plan,
  policy,
  rejection,
  released,
  selected,
  selectionEvent,
  staff,
  T0,
  withheld,
  type Wish,
} from './testing/given.ts';

const person = { customer: { name: 'A Person' }, payment: { status: 'due', tenders: [] } } as const;
const opening = {
  type: 'open',
  actor: staff,
  screeningId: 'first-night',
  title: 'First night',
  startsAt: '2030-01-01T19:30:00Z',
  plan,
  prices: { a: 2_500, b: 1_800 },
  currency: 'EUR',
} as const;
const withhold = (seatIds: string[], at = T0) =>
  ({ type: 'withhold', actor: staff, seatIds, reason: 'director', kind: 'kill', at }) as const;
const putBack = (...seatIds: string[]) => ({ type: 'release-seats', actor: staff, seatIds }) as const;
const close = { type: 'close', actor: staff } as const;

const everyOther: readonly Wish[] = [
  { type: 'toggle', viewerId: 'ann', seatId: 'C-A1' },
  { type: 'claim', viewerId: 'ann', seatIds: ['C-A1'] },
  { type: 'extend', viewerId: 'ann', paying: false },
  { type: 'extend', viewerId: 'ann', paying: true },
  { type: 'book', viewerId: 'ann', order: 'AAAA-0001', ...person },
  withhold(['C-A1']),
  putBack('C-A1'),
];

describe('open', () => {
  test('opens a screening with its whole plan', () => {
    given()
      .when(opening)
      .then([openedEvent({ commandId: 'command' })]);
  });

  test.each([[[opened]], [[opened, closed()]]])('a screening is opened once', (history) => {
    given(...history)
      .when({ ...opening, title: 'Again' })
      .then(rejection('screening-exists'));
  });

  test('a plan with a category that has no price is a bug of the caller', () => {
    expect(() => decide(initial, command({ ...opening, prices: { a: 2_500 } }), policy)).toThrow(/category b/);
  });
});

describe('an unknown screening', () => {
  test.each([
    ...everyOther,
    { type: 'release', viewerId: 'ann', by: 'ann' },
    close,
    { type: 'suspend', actor: staff, reason: 'why' },
    { type: 'resume', actor: staff },
  ] satisfies Wish[])('refuses %j', (wish) => {
    given().when(wish).then(rejection('unknown-screening'));
  });
});

describe('a closed screening', () => {
  test.each(everyOther)('refuses %j', (wish) => {
    given(opened, selected('ann', ['C-B1']), closed())
      .when(wish)
      .then(rejection('screening-closed'));
  });

  test('can be closed again, which changes nothing', () => {
    given(opened, closed()).when(close).then([]);
  });
});

describe('a seat that the plan does not have', () => {
  test.each(['C-B2', 'X-A1', 'C-A5', 'c-a1', '', '../', '__proto__', '🎭', 'C-A1 '])('%j is unknown', (seatId) => {
    const missing = { seatId, status: 'available', byMs: 0 } as const;
    const named: Wish[] = [
      { type: 'toggle', viewerId: 'ann', seatId },
      { type: 'claim', viewerId: 'ann', seatIds: ['C-A1', seatId] },
      withhold(['C-A1', seatId]),
      putBack('C-A1', seatId),
    ];
    for (const wish of named) given(opened).when(wish).then(rejection('unknown-seat', missing));
  });

  test('all unknown ones are named, also beside a taken one', () => {
    given(opened, selected('bob', ['C-A1']))
      .when({ type: 'claim', viewerId: 'ann', seatIds: ['X-A1', 'C-A1', 'C-B2'] })
      .then(
        rejection(
          'unknown-seat',
          { seatId: 'X-A1', status: 'available', byMs: 0 },
          { seatId: 'C-B2', status: 'available', byMs: 0 },
        ),
      );
  });
});

describe('withhold', () => {
  const event = (...seatIds: string[]) =>
    ({
      type: 'withheld',
      version: EVENT_VERSION,
      commandId: 'command',
      by: 'staff',
      seatIds,
      reason: 'director',
      kind: 'kill',
    }) as const;

  test('takes free seats out of sale', () => {
    given(opened)
      .when(withhold(['C-A1', 'L-A2']))
      .then([event('C-A1', 'L-A2')]);
  });

  test('names a seat once, and of none says nothing', () => {
    given(opened)
      .when(withhold(['C-A1', 'C-A1']))
      .then([event('C-A1')]);
    given(opened).when(withhold([])).then([]);
  });

  test('is all or nothing', () => {
    given(opened, selected('ann', ['C-A1']), booked('bob', ['C-A2']), withheld(['C-A3']))
      .when(withhold(['C-A1', 'C-A2', 'C-A3', 'C-A4'], T0 + 9))
      .then(
        rejection(
          'seat-taken',
          { seatId: 'C-A1', status: 'held', holder: 'ann', byMs: 9 },
          { seatId: 'C-A2', status: 'booked', holder: 'bob', byMs: 9 },
          { seatId: 'C-A3', status: 'withheld', byMs: 9 },
        ),
      );
  });

  test('takes what the one who asks holds, and leaves them the rest', () => {
    given(opened, selected('kiosk', ['C-A1', 'C-A2']))
      .when({ ...withhold(['C-A1', 'L-A1']), viewerId: 'kiosk' })
      .then([selectionEvent('kiosk', ['C-A2'], { action: 'deselect', by: 'staff' }), event('C-A1', 'L-A1')]);
    given(opened, selected('kiosk', ['C-A2']))
      .when({ ...withhold(['C-A1']), viewerId: 'kiosk' })
      .then([event('C-A1')]);
  });

  test('waits for the end of a hold, and not a millisecond longer', () => {
    const history = [opened, selected('ann', ['C-A1'])];
    given(...history)
      .when(withhold(['C-A1'], T0 + policy.holdMs - 1))
      .then(rejection('seat-taken', { seatId: 'C-A1', status: 'held', holder: 'ann', byMs: policy.holdMs - 1 }));
    given(...history)
      .when(withhold(['C-A1'], T0 + policy.holdMs))
      .then([event('C-A1')]);
  });
});

describe('release-seats', () => {
  const event = (...seatIds: string[]) =>
    ({ type: 'released', version: EVENT_VERSION, commandId: 'command', by: 'staff', seatIds }) as const;

  test('puts withheld seats on sale again', () => {
    given(opened, withheld(['C-A1', 'C-A2']))
      .when(putBack('C-A1', 'C-A1'))
      .then([event('C-A1')]);
  });

  test('leaves out what is not withheld', () => {
    given(opened, withheld(['C-A1', 'C-A2']), released(['C-A2']), selected('ann', ['C-A3']), booked('bob', ['C-A4']))
      .when(putBack('C-A1', 'C-A2', 'C-A3', 'C-A4'))
      .then([event('C-A1')]);
  });

  test('of seats that are all on sale changes nothing', () => {
    given(opened, selected('ann', ['C-A2']))
      .when(putBack('C-A1', 'C-A2'))
      .then([]);
  });
});

describe('suspend and resume', () => {
  const common = { version: EVENT_VERSION, commandId: 'command', by: 'staff' } as const;
  const suspend = (reason: string) => ({ type: 'suspend', actor: staff, reason }) as const;
  const resume = { type: 'resume', actor: staff } as const;
  const shut = happened(T0, { ...common, type: 'suspended', reason: 'the log went backwards' });
  const again = happened(T0, { ...common, type: 'resumed' });

  test('shut the sale with a reason, and open it again', () => {
    given(opened)
      .when(suspend('the log went backwards'))
      .then([{ ...common, type: 'suspended', reason: 'the log went backwards' }]);
    given(opened, shut)
      .when(resume)
      .then([{ ...common, type: 'resumed' }]);
  });

  test('said twice change nothing, but a new reason is news', () => {
    given(opened, shut).when(suspend('the log went backwards')).then([]);
    given(opened).when(resume).then([]);
    given(opened, shut, again).when(resume).then([]);
    given(opened, shut)
      .when(suspend('the log differs'))
      .then([{ ...common, type: 'suspended', reason: 'the log differs' }]);
  });

  test.each(everyOther)('while suspended, %j is refused', (wish) => {
    given(opened, selected('ann', ['C-B1']), shut)
      .when(wish)
      .then(rejection('sales-suspended'));
  });

  test('while suspended, seats are given back and an order already taken stays taken', () => {
    given(opened, selected('ann', ['C-B1']), shut)
      .when({ type: 'release', viewerId: 'ann', by: 'ann' })
      .then([selectionEvent('ann', [], { action: 'release' })]);
    given(opened, booked('ann', ['C-B1']), shut)
      .when({ type: 'book', viewerId: 'ann', order: 'AAAA-0001', ...person })
      .then([]);
    given(opened, shut)
      .when({ type: 'close', actor: staff })
      .then([{ ...common, type: 'closed' }]);
  });

  test('after resuming, sales go on', () => {
    given(opened, shut, again)
      .when({ type: 'toggle', viewerId: 'ann', seatId: 'C-A1' })
      .then([selectionEvent('ann', ['C-A1'], { seatId: 'C-A1' })]);
  });
});

describe('close', () => {
  test('ends the sale', () => {
    given(opened, selected('ann', ['C-A1']))
      .when(close)
      .then([{ type: 'closed', version: EVENT_VERSION, commandId: 'command', by: 'staff' }]);
  });
});

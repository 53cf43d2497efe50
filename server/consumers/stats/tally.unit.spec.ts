import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Policy } from '../../../theatre/screening/decide.ts';
import { values } from '../../../theatre/screening/persistent-map.ts';
import {
  booked,
  exchangedEvent,
  expired,
  happened,
  opened,
  paidEvent,
  plan,
  policy,
  record,
  refundedEvent,
  selected,
  T0,
  withheld,
  type Happening,
} from '../../../theatre/screening/testing/given.ts';
import { play, steps } from '../../../theatre/screening/testing/night.ts';
import { examples } from '../../../theatre/screening/testing/seed.ts';
import { Tally, type SalesFigures } from './tally.ts';

const END = T0 + policy.holdMs;

function tallied(history: readonly Happening[], came: readonly string[] = []): SalesFigures {
  const tally = new Tally();
  for (const recorded of record([opened, ...history])) tally.ledger(recorded);
  for (const viewerId of came) {
    tally.presence({ type: 'joined', version: 1, viewerId, color: 'red', instance: 'one' });
  }
  const figures = tally.figures();
  if (!figures) throw new Error('no figures');
  return figures;
}

const none = { made: 0, open: 0, bought: 0, expired: 0, taken: 0, withheld: 0, vanished: 0, freed: 0, givenUp: 0 };

test('what was undone at the till is neither sold nor refunded, and ticket types are counted apart', () => {
  const sold = booked('ann', ['C-A1', 'C-A2'], T0, {
    bookedSeats: [
      { seatId: 'C-A1', category: 'a', price: 2_500 },
      { seatId: 'C-A2', category: 'a', price: 2_000, ticketType: 'concession' },
    ],
    total: 4_500,
  });
  expect(tallied([sold])).toMatchObject({
    seatsSold: 2,
    byType: { full: { seats: 1 }, concession: { seats: 1 }, child: { seats: 0 } },
  });
  const { event } = sold;
  const { order = '', bookedSeats = [] } = event.type === 'booked' ? event : {};
  const undone = happened(
    T0,
    refundedEvent(['C-A1', 'C-A2'], { order, refundedSeats: bookedSeats, amount: 0, tenders: [], void: true }),
  );
  expect(tallied([sold, undone])).toMatchObject({
    seatsSold: 0,
    seatsRefunded: 0,
    seatsVoided: 2,
    givenBack: 0,
    due: 0,
    byType: { full: { seats: 0 }, concession: { seats: 0 } },
  });
});

describe('holds', () => {
  test.each<[string, Happening[], Partial<SalesFigures['holds']>]>([
    ['one that goes on is open', [selected('ann', ['C-A1'])], { made: 1, open: 1 }],
    [
      'more seats are the same hold',
      [selected('ann', ['C-A1']), selected('ann', ['C-A1', 'C-A2'])],
      { made: 1, open: 1 },
    ],
    ['bought', [selected('ann', ['C-A1']), booked('ann', ['C-A1'])], { made: 1, bought: 1 }],
    ['out of time', [selected('ann', ['C-A1']), expired('ann', END)], { made: 1, expired: 1 }],
    [
      'out of time and taken before the log said so',
      [selected('ann', ['C-A1']), selected('bob', ['C-A1'], END)],
      { made: 2, open: 1, taken: 1 },
    ],
    [
      'out of time and begun again by the same',
      [selected('ann', ['C-A1']), selected('ann', ['C-A1'], END)],
      { made: 2, open: 1, expired: 1 },
    ],
    ['withheld', [selected('ann', ['C-A1']), withheld(['C-A1'], END)], { made: 1, withheld: 1 }],
    ['given up', [selected('ann', ['C-A1']), selected('ann', [], T0, { action: 'deselect' })], { made: 1, givenUp: 1 }],
    [
      'vanished',
      [selected('ann', ['C-A1']), selected('ann', [], T0, { action: 'release', by: 'log' })],
      { made: 1, vanished: 1 },
    ],
  ])('%s', (_, history, expected) => {
    expect(tallied(history).holds).toEqual({ ...none, ...expected });
  });
});

describe('money', () => {
  const card = (amount: number) => [{ kind: 'card', amount }] as const;

  test('what is due is no takings until it is paid, and no longer once it is refunded', () => {
    const due = booked('ann', ['L-A1', 'C-A1']);
    expect(tallied([due])).toMatchObject({ seatsSold: 2, takings: 0, due: 4_300, orders: { held: 1 } });
    const paid = happened(T0, paidEvent(4_300));
    expect(tallied([due, paid])).toMatchObject({ takings: 4_300, due: 0, orders: { paid: 1 } });
    const part = happened(T0, refundedEvent(['L-A1'], { amount: 1_800, tenders: card(1_800) }));
    expect(tallied([due, paid, part])).toMatchObject({
      seatsSold: 1,
      seatsRefunded: 1,
      takings: 2_500,
      givenBack: 1_800,
    });
    const move = happened(T0, exchangedEvent(['C-A1'], ['L-A2'], { tenders: card(700) }));
    expect(tallied([due, paid, move])).toMatchObject({ seatsSold: 2, takings: 3_600, givenBack: 700 });
  });
});

test('conversion is of the holds that ended and of the people who came; of none it is nothing', () => {
  expect(tallied([]).conversion).toEqual({ holds: null, visitors: null });
  const history = [selected('ann', ['C-A1']), booked('ann', ['C-A1']), selected('bob', ['C-A2']), expired('bob', END)];
  const figures = tallied([...history, selected('cat', ['C-A3'])], ['ann', 'ann', 'bob', 'cat', 'dan']);
  expect(figures).toMatchObject({ visitors: 4, buyers: 1, conversion: { holds: 0.5, visitors: 0.25 } });
});

test('over random nights every hold made is open or ended once, and the money is what the orders have', () => {
  const limits: Policy = { holdMs: 1_000, checkoutMs: 1_500, limitMs: 2_500, maxSeats: 3 };
  fc.assert(
    fc.property(steps(plan, limits, 80), (all) => {
      const { log, state } = play(all, plan, limits);
      const tally = new Tally();
      for (const recorded of log) tally.ledger(recorded);
      const figures = tally.figures();
      let [paid, open] = [0, 0];
      for (const order of values(state.orders)) paid += order.paid;
      for (const hold of values(state.holds)) if (hold.seatIds.length > 0) open++;
      expect(figures).toMatchObject({ takings: paid, seatsSold: state.counts.booked, holds: { open } });
    }),
    examples(200),
  );
});

import { describe, test } from 'vitest';
import { booked, given, opened, policy, rejection, selected, selectionEvent, T0 } from './testing/given.ts';

const best = (viewerId: string, seats: number, at = T0, category?: string) =>
  ({
    type: 'claim-best',
    viewerId,
    party: { seats, ...(category === undefined ? {} : { category }) },
    at,
  }) as const;

describe('the best seats for a party', () => {
  test('are claimed together, as one selection', () => {
    given(opened)
      .when(best('ann', 2))
      .then([selectionEvent('ann', ['C-A1', 'C-A2'])]);
  });

  test('are others for whoever comes next', () => {
    given(opened, selected('ann', ['C-A1', 'C-A2']))
      .when(best('bob', 2))
      .then([selectionEvent('bob', ['C-A3', 'C-A4'])]);
  });

  test('come beside what the viewer has, and count against the limit with it', () => {
    given(opened, selected('ann', ['C-A1', 'C-A2']))
      .when(best('ann', 1, T0, 'b'))
      .then([selectionEvent('ann', ['C-A1', 'C-A2', 'L-A2'], { seatId: 'L-A2' })]);
    given(opened, selected('ann', ['C-A1', 'C-A2', 'C-A3']))
      .when(best('ann', 2, T0, 'b'))
      .then(
        rejection(
          'too-many-seats',
          { seatId: 'L-A1', status: 'available', byMs: 0 },
          { seatId: 'L-A2', status: 'available', byMs: 0 },
        ),
      );
  });

  test('include those of a hold that has run out, and none that is sold', () => {
    given(opened, booked('cat', ['L-A1'], T0), selected('ann', ['L-A2'], T0))
      .when(best('bob', 1, T0 + policy.holdMs, 'b'))
      .then([
        selectionEvent('bob', ['L-A2'], {
          seatId: 'L-A2',
          startedAt: T0 + policy.holdMs,
          expiresAt: T0 + 2 * policy.holdMs,
        }),
      ]);
  });

  test('are refused whole where there are too few', () => {
    given(opened, selected('ann', ['L-A1']))
      .when(best('bob', 2, T0, 'b'))
      .then(rejection('not-enough-seats'));
  });

  test('come instead of what the viewer has, which is as good as free for it, and stays where there are too few', () => {
    const held = selected('ann', ['C-A1', 'C-A2']);
    given(opened, held)
      .when({ ...best('ann', 3), instead: true })
      .then([selectionEvent('ann', ['C-A1', 'C-A2', 'C-A3'], { seatId: 'C-A3' })]);
    given(opened, held)
      .when({ ...best('ann', 2, T0, 'b'), instead: true })
      .then([selectionEvent('ann', ['L-A1', 'L-A2'])]);
    given(opened, held)
      .when({ ...best('ann', 2), instead: true })
      .then([]);
    given(opened, held, selected('bob', ['L-A1']))
      .when({ ...best('ann', 2, T0, 'b'), instead: true })
      .then(rejection('not-enough-seats'));
  });

  test('are others than those that were offered before', () => {
    given(opened, selected('ann', ['C-A1', 'C-A2']))
      .when({ ...best('ann', 2), instead: true, notThese: ['C-A1', 'C-A2'] })
      .then([selectionEvent('ann', ['C-A3', 'C-A4'])]);
  });
});

describe('certain seats instead of others', () => {
  const claim = (seatIds: string[]) => ({ type: 'claim', viewerId: 'ann', seatIds, instead: true, at: T0 }) as const;
  const held = selected('ann', ['C-A1', 'C-A2']);

  test('are what the viewer has from then on, in one event', () => {
    given(opened, held)
      .when(claim(['C-A2', 'C-A3']))
      .then([selectionEvent('ann', ['C-A2', 'C-A3'], { seatId: 'C-A3' })]);
    given(opened, held)
      .when(claim(['C-A2']))
      .then([selectionEvent('ann', ['C-A2'])]);
    given(opened, held)
      .when(claim(['C-A1', 'C-A2']))
      .then([]);
  });

  test('are all had or none, and what was held stays', () => {
    given(opened, held, selected('bob', ['C-A3']))
      .when(claim(['C-A3', 'C-A4']))
      .then(rejection('seat-taken', { seatId: 'C-A3', status: 'held', holder: 'bob', byMs: 0 }));
  });
});

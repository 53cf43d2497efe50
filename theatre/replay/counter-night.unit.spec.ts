import { describe, expect, test } from 'vitest';
import { catalogueOf } from '../contract/catalogue/index.ts';
import {
  admittedEvent,
  by,
  cancelledEvent,
  cashier,
  lapsedAt,
  manager,
  releasedByLog,
  ticketedEvent,
  withheldFor,
} from '../screening/testing/counter.ts';
import {
  booked,
  happened,
  MINUTE,
  opened,
  refundedEvent,
  released,
  selected,
  T0,
  type Happening,
} from '../screening/testing/given.ts';
import { densityOf } from './density.ts';
import { seatStory, viewerStory } from './story.ts';
import { tell } from './testing/told.ts';

const { stories } = catalogueOf('en');
const TILL = 'kiosk-one';
const house = withheldFor('house', ['C-A1']);
const chosen = selected(TILL, ['C-A1'], T0, by(cashier));
const kept = booked(TILL, ['C-A1'], T0, { ...by(cashier), collectBy: T0 + MINUTE });
const seat = (...history: readonly Happening[]) =>
  seatStory(tell(opened, ...history).chronicle, 'C-A1').map((line) =>
    line.kind === 'lost' ? `lost: ${line.why}` : line.kind === 'returned' ? `returned: ${line.how}` : line.kind,
  );

describe('the story of a seat that the counter sells', () => {
  test.each([
    [
      'given back by another of the counter',
      selected(TILL, [], T0, { action: 'release', ...by(manager) }),
      'gave-back',
    ],
    ['given up for other seats', selected(TILL, ['C-A2'], T0, by(cashier)), 'let-go'],
    ['cancelled', happened(T0, cancelledEvent()), 'released-by-staff'],
  ])('%s, it is the house’s again', (_, end, why) => {
    expect(seat(house, chosen, end)).toEqual(['withheld', 'chosen', `lost: ${why}`]);
  });

  test('released meanwhile it is theirs as before', () => {
    expect(seat(house, chosen, released(['C-A1']), kept)).toEqual(['withheld', 'chosen', 'bought']);
    expect(seat(house, releasedByLog(['C-A1'], 'command', T0))).toEqual(['withheld', 'on-sale-again']);
  });

  test.each([
    ['lapsed', lapsedAt(T0 + MINUTE)],
    ['undone', happened(T0, refundedEvent(['C-A1'], { void: true }))],
    ['refunded', happened(T0, refundedEvent(['C-A1']))],
  ])('sold and %s', (how, end) => {
    expect(seat(chosen, kept, end)).toEqual(['chosen', 'bought', `returned: ${how}`]);
    expect(seat(house, chosen, kept, end).at(-1)).toBe(`returned: ${how}`);
  });

  test('a patron’s hold that staff free is not their own doing', () => {
    expect(
      seat(selected('viewer-ann', ['C-A1']), selected('viewer-ann', [], T0, { action: 'release', ...by(manager) })),
    ).toEqual(['chosen', 'lost: released-by-staff']);
  });
});

test('the story of who bought says what became of the order', () => {
  const { chronicle } = tell(
    opened,
    booked('viewer-ann', ['C-A1'], T0, {
      payment: { status: 'paid', tenders: [{ kind: 'card', amount: 2_500 }] },
    }),
    happened(T0, ticketedEvent(1)),
    happened(T0, admittedEvent('C-A1')),
  );
  expect(viewerStory(chronicle, 'viewer-ann').map(stories.viewerLine)).toEqual([
    'bought C-A1',
    'had their tickets made out',
    'came in with C-A1 (Main)',
  ]);
});

test('the timeline marks what a manager looks for, and not the same end twice', () => {
  const { night } = tell(opened, kept, lapsedAt(T0 + MINUTE), lapsedAt(T0 + MINUTE), happened(T0, cancelledEvent()));
  expect(densityOf(night.scenes()).marks.map(({ kind, seatIds }) => [kind, seatIds.length])).toEqual([
    ['opened', 0],
    ['booked', 1],
    ['lapsed', 1],
    ['cancelled', 0],
  ]);
});

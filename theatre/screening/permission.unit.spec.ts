import { describe, expect, test } from 'vitest';
import { decide, type Actor } from './decide.ts';
import type { LedgerEvent } from './events.ts';
import type { Book, Command, Role } from './commands.ts';
import { isRejection } from './outcome.ts';
import { COUNTER_MAX_SEATS } from './permission.ts';
import { admittedEvent, by, cashier, KIOSK, manager, offShift, ORDER } from './testing/counter.ts';
import {
  booked,
  command,
  given,
  happened,
  opened,
  plan,
  policy,
  rejection,
  selected,
  selectionEvent,
  staff,
  stateAfter,
  T0,
  withheld,
  type Happening,
  type Wish,
} from './testing/given.ts';

const cash = (amount: number) => [{ kind: 'cash', amount }] as const;
const paidBy = (amount: number) => ({ status: 'paid', tenders: cash(amount) }) as const;
const free = (seatId: string) => ({ seatId, status: 'available', byMs: 0 }) as const;
const due = booked('ann', ['C-A1']);
const sold = booked('ann', ['C-A1'], T0, { payment: paidBy(2_500) });

/** Sold, with nobody inside. */
const undisturbed = [opened, sold];

/** What only a manager may ask for, on a state in which it would change something. */
const managersOnly = (role: Role): Wish[] => {
  const actor = { ...cashier, role };
  return [
    { type: 'amend', actor, title: 'Another' },
    { type: 'reprice', actor, prices: { a: 3_000 } },
    { type: 'cancel', actor, reason: 'ill' },
    { type: 'close', actor },
    { type: 'suspend', actor, reason: 'why' },
    { type: 'withhold', actor, seatIds: ['C-A2'], reason: 'press', kind: 'house' },
    { type: 'withhold', actor, seatIds: ['C-A2'], reason: 'broken', kind: 'kill' },
    { type: 'release-seats', actor, seatIds: ['C-A3'] },
    { type: 'release', actor, viewerId: 'bob' },
    { type: 'refund', actor, order: ORDER, seatIds: ['C-A1'], reason: 'ill' },
  ];
};
const soldBy = (actor: Actor): Happening =>
  booked(KIOSK, [actor === cashier ? 'C-A2' : 'C-B1'], T0, {
    order: ownOf(actor),
    payment: paidBy(2_500),
    ...by(actor),
  });
const ownOf = (actor: unknown): string => (actor === cashier ? 'OWN-1' : 'OWN-2');
const evening = [opened, sold, happened(T0, admittedEvent('C-A1')), withheld(['C-A3']), selected('bob', ['C-A4'])];

const full = [...evening, booked('ann', ['L-A1'], T0, { order: 'DUE-1' })];

describe('what is a manager’s', () => {
  test.each(managersOnly('cashier'))('is refused to a cashier: %j', (wish) => {
    const outcome = decide(stateAfter(...evening), command(wish), policy);
    expect(outcome).toMatchObject({ rejected: 'needs-manager' });
  });

  test.each(managersOnly('manager'))('is done for a manager, in their name and shift: %j', (wish) => {
    const outcome = decide(stateAfter(...evening), command(wish), policy);
    expect(outcome).toMatchObject({ events: [{ by: cashier.id, shift: cashier.shift }] });
  });

  test('opening, too', () => {
    const screening = { screeningId: 'x', title: 'X', startsAt: '2030-01-01T19:30:00Z', plan, currency: 'EUR' };
    given()
      .when({ type: 'open', actor: cashier, prices: { a: 1, b: 1 }, ...screening })
      .then(rejection('needs-manager'));
  });
});

/** Every command there is, on a state in which a manager's does something; and what a cashier and whoever is not of the house hear. */
const everyCommand: Record<Command['type'], { wish: object; on?: Happening[]; cashier?: string; nobody?: string }> = {
  open: {
    wish: {
      screeningId: 'x',
      title: 'X',
      startsAt: '2030-01-01T19:30:00Z',
      plan,
      currency: 'EUR',
      prices: { a: 1, b: 1 },
    },
    on: [],
    cashier: 'needs-manager',
    nobody: 'needs-manager',
  },
  amend: { wish: { title: 'Another' }, cashier: 'needs-manager', nobody: 'needs-manager' },
  reprice: { wish: { prices: { a: 3_000 } }, cashier: 'needs-manager', nobody: 'needs-manager' },
  cancel: { wish: { reason: 'ill' }, cashier: 'needs-manager', nobody: 'needs-manager' },
  close: { wish: {}, cashier: 'needs-manager', nobody: 'needs-manager' },
  suspend: { wish: { reason: 'why' }, cashier: 'needs-manager', nobody: 'needs-manager' },
  resume: {
    wish: {},
    on: [
      opened,
      happened(T0, { type: 'suspended', version: 1, commandId: 's', by: 'op-mo', reason: 'why' } as LedgerEvent),
    ],
    cashier: 'needs-manager',
    nobody: 'needs-manager',
  },
  withhold: {
    wish: { seatIds: ['C-A2'], reason: 'press', kind: 'house' },
    cashier: 'needs-manager',
    nobody: 'needs-manager',
  },
  'release-seats': { wish: { seatIds: ['C-A3'] }, cashier: 'needs-manager', nobody: 'needs-manager' },
  // A patron's own choice, which a cashier has no hand in, whatever it is called.
  toggle: { wish: { viewerId: 'bob', seatId: 'C-A4' }, cashier: 'needs-manager' },
  claim: { wish: { viewerId: 'bob', seatIds: ['C-A2'], instead: true }, cashier: 'needs-manager' },
  'claim-best': { wish: { viewerId: 'bob', party: { seats: 1 }, instead: true }, cashier: 'needs-manager' },
  extend: { wish: { viewerId: 'bob', paying: true }, cashier: 'needs-manager' },
  release: { wish: { viewerId: 'bob' }, cashier: 'needs-manager' },
  book: {
    wish: { viewerId: 'bob', order: 'NEW-1', customer: { name: 'B' }, payment: { status: 'due', tenders: [] } },
    cashier: 'needs-manager',
  },
  pay: { wish: { order: 'DUE-1', tenders: cash(1_800) }, nobody: 'not-allowed' },
  collect: { wish: { order: ORDER }, nobody: 'not-allowed' },
  'issue-tickets': { wish: { order: ORDER, reprint: true }, nobody: 'not-allowed' },
  admit: { wish: { order: ORDER, seatId: 'C-A1', door: 'Main' }, on: undisturbed, nobody: 'not-allowed' },
  void: { wish: { order: 'OWN-1' }, on: [opened, soldBy(cashier), soldBy(manager)], nobody: 'not-allowed' },
  refund: { wish: { order: ORDER, reason: 'ill' }, on: undisturbed, nobody: 'not-allowed' },
  exchange: { wish: { order: ORDER, from: ['C-A1'], to: ['C-A2'] }, on: undisturbed, nobody: 'not-allowed' },
};

describe('every command', () => {
  const rows = Object.entries(everyCommand).map(([type, row]) => ({ type, ...row }));
  const asked = ({ type, wish, on = full }: (typeof rows)[number], actor: object) => {
    const order = 'order' in wish && wish.order === 'OWN-1' && 'actor' in actor ? { order: ownOf(actor.actor) } : {};
    return decide(stateAfter(...on), command({ type, ...wish, ...order, ...actor } as Wish), policy);
  };

  test.each(rows)('$type is done for a manager', (row) => {
    expect(asked(row, { actor: manager })).toHaveProperty('events.length', 1);
  });

  test.each(rows)('$type by a cashier: $cashier', (row) => {
    expect(asked(row, { actor: cashier })).toMatchObject(row.cashier ? { rejected: row.cashier } : { events: [{}] });
  });

  test.each(rows)('$type by nobody of the house: $nobody', (row) => {
    expect(asked(row, {})).toMatchObject(row.nobody ? { rejected: row.nobody } : { events: [{}] });
  });
});

describe('a cashier', () => {
  test.each<Wish>([
    { type: 'toggle', viewerId: KIOSK, actor: cashier, seatId: 'C-A2' },
    { type: 'pay', actor: cashier, order: 'DUE-1', tenders: cash(1_800) },
    { type: 'collect', actor: cashier, order: ORDER },
    { type: 'refund', actor: cashier, order: ORDER, reason: 'ill' },
    { type: 'exchange', actor: cashier, order: ORDER, from: ['C-A1'], to: ['C-A2'] },
    { type: 'issue-tickets', actor: cashier, order: ORDER, reprint: true },
    { type: 'admit', actor: cashier, order: ORDER, seatId: 'C-A1', door: 'Main' },
  ])('sells, and all that comes after: %j', (wish) => {
    const state = stateAfter(opened, sold, booked('bob', ['L-A1'], T0, { order: 'DUE-1' }));
    expect(decide(state, command(wish), policy)).toMatchObject({ events: [{ by: 'op-cara', shift: 'shift-1' }] });
  });

  test('gives back what the counter holds, whichever of them chose it', () => {
    given(opened, selected(KIOSK, ['C-A1'], T0, { by: 'op-mo' }))
      .when({ type: 'release', viewerId: KIOSK, actor: cashier })
      .then([selectionEvent(KIOSK, [], { action: 'release', ...by(cashier) })]);
  });
});

describe('a patron', () => {
  const book = (more: Partial<Book>): Wish => ({
    type: 'book',
    viewerId: 'ann',
    order: ORDER,
    customer: { name: 'A' },
    payment: { status: 'due', tenders: [] },
    ...more,
  });

  test.each<Partial<Book>>([
    { payment: paidBy(2_500) },
    { ticketTypes: { 'C-A1': 'child' } },
    { ticketTypes: { 'C-A1': 'comp' }, comp: { reason: 'press', approvedBy: 'op-mo' } },
    { collectBy: T0 + 60_000 },
  ])('buys full tickets to be paid for, and not %j', (more) => {
    given(opened, selected('ann', ['C-A1']))
      .when(book(more))
      .then(rejection('not-allowed'));
  });

  test('does not give back what somebody else chose', () => {
    given(opened, selected('bob', ['C-A1']))
      .when({ type: 'release', viewerId: 'bob', by: 'ann' })
      .then(rejection('not-allowed'));
  });

  test('has their tickets made out once, and no reprint', () => {
    const issue = (reprint: boolean) => ({ type: 'issue-tickets', order: ORDER, reprint }) as const;
    const common = { version: 1, commandId: 'command', by: 'ann' };
    given(opened, due)
      .when(issue(false))
      .then([{ ...common, type: 'ticketed', order: ORDER, issue: 1 }]);
    given(opened, due).when(issue(true)).then(rejection('not-allowed'));
  });
});

describe('money needs a shift', () => {
  const actor = offShift(cashier);
  const chosen = selected(KIOSK, ['C-A2'], T0, { by: actor.id });
  const book: Wish = {
    type: 'book',
    viewerId: KIOSK,
    actor,
    order: 'NEW-1',
    customer: { name: '' },
    payment: paidBy(2_500),
  };
  const taking: Wish[] = [
    book,
    { type: 'pay', actor, order: 'DUE-1', tenders: cash(1_800) },
    { type: 'refund', actor, order: ORDER, reason: 'ill' },
    { type: 'exchange', actor, order: ORDER, from: ['C-A1'], to: ['L-A2'] },
  ];
  const state = stateAfter(opened, sold, booked('bob', ['L-A1'], T0, { order: 'DUE-1' }), chosen);

  test.each(taking)('%j', (wish) => {
    expect(decide(state, command(wish), policy)).toEqual(rejection('no-shift'));
    const onShift = decide(state, command({ ...wish, actor: cashier } as Wish), policy);
    expect(isRejection(onShift)).toBe(false);
    const key = decide(state, command({ ...wish, actor: staff } as Wish), policy);
    expect(isRejection(key)).toBe(false);
  });

  test('where none moves, none is needed', () => {
    given(opened, due)
      .when({ type: 'refund', actor: offShift(manager), order: ORDER, reason: 'ill' })
      .then([
        {
          ...by(offShift(manager)),
          type: 'refunded',
          order: ORDER,
          refundedSeats: [{ seatId: 'C-A1', category: 'a', price: 2_500 }],
          amount: 0,
          currency: 'EUR',
          tenders: [],
          reason: 'ill',
        },
      ]);
  });
});

describe('how many seats', () => {
  const all = ['L-A1', 'L-A2', 'C-A1', 'C-A2', 'C-A3'];

  test('a patron may hold as many as the policy says, the counter a class', () => {
    given(opened)
      .when({ type: 'claim', viewerId: 'ann', seatIds: all })
      .then(rejection('too-many-seats', ...all.map(free)));
    given(opened)
      .when({ type: 'claim', viewerId: KIOSK, actor: cashier, seatIds: all })
      .then([selectionEvent(KIOSK, all, by(cashier))]);
  });

  test('and the counter no more than that either', () => {
    const rows = 'ABCDEFG'.split('').map((id) => ({ id, positions: 'aaaaaaaaaa' }));
    const hall = { ...plan, sections: [{ id: 'C', name: 'Centre', origin: { column: 1, row: 1 }, rows }] };
    const house = { ...opened, event: { ...opened.event, plan: hall } } as typeof opened;
    const seatIds = rows.flatMap(({ id }) => Array.from({ length: 10 }, (_, at) => `C-${id}${at + 1}`));
    const ask = (count: number): Wish => ({
      type: 'claim',
      viewerId: KIOSK,
      actor: cashier,
      seatIds: seatIds.slice(0, count),
    });
    const outcome = (count: number) => decide(stateAfter(house), command(ask(count)), policy);
    expect(isRejection(outcome(COUNTER_MAX_SEATS))).toBe(false);
    expect(outcome(COUNTER_MAX_SEATS + 1)).toMatchObject({ rejected: 'too-many-seats' });
  });
});

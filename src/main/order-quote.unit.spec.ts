import { describe, expect, test } from 'vitest';
import type { OrderAct } from '../../theatre/contract/ipc-orders.ts';
import type { LedgerEvent, Tender } from '../../theatre/screening/events.ts';
import { fold } from '../../theatre/screening/evolve.ts';
import { initial } from '../../theatre/screening/state.ts';
import { bookedEvent, openedEvent } from '../../theatre/screening/testing/given.ts';
import { quoteOf } from './order-quote.ts';

const POLICY = { holdMs: 300_000, checkoutMs: 600_000, limitMs: 1_800_000, maxSeats: 40 };
const ORDER = 'AAAA-0001';
const AT = 2_000_000;

/** An order of L-A1 and C-A1, with what was paid for it. */
function quoting(act: OrderAct, tenders?: readonly Tender[], issue?: number) {
  const booked = bookedEvent('kiosk-1', ['L-A1', 'C-A1']);
  const events: LedgerEvent[] = [
    openedEvent(),
    tenders
      ? { ...booked, payment: { status: 'paid', tenders } }
      : { ...booked, payment: { status: 'due', tenders: [] } },
  ];
  const state = fold(
    initial,
    events.map((event, index) => ({ sequence: index + 1, at: 1_000_000, event })),
  );
  const price = (seatId: string) => booked.bookedSeats.find((seat) => seat.seatId === seatId)?.price ?? Number.NaN;
  const quote = quoteOf(
    { state, policy: POLICY, at: AT },
    {
      order: ORDER,
      act,
      actor: { id: 'staff', role: 'manager' },
      commandId: 'c-1',
      ...(issue === undefined ? {} : { issue }),
    },
  );
  return { quote, total: booked.total, price };
}
const { total } = bookedEvent('kiosk-1', ['L-A1', 'C-A1']);
const cash = [{ kind: 'cash', amount: total }] as const;

describe('what an act would come to', () => {
  test('paying is the whole of what is due', () => {
    expect(quoting({ type: 'pay' }).quote).toMatchObject({ direction: 'take', amount: total, commandId: 'c-1' });
    expect(quoting({ type: 'pay' }, cash).quote).toMatchObject({ rejected: 'already-paid' });
  });

  test('a refund is what was paid for these seats, the way it came', () => {
    const split = [
      { kind: 'card', amount: 1000 },
      { kind: 'cash', amount: total - 1000 },
    ] as const;
    const { quote, price } = quoting({ type: 'refund', seatIds: ['C-A1'], reason: 'Ill' }, split);
    expect(quote).toMatchObject({ direction: 'give', amount: price('C-A1'), back: [{ seatId: 'C-A1' }] });
    const given = 'tenders' in quote ? quote.tenders.reduce((sum, { amount }) => sum + amount, 0) : 0;
    expect(given).toBe(price('C-A1'));
    expect(quoting({ type: 'refund', seatIds: ['C-A1'], reason: 'Ill' }).quote).toMatchObject({
      direction: 'none',
      amount: 0,
      tenders: [],
    });
  });

  test('an exchange is the difference, taken or given back, and nothing where nothing is paid yet', () => {
    const dearer = quoting({ type: 'exchange', from: ['L-A1'], to: ['C-B1'] }, cash);
    const difference = dearer.price('C-A1') - dearer.price('L-A1');
    expect(dearer.quote).toMatchObject({ direction: 'take', amount: difference, instead: [{ seatId: 'C-B1' }] });
    const cheaper = quoting({ type: 'exchange', from: ['C-A1'], to: ['L-A2'] }, cash);
    expect(cheaper.quote).toMatchObject({
      direction: 'give',
      amount: difference,
      tenders: [{ kind: 'cash', amount: difference }],
    });
    expect(quoting({ type: 'exchange', from: ['L-A1'], to: ['C-B1'] }).quote).toMatchObject({
      direction: 'none',
      amount: 0,
    });
  });

  test('letting in moves no money, and wants a paid order and the issue that is good', () => {
    const admit = { type: 'admit', seatId: 'C-A1', door: 'Box office' } as const;
    expect(quoting(admit, cash).quote).toMatchObject({ direction: 'none', amount: 0 });
    expect(quoting(admit).quote).toMatchObject({ rejected: 'payment-due' });
    expect(quoting(admit, cash, 7).quote).toMatchObject({ rejected: 'ticket-superseded' });
  });

  test('is refused as it would be: seats of others, orders that are not there', () => {
    expect(quoting({ type: 'exchange', from: ['L-A1'], to: ['C-A1'] }, cash).quote).toMatchObject({
      rejected: 'seat-taken',
    });
    expect(quoting({ type: 'refund', seatIds: ['C-B1'], reason: 'Ill' }, cash).quote).toMatchObject({
      rejected: 'not-in-order',
    });
    expect(quoting({ type: 'collect' }).quote).toMatchObject({ rejected: 'payment-due' });
  });
});

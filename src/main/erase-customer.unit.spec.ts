/** Erasing who bought an order is a manager's, whatever the window asks. */
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../theatre/screening/commands.ts';
import { OrderDesk } from './order-desk.ts';
import type { ApiAnswer } from './server-api.ts';

function deskOf(actor: Actor | undefined, answer: ApiAnswer<unknown> = { is: 'away' }) {
  const asked: unknown[] = [];
  const api = {
    get: () => Promise.resolve({ is: 'away' as const }),
    post: (path: string, body: unknown) => {
      asked.push([path, body]);
      return Promise.resolve(answer);
    },
    file: () => Promise.resolve(undefined),
  };
  const desk = new OrderDesk({
    theatre: () => undefined,
    api: api as never,
    session: { actor },
    policy: { holdMs: 1, checkoutMs: 1, limitMs: 1, maxSeats: 1 },
    send: () => undefined,
  } as never);
  return { desk, asked };
}

const order = 'AAAA-BBBB';

describe('erasing a customer', () => {
  it('is refused to nobody and to a cashier, and the server is not even asked', async () => {
    const nobody = deskOf(undefined);
    expect(await nobody.desk.eraseCustomer({ order })).toMatchObject({ done: false, problem: { reason: 'locked' } });
    const cashier = deskOf({ id: 'op-tom123', role: 'cashier' });
    const refused = await cashier.desk.eraseCustomer({ order });
    expect(refused).toMatchObject({ done: false, problem: { reason: 'needs-manager' } });
    expect([...nobody.asked, ...cashier.asked]).toEqual([]);
  });

  it('is done in the name of the manager who asked, and says what is left', async () => {
    const answer = { is: 'ok', value: { orders: [{ order, outcome: 'said', plain: true }] } } as const;
    const { desk, asked } = deskOf({ id: 'op-mia123', role: 'manager' }, answer);
    expect(await desk.eraseCustomer({ order })).toEqual({ done: true, value: { pending: true, plain: true } });
    expect(asked).toEqual([['/api/customers/erase', { order, by: 'op-mia123' }]]);
  });

  it('says so where the server is away', async () => {
    const { desk } = deskOf({ id: 'staff', role: 'manager' });
    expect(await desk.eraseCustomer({ order })).toMatchObject({ done: false, problem: { reason: 'server-away' } });
  });
});

/** A ticket in the hand at the counter: whether somebody is let in by it hangs on its signature, which must have been checked. */
import { describe, expect, it } from 'vitest';
import type { CommandInput } from '../../theatre/log/desk.ts';
import { signTicket } from '../../theatre/ticket/code.ts';
import { publicKeyPem, ticketKeys } from '../../theatre/ticket/keys.ts';
import { OrderDesk } from './order-desk.ts';

const order = '7K3M-XY2Q';
const seatId = 'C-A1';
const { privateKey, publicKey } = ticketKeys('a-house-secret');
const code = signTicket({ screeningId: 'first-night', order, seatId, issue: 1 }, privateKey);

/** The counter with this order on its screen, of a server that answers with its key only once it is given. */
async function counter() {
  const submitted: CommandInput[] = [];
  let key: Buffer | undefined;
  const nothing = () => () => undefined;
  const live = {
    id: 'first-night',
    ledgerSequence: 1,
    fresh: true,
    retain: nothing,
    onItem: nothing,
    onFresh: nothing,
  };
  const file = { screening: { id: 'first-night' }, events: [] };
  const desk = new OrderDesk({
    theatre: () => ({
      log: { connected: true },
      screenings: { open: () => Promise.resolve(live) },
      desk: {
        submit: (_id: string, command: CommandInput) => {
          submitted.push(command);
          return Promise.resolve({ accepted: true });
        },
      },
      people: { state: { names: {} } },
      erasures: { all: [], onErased: nothing },
    }),
    api: {
      get: () => Promise.resolve({ is: 'ok', value: { ...file, orders: [], asOf: null } }),
      file: () => Promise.resolve(key),
    },
    session: { actor: { id: 'op-tom123', role: 'cashier' } },
    policy: { holdMs: 1, checkoutMs: 1, limitMs: 1, maxSeats: 1 },
    send: () => undefined,
  } as never);
  await desk.show({ order });
  const admit = (ticket: string) =>
    desk.act({
      order,
      act: { type: 'admit', seatId, code: ticket, door: 'Box office' },
      commandId: '3f2c1f0e-6d1b-4f5e-9a64-0f3a1a1b2c3d',
    });
  return { desk, admit, submitted, giveKey: () => (key = Buffer.from(publicKeyPem(publicKey))) };
}

const refused = (reason: string) => ({ done: false, problem: { reason } });

describe('letting somebody in by a ticket', () => {
  it('is refused while its signature cannot be checked, and done once it was', async () => {
    const { desk, admit, submitted, giveKey } = await counter();
    expect(await desk.find({ q: code })).toMatchObject({ value: { ticket: { check: 'unchecked' } } });
    expect(await admit(code)).toMatchObject(refused('unchecked'));
    expect(submitted).toEqual([]);
    giveKey();
    expect(await desk.find({ q: code })).toMatchObject({ value: { ticket: { check: 'genuine' } } });
    expect(await admit(code)).toMatchObject({ done: true });
    expect(submitted).toMatchObject([{ type: 'admit', order, seatId, issue: 1 }]);
  });

  it('is refused for a forged one, another seat’s, and one of a form that this program does not know', async () => {
    const { admit, submitted, giveKey } = await counter();
    giveKey();
    const other = signTicket({ screeningId: 'first-night', order, seatId: 'C-A2', issue: 1 }, privateKey);
    expect(await admit(code.replace('.1.', '.2.'))).toMatchObject(refused('not-genuine'));
    expect(await admit(other)).toMatchObject(refused('not-genuine'));
    expect(await admit(code.replace('FH1.', 'FH2.'))).toMatchObject(refused('newer-form'));
    expect(submitted).toEqual([]);
  });
});

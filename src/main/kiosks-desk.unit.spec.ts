import { describe, expect, it } from 'vitest';
import type { SessionView } from '../../theatre/contract/ipc-till.ts';
import type { HouseNetwork } from '../../theatre/log/lan/house-network.ts';
import type { Actor } from '../../theatre/screening/commands.ts';
import { notDone } from './calls.ts';
import { KiosksDesk, type KiosksDeskOptions } from './kiosks-desk.ts';

const joined = { name: 'Foyer', server: '10.0.0.1:4681', since: 1 };

function desk(actor: Actor | undefined, is: SessionView['is'], more: Partial<KiosksDeskOptions> = {}) {
  const moved: unknown[] = [];
  const made = new KiosksDesk({
    network: () => undefined,
    joined: undefined,
    elsewhere: false,
    revoked: () => false,
    session: { actor, view: { is } as SessionView },
    managers: { known: false, refusal: () => Promise.resolve(undefined) },
    dataFolder: '/nowhere',
    env: {},
    push: () => undefined,
    anew: (meanwhile) => moved.push(meanwhile),
    ...more,
  });
  return { calls: made.calls, view: () => made.view, moved };
}
const refusal = (reason: string) => ({ done: false, problem: { reason, seats: [] } });
const join = { address: 'a b', code: 'x', name: 'Foyer' };

describe('other kiosks', () => {
  it('are a manager’s business', async () => {
    const { calls, moved } = desk({ id: 'op-1', role: 'cashier' }, 'signed-in', { joined });
    for (const name of ['openToKiosks', 'closeToKiosks', 'newCode', 'endCode'] as const)
      expect(await calls[name](undefined)).toEqual(refusal('needs-manager'));
    expect(await calls.leaveHouse({})).toEqual(refusal('needs-manager'));
    expect(await calls.revokeKiosk({ id: 'kiosk-1' })).toEqual(refusal('needs-manager'));
    expect(await calls.joinHouse(join)).toEqual(refusal('needs-manager'));
    expect(moved).toEqual([]);
  });

  it('show a code to managers alone', async () => {
    const [manager, cashier]: Actor[] = [
      { id: 'op-1', role: 'manager' },
      { id: 'op-2', role: 'cashier' },
    ];
    const session = { actor: manager, view: { is: 'signed-in' } as SessionView };
    const network = { port: 4681, open: () => Promise.resolve(), members: [], connected: new Set() };
    const { calls, view } = desk(undefined, 'signed-in', {
      session,
      network: () => network as unknown as HouseNetwork,
      env: { FULL_HOUSE_STAFF_TOKEN: 'a', FULL_HOUSE_SESSION_KEY: 'b', FULL_HOUSE_TICKET_KEY: 'c' },
    });
    expect(await calls.newCode(undefined)).toEqual({ done: true, value: null });
    expect(view()).toHaveProperty('code.text');
    session.actor = cashier;
    expect(view()).toMatchObject({ is: 'own', open: true });
    expect(view()).not.toHaveProperty('code');
    session.actor = manager;
    await calls.endCode(undefined);
  });

  it('wait for the log of this kiosk, and are left to others where NATS_URL is set', async () => {
    const manager: Actor = { id: 'op-1', role: 'manager' };
    expect(await desk(manager, 'signed-in').calls.newCode(undefined)).toEqual(refusal('not-ready'));
    expect(desk(manager, 'signed-in').view()).toEqual({ is: 'starting' });
    const elsewhere = desk(manager, 'signed-in', { elsewhere: true });
    expect(elsewhere.view()).toEqual({ is: 'elsewhere' });
    expect(await elsewhere.calls.joinHouse(join)).toEqual(refusal('not-ready'));
  });

  it('of a house that is away and had no operators can be left by whoever is there, and joined anew', async () => {
    const { calls, moved, view } = desk(undefined, 'starting', { joined, revoked: () => true });
    expect(view()).toMatchObject({ is: 'joined', revoked: true });
    expect(await calls.joinHouse(join)).toEqual(refusal('join-bad-address'));
    expect(await calls.leaveHouse({})).toEqual({ done: true, value: null });
    expect(moved).toHaveLength(1);
  });

  it('of a house that is away are left and joined by a manager whom this kiosk knows', async () => {
    const managers = {
      known: true,
      refusal: (pin?: string) => Promise.resolve(pin === '4711' ? undefined : notDone('wrong-pin')),
    };
    const { calls, moved, view } = desk(undefined, 'starting', { joined, managers });
    expect(view()).toMatchObject({ is: 'joined', asksPin: true });
    expect(await calls.leaveHouse({})).toEqual(refusal('wrong-pin'));
    expect(await calls.joinHouse({ ...join, pin: '1234' })).toEqual(refusal('wrong-pin'));
    expect(moved).toEqual([]);
    expect(await calls.joinHouse({ ...join, pin: '4711' })).toEqual(refusal('join-bad-address'));
    expect(await calls.leaveHouse({ pin: '4711' })).toEqual({ done: true, value: null });
    expect(moved).toHaveLength(1);
    // Who may is known: then a PIN says nothing.
    const cashier = desk({ id: 'op-1', role: 'cashier' }, 'signed-in', { joined, managers });
    expect(await cashier.calls.leaveHouse({ pin: '4711' })).toEqual(refusal('needs-manager'));
  });
});

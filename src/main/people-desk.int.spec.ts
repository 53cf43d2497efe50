import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { PEOPLE_SUBJECT } from '../../theatre/contract/log-people.ts';
import type { Log } from '../../theatre/log/connection.ts';
import { testLog, type TestLog } from '../../theatre/log/testing/test-log.ts';
import { KeptAttempts } from './kept-attempts.ts';
import { PeopleDesk } from './people-desk.ts';
import { pinKeyOf, type PinSecrets } from './pin-key.ts';
import { hashPin, isEasy, isPin } from './pin.ts';
import { Session } from './session.ts';
import { openPeople, openTill } from './units.ts';

let theatre: TestLog;
let folder: string;
let logs: Log[];
const closing: (() => Promise<void>)[] = [];
const NO_KEY: PinSecrets = { pinKey: undefined, sessionKey: undefined };

beforeAll(async () => {
  theatre = await testLog();
  folder = mkdtempSync(join(tmpdir(), 'full-house-people-'));
  logs = [await theatre.connect('one'), await theatre.connect('two')];
});

afterEach(() => void vi.restoreAllMocks());
afterAll(async () => {
  await Promise.all(closing.map((close) => close()));
  await theatre.dispose();
  rmSync(folder, { recursive: true, force: true });
});

async function kiosk(name: string, log: Log, secrets = NO_KEY) {
  const ledger = openPeople(log, () => undefined);
  const till = openTill(log, name, () => undefined);
  const session = new Session();
  const desk = new PeopleDesk({
    ledger,
    session,
    kiosk: name,
    pinKey: pinKeyOf(folder, secrets),
    attempts: new KeptAttempts(folder),
  });
  await Promise.all([ledger.ready, till.ready]);
  session.begin({ people: ledger, till, approver: (pin) => desk.approve(pin) });
  closing.push(async () => {
    session.close();
    await Promise.all([ledger.close(), till.close()]);
  });
  return { desk, session, ledger };
}

const idOf = (desk: PeopleDesk, name: string) => desk.find(name)[0]?.id ?? '';
const reason = (answer: { done: boolean; problem?: { reason: string } }) => answer.problem?.reason;

describe('PINs', () => {
  it('are keyed, salted and stretched, and the same PIN is never the same twice', async () => {
    const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const [one, two] = [await hashPin('4711', key), await hashPin('4711', key)];
    expect(one.hash).not.toBe(two.hash);
    expect(one.n * one.r).toBeGreaterThanOrEqual(2 ** 18);
    expect([await isPin('4711', one, key), await isPin('4712', one, key), await isPin('4711', one, other)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('that are guessed first are not taken', () => {
    for (const pin of ['0000', '1234', '4321', '1212', '2580', '55555555', '87654321']) expect(isEasy(pin)).toBe(true);
    for (const pin of ['4711', '8024', '1357', '90210']) expect(isEasy(pin)).toBe(false);
  });
});

describe('the people of a house at two kiosks', () => {
  it('begin with a manager, who is signed in by that; from then on both kiosks are locked to all others', async () => {
    const one = await kiosk('kiosk-one', logs[0] as Log);
    const two = await kiosk('kiosk-two', logs[1] as Log);
    expect([one.session.view.is, two.session.view.is]).toEqual(['open', 'open']);
    expect(reason(await one.desk.add({ name: 'Mia Keller', role: 'manager', pin: '1234' }))).toBe('pin-easy');
    expect(reason(await one.desk.add({ name: 'Tom', role: 'cashier', pin: '8024' }))).toBe('first-is-manager');
    expect(one.session.view.is).toBe('open');
    expect(await one.desk.add({ name: 'Mia Keller', role: 'manager', pin: '4711' })).toMatchObject({ done: true });
    expect(one.session.actor).toMatchObject({ role: 'manager', id: idOf(one.desk, 'mia') });
    await expect.poll(() => two.session.view.is).toBe('locked');
    expect(reason(await two.desk.add({ name: 'Me', role: 'manager', pin: '9025' }))).toBe('locked');
    // Another manager's PIN would make it unclear whose word it is; that it is taken is not said.
    expect(reason(await one.desk.add({ name: 'Ida', role: 'manager', pin: '4711' }))).toBe('pin-easy');
    expect(await one.desk.add({ name: 'Tom Brandt', role: 'cashier', pin: '8024' })).toMatchObject({ done: true });
    await expect.poll(() => two.desk.find('2').length).toBe(1);
    expect(await two.desk.signIn({ operatorId: idOf(two.desk, 'tom'), pin: '8024' })).toMatchObject({ done: true });
    expect(two.session.view).toMatchObject({ is: 'signed-in', operator: { name: 'Tom Brandt' } });
    expect(reason(await two.desk.add({ name: 'Me', role: 'manager', pin: '9025' }))).toBe('needs-manager');
  });

  it('have three wrong PINs and then wait, also when they are tried at once and at several kiosks', async () => {
    const one = await kiosk('kiosk-three', logs[0] as Log);
    const two = await kiosk('kiosk-four', logs[1] as Log);
    const operatorId = idOf(one.desk, 'tom');
    // They wait for five seconds, which may pass on a busy machine before all of this was tried.
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now);
    const tries = ['1001', '1002', '1003', '1004', '1005', '1006'].map((pin, at) =>
      (at % 2 === 0 ? one : two).desk.signIn({ operatorId, pin }),
    );
    const reasons = (await Promise.all(tries)).map(reason);
    expect(reasons.filter((found) => found === 'wrong-pin')).toHaveLength(3);
    expect(reasons.filter((found) => found === 'pin-wait')).toHaveLength(3);
    const after = await two.desk.signIn({ operatorId, pin: '8024' });
    expect(after).toMatchObject({ done: false, problem: { reason: 'pin-wait', until: expect.any(Number) } });
    // A new start of the app does not help.
    const again = await kiosk('kiosk-three', logs[0] as Log);
    expect(reason(await again.desk.signIn({ operatorId, pin: '8024' }))).toBe('pin-wait');
    vi.restoreAllMocks();
    // A manager who gives them another one does.
    expect(await one.desk.signIn({ operatorId: idOf(one.desk, 'mia'), pin: '4711' })).toMatchObject({ done: true });
    expect(await one.desk.change({ operatorId, pin: '6283' })).toMatchObject({ done: true });
    await expect.poll(() => two.ledger.state.operators[operatorId]?.failures.count).toBe(0);
    expect(await two.desk.signIn({ operatorId, pin: '6283' })).toMatchObject({ done: true });
  });

  it('approve with a manager’s PIN; guesses are counted in the whole house, and nobody learns whose PIN it was', async () => {
    const one = await kiosk('kiosk-five', logs[0] as Log);
    const two = await kiosk('kiosk-six', logs[1] as Log);
    expect(await one.desk.approve('4711')).toEqual({ approvedBy: idOf(one.desk, 'mia') });
    // A cashier's.
    expect(await one.desk.approve('6283')).toEqual({ refused: 'wrong-pin' });
    expect(await two.desk.approve('x')).toEqual({ refused: 'wrong-pin' });
    await two.desk.approve('1001');
    await two.desk.approve('1002');
    expect(await one.desk.approve('4711')).toMatchObject({ refused: 'wait', until: expect.any(Number) });
    // Which keeps nobody from signing in.
    expect(await one.desk.signIn({ operatorId: idOf(one.desk, 'mia'), pin: '4711' })).toMatchObject({ done: true });
  });

  it('have PINs of one key, and a kiosk with another one says so', async () => {
    const { desk } = await kiosk('kiosk-odd', logs[0] as Log, { pinKey: 'x'.repeat(40), sessionKey: undefined });
    expect(reason(await desk.signIn({ operatorId: idOf(desk, 'mia'), pin: '4711' }))).toBe('other-pin-key');
  });

  it('come in without the log, with attempts of their own that outlive the app', async () => {
    const away = await theatre.connect('away');
    const { desk, session } = await kiosk('kiosk-away', away);
    const operatorId = idOf(desk, 'tom');
    await away.close();
    expect(await desk.signIn({ operatorId, pin: '6283' })).toMatchObject({ done: true });
    session.lock();
    for (const pin of ['1001', '1002', '1003']) await desk.signIn({ operatorId, pin });
    expect(reason(await desk.signIn({ operatorId, pin: '6283' }))).toBe('pin-wait');
    expect(new KeptAttempts(folder).waitUntil(operatorId, Date.now())).toBeGreaterThan(Date.now());
    expect(await desk.approve('4711')).toEqual({ refused: 'log-unreachable' });
  });

  it('leave no PIN and no key in the log, and the key in a file that is nobody else’s', async () => {
    const key = readFileSync(join(folder, 'pin-key'), 'utf8').trim();
    expect(statSync(join(folder, 'pin-key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(['attempts.json', 'pin-key']);
    const { manager } = logs[0] as Log;
    const { state } = await manager.streams.info('THEATRE', { subjects_filter: PEOPLE_SUBJECT });
    let told = '';
    for (let seq = 1; seq <= state.last_seq; seq++) {
      const message = await manager.streams.getMessage('THEATRE', { seq }).catch(() => null);
      if (message?.subject === PEOPLE_SUBJECT) told += message.string();
    }
    expect(told).toContain('operator-added');
    for (const secret of [key, '"4711"', '"8024"', '"6283"', '"1001"']) expect(told).not.toContain(secret);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Log } from './connection.ts';
import type { Parse } from './follow.ts';
import { deafProxy } from './testing/deaf-proxy.ts';
import { testLog, type TestLog } from './testing/test-log.ts';
import { openLog } from './connection.ts';
import { UnitFold } from './unit-fold.ts';
import { UnitLedger, type UnitCommand } from './unit-ledger.ts';

/** A count of things put in, at most ten at a time; enough to see whether one was lost or counted twice. */
interface Added {
  readonly commandId: string;
  readonly name: string;
}
interface Add extends UnitCommand {
  readonly type: 'add';
  readonly names: readonly string[];
}
type Box = readonly string[];
type Refusal = { readonly rejected: 'there-already' };

const parse: Parse<Added> = (_, bytes) => {
  try {
    return { event: JSON.parse(new TextDecoder().decode(bytes)) as Added };
  } catch {
    return { problem: 'not JSON' };
  }
};
const rules = {
  parse,
  initial: [] as Box,
  evolve: (box: Box, { event }: { event: Added }): Box => [...box, event.name],
  decide: (box: Box, { id, names }: Add): Refusal | { events: Added[] } =>
    names.some((name) => box.includes(name))
      ? { rejected: 'there-already' }
      : { events: names.map((name) => ({ commandId: id, name })) },
};

const ledgerOn = (log: Log, subject: string) => new UnitLedger<Box, Add, Added, Refusal>(log, { ...rules, subject });
const add = (...names: string[]) => ({ type: 'add', names }) as const;

let theatre: TestLog;
let log: Log;
let other: Log;

beforeAll(async () => {
  theatre = await testLog();
  log = await theatre.connect();
  other = await theatre.connect();
});

afterAll(() => theatre.dispose());

describe('a ledger on one subject', () => {
  it('answers once it has read its own event, and the same command again is not carried out twice', async () => {
    const ledger = ledgerOn(log, 'theatre.unit.one');
    const first = await ledger.submit({ ...add('a', 'b'), id: 'c1' });
    expect(first).toMatchObject({ accepted: true, events: [{ name: 'a' }, { name: 'b' }], sequence: ledger.sequence });
    expect(ledger.state).toEqual(['a', 'b']);
    expect(await ledger.submit({ ...add('a', 'b'), id: 'c1' })).toEqual(first);
    expect(await ledger.submit(add('b', 'c'))).toEqual({ rejected: 'there-already' });
    expect(await ledger.submit(add())).toMatchObject({ accepted: true, events: [] });
    await ledger.close();
    const again = ledgerOn(other, 'theatre.unit.one');
    await again.ready;
    expect(again.state).toEqual(['a', 'b']);
    expect(again.fresh).toBe(true);
    await again.close();
    expect(await again.submit(add('z'))).toMatchObject({ unsettled: true, why: 'unreachable' });
  });

  it('loses nothing and doubles nothing between two writers who want the same', async () => {
    const [one, two] = [ledgerOn(log, 'theatre.unit.two'), ledgerOn(other, 'theatre.unit.two')];
    const names = Array.from({ length: 150 }, (_, at) => `n${at}`);
    const outcomes = await Promise.all(names.flatMap((name) => [one.submit(add(name)), two.submit(add(name))]));
    expect(outcomes.filter((outcome) => 'accepted' in outcome)).toHaveLength(150);
    expect(outcomes.filter((outcome) => 'rejected' in outcome)).toHaveLength(150);
    await expect.poll(() => [one.state.length, two.state.length]).toEqual([150, 150]);
    expect([...one.state].sort()).toEqual([...names].sort());
    expect(two.state).toEqual(one.state);
    await Promise.all([one.close(), two.close()]);
  });

  it('settles a lost answer by handing in the same again, not by guessing', async () => {
    const port = Number(/:(\d+)$/.exec(theatre.address.servers[0] ?? '')?.[1]);
    const proxy = await deafProxy(port);
    const through = await openLog({
      address: { ...theatre.address, servers: [`127.0.0.1:${proxy.port}`] },
      name: 'deaf',
    });
    const ledger = ledgerOn(through, 'theatre.unit.deaf');
    await ledger.submit(add('before'));
    proxy.swallow();
    const lost = ledger.submit(add('lost'));
    const reader = ledgerOn(log, 'theatre.unit.deaf');
    await expect.poll(() => reader.state).toEqual(['before', 'lost']);
    proxy.cut();
    expect(await lost).toMatchObject({ accepted: true, events: [{ name: 'lost' }] });
    expect(await ledger.submit(add('after'))).toMatchObject({ accepted: true });
    await expect.poll(() => reader.state).toEqual(['before', 'lost', 'after']);
    await Promise.all([ledger.close(), reader.close()]);
    await through.close();
    await proxy.close();
  });

  it('passes over what does not parse, and appends after it', async () => {
    const ledger = ledgerOn(log, 'theatre.unit.odd');
    await ledger.submit(add('a'));
    await other.connection.request('theatre.unit.odd', new TextEncoder().encode('odd'));
    expect(await ledger.submit(add('b'))).toMatchObject({ accepted: true });
    expect(ledger.state).toEqual(['a', 'b']);
    await ledger.close();
  });

  it('fails a command that cannot be decided for its caller alone', async () => {
    const ledger = new UnitLedger<Box, Add, Added, Refusal>(log, {
      ...rules,
      subject: 'theatre.unit.bug',
      decide: (box, command) => {
        if (command.names.includes('bug')) throw new Error('a bug');
        return rules.decide(box, command);
      },
    });
    const [bug, fine] = await Promise.allSettled([ledger.submit(add('bug')), ledger.submit(add('fine'))]);
    expect(bug).toMatchObject({ status: 'rejected', reason: new Error('a bug') });
    expect(fine).toMatchObject({ status: 'fulfilled', value: { accepted: true } });
    await ledger.close();
  });

  it('is one literal subject', () => {
    expect(() => ledgerOn(log, 'theatre.unit.*')).toThrow('not one literal subject');
  });
});

describe('a fold over many subjects', () => {
  it('has a state for each', async () => {
    const [left, right] = [ledgerOn(log, 'theatre.box.left'), ledgerOn(log, 'theatre.box.right')];
    const fold = new UnitFold(other, { ...rules, subject: 'theatre.box.*' });
    await fold.ready;
    let told = 0;
    fold.onChange(() => told++);
    await Promise.all([left.submit(add('a')), right.submit(add('b')), left.submit(add('c'))]);
    await expect
      .poll(() => Object.fromEntries(fold.states))
      .toEqual({
        'theatre.box.left': ['a', 'c'],
        'theatre.box.right': ['b'],
      });
    expect(told).toBe(3);
    await Promise.all([left.close(), right.close(), fold.close()]);
  });
});

import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noPeople, type Operator, type PeopleState } from '../../theatre/people/people.ts';
import { KeptAttempts } from './kept-attempts.ts';
import { KeptManagers } from './kept-managers.ts';
import { hashPin } from './pin.ts';

const pinKey = Buffer.alloc(32, 7);
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'full-house-managers-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const kept = () =>
  new KeptManagers({
    folder,
    pinKey,
    attempts: new KeptAttempts(folder),
    onProblem: (problem) => {
      throw new Error(problem);
    },
  });
const refused = (reason: string) =>
  expect.objectContaining({ problem: expect.objectContaining({ reason }) as unknown });

async function people(...who: readonly (readonly [role: Operator['role'], pin: string])[]): Promise<PeopleState> {
  const operators = await Promise.all(
    who.map(async ([role, pin], at): Promise<Operator> => {
      const failures = { count: 0, last: 0 };
      return {
        id: `op-${at}`,
        number: at + 1,
        name: `Nr. ${at}`,
        role,
        pin: await hashPin(pin, pinKey, { n: 16, r: 8, p: 1 }),
        failures,
      };
    }),
  );
  return { ...noPeople, operators: Object.fromEntries(operators.map((one) => [one.id, one])) };
}

it('are asked for their PIN after a restart, and nobody else is', async () => {
  const before = kept();
  expect(before.known).toBe(false);
  before.keep(await people(['manager', '4711'], ['cashier', '8024']));
  await before.settled();
  const file = join(folder, 'managers.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).not.toMatch(/4711|Nr\. /);

  const after = kept();
  expect(after.known).toBe(true);
  expect(await after.refusal(undefined)).toEqual(refused('needs-pin'));
  expect(await after.refusal('8024')).toEqual(refused('wrong-pin'));
  expect(await after.refusal('4711')).toBeUndefined();
  // Wrong ones are counted, whoever tries and however often the app is opened anew.
  for (const wrong of ['1111', '2222', '3333']) expect(await kept().refusal(wrong)).toEqual(refused('wrong-pin'));
  expect(await kept().refusal('4711')).toEqual(refused('pin-wait'));

  after.keep(noPeople);
  await after.settled();
  expect(kept().known).toBe(false);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from '../server/testing/open-house.ts';
import { done } from '../server/testing/visitor.ts';
import { natsUrlOf } from '../src/main/house.ts';

const script = path.join(import.meta.dirname, 'customer.ts');
let house: House;
let reference: string;

beforeAll(async () => {
  house = await openHouse();
  const id = await house.screening();
  const anna = await house.visitor(id);
  await done(anna.toggle('C-B3'));
  reference = ((await done(anna.book())).headers.get('location') ?? '').replace('/orders/', '');
});
afterAll(() => house?.dispose());

async function run(args: readonly string[], input = ''): Promise<{ out: string; err: string; code: number }> {
  const child = spawn(process.execPath, [script, ...args], {
    env: {
      ...process.env,
      FULL_HOUSE_DATA: house.parts.config.dataFolder,
      NATS_URL: natsUrlOf(house.testLog.address),
    },
  });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.on('data', (text) => out.push(String(text)));
  child.stderr.on('data', (text) => err.push(String(text)));
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number];
  return { out: out.join(''), err: err.join(''), code };
}

describe('npm run customer', () => {
  test('says how it is used, and whom it does not know', async () => {
    expect(await run(['export'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('usage: npm run customer') as string,
    });
    expect(await run(['erase', '--order', '?'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('is no reference') as string,
    });
    expect(await run(['erase', '--email', 'x@example.org', '--yes'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('Nobody is known') as string,
    });
  });

  test('writes all that the house has of one', async () => {
    const file = path.join(house.parts.config.dataFolder, 'anna.json');
    expect(await run(['export', '--email', 'ANNA@example.org', '--out', file])).toMatchObject({ code: 0 });
    const exported: unknown = JSON.parse(await readFile(file, 'utf8'));
    expect(exported).toMatchObject({ orders: [{ reference, name: 'Anna Adler', seats: [{ seatId: 'C-B3' }] }] });
  });

  test('shows what goes, asks once, and does nothing without a yes', async () => {
    const asked = await run(['erase', '--order', reference], 'no\n');
    expect(asked).toMatchObject({
      code: 0,
      out: expect.stringMatching(/Anna Adler: The Tempest.*C-B3[^]*Nothing was erased/) as string,
    });
    expect(house.parts.orders.byReference(reference)?.name).toBe('Anna Adler');
  });

  test('erases while the house is open, which forgets at once, and says what is not reached', async () => {
    const erased = await run(['erase', '--email', 'anna@example.org'], 'yes\n');
    expect(erased.err).toBe('');
    expect(erased.out).toMatch(new RegExp(`Erased: ${reference}\\.[^]*Not reached: mails that were sent`));
    await expect.poll(() => house.parts.orders.byReference(reference)?.name).toBe(null);
    const list = () => readFile(path.join(house.parts.config.dataFolder, 'erased.jsonl'), 'utf8').catch(() => '');
    await expect.poll(list).toContain(reference);
  });
});

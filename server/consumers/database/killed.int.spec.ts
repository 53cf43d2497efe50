/** The database's process is killed in the middle of its work, again and again, while the house goes on selling. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCustomerKey, seal } from '../../../theatre/customer/seal.ts';
import { CustomerKeys } from '../../../theatre/log/customer-keys.ts';
import { sayErased } from '../../../theatre/log/erasures.ts';
import type { Log } from '../../../theatre/log/connection.ts';
import { boxOffice, openScreening, planOf, type BoxOffice } from '../../../theatre/log/testing/box-office.ts';
import { testLog, type TestLog } from '../../../theatre/log/testing/test-log.ts';
import { startDatabase } from './index.ts';
import { rebuild } from './rebuild.ts';
import { answersOf } from './testing/answers.ts';

/** FULL_HOUSE_KILLS=200 is the long form. */
const KILLS = Number(process.env['FULL_HOUSE_KILLS'] ?? 20);

let theatre: TestLog;
let log: Log;
let office: BoxOffice;
let keys: CustomerKeys;

beforeEach(async () => {
  theatre = await testLog();
  log = await theatre.connect();
  office = boxOffice(log);
  keys = new CustomerKeys(log);
});
afterEach(async () => {
  await office.close();
  await theatre.dispose();
});

/** Sells seat after seat, and pays, exchanges and refunds some of them, until stopped; a new screening when one is full. */
class Counter {
  sold = 0;
  stopped = false;
  readonly #running: Promise<void>;

  constructor() {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let house = 0; !this.stopped; house++) {
      const id = `night-${house}`;
      await openScreening(office.desk, id, planOf(26, 40));
      for (let row = 0; row < 26 && !this.stopped; row++) {
        await Promise.all(Array.from({ length: 10 }, (_, place) => this.#sell(id, row, place)));
        // As many orders however often it is killed: each start reads all of the log again.
        await sleep(5 * KILLS);
      }
    }
  }

  /** Three seats of four that are this party's own; the fourth is there to exchange for. */
  async #sell(id: string, row: number, place: number): Promise<void> {
    const seat = (number: number) => `C-${String.fromCharCode(65 + row)}${4 * place + number}`;
    const number = this.sold++;
    const order = `T${String(number).padStart(7, '0')}`.replace(/^(....)/, '$1-');
    const viewerId = `viewer-${number}`;
    const customer = {
      name: number % 3 === 0 ? 'Zoë Person' : `Person ${number}`,
      email: `p${number % 7}@example.org`,
    };
    const submit = (command: Parameters<BoxOffice['desk']['submit']>[1]) => office.desk.submit(id, command);
    await submit({ type: 'claim', viewerId, seatIds: [seat(1), seat(2), seat(3)] });
    const key = newCustomerKey();
    await keys.keep(key);
    const sealed = seal(customer, key, { screeningId: id, order });
    await submit({ type: 'book', viewerId, order, customer: sealed, payment: { status: 'due', tenders: [] } });
    if (number % 2 === 0)
      await submit({
        type: 'pay',
        order,
        tenders: [{ kind: 'card', amount: 7_500 }],
        actor: { id: 'staff', role: 'manager' },
      });
    if (number % 3 === 0)
      await submit({
        type: 'exchange',
        order,
        from: [seat(1)],
        to: [seat(4)],
        actor: { id: 'staff', role: 'manager' },
      });
    if (number % 5 === 0)
      await submit({
        type: 'refund',
        order,
        seatIds: [seat(2)],
        reason: 'Ill',
        actor: { id: 'staff', role: 'manager' },
      });
    if (number % 4 === 1) {
      await sayErased(log, { by: 'staff', screeningId: id, order, keys: [key.id] });
      await keys.erase([key.id]);
    }
    if (number % 10 === 0)
      await submit({ type: 'refund', order, reason: 'Ill', actor: { id: 'staff', role: 'manager' } });
  }
}

/** Starts the consumer, and kills it `afterMs` after it began or, for some, before. */
async function killedOnce(file: string, beforeItStarted: boolean, afterMs: number): Promise<void> {
  const argument = JSON.stringify({ address: theatre.address, file });
  const script = path.join(import.meta.dirname, 'testing/consumer-process.ts');
  const child = spawn(process.execPath, [script, argument], { stdio: ['pipe', 'pipe', 'inherit'] });
  const over = once(child, 'exit');
  if (!beforeItStarted) {
    const [said] = (await Promise.race([once(child.stdout, 'data'), over])) as [unknown];
    if (!String(said).includes('"differences":0')) throw new Error(`the database did not start well: ${String(said)}`);
  }
  // Not waiting for anything: where in its work it dies is left to chance.
  await sleep(afterMs);
  child.kill('SIGKILL');
  await over;
}

test(
  `killed ${KILLS} times, it ends with the answers of one that never was`,
  { timeout: 60_000 + KILLS * 10_000 },
  async () => {
    const file = path.join(theatre.folder, 'killed.db');
    const counter = new Counter();
    try {
      for (let kill = 0; kill < KILLS; kill++) await killedOnce(file, kill % 5 === 4, (kill * 37) % 160);
    } finally {
      await counter.stop();
    }
    const problems: string[] = [];
    const onProblem = (problem: string) => problems.push(problem);
    const fresh = path.join(theatre.folder, 'fresh.db');
    for (const each of [file, fresh]) {
      const database = await startDatabase({ log, file: each, onProblem });
      await database.caughtUp;
      expect([database.differences, database.refusedByLock]).toEqual([[], 0]);
      await database.stop();
    }
    expect(counter.sold).toBeGreaterThan(KILLS);
    const answers = answersOf(file);
    expect(answers.length).toBeGreaterThan(10_000);
    expect(answersOf(fresh)).toBe(answers);
    expect(problems).toEqual([]);

    const { before, after } = await rebuild(log, file);
    expect(after).toEqual(before);
    expect(answersOf(file)).toBe(answers);
    expect(existsSync(`${file}.rebuilding`)).toBe(false);
  },
);

test('a database that somebody uses, or whose log is another one, is not rebuilt', async () => {
  const file = path.join(theatre.folder, 'theatre.db');
  await openScreening(office.desk, 'night');
  const database = await startDatabase({ log, file, onProblem: () => undefined });
  await database.caughtUp;
  await expect(rebuild(log, file)).rejects.toThrow(/in use: end every Full House/);
  await database.stop();
  const answers = answersOf(file);
  await log.manager.streams.purge('THEATRE', { filter: 'theatre.screening.night.ledger' });
  await expect(rebuild(log, file)).rejects.toThrow(/npm run repair/);
  expect(answersOf(file)).toBe(answers);
});

test('where there is none, or none that can be read, it is built', async () => {
  const file = path.join(theatre.folder, 'theatre.db');
  await openScreening(office.desk, 'night');
  expect((await rebuild(log, file)).before).toBeUndefined();
  expect((await rebuild(log, file)).before).toMatchObject({ screenings: 1 });
});

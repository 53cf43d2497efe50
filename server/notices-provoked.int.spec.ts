/** What goes wrong for real: staff are told, and what to do; sales say what is so; and it is over by itself. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'vitest';
import { deafProxy } from '../theatre/log/testing/deaf-proxy.ts';
import { boxOffice } from '../theatre/log/testing/box-office.ts';
import { testLog } from '../theatre/log/testing/test-log.ts';
import { STREAM } from '../theatre/log/subjects.ts';
import type { WatchLimits } from './condition-watch.ts';
import { openHouse, type House, type HouseOptions } from './testing/open-house.ts';
import { noticesOf, over, told } from './testing/told.ts';
import { done, problemIn } from './testing/visitor.ts';

/** The same causes, told sooner. */
const soon: WatchLimits = { awayMs: 300, behind: 20, behindMs: 300, slowMs: 400, askEveryMs: 200 };
/** Each test has its own, as they run beside each other: most of each is waiting. */
type Ends = (end: () => Promise<void> | void) => void;

/** They start one after the other: what takes a second alone takes six of them long enough to be given up. */
let last: Promise<unknown> = Promise.resolve();

async function house(ends: Ends, options: HouseOptions = {}): Promise<House> {
  const opening = last.then(() => openHouse({ env: { FULL_HOUSE_RATE_LIMIT: 'off' }, watchLimits: soon, ...options }));
  last = opening.catch(() => undefined);
  const opened = await opening;
  ends(() => opened.dispose());
  return opened;
}

/** Stops and goes on; a process that stands still must not outlive its test. */
function pausable(ends: Ends, pid: number) {
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => {
    try {
      process.kill(pid, name);
    } catch {
      // It is gone.
    }
  };
  ends(() => signal('SIGCONT'));
  return { stop: () => signal('SIGSTOP'), goOn: () => signal('SIGCONT') };
}

test.concurrent(
  'a log that stands still, and one that is killed: nothing is sold meanwhile, and it sells on',
  { timeout: 120_000 },
  async ({ expect, onTestFinished: ends }) => {
    const at = await house(ends);
    const anna = await at.visitor(await at.screening());
    const log = pausable(ends, at.testLog.embedded.pid);
    log.stop();
    const { title, todo } = await told(at, 'log-unreachable', 'urgent');
    expect([title, todo].join()).toMatch(/nothing is sold.*Check the network and nats-server/);
    expect((await problemIn(await anna.toggle('C-A2'))).status).toBe(503);
    log.goOn();
    await over(at, 'log-unreachable');
    await done(anna.toggle('C-A2'));
    process.kill(at.testLog.embedded.pid, 'SIGKILL');
    // Started again by itself, mostly before anybody need be told.
    await expect.poll(async () => (await anna.book({ key: 'the-key-of-this-form' })).status).toBe(201);
    await over(at, 'log-unreachable');
    const live = await at.screenings.open(anna.screeningId);
    expect([live?.state.orders.size, live?.state.counts.booked]).toEqual([1, 1]);
  },
);

test.concurrent('a log that is slow to answer', { timeout: 120_000 }, async ({ expect, onTestFinished: ends }) => {
  const at = await house(ends);
  const anna = await at.visitor(await at.screening());
  const log = pausable(ends, at.testLog.embedded.pid);
  let slow = true;
  const { connection } = await at.testLog.connect('asks beside it');
  const slowly = (async () => {
    while (slow) {
      log.stop();
      await sleep(900);
      log.goOn();
      // Until it has answered: a machine that is busy itself may let it run late.
      await connection.flush().catch(() => undefined);
      await sleep(50);
    }
  })();
  const { title, todo } = await told(at, 'log-slow', 'warning');
  expect([title, todo].join()).toMatch(/takes [\d.]+ seconds to answer.*Every sale waits/);
  slow = false;
  await slowly;
  await over(at, 'log-slow');
  await done(anna.toggle('C-A2'));
});

test.concurrent(
  'a line to the log over which it comes too slowly',
  { timeout: 120_000 },
  async ({ expect, onTestFinished: ends }) => {
    const log = await testLog();
    ends(() => log.dispose());
    const proxy = await deafProxy(Number(new URL(`nats://${log.address.servers[0]}`).port));
    ends(() => proxy.close());
    const at = await house(ends, {
      log: { ...log, address: { ...log.address, servers: [`127.0.0.1:${proxy.port}`] } },
    });
    const id = await at.screening();
    const office = boxOffice(await log.connect());
    ends(() => office.close());
    const { seats } = (await at.stateOf(id)) as { seats: Record<string, unknown> };
    proxy.slow(100_000);
    const rush = async (round: number) => {
      const toggles = Object.keys(seats).map((seatId, index) =>
        office.desk.submit(id, { type: 'toggle', viewerId: `viewer-${index}`, seatId, id: `${round}-${index}` }),
      );
      for (const outcome of await Promise.all(toggles)) expect(outcome).toMatchObject({ accepted: true });
    };
    let enough = false;
    const rushing = (async () => {
      for (let round = 0; !enough; round++) await rush(round);
    })();
    const { title, todo } = await told(at, 'log-behind').finally(() => (enough = true));
    await rushing;
    expect([title, todo].join()).toMatch(/behind the log.*screens show may be late/);
    proxy.slow(undefined);
    await over(at, 'log-behind');
    const live = await office.screenings.open(id);
    await expect.poll(async () => (await at.stateOf(id)).ledgerSequence).toBe(live?.ledgerSequence);
  },
);

test.concurrent(
  'a database that another program has locked: it sells on, and the orders are found after',
  { timeout: 120_000 },
  async ({ expect, onTestFinished: ends }) => {
    const at = await house(ends);
    const id = await at.screening();
    await expect.poll(() => at.database.lag).toBe(0);
    const file = join(at.parts.config.dataFolder, 'full-house.db');
    const locker = fork(join(import.meta.dirname, 'consumers/database/testing/lock-process.ts'), [file]);
    ends(() => void locker.kill('SIGKILL'));
    await new Promise((resolve) => locker.once('message', resolve));

    const anna = await at.visitor(id);
    await done(anna.toggle('C-A2'));
    const { title, todo } = await told(at, 'database-behind');
    expect([title, todo].join()).toMatch(/behind the log.*database is locked\. End whatever else/);
    const order = (await done(anna.book())).headers.get('location')?.slice('/orders/'.length) ?? '';
    const found = async () => {
      const answer = await at.app.inject({
        url: `/api/orders?q=${order}`,
        headers: { authorization: `Bearer ${at.staffToken}` },
      });
      return answer.json<{ orders: unknown[] }>().orders.length;
    };
    expect(await found()).toBe(0);
    // Once for all the time, however often it is tried.
    expect(at.notices.filter((notice) => notice.includes('cannot be written'))).toHaveLength(1);

    locker.kill('SIGKILL');
    await over(at, 'database-behind');
    await expect.poll(found).toBe(1);
    expect([at.database.lag, at.database.refusedByLock]).toEqual([0, 0]);
  },
);

test.concurrent(
  'a log that is full: honest refusals, nothing half done, and it sells on once it has more room',
  { timeout: 120_000 },
  async ({ expect, onTestFinished: ends }) => {
    const log = await testLog({ maxBytes: 200_000 });
    ends(() => log.dispose());
    const { manager } = await log.connect();
    const at = await house(ends, { log });
    const anna = await at.visitor(await at.screening());
    const acknowledged: boolean[] = [];
    const answered = async () => {
      const answer = await anna.toggle('C-A2');
      if (answer.ok) {
        acknowledged.push(true);
        return 'sold';
      }
      const { status, code } = await problemIn(answer);
      return `${status} ${code}`;
    };
    await expect
      .poll(
        async () => {
          for (let one = 0; one < 20; one++) {
            const answer = await answered();
            if (answer !== 'sold') return answer;
          }
          return 'sold';
        },
        { timeout: 60_000, interval: 1 },
      )
      .toBe('503 log-full');
    const { title, todo } = await told(at, 'log-filling', 'urgent');
    expect([title, todo].join()).toMatch(/^The log is (9\d|100) % full.*npm run archive/);

    const { config } = await manager.streams.info(STREAM);
    await manager.streams.update(STREAM, { ...config, max_bytes: 2_000_000 });
    await over(at, 'log-filling');
    expect(await answered()).toBe('sold');
    // Each that was acknowledged is in the log, once, and none that was not.
    const live = await at.screenings.open(anna.screeningId);
    expect(live?.state.counts.held).toBe(acknowledged.length % 2);
  },
);

test.concurrent(
  'a house that sells out, and has a seat again',
  { timeout: 120_000 },
  async ({ expect, onTestFinished: ends }) => {
    const at = await house(ends);
    const id = await at.screening();
    const { seats } = (await at.stateOf(id)) as { seats: Record<string, unknown> };
    const all = Object.keys(seats);
    const buy = async (seatIds: readonly string[]) => {
      const visitor = await at.visitor(id);
      await done(visitor.post('claim', { seatIds }));
      return (await done(visitor.book())).headers.get('location')?.slice('/orders/'.length) ?? '';
    };
    for (let from = 0; from + 8 < all.length; from += 8) await buy(all.slice(from, from + 8));
    const last = all.slice(all.length - (all.length % 8 || 8));
    expect(await told(at, 'nearly-sold-out')).toMatchObject({ left: last.length, capacity: all.length });
    const order = await buy(last);
    expect((await told(at, 'sold-out')).todo).toContain('waiting list');
    expect((await noticesOf(at)).map(({ kind }) => kind)).not.toContain('nearly-sold-out');
    await done(at.staff(`/api/orders/${order}/refund`, { reason: 'Ill' }));
    await over(at, 'sold-out');
  },
);

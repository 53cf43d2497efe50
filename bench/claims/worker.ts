/** One process of the benchmark: a desk with its share of the sessions, told by messages what to run. */
import { openLog } from '../../theatre/log/connection.ts';
import type { LogAddress } from '../../theatre/log/address.ts';
import { Desk, type DeskCounters } from '../../theatre/log/desk.ts';
import { Screenings } from '../../theatre/log/screenings.ts';
import { Session, closedLoop, openLoop, type Measured } from './session.ts';

export interface Setup {
  readonly address: LogAddress;
  readonly screeningIds: readonly string[];
  /** Numbers of this process's sessions. */
  readonly numbers: readonly number[];
}

export type Order =
  | { readonly run: 'closed'; readonly ms: number }
  | { readonly run: 'open'; readonly ms: number; readonly perSecond: number };

export type Answer = { readonly ready: true } | { readonly measured: Measured; readonly counters: DeskCounters };

const HOUR_MS = 3_600_000;

async function main(): Promise<void> {
  const answer = (message: Answer) => new Promise((resolve) => process.send?.(message, undefined, undefined, resolve));
  const next = <T>() => new Promise<T>((resolve) => process.once('message', (message) => resolve(message as T)));
  const { address, screeningIds, numbers } = await next<Setup>();
  const log = await openLog({ address, name: 'bench' });
  const screenings = new Screenings(log);
  const policy = { holdMs: HOUR_MS, checkoutMs: HOUR_MS, limitMs: 10 * HOUR_MS, maxSeats: 8 };
  const desk = new Desk({ log, screenings, policy });
  const { length } = screeningIds;
  const sessions = numbers.map(
    (number) => new Session(desk, screeningIds[number % length] ?? '', Math.floor(number / length)),
  );
  await Promise.all(sessions.map((session) => session.begin()));
  await answer({ ready: true });
  const order = await next<Order>();
  // What compiles and connects at first is not what a house sells with all evening.
  await closedLoop(sessions, 500);
  const measured =
    order.run === 'closed' ? await closedLoop(sessions, order.ms) : await openLoop(sessions, order.perSecond, order.ms);
  await answer({ measured, counters: desk.counters });
  await desk.close();
  await screenings.close();
  await log.close();
  process.disconnect();
}

await main();

/**
 * How many ledger events a second one core folds into a screening's state: random nights in the small and the large house.
 * Counts the process's own time on the processor, its garbage collector's too, so that a busy machine does not blur it; fails
 * when it misses the aim. Run: npx node bench/fold.ts [seconds for each house]
 */
import { performance } from 'node:perf_hooks';
import { decide, isRejection, type Command, type Policy } from '../theatre/screening/decide.ts';
import { EVENT_VERSION, type LedgerEvent, type Recorded } from '../theatre/screening/events.ts';
import { evolve, fold } from '../theatre/screening/evolve.ts';
import { initial, selectionOf } from '../theatre/screening/state.ts';
import { opera } from '../theatre/seating/houses/opera.ts';
import { studio } from '../theatre/seating/houses/studio.ts';
import { indexPlan, type SeatingPlan } from '../theatre/seating/plan.ts';

const policy: Policy = { holdMs: 300_000, checkoutMs: 600_000, limitMs: 1_800_000, maxSeats: 8 };

/** Events a second that a server must fold on one core so that a restart in the middle of a sale goes unnoticed. */
const aims = { studio: 500_000, opera: 250_000 };

/** Numbers in [0, 1) that depend on the seed alone (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A night as the log has it: people choose, change their minds, let time run out and buy, until most seats are sold. */
function night(plan: SeatingPlan, seed: number): Recorded<LedgerEvent>[] {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const seatIds = [...indexPlan(plan).byId.keys()];
  const viewers = Array.from({ length: Math.ceil(seatIds.length / 2) }, (_, number) => `viewer_${number}`);
  const log: Recorded<LedgerEvent>[] = [];
  let state = initial;
  let at = 1_700_000_000_000;
  const append = (event: LedgerEvent) => {
    const recorded = { sequence: log.length + 1, at, event };
    log.push(recorded);
    state = evolve(state, recorded);
  };
  const ask = (wish: { type: Command['type'] } & Record<string, unknown>) => {
    const outcome = decide(state, { id: `command-${log.length}`, at, ...wish } as Command, policy);
    if (!isRejection(outcome)) outcome.events.forEach(append);
  };
  const prices = Object.fromEntries(plan.categories.map(({ id }) => [id, 2_500]));
  ask({
    type: 'open',
    actor: { id: 'staff', role: 'manager' },
    screeningId: 'night',
    title: 'Night',
    startsAt: '2030-01-01T19:30:00Z',
    plan,
    prices,
    currency: 'EUR',
  });
  while (state.counts.booked < seatIds.length * 0.9) {
    at += Math.floor(random() * 500);
    const viewerId = pick(viewers);
    const mine = selectionOf(state, viewerId);
    const luck = random();
    if (mine.length > 0 && luck < 0.12) {
      const payment = { status: 'due', tenders: [] };
      ask({ type: 'book', viewerId, order: `order-${log.length}`, customer: { name: 'A Person' }, payment });
    } else if (mine.length > 0 && luck < 0.2) ask({ type: 'toggle', viewerId, seatId: pick(mine) });
    else if (mine.length > 0 && luck < 0.25) ask({ type: 'extend', viewerId, paying: random() < 0.5 });
    else if (mine.length > 0 && luck < 0.3) {
      const hold = { viewerId, selectedSeatIds: [], expiresAt: at + policy.limitMs, startedAt: at, checkedOut: false };
      append({
        type: 'selection',
        version: EVENT_VERSION,
        commandId: `end-${log.length}`,
        by: 'log',
        action: 'expire',
        ...hold,
      });
    } else if (luck < 0.5) {
      const from = Math.floor(random() * seatIds.length);
      ask({ type: 'claim', viewerId, seatIds: seatIds.slice(from, from + 2 + Math.floor(random() * 3)) });
    } else ask({ type: 'toggle', viewerId, seatId: pick(seatIds) });
  }
  // As a reader gets it: out of JSON.
  return JSON.parse(JSON.stringify(log)) as Recorded<LedgerEvent>[];
}

function measure(name: keyof typeof aims, plan: SeatingPlan, seconds: number): void {
  const nights = Array.from({ length: 12 }, (_, seed) => night(plan, seed + 1));
  const events = nights.reduce((sum, { length }) => sum + length, 0);
  for (const log of nights) fold(initial, log);
  let folded = 0;
  let cpuMicros = 0;
  const until = performance.now() + seconds * 1_000;
  while (performance.now() < until) {
    // A plan as just read: deriving its index is part of the work.
    const read = nights.map(([opened, ...rest]) => [structuredClone(opened) as Recorded<LedgerEvent>, ...rest]);
    const before = process.cpuUsage();
    for (const log of read) fold(initial, log);
    const { user, system } = process.cpuUsage(before);
    cpuMicros += user + system;
    folded += events;
  }
  const rate = (folded / cpuMicros) * 1_000_000;
  const number = (value: number) => Math.round(value).toLocaleString('en-GB').padStart(9);
  const reached = rate >= aims[name];
  if (!reached) process.exitCode = 1;
  console.log(
    `${name.padEnd(7)} ${String(indexPlan(plan).capacity).padStart(5)} seats ${number(events / nights.length)} events a night` +
      ` ${number(rate)} events per second of processor, aim ${number(aims[name])}: ${reached ? 'reached' : 'MISSED'}`,
  );
}

const seconds = Number(process.argv[2] ?? 3);
if (!Number.isFinite(seconds) || seconds <= 0)
  throw new Error(`bench/fold: "${process.argv[2]}" is no number of seconds`);
measure('studio', studio, seconds);
measure('opera', opera, seconds);

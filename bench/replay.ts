/**
 * Opening a long night and looking around in it: how fast it folds, how long it takes to open from a real log over
 * loopback, how long a look at a random instant takes, and what all of it weighs. Fails when an aim is missed.
 * Run: npx node bench/replay.ts [items of the night]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { LogAddress } from '../theatre/log/address.ts';
import { openLog, type Log } from '../theatre/log/connection.ts';
import { startEmbeddedLog } from '../theatre/log/embedded.ts';
import { nightReader } from '../theatre/log/read-night.ts';
import { chronicleOf } from '../theatre/replay/chronicle.ts';
import { densityOf } from '../theatre/replay/density.ts';
import { figuresOf } from '../theatre/replay/figures.ts';
import { hesitation } from '../theatre/replay/hesitation.ts';
import { journeysOf } from '../theatre/replay/journeys.ts';
import type { NightItem } from '../theatre/replay/items.ts';
import { Night, nightOf } from '../theatre/replay/night.ts';
import { nightHash } from '../theatre/replay/night-hash.ts';
import { whatIf } from '../theatre/replay/what-if.ts';
import { fold } from '../theatre/screening/evolve.ts';
import { initial } from '../theatre/screening/state.ts';
import { opera } from '../theatre/seating/houses/opera.ts';
import { studio } from '../theatre/seating/houses/studio.ts';
import { indexPlan, type SeatingPlan } from '../theatre/seating/plan.ts';
import { busyNight } from './replay-night/busy-night.ts';
import { writeNight } from './replay-night/write-night.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const length = Number(process.argv[2] ?? 100_000);
if (!Number.isInteger(length) || length < 1000) throw new Error('bench/replay: give a number of items from 1,000 up');

const number = (value: number, digits = 0) => value.toLocaleString('en-GB', { maximumFractionDigits: digits });

/** One line: what was measured, and whether it is within its aim. */
function say(
  what: string,
  value: number,
  unit: string,
  aim?: { readonly most?: number; readonly least?: number },
): void {
  const reached = value <= (aim?.most ?? Infinity) && value >= (aim?.least ?? -Infinity);
  if (!reached) process.exitCode = 1;
  const bound = aim?.most ?? aim?.least;
  const verdict =
    bound === undefined
      ? ''
      : `   aim ${aim?.most === undefined ? '≥' : '≤'} ${number(bound)}: ${reached ? 'reached' : 'MISSED'}`;
  console.log(`  ${what.padEnd(46)} ${number(value, value < 100 ? 1 : 0).padStart(9)} ${unit}${verdict}`);
}

const timed = <T>(run: () => T): { value: T; ms: number } => {
  const began = performance.now();
  const value = run();
  return { value, ms: performance.now() - began };
};

const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
const ofAll = (all: readonly number[], share: number): number =>
  [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(share * all.length))] ?? 0;

function heapMb(): number {
  collect();
  return process.memoryUsage().heapUsed / 1024 ** 2;
}

function foldRates(items: readonly NightItem[], least: number): void {
  const ledger = items.flatMap((item) => (item.kind === 'ledger' ? [item] : []));
  // By this thread's own time on a core: what else the machine does meanwhile is not ours to count.
  const rate = (count: number, run: () => void) =>
    median(
      Array.from({ length: 15 }, () => {
        const before = process.threadCpuUsage();
        run();
        const { user, system } = process.threadCpuUsage(before);
        return count / ((user + system) / 1e6);
      }),
    );
  say(
    'ledger events folded, a second',
    rate(ledger.length, () => void fold(initial, ledger)),
    '/s',
    { least },
  );
  say(
    'items loaded with feed and keyframes, a second',
    rate(items.length, () => void nightOf(items)),
    '/s',
  );
}

function looks(night: Night): void {
  const random = Array.from({ length: 2000 }, () => Math.floor(Math.random() * night.length));
  for (const count of random.slice(0, 200)) night.seek(count);
  const times = random.map((count) => timed(() => figuresOf(night.seek(count))).ms);
  say('look at a random instant with its figures, p50', median(times), 'ms');
  say('  p99', ofAll(times, 0.99), 'ms', { most: 50 });
  say('  slowest of 2,000', ofAll(times, 1), 'ms');
}

function questions(night: Night): void {
  const scenes = timed(() => [...night.scenes()]);
  const chronicle = timed(() => chronicleOf(night.scenes()));
  say('chronicle of all seats and viewers', chronicle.ms, 'ms');
  say('density and marks', timed(() => densityOf(night.scenes()).line()).ms, 'ms');
  say(
    'hesitation and journeys',
    timed(() => [hesitation(chronicle.value, night.endsAt), journeysOf(chronicle.value)]).ms,
    'ms',
  );
  say('what if: holds twice as long', timed(() => whatIf(scenes.value, { holdMs: 600_000 })).ms, 'ms');
}

async function open(log: Log, id: string): Promise<{ night: Night; firstMs: number; wholeMs: number }> {
  const night = new Night();
  const began = performance.now();
  let firstMs: number | undefined;
  await nightReader(log).read(id, {
    onItem(item) {
      night.add(item);
      // Whatever is there can be looked at while the rest is on its way.
      if (firstMs === undefined && night.length >= Math.min(500, length)) {
        figuresOf(night.seek(night.length));
        firstMs = performance.now() - began;
      }
    },
  });
  return { night, firstMs: firstMs ?? Infinity, wholeMs: performance.now() - began };
}

async function house(address: LogAddress, name: string, plan: SeatingPlan, least: number): Promise<void> {
  console.log(`${name}, ${number(indexPlan(plan).capacity)} seats, a night of ${number(length)} items`);
  const items = busyNight(plan, length, { id: name });
  foldRates(items, least);
  // Connected only now: nobody could have answered the log's pings meanwhile.
  const log = await openLog({ address, name: 'bench' });
  await writeNight(log, name, items);
  const hash = nightHash(nightOf(items).scenes());
  const before = heapMb();
  const opened = [await open(log, name), await open(log, name), await open(log, name)];
  say('opened from the log: first picture', median(opened.map(({ firstMs }) => firstMs)), 'ms', { most: 1000 });
  say('opened from the log: whole night', median(opened.map(({ wholeMs }) => wholeMs)), 'ms', { most: 5000 });
  const { night } = opened.pop() as { night: Night };
  opened.length = 0;
  const { items: count, keyframes, keyframeBytes } = night.weigh();
  say(`memory of ${number(count)} items and ${number(keyframes)} keyframes`, heapMb() - before, 'MB');
  say('  keyframes alone, as counted from inside', keyframeBytes / 1024 ** 2, 'MB');
  looks(night);
  questions(night);
  // Times are the log's own here, and not those that were made up.
  const again = await open(log, name);
  const same = nightHash(night.scenes()) === nightHash(again.night.scenes()) && hash.length === 16;
  console.log(`  two replays of it have ${same ? 'the same hash' : 'DIFFERENT hashes'}`);
  if (!same) process.exitCode = 1;
  await log.close();
}

const folder = await mkdtemp(join(tmpdir(), 'full-house-bench-'));
const embedded = await startEmbeddedLog({ folder });
try {
  await house(embedded.address, 'studio', studio, 500_000);
  await house(embedded.address, 'opera', opera, 250_000);
} finally {
  await embedded.stop();
  await rm(folder, { recursive: true, force: true });
}

/**
 * Claims through the desk, against what the same nats-server takes raw in the same run. Every claim schedules the end of its
 * hold, and an acknowledgement means on disk.
 *
 *     node bench/claims.ts [--seconds=3] [--json=FILE] [--folder=FOLDER]
 *
 * The folder is on the disk that is measured. Defaults to the machine's temporary files.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openLog, type Log } from '../theatre/log/connection.ts';
import { Desk } from '../theatre/log/desk.ts';
import { startEmbeddedLog } from '../theatre/log/embedded.ts';
import { Screenings } from '../theatre/log/screenings.ts';
import type { LogAddress } from '../theatre/log/address.ts';
import { rawRate } from './claims/raw.ts';
import { SESSIONS, housePlan } from './claims/session.ts';
import type { Answer, Order, Setup } from './claims/worker.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    json: { type: 'string' },
    folder: { type: 'string', default: tmpdir() },
  },
});
const ms = Number(values.seconds) * 1000;
if (!(ms >= 500 && ms <= 60_000)) throw new Error('--seconds wants a number from 0.5 to 60');

interface Result {
  readonly run: string;
  readonly screenings: number;
  readonly processes: number;
  readonly claimsPerSecond: number;
  /** Guarded batches of 64 with their schedules, right before and right after. */
  readonly rawPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly claimsPerAppend: number;
  readonly conflicts: number;
  /** What the slower process did of what the faster one did; 1 is fair. */
  readonly fairness: number;
  readonly notAccepted: number;
}

async function openScreenings(log: Log, ids: readonly string[]): Promise<void> {
  const screenings = new Screenings(log);
  const policy = { holdMs: 1, checkoutMs: 1, limitMs: 1, maxSeats: 1 };
  const desk = new Desk({ log, screenings, policy });
  const startsAt = '2030-01-01T19:30:00Z';
  for (const screeningId of ids) {
    const prices = { a: 2500 };
    await desk.submit(screeningId, {
      type: 'open',
      actor: { id: 'staff', role: 'manager' },
      screeningId,
      title: 'Bench',
      startsAt,
      plan: housePlan,
      prices,
      currency: 'EUR',
    });
  }
  await desk.close();
  await screenings.close();
}

function heard(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Answer));
    child.once('exit', (code) => reject(new Error(`a worker ended with code ${code}`)));
  });
}

let runs = 0;

const rawAround = (log: Log) => rawRate(log, { size: 64, schedules: true, ms: Math.min(1000, ms / 2) });

async function run(log: Log, address: LogAddress, order: Order, count: number, processes: number): Promise<Result> {
  runs++;
  const screeningIds = Array.from({ length: count }, (_, at) => `bench-${runs}-${at}`);
  await openScreenings(log, screeningIds);
  const children = Array.from({ length: processes }, () => fork(path.join(import.meta.dirname, 'claims/worker.ts')));
  try {
    const shares = children.map((child, process) => {
      // Each screening has as many sessions, shared out evenly among the processes.
      const numbers = Array.from({ length: SESSIONS * count }, (_, at) => at).filter(
        (at) => Math.floor(at / count) % processes === process,
      );
      child.send({ address, screeningIds, numbers } satisfies Setup);
      return heard(child);
    });
    await Promise.all(shares);
    const before = await rawAround(log);
    const answers = children.map((child) => {
      const share: Order = order.run === 'open' ? { ...order, perSecond: order.perSecond / processes } : order;
      child.send(share);
      return heard(child);
    });
    const done = (await Promise.all(answers)).flatMap((answer) => ('measured' in answer ? [answer] : []));
    const after = await rawAround(log);
    const latencies = Float64Array.from(done.flatMap(({ measured }) => measured.latencies)).sort();
    const accepted = done.map((answer) => answer.measured.accepted);
    const at = (share: number) =>
      latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN;
    const sum = (pick: (answer: (typeof done)[number]) => number) =>
      done.reduce((total, answer) => total + pick(answer), 0);
    return {
      run: order.run === 'open' ? `open loop, ${order.perSecond} a second` : `closed loop, ${SESSIONS} sessions each`,
      screenings: count,
      processes,
      claimsPerSecond: Math.round(sum(({ measured }) => measured.accepted) / (ms / 1000)),
      rawPerSecond: Math.round((before + after) / 2),
      p50: at(0.5),
      p99: at(0.99),
      max: at(1),
      claimsPerAppend:
        sum(({ counters }) => counters.events) /
        Math.max(
          1,
          sum(({ counters }) => counters.appends),
        ),
      conflicts: sum(({ counters }) => counters.conflicts),
      fairness: Math.min(...accepted) / Math.max(...accepted),
      notAccepted: sum(({ measured }) => measured.other),
    };
  } finally {
    for (const child of children) if (child.exitCode === null && child.connected) child.kill();
  }
}

const folder = await mkdtemp(path.join(values.folder, 'full-house-bench-'));
const embedded = await startEmbeddedLog({ folder, onProblem: (problem) => console.error(problem) });
try {
  const log = await openLog({ address: embedded.address, name: 'bench' });
  const raw: { batch: number; schedules: boolean; eventsPerSecond: number }[] = [];
  for (const schedules of [false, true]) {
    for (const batch of [1, 64]) {
      raw.push({ batch, schedules, eventsPerSecond: Math.round(await rawRate(log, { size: batch, schedules, ms })) });
    }
  }
  const results: Result[] = [];
  const closed: Order = { run: 'closed', ms };
  for (const processes of [1, 2])
    for (const count of [1, 4, 16]) results.push(await run(log, embedded.address, closed, count, processes));
  results.push(await run(log, embedded.address, { run: 'open', ms, perSecond: 500 }, 1, 1));
  results.push(await run(log, embedded.address, { run: 'open', ms, perSecond: 500 }, 1, 2));
  await log.close();

  console.log(
    `${cpus().length} cores (${cpus()[0]?.model ?? '?'}), node ${process.version}, sync_interval always, ${ms / 1000} s each\n`,
  );
  console.log('raw guarded appends, one writer');
  console.table(raw.map((row) => ({ ...row, schedules: row.schedules ? 'yes' : 'no' })));
  console.log('claims through the desk');
  const round = (value: number) => Math.round(value * 10) / 10;
  console.table(
    results.map((row) => ({
      ...row,
      p50: round(row.p50),
      p99: round(row.p99),
      max: round(row.max),
      fairness: round(row.fairness),
      claimsPerAppend: round(row.claimsPerAppend),
      'of raw': `${Math.round((100 * row.claimsPerSecond) / row.rawPerSecond)} %`,
    })),
  );
  if (values.json !== undefined)
    await writeFile(
      values.json,
      `${JSON.stringify({ node: process.version, cores: cpus().length, ms, raw, results }, null, 2)}\n`,
    );
} finally {
  await embedded.stop();
  await rm(folder, { recursive: true, force: true });
}

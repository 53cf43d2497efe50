/**
 * What it costs that an acknowledgement means on disk: the same nats-server with `sync_interval: always` and with its
 * default of two minutes, in turns.
 *
 *     node bench/sync-cost.ts [--seconds=2] [--turns=2] [--folder=FOLDER]
 *
 * The folder is on the disk that is measured. Defaults to the machine's temporary files.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openLog } from '../theatre/log/connection.ts';
import { Desk } from '../theatre/log/desk.ts';
import { findServer } from '../theatre/log/find-server.ts';
import { Screenings } from '../theatre/log/screenings.ts';
import { choosePort } from '../theatre/log/server-config.ts';
import { rawRate } from './claims/raw.ts';
import { closedLoop, housePlan, Session, SESSIONS } from './claims/session.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '2' },
    turns: { type: 'string', default: '2' },
    folder: { type: 'string', default: tmpdir() },
  },
});
const ms = Number(values.seconds) * 1000;
const turns = Number(values.turns);
if (!(ms >= 500 && ms <= 60_000)) throw new Error('--seconds wants a number from 0.5 to 60');
if (!(turns >= 1 && turns <= 20)) throw new Error('--turns wants a number from 1 to 20');

const HOUR_MS = 3_600_000;
const policy = { holdMs: HOUR_MS, checkoutMs: HOUR_MS, limitMs: 10 * HOUR_MS, maxSeats: 8 };

/** Seats claimed through a desk by sessions that claim the next as soon as they are answered. */
async function measure(port: number) {
  const log = await openLog({ address: { servers: [`127.0.0.1:${port}`] }, name: 'bench' });
  const screenings = new Screenings(log);
  const desk = new Desk({ log, screenings, policy });
  try {
    const single = await rawRate(log, { size: 1, schedules: false, ms });
    const many = await rawRate(log, { size: 64, schedules: false, ms });
    const opened = { title: 'Bench', startsAt: '2030-01-01T19:30:00Z', prices: { a: 2500 }, currency: 'EUR' };
    await desk.submit('bench', {
      type: 'open',
      actor: { id: 'staff', role: 'manager' },
      screeningId: 'bench',
      plan: housePlan,
      ...opened,
    });
    const sessions = Array.from({ length: SESSIONS }, (_, number) => new Session(desk, 'bench', number));
    await Promise.all(sessions.map((session) => session.begin()));
    await closedLoop(sessions, 500);
    const { latencies, accepted } = await closedLoop(sessions, ms);
    latencies.sort((a, b) => a - b);
    const at = (share: number) => Math.round((latencies[Math.floor(latencies.length * share)] ?? Number.NaN) * 10) / 10;
    return {
      'single appends a second': Math.round(single),
      'events a second in batches of 64': Math.round(many),
      'claims a second': Math.round(accepted / (ms / 1000)),
      'p50 (ms)': at(0.5),
      'p99 (ms)': at(0.99),
    };
  } finally {
    await desk.close();
    await screenings.close();
    await log.close();
  }
}

async function turn(folder: string, always: boolean) {
  await mkdir(folder);
  const port = await choosePort(folder);
  const config = path.join(folder, 'nats.conf');
  const sync = always ? 'sync_interval: always' : '';
  await writeFile(config, `listen: "127.0.0.1:${port}"\njetstream { store_dir: "${folder}/store"\n${sync}\n}\n`);
  const server = spawn(await findServer(), ['-c', config], { stdio: 'ignore' });
  try {
    return { sync: always ? 'always' : 'default (2 min)', ...(await measure(port)) };
  } finally {
    const ended = once(server, 'exit');
    server.kill();
    await ended;
  }
}

const folder = await mkdtemp(path.join(values.folder, 'full-house-sync-'));
try {
  const rows = [];
  for (let at = 0; at < 2 * turns; at++) rows.push(await turn(path.join(folder, String(at)), at % 2 === 0));
  console.log(`${cpus().length} cores (${cpus()[0]?.model ?? '?'}), node ${process.version}, ${ms / 1000} s each`);
  console.log(
    `load averages ${loadavg()
      .map((each) => each.toFixed(1))
      .join(' ')}, ${SESSIONS} sessions on one screening`,
  );
  console.table(rows);
} finally {
  await rm(folder, { recursive: true, force: true });
}

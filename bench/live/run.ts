/**
 * Measures the live view against the naive one: `node bench/live/run.ts [--viewers 2000] [--rate 200] [--seconds 15]
 * [--idle 5] [--against full-house,baseline] [--house opera] [--json file] [--flags for the server's Node]`. Several viewers or rates with commas: all pairs.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { serverFlags } from '../../scripts/server-flags.ts';
import { startEmbeddedLog } from '../../theatre/log/embedded.ts';
import type { Ask, Contender, LoadOptions, LoadResult, Phase, ServerFigures } from './messages.ts';

const { values: args } = parseArgs({
  options: {
    viewers: { type: 'string', default: '2000' },
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '15' },
    idle: { type: 'string', default: '5' },
    against: { type: 'string', default: 'full-house,baseline' },
    house: { type: 'string', default: 'opera' },
    json: { type: 'string' },
    flags: { type: 'string', default: serverFlags.join() },
  },
});
const numbers = (list: string) => list.split(',').map(Number);
const SESSION_KEY = 'measuring-with-many-sessions-of-one-key';
const STAFF_TOKEN = 'measuring-staff-token';

/** What the orchestrator reads when a phase begins; times in milliseconds. */
interface Mark {
  readonly figures: ServerFigures;
  readonly time: number;
  readonly machine: number;
  readonly log: number;
}

interface Row {
  readonly contender: Contender;
  readonly viewers: number;
  readonly rate: number;
  readonly load: LoadResult;
  /** Bytes by viewer: of the process, and of its objects and buffers. */
  readonly rssPerViewer: number;
  readonly heldPerViewer: number;
  /** The server's processor time in percent of one core. */
  readonly idleCpu: number;
  readonly cpu: number;
  /** Of nats-server, and of everything else on this machine: where that is much, the latencies say little. */
  readonly logCpu: number;
  readonly othersCpu: number;
  /** Microseconds by change delivered to a screen. */
  readonly cpuPerChange: number;
  readonly counters: unknown;
}

const answer = <T>(child: ChildProcess) =>
  new Promise<T>((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`${child.spawnargs.at(-2)} ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as T);
    });
  });

/** Processor time that was spent on this machine, interrupts included. Linux alone says it, in hundredths of a second. */
function machineCpuMs(): number {
  try {
    const line = readFileSync('/proc/stat', 'latin1').split('\n')[0] ?? '';
    const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0] = line.split(/ +/).slice(1).map(Number);
    return (user + nice + system + irq + softIrq) * 10;
  } catch {
    return 0;
  }
}

/** Of one process. */
function processCpuMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

async function measure(contender: Contender, viewers: number, rate: number): Promise<Row> {
  const folder = await mkdtemp(path.join(tmpdir(), 'full-house-bench-'));
  const log = await startEmbeddedLog({ folder: path.join(folder, 'log') });
  const { servers, user, pass } = log.address;
  const natsUrl = `nats://${user}:${pass}@${servers[0]?.replace(/^nats:\/\//, '')}`;
  const server = fork(path.join(import.meta.dirname, 'serve.ts'), [contender], {
    execArgv: ['--expose-gc', ...args.flags.split(',').filter(Boolean)],
    env: {
      ...process.env,
      NATS_URL: natsUrl,
      FULL_HOUSE_DATA: path.join(folder, 'data'),
      FULL_HOUSE_RATE_LIMIT: 'off',
      FULL_HOUSE_SESSION_KEY: SESSION_KEY,
      FULL_HOUSE_STAFF_TOKEN: STAFF_TOKEN,
    },
  });
  let load: ChildProcess | undefined;
  try {
    const { url } = await answer<{ url: string }>(server);
    const figures = (collect = false) => {
      server.send({ collect } satisfies Ask);
      return answer<ServerFigures>(server);
    };
    const created = await fetch(`${url}/api/screenings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${STAFF_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Measured', house: args.house, startsAt: '2030-01-01T19:30:00Z' }),
    });
    const { id } = (await created.json()) as { id: string };
    await (await fetch(`${url}/screenings/${id}`)).text();
    const before = await figures(true);

    const options: LoadOptions = {
      url,
      screeningId: id,
      sessionKey: SESSION_KEY,
      viewers,
      rate,
      sessions: Math.min(50, viewers),
      idleSeconds: Number(args.idle),
      seconds: Number(args.seconds),
    };
    load = fork(path.join(import.meta.dirname, 'load.ts'), [JSON.stringify(options)]);
    const at = new Map<Phase['phase'], Mark>();
    let result: LoadResult | undefined;
    while (!result) {
      const message = await answer<Phase | { result: LoadResult }>(load);
      if ('result' in message) {
        ({ result } = message);
        break;
      }
      const taken = await figures(message.phase === 'connected');
      at.set(message.phase, {
        figures: taken,
        time: performance.now(),
        machine: machineCpuMs(),
        log: processCpuMs(log.pid),
      });
      load.send('go on');
    }
    const of = (phase: Phase['phase']) => at.get(phase) as Mark;
    const [from, to] = [of('clicking'), of('clicked')];
    const machine = ((to.machine - from.machine) / (to.time - from.time)) * 100;
    const logCpu = ((to.log - from.log) / (to.time - from.time)) * 100;
    const cpuBetween = (from: Phase['phase'], to: Phase['phase']) => of(to).figures.cpuMs - of(from).figures.cpuMs;
    const share = (from: Phase['phase'], to: Phase['phase']) =>
      (cpuBetween(from, to) / (of(to).time - of(from).time)) * 100;
    const delivered = result.due - result.missed;
    const cpu = share('clicking', 'clicked');
    return {
      contender,
      viewers,
      rate,
      load: result,
      rssPerViewer: (of('connected').figures.rss - before.rss) / viewers,
      heldPerViewer: (of('connected').figures.held - before.held) / viewers,
      idleCpu: share('idle', 'clicking'),
      cpu,
      logCpu,
      othersCpu: machine - cpu - logCpu - result.ownCpu,
      cpuPerChange: (cpuBetween('clicking', 'settled') / delivered) * 1000,
      counters: of('settled').figures.counters,
    };
  } finally {
    load?.kill('SIGKILL');
    // Its channel gone, the server ends itself; a profile that was asked for is written then.
    const ended = new Promise((resolve) => server.once('exit', resolve));
    if (server.connected) server.disconnect();
    setTimeout(() => server.kill('SIGKILL'), 5000).unref();
    await ended;
    await log.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const fixed = (value: number | null, digits = 0) => value?.toFixed(digits) ?? 'none';
const percent = (part: number, whole: number) => `${fixed((part / whole) * 100, 1)} %`;

function line({ contender, viewers, rate, load, ...row }: Row): string {
  const cells = [
    contender,
    viewers,
    `${rate} (${fixed(load.accepted / Number(args.seconds))})`,
    percent(load.missed, load.due),
    load.wrong,
    `${fixed(load.answeredP50)} / ${fixed(load.answeredP99)}`,
    `${fixed(load.sinceAnsweredP50)} / ${fixed(load.sinceAnsweredP99)}`,
    fixed(load.p50),
    fixed(load.p99),
    fixed(row.cpu),
    fixed(row.cpuPerChange, 2),
    fixed(row.idleCpu, 1),
    fixed(row.rssPerViewer / 1000, 1),
    fixed(row.heldPerViewer / 1000, 1),
    fixed(load.ownCpu),
    fixed(load.ownDelayP99),
    fixed(row.logCpu),
    fixed(row.othersCpu),
  ];
  return `| ${cells.join(' | ')} |`;
}

const rows: Row[] = [];
const titles =
  'server,viewers,clicks/s (accepted),missed,wrong maps,answered p50 / p99 ms,then shown p50 / p99 ms,p50 ms,p99 ms,CPU %,CPU µs/change,idle CPU %,RSS kB/viewer,heap kB/viewer,load CPU %,load delay p99 ms,log CPU %,others CPU %';
process.stdout.write(`| ${titles.split(',').join(' | ')} |\n|${'---|'.repeat(titles.split(',').length)}\n`);
for (const viewers of numbers(args.viewers)) {
  for (const rate of numbers(args.rate)) {
    for (const contender of args.against.split(',') as Contender[]) {
      const row = await measure(contender, viewers, rate);
      rows.push(row);
      process.stdout.write(`${line(row)}\n`);
      if (args.json) await writeFile(args.json, JSON.stringify(rows, undefined, 2));
    }
  }
}

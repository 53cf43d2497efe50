/** The load generator, in a process of its own: thousands of raw sockets that watch, and some sessions that click. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Sessions, SESSION_COOKIE } from '../../server/session.ts';
import type { LoadOptions, LoadResult, Phase } from './messages.ts';
import { Clicker } from './clicker.ts';
import { RawStream } from './raw-stream.ts';
import { quantile, Tally } from './tally.ts';

const CONNECTING_AT_ONCE = 100;
/** Seats that a session holds before it gives back its oldest with each second tap. */
const HELD = 4;
/** Nothing has arrived for so long: whatever is on its way has come. */
const QUIET_MS = 2000;
const SETTLE_MS = 60_000;

const options = JSON.parse(process.argv[2] ?? '{}') as LoadOptions;
const { url, screeningId, viewers, rate, idleSeconds, seconds } = options;
const port = Number(new URL(url).port);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const sessions = new Sessions(options.sessionKey);
const cookies = Array.from(
  { length: viewers },
  () => `${SESSION_COOKIE}=${encodeURIComponent(sessions.create().value)}`,
);

async function mapOf(): Promise<{ sequence: number; statuses: Map<string, string> }> {
  const answer = await fetch(`${url}/api/screenings/${screeningId}`);
  const { sequence, seats } = (await answer.json()) as { sequence: number; seats: Record<string, { status: string }> };
  return { sequence, statuses: new Map(Object.entries(seats).map(([id, { status }]) => [id, status])) };
}

/** Tells the orchestrator, which takes the server's figures meanwhile. */
async function phase(name: Phase['phase']): Promise<void> {
  const goOn = new Promise((resolve) => process.once('message', resolve));
  process.send?.({ phase: name } satisfies Phase);
  await goOn;
}

const first = await mapOf();
const tally = new Tally(first.statuses, viewers);
let lost = 0;
let closing = false;
let lastArrival = performance.now();
const streams: RawStream[] = [];
for (let from = 0; from < viewers; from += CONNECTING_AT_ONCE) {
  const batch = cookies.slice(from, from + CONNECTING_AT_ONCE).map((cookie, at) => {
    const screen = from + at;
    return new RawStream({
      port,
      path: `/screenings/${screeningId}/events?from=${first.sequence}`,
      cookie,
      onChunk: (chunk) => {
        const now = performance.now();
        if (tally.arrived(screen, chunk, now)) lastArrival = now;
      },
      onEnd: () => {
        if (!closing) lost++;
      },
    });
  });
  streams.push(...batch);
  await Promise.all(batch.map((stream) => stream.opened));
}

async function quiet(): Promise<void> {
  const end = performance.now() + SETTLE_MS;
  while (performance.now() - lastArrival < QUIET_MS && performance.now() < end) await wait(100);
}

await wait(1000);
await quiet();
await phase('connected');
await phase('idle');
await wait(idleSeconds * 1000);
await phase('clicking');

// Not before: a connection that asks nothing for ten seconds is closed.
const clickers = cookies.slice(0, options.sessions).map((cookie) => ({
  clicker: new Clicker(port, cookie),
  held: [] as string[],
}));
const seatIds = [...first.statuses.keys()];
let nextSeat = 0;
let clicks = 0;
let refused = 0;
let failed = 0;
const ownCpu = process.cpuUsage();
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const start = performance.now();

function click(at: number): void {
  const session = clickers[clicks++ % clickers.length];
  if (!session) return;
  const claims = session.held.length < HELD;
  const seatId = claims ? seatIds[nextSeat++ % seatIds.length] : session.held.shift();
  if (seatId === undefined) return;
  if (claims) session.held.push(seatId);
  const number = tally.clicked(seatId, claims, at);
  session.clicker.post(`/screenings/${screeningId}/seats/${seatId}/toggle`, (status) => {
    const known = tally.clicks[number];
    if (known) {
      known.accepted = status === 204;
      known.answered = performance.now() - at;
    }
    if (status === 0) failed++;
    else if (status !== 204) refused++;
  });
}

while (performance.now() - start < seconds * 1000) {
  const due = ((performance.now() - start) / 1000) * rate;
  while (clicks < due) click(start + (clicks * 1000) / rate);
  await wait(2);
}
const { user, system } = process.cpuUsage(ownCpu);
const spent = performance.now() - start;
delay.disable();
await phase('clicked');
await wait(500);
await quiet();
await phase('settled');

const last = await mapOf();
const accepted = tally.clicks.filter((known) => known.accepted);
const { sinceDue, sinceAnswered } = tally.waits();
const answers = accepted.map(({ answered }) => answered).sort((a, b) => a - b);
const result: LoadResult = {
  clicks,
  accepted: accepted.length,
  refused,
  failed,
  due: accepted.length * viewers,
  missed: accepted.length * viewers - sinceDue.length,
  answeredP50: quantile(answers, 0.5),
  answeredP99: quantile(answers, 0.99),
  sinceAnsweredP50: quantile(sinceAnswered, 0.5),
  sinceAnsweredP99: quantile(sinceAnswered, 0.99),
  p50: quantile(sinceDue, 0.5),
  p99: quantile(sinceDue, 0.99),
  worst: quantile(sinceDue, 1),
  wrong: tally.wrong(last.statuses),
  lost,
  frames: tally.frames,
  megabytes: streams.reduce((sum, stream) => sum + stream.bytes, 0) / 1e6,
  ownCpu: ((user + system) / 1000 / spent) * 100,
  ownDelayP99: delay.percentile(99) / 1e6 - 5,
};
closing = true;
for (const stream of streams) stream.close();
for (const { clicker } of clickers) clicker.close();
process.send?.({ result }, () => process.exit());

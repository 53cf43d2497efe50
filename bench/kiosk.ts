/**
 * The kiosk under a rush: a house of 5,000 seats in a real window, hundreds of seat changes a second from the log. Reports
 * the window's tasks over 50 ms (of processor time, and on the clock), which elements were touched, and whether it ends on the log's map.
 * Run it after `npm run build`: `xvfb-run -a npx node bench/kiosk.ts [changes a second] [seconds]`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { openKiosk } from '../e2e/fixtures/electron.ts';
import { openLog } from '../theatre/log/connection.ts';
import { Desk } from '../theatre/log/desk.ts';
import { startEmbeddedLog } from '../theatre/log/embedded.ts';
import { Screenings } from '../theatre/log/screenings.ts';
import { selectionOf } from '../theatre/screening/state.ts';
import { statusFor } from '../theatre/screening/view.ts';
import { indexPlan, type SeatingPlan } from '../theatre/seating/plan.ts';

const RATE = Number(process.argv[2] ?? 500);
const SECONDS = Number(process.argv[3] ?? 10);
const SCREENING = 'bench';

/** Four blocks of 25 rows with 50 seats each. */
const plan: SeatingPlan = {
  id: 'arena',
  name: 'The Arena',
  categories: [
    { id: 'a', name: 'Front' },
    { id: 'b', name: 'Rear' },
  ],
  focalPoint: { column: 51, row: 10 },
  curvature: 5,
  sections: [
    ['FL', 1, 1, 'a'],
    ['FR', 52, 1, 'a'],
    ['RL', 1, 28, 'b'],
    ['RR', 52, 28, 'b'],
  ].map(([id, column, row, category]) => ({
    id: String(id),
    name: `Block ${id}`,
    origin: { column: Number(column), row: Number(row) },
    rows: Array.from({ length: 25 }, (_, at) => ({
      id: String.fromCharCode(65 + at),
      positions: String(category).repeat(50),
    })),
  })),
};

interface Watched {
  /** Milliseconds of each task over 50 ms. */
  readonly longTasks: readonly number[];
  /** How often each seat's element was changed. */
  readonly touched: Readonly<Record<string, number>>;
  /** Changes of anything on the map that is no seat's attribute: elements made or removed. */
  readonly rebuilt: number;
  readonly frames: number;
}

/** Watches the window's map from now on; `watched` answers what was seen. */
async function watch(window: Page): Promise<void> {
  await window.evaluate(() => {
    const seen = { longTasks: [] as number[], touched: {} as Record<string, number>, rebuilt: 0, frames: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longTasks.push(Math.round(duration));
    }).observe({ type: 'longtask' });
    const map = document.querySelector('.map');
    if (!map) throw new Error('there is no map');
    new MutationObserver((records) => {
      const inThisFrame = new Set<string>();
      for (const { type, target } of records) {
        if (type === 'attributes' && target instanceof HTMLElement && target.matches('.seat'))
          inThisFrame.add(target.id);
        else seen.rebuilt++;
      }
      for (const id of inThisFrame) seen.touched[id] = (seen.touched[id] ?? 0) + 1;
    }).observe(map, { subtree: true, childList: true, attributes: true, characterData: true });
    const frame = () => {
      seen.frames++;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

interface Task {
  readonly pid: number;
  readonly tid: number;
  readonly name: string;
  readonly args?: { readonly name?: string };
  /** Microseconds of processor time. */
  readonly tdur?: number;
}

/**
 * Notes every task of the window's main thread from now on; what is answered ends that and answers the milliseconds of
 * processor time that each took. Unlike the time on the clock it does not depend on what else this machine does.
 */
async function noteTasks(window: Page): Promise<() => Promise<number[]>> {
  const session = await window.context().newCDPSession(window);
  const events: Task[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as Task[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', '__metadata'] },
  });
  return async () => {
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await complete;
    const main = events.find(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
    return events
      .filter(({ pid, tid, name }) => pid === main?.pid && tid === main.tid && name.endsWith('RunTask'))
      .map(({ tdur = 0 }) => tdur / 1000);
  };
}

const watched = (window: Page): Promise<Watched> =>
  window.evaluate(() => (globalThis as unknown as { seen: Watched }).seen);

const folder = mkdtempSync(join(tmpdir(), 'full-house-bench-'));
const embedded = await startEmbeddedLog({ folder: join(folder, 'log') });
const log = await openLog({ address: embedded.address, name: 'bench' });
const screenings = new Screenings(log);
const policy = { holdMs: 600_000, checkoutMs: 600_000, limitMs: 1_800_000, maxSeats: 100 };
const desk = new Desk({ log, screenings, policy });
const opened = await desk.submit(SCREENING, {
  type: 'open',
  actor: { id: 'staff', role: 'manager' },
  screeningId: SCREENING,
  title: 'A rush',
  startsAt: new Date(Date.now() + 3_600_000).toISOString(),
  plan,
  prices: { a: 4000, b: 2000 },
  currency: 'EUR',
});
if (!('accepted' in opened)) throw new Error(`the screening was not opened: ${JSON.stringify(opened)}`);
const { user = '', pass = '', servers } = embedded.address;
const kiosk = await openKiosk({
  env: { NATS_URL: `nats://${user}:${encodeURIComponent(pass)}@${servers[0] ?? ''}`, NODE_ENV: 'production' },
});
let failed = false;
try {
  const { window } = kiosk;
  await window.locator('.screenings button').first().waitFor();
  const pressed = Date.now();
  await window.keyboard.press('Enter');
  await window.locator('button.seat').last().waitFor();
  const openMs = Date.now() - pressed;
  await sleep(1_000);
  await watch(window);
  const tasks = await noteTasks(window);

  const ids = [...indexPlan(plan).byId.keys()];
  const viewers = Array.from({ length: 100 }, (_, at) => `bench-${String(at).padStart(4, '0')}`);
  const changed = new Map<string, number>();
  const began = performance.now();
  let submitted = 0;
  const inFlight = new Set<Promise<void>>();
  // The same few hundred seats change again and again, as around the last good ones of a real night.
  while (performance.now() - began < SECONDS * 1000) {
    const due = Math.floor(((performance.now() - began) / 1000) * RATE);
    for (; submitted < due; submitted++) {
      const seatId = ids[(submitted * 7919) % ids.length] ?? '';
      const viewerId = viewers[((submitted * 7919) % ids.length) % viewers.length] ?? '';
      const done = desk.submit(SCREENING, { type: 'toggle', viewerId, seatId }).then((outcome) => {
        if ('accepted' in outcome && outcome.events.length > 0) changed.set(seatId, (changed.get(seatId) ?? 0) + 1);
        inFlight.delete(done);
      });
      inFlight.add(done);
    }
    await sleep(4);
  }
  await Promise.all(inFlight);
  const seconds = (performance.now() - began) / 1000;
  const took = await tasks();
  const live = await screenings.open(SCREENING);
  if (!live) throw new Error('the screening is gone');
  const wanted = (): Record<string, string> =>
    Object.fromEntries(
      ids.map((id) => {
        const planned = live.state.index.byId.get(id);
        const seat = planned && live.state.rows[planned.rowIndex]?.[planned.seatIndex];
        return [id, seat ? statusFor(seat, { staff: true }) : ''];
      }),
    );
  const shown = (): Promise<Record<string, string>> =>
    window.evaluate(() =>
      Object.fromEntries(
        [...document.querySelectorAll<HTMLElement>('button.seat')].map(({ id, dataset }) => [
          id,
          dataset['status'] ?? '',
        ]),
      ),
    );
  const settledFrom = performance.now();
  let wrong = ids.length;
  while (wrong > 0 && performance.now() - settledFrom < 3_000) {
    const [is, should] = [await shown(), wanted()];
    wrong = ids.filter((id) => is[id] !== should[id]).length;
  }
  const { longTasks, touched, rebuilt, frames } = await watched(window);
  const changes = [...changed.values()].reduce((sum, count) => sum + count, 0);
  const touches = Object.values(touched).reduce((sum, count) => sum + count, 0);
  const untouchedButTouched = Object.keys(touched).filter((id) => !changed.has(id)).length;
  const over = took.filter((ms) => ms > 50);
  const sum = took.reduce((total, ms) => total + ms, 0);
  failed = wrong > 0 || rebuilt > 0 || untouchedButTouched > 0 || over.length > 0 || took.length === 0;
  console.log(
    [
      `seats ${ids.length}, opened in ${openMs} ms`,
      `changes ${changes} in ${seconds.toFixed(1)} s: ${Math.round(changes / seconds)} a second`,
      `tasks ${took.length}, the longest ${Math.max(0, ...took).toFixed(1)} ms of processor time, over 50 ms: ${over.length}`,
      `the window used ${Math.round(sum / seconds / 10)} % of one core; over 50 ms on the clock, waiting for a core included: ${longTasks.length}`,
      `frames ${frames}: ${Math.round(frames / seconds)} a second`,
      `seat elements changed ${touches} times; of seats that did not change: ${untouchedButTouched}; made or removed: ${rebuilt}`,
      `seats shown wrong at the end: ${wrong}; held by the first viewer: ${selectionOf(live.state, viewers[0] ?? '').length}`,
      failed ? 'FAILED' : 'ok',
    ].join('\n'),
  );
} finally {
  await kiosk.close();
  await desk.close();
  await screenings.close();
  await log.close();
  await embedded.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
process.exitCode = failed ? 1 : 0;

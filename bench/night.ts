/**
 * A long night in the desktop's time machine, in a real window: how soon there is a picture, when all of it is there, how
 * long a seek takes by the hand on the scrubber, and whether the window ever stood still. Fails when an aim is missed.
 * Run it after `npm run build`: `xvfb-run -a npx node bench/night.ts [items] [house] [folder for pictures]`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openKiosk } from '../e2e/fixtures/electron.ts';
import { openLog } from '../theatre/log/connection.ts';
import { startEmbeddedLog } from '../theatre/log/embedded.ts';
import { houseById } from '../theatre/seating/houses/index.ts';
import { busyNight } from './replay-night/busy-night.ts';
import { writeNight } from './replay-night/write-night.ts';

const LENGTH = Number(process.argv[2] ?? 100_000);
const plan = houseById(process.argv[3] ?? 'opera');
const pictures = process.argv[4];
if (!plan || !Number.isInteger(LENGTH) || LENGTH < 1000)
  throw new Error('bench/night: give items from 1,000 up and a house');
const SEEKS = 60;

interface Watched {
  pressed: number;
  picture?: number;
  whole?: number;
  longTasks: number[];
  seeks: number[];
}

const folder = mkdtempSync(join(tmpdir(), 'full-house-bench-'));
const embedded = await startEmbeddedLog({ folder: join(folder, 'log') });
const writing = await openLog({ address: embedded.address, name: 'bench' });
await writeNight(writing, 'busy', busyNight(plan, LENGTH));
await writing.close();
const { user = '', pass = '', servers } = embedded.address;
const kiosk = await openKiosk({
  env: { NATS_URL: `nats://${user}:${encodeURIComponent(pass)}@${servers[0] ?? ''}`, NODE_ENV: 'production' },
});
const percentile = (all: readonly number[], share: number): number =>
  [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(share * all.length))] ?? 0;
let failed = false;
const say = (what: string, value: number, most?: number): void => {
  const missed = most !== undefined && !(value <= most);
  failed ||= missed;
  const aim = most === undefined ? '' : `   aim ≤ ${most} ms: ${missed ? 'MISSED' : 'reached'}`;
  console.log(`  ${what.padEnd(48)} ${value.toFixed(0).padStart(7)} ms${aim}`);
};

try {
  const { window } = kiosk;
  await window.locator('.screenings button').first().waitFor();
  await window.locator('.screenings button').first().focus();
  await window.evaluate(() => {
    const seen: Watched = { pressed: 0, longTasks: [], seeks: [] };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longTasks.push(Math.round(duration));
    }).observe({ type: 'longtask' });
    addEventListener('keydown', () => (seen.pressed ||= performance.now()), { capture: true });
    const look = () => {
      if (document.querySelector('[data-figure=sold]')) seen.picture ??= performance.now();
      if (document.querySelector('.reading[data-is=read]')) seen.whole ??= performance.now();
      if (seen.whole === undefined) requestAnimationFrame(look);
    };
    look();
  });
  await window.keyboard.press('r');
  await window.locator('.reading[data-is=read]').waitFor({ timeout: 120_000 });
  const opened = await window.evaluate(() => (globalThis as unknown as { seen: Watched }).seen);
  await window.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: Watched };
    seen.longTasks = [];
    let pointed = 0;
    addEventListener('pointerdown', () => (pointed = performance.now()), { capture: true });
    const slider = document.querySelector('.scrub-track');
    if (!slider) throw new Error('there is no scrubber');
    new MutationObserver(() => seen.seeks.push(performance.now() - pointed)).observe(slider, {
      attributes: true,
      attributeFilter: ['aria-valuenow'],
    });
  });
  const track = await window.locator('.scrub-track').boundingBox();
  if (!track) throw new Error('there is no scrubber');
  for (let seek = 0; seek < SEEKS; seek++) {
    await window.mouse.click(track.x + track.width * (0.02 + 0.96 * Math.random()), track.y + 20);
    // Two places that are close together may be the same item, and then nothing changes.
    await sleep(150);
  }
  const seeked = await window.evaluate(() => (globalThis as unknown as { seen: Watched }).seen);
  console.log(
    `${plan.name}, a night of ${LENGTH} items; the machine’s load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
  say('first picture', (opened.picture ?? Infinity) - opened.pressed, 1000);
  say('whole night', (opened.whole ?? Infinity) - opened.pressed, 5000);
  say('longest task of the window meanwhile', Math.max(0, ...opened.longTasks));
  say(`a seek by hand until it is on the screen, p50 of ${seeked.seeks.length}`, percentile(seeked.seeks, 0.5), 50);
  say('  p95', percentile(seeked.seeks, 0.95));
  say('longest task of the window while seeking', Math.max(0, ...seeked.longTasks));
  const asked = performance.now();
  await window.keyboard.press('w');
  await window.locator('dialog.what-if table').waitFor({ timeout: 60_000 });
  say('what if, the whole night decided again twice', performance.now() - asked);
  await window.keyboard.press('Escape');
  if (pictures !== undefined) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await window.emulateMedia({ colorScheme });
      await window.screenshot({ path: join(pictures, `night-${plan.id}-${colorScheme}.png`) });
    }
    await window.keyboard.press('h');
    await window.screenshot({ path: join(pictures, `night-${plan.id}-heat.png`) });
  }
} finally {
  await kiosk.close();
  await embedded.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
process.exitCode = failed ? 1 : 0;

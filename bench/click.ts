/**
 * What a click costs: from the tap on one phone, whose POST leaves in the same turn, until the seat has changed on the
 * other phone's screen and on its own; both are pages in one real Chromium. Prints medians in milliseconds.
 *
 *   npx node bench/click.ts [--clicks=100] [--house=studio]
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { systemChromium } from '../scripts/chromium.ts';
import { staffApi } from '../scripts/staff-api.ts';
import { serverProcess } from '../server/testing/server-process.ts';

const { values } = parseArgs({
  options: { clicks: { type: 'string', default: '100' }, house: { type: 'string', default: 'studio' } },
});
const clicks = Number(values.clicks);

/** Epoch milliseconds at which a seat next gets another status on this page. */
function nextChange(page: Page, seatId: string): Promise<number> {
  return page.evaluate(
    (id) =>
      new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          observer.disconnect();
          resolve(performance.timeOrigin + performance.now());
        });
        const seat = document.getElementById(id);
        if (!seat) throw new Error(`no seat ${id}`);
        observer.observe(seat, { attributeFilter: ['data-status'] });
      }),
    seatId,
  );
}

const quantile = (sorted: readonly number[], part: number) => sorted[Math.floor((sorted.length - 1) * part)] ?? 0;

function report(name: string, times: number[]): void {
  times.sort((a, b) => a - b);
  const [half, most, worst] = [0.5, 0.95, 1].map((part) => quantile(times, part).toFixed(1));
  console.log(`${name}: median ${half} ms, p95 ${most} ms, worst ${worst} ms of ${times.length}`);
}

const data = await mkdtemp(join(tmpdir(), 'full-house-click-'));
const server = await serverProcess(data, { FULL_HOUSE_RATE_LIMIT: 'off' });
const executablePath = systemChromium();
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: ['--disable-gpu', '--disable-background-networking'],
  chromiumSandbox: false,
});
try {
  const token = (await readFile(join(data, 'staff-token'), 'utf8')).trim();
  const screening = await staffApi(server.url, token).createScreening({ house: values.house });
  const phone = async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto(screening.url);
    await page.waitForTimeout(1000);
    return page;
  };
  const [mine, other] = [await phone(), await phone()];
  const seat = await mine.evaluate(() => document.querySelector('#seat-map [data-status=available]')?.id ?? '');
  const toOther: number[] = [];
  const toMine: number[] = [];
  for (let at = 0; at < clicks; at++) {
    const changes = Promise.all([nextChange(mine, seat), nextChange(other, seat)]);
    const started = await mine.evaluate((id) => {
      document.getElementById(id)?.click();
      return performance.timeOrigin + performance.now();
    }, seat);
    const [own, others] = await changes;
    toMine.push(own - started);
    toOther.push(others - started);
    // A person's pace, so that each click finds a quiet house.
    await mine.waitForTimeout(50);
  }
  console.log(`${values.house}, load ${loadavg()[0]?.toFixed(1)}`);
  report('to the other phone', toOther);
  report('to the own screen ', toMine);
} finally {
  await browser.close();
  await server.stop();
  await rm(data, { recursive: true, force: true });
}

import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { openTheatre } from '../fixtures/theatre.ts';
import { expect, test } from '../fixtures/test.ts';
import { ownLog } from '../kiosk/own-log.ts';
import { writeFilm } from './camera-film.ts';
import { atTheDoor, KEY, outcomes, sell } from './door-desk.ts';
import { complaints } from './phone.ts';

const film = join(tmpdir(), `full-house-door-${process.pid}.y4m`);
const FILM_MS = 5_000;
test.afterAll(() => rmSync(film, { force: true }));

/** The codes that a page asked about, in order. */
function asked(page: Page): string[] {
  const codes: string[] = [];
  page.on('request', (request) => {
    if (!request.url().endsWith('/admissions')) return;
    codes.push((request.postDataJSON() as { code: string }).code);
  });
  return codes;
}

test('a ticket before two doors’ cameras is let in once, said when and where after, and a stranger’s code is refused', async ({
  playwright,
  launchOptions,
}) => {
  // Two pages that read pictures on a machine that others use.
  test.setTimeout(120_000);
  const log = await ownLog();
  const env = { NATS_URL: log.natsUrl, FULL_HOUSE_TICKET_KEY: KEY };
  const [first, second] = await Promise.all([openTheatre({ env }), openTheatre({ env })]);
  const { id } = await first.createScreening();
  const [ticket = ''] = (await sell(first, id, 'C-B4')).codes;
  const stranger = 'https://example.org/menu?table=7';
  writeFilm(film, [{ text: ticket, seconds: 2 }, { seconds: 1 }, { text: stranger, seconds: 1.4 }, { seconds: 0.6 }]);
  const args = ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`];
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), ...args],
  });
  try {
    const open = async (theatre: typeof first, name: string) => {
      const context = await browser.newContext({ permissions: ['camera'], viewport: { width: 390, height: 844 } });
      return atTheDoor(context, theatre, id, name);
    };
    const doors = [await open(first, 'North'), await open(second, 'South')] as const;
    const [north] = doors;
    const heard = doors.map(complaints);
    const wanted = doors.map(asked);
    const began = Date.now();
    await Promise.all(doors.map((door) => door.getByRole('button', { name: 'Use the camera' }).click()));

    // Each has seen both codes, and one of them the ticket before the other.
    for (const door of doors) {
      await expect(door.locator('#before li[data-outcome="no-ticket"]').first()).toBeVisible({ timeout: 20_000 });
      await expect(door.locator('#before li[data-outcome$="admitted"]').first()).toBeVisible({ timeout: 20_000 });
    }
    const ends = (await Promise.all(doors.map(outcomes))).flat();
    expect(ends.filter((outcome) => outcome === 'admitted')).toHaveLength(1);
    expect(ends).toContain('already-admitted');
    await expect(north.locator('#in')).toContainText('1 of 1 are in');
    const where = (await north.locator('#in li').textContent()) ?? '';
    expect(where).toMatch(/^(North|South) 1$/);

    // The film begins anew: the same ticket again.
    await expect(north.locator('.answer[data-outcome="already-admitted"]')).toContainText(
      new RegExp(`Let in at .*\\d:\\d\\d, at ${where.slice(0, 5)}`),
    );
    for (const codes of wanted) {
      expect(new Set(codes)).toEqual(new Set([ticket, stranger]));
      // What stays in view is asked about once: no more often than the film has shown it, the start and the end included.
      const shown = 2 * (Math.ceil((Date.now() - began) / FILM_MS) + 1);
      expect(codes.length).toBeLessThanOrEqual(shown);
    }

    // Put away, the camera is off.
    await north.evaluate(() => {
      Object.defineProperty(document, 'hidden', { get: () => true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await expect(north.locator('#view')).toBeHidden();
    expect(await north.locator('#view').evaluate((view: HTMLVideoElement) => view.srcObject)).toBe(null);
    await expect(north.locator('#before li[data-outcome="no-ticket"]').first()).toContainText('No ticket');
    expect((await new AxeBuilder({ page: north }).analyze()).violations).toEqual([]);
    expect(heard).toEqual([[], []]);

    // Who may not use it is told what to do.
    const closed = await browser.newContext();
    const refused = await atTheDoor(closed, first, id);
    await refused.getByRole('button', { name: 'Use the camera' }).click();
    await expect(refused.locator('#camera-note')).toContainText('Allow it in the browser');
  } finally {
    await browser.close();
    await Promise.all([first.stop(), second.stop()]);
    await log.dispose();
  }
});

test('without a camera, or over plain http, the door says what to do', async ({ theatre, browser }) => {
  const { id, url } = await theatre.createScreening();
  const german = await browser.newContext({ locale: 'de-DE' });
  const context = await browser.newContext({ permissions: ['camera'] });
  try {
    const door = await atTheDoor(context, theatre, id);
    await door.getByRole('button', { name: 'Use the camera' }).click();
    await expect(door.locator('#camera-note')).toContainText('no camera');

    const answer = await context.request.get(`${url}/door`);
    expect(answer.headers()['permissions-policy']).toMatch(/^camera=\(self\), /);
    expect((await context.request.get(url)).headers()['permissions-policy']).toMatch(/^camera=\(\), /);

    await german.addCookies(await context.cookies());
    await german.addInitScript(() => Object.defineProperty(window, 'isSecureContext', { value: false }));
    const plain = await german.newPage();
    await plain.goto(`${url}/door`, { waitUntil: 'load' });
    await plain.getByRole('button', { name: 'Kamera verwenden' }).click();
    await expect(plain.locator('#camera-note')).toContainText('FULL_HOUSE_TLS=self');
    expect((await new AxeBuilder({ page: plain }).analyze()).violations).toEqual([]);
  } finally {
    await german.close();
    await context.close();
  }
});

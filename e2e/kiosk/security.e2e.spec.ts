import { callNames } from '../../theatre/contract/ipc.ts';
import { expect, test } from '../fixtures/test.ts';
import { choose, isReady, seat, sellNew } from './counter.ts';

test('the page has the typed API and nothing of Node, Electron or the network', async ({ openKiosk }) => {
  const kiosk = await openKiosk();
  const { window, app } = kiosk;
  const origin = await kiosk.url();

  expect(window.url()).toBe('app://full-house/index.html');
  expect(
    await window.evaluate(() =>
      ['process', 'require', 'module', 'Buffer', 'global'].filter((name) => name in globalThis),
    ),
  ).toEqual([]);
  expect(await window.evaluate(() => Object.keys(self.fullHouse).sort())).toEqual([...callNames, 'on'].sort());
  expect(
    await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      const wanted = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      const { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity } = wanted.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity };
    }),
  ).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, webSecurity: true });

  const reached = (url: string) =>
    window.evaluate(
      (target) =>
        fetch(target).then(
          () => 'reached',
          () => 'refused',
        ),
      url,
    );
  expect(await reached(`${origin}/healthz`)).toBe('refused');
  expect(await reached('app://full-house/index.html'), 'not even itself').toBe('refused');
  expect(await reached('file:///etc/passwd')).toBe('refused');
});

test('the page’s policy keeps out code that is written into it', async ({ openKiosk }) => {
  const { window } = await openKiosk();
  const run = await window.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.injected = true';
    document.head.append(script);
    const image = document.createElement('img');
    image.setAttribute('onerror', 'globalThis.injected = true');
    image.src = 'data:,';
    document.body.append(image);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return 'injected' in globalThis;
  });
  expect(run).toBe(false);
});

test('the window goes nowhere, opens no other and is given no permission', async ({ openKiosk }) => {
  const kiosk = await openKiosk();
  const { window, app } = kiosk;
  const origin = await kiosk.url();
  await isReady(window);

  expect(await window.evaluate((url) => self.open(url) === null, origin)).toBe(true);
  await window.evaluate((url) => {
    const link = document.createElement('a');
    link.href = url;
    link.click();
    location.assign('https://example.org/');
  }, origin);
  expect(
    await window.evaluate(() =>
      Promise.all([
        Notification.requestPermission(),
        navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state),
        navigator.mediaDevices?.getUserMedia({ audio: true }).then(
          () => 'granted',
          () => 'denied',
        ) ?? 'denied',
      ]),
    ),
  ).toEqual(['denied', 'denied', 'denied']);
  // Asked through main: Playwright waits for the navigation, which never comes.
  const heading = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
      `location.href + ' ' + document.querySelector('h1')?.textContent`,
    ),
  );
  expect(heading).toBe('app://full-house/index.html Screenings');
  expect(app.windows()).toHaveLength(1);
});

test('the scheme gives what belongs to the page, and no file beside it', async ({ openKiosk }) => {
  const { app } = await openKiosk();
  const status = (path: string) =>
    app.evaluate(
      ({ net }, url) =>
        net.fetch(url).then(
          ({ status }) => status,
          (error: Error) => error.message,
        ),
      `app://full-house${path}`,
    );
  expect(await status('/index.html')).toBe(200);
  for (const path of [
    '/',
    '/../main/index.cjs',
    '/%2e%2e/main/index.cjs',
    '/..%2fmain%2findex.cjs',
    '/%2e%2e%2fpreload/index.cjs',
    '/%E0%A4%A',
    '/nothing.js',
  ]) {
    expect(await status(path), path).toBe(404);
  }
  expect(await app.evaluate(({ net }) => net.fetch('app://elsewhere/index.html').then(({ status }) => status))).toBe(
    404,
  );
});

test('forged payloads are refused in words, and change nothing', async ({ openKiosk }) => {
  const kiosk = await openKiosk();
  const { window } = kiosk;
  const id = await sellNew(window);

  const answers = await window.evaluate(async (screeningId) => {
    const api = self.fullHouse as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    const forged: [string, ...unknown[]][] = [
      ['toggle'],
      ['toggle', null],
      ['toggle', { screeningId, seatId: '../C-B5' }],
      ['toggle', { screeningId, seatId: 'C-B5', viewerId: 'somebody-else' }],
      ['toggle', { screeningId, seatId: 'C'.repeat(10_000) }],
      ['toggle', { screeningId: '../../log', seatId: 'C-B5' }],
      ['book', { screeningId, seatIds: ['C-B5'], total: 0, tenders: [{ kind: 'cash', amount: 4800 }], name: 'a\nb' }],
      ['openScreening', { screeningId: { toString: 'x' } }],
      ['createScreening', { title: 'x', house: 'nowhere', startsAt: 'now', prices: {} }],
    ];
    const reasons: string[] = [];
    for (const [name, ...args] of forged) {
      const answer = (await api[name]?.(...args)) as { problem: { reason: string } };
      reasons.push(answer.problem.reason);
    }
    return reasons;
  }, id);
  expect(answers).toEqual(Array.from({ length: 9 }, () => 'malformed'));

  await choose(window, 'C-B5');
  await expect(seat(window, 'C-B5')).toHaveAttribute('data-status', 'selected');
  const plausible = await window.evaluate(async (screeningId) => {
    const problem = (answer: { done: boolean; problem?: { reason: string } }) => answer.problem?.reason ?? 'done';
    const { fullHouse } = self;
    return [
      problem(await fullHouse.toggle({ screeningId, seatId: 'C-A1' })),
      problem(await fullHouse.toggle({ screeningId, seatId: 'Z-Z99' })),
      problem(await fullHouse.toggle({ screeningId: 'another-one', seatId: 'C-B5' })),
      problem(
        await fullHouse.book({
          screeningId,
          seatIds: ['C-B5'],
          total: 1,
          tenders: [{ kind: 'cash', amount: 4800 }],
          name: 'Ada',
        }),
      ),
      problem(
        await fullHouse.book({
          screeningId,
          seatIds: ['C-B6'],
          total: 4800,
          tenders: [{ kind: 'cash', amount: 4800 }],
          name: 'Ada',
        }),
      ),
      problem(await fullHouse.patronLink({ screeningId })),
    ];
  }, id);
  expect(plausible).toEqual([
    'unknown-seat',
    'unknown-seat',
    'log-unreachable',
    'payment-mismatch',
    'selection-changed',
    'done',
  ]);
  await expect(window.locator('button.seat:not([data-status=available])')).toHaveCount(1);
  await expect(seat(window, 'C-B5')).toHaveAttribute('data-status', 'selected');
  expect(kiosk.printed.text).not.toContain('Fault in');
});

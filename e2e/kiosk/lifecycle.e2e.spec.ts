import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { findElectron } from '../../scripts/electron.ts';
import { environment, root } from '../../scripts/steps.ts';
import { removeFolder, temporaryFolder } from '../fixtures/folder.ts';
import { expect, test } from '../fixtures/test.ts';
import { book, choose, isReady, seat, sellNew } from './counter.ts';

const run = promisify(execFile);

/** Processes whose command line names this folder or program, by pid. */
function processes(of: string): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(of) && !line.includes('ps -eo')).map((line) => Number.parseInt(line, 10));
}

function childrenOf(parent: number): { pid: number; args: string }[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
  return lines.flatMap((line) => {
    const [, pid, ppid, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(ppid) === parent ? [{ pid: Number(pid), args }] : [];
  });
}

test('quitting ends the log and the server, and the next start has every seat again', async ({ openKiosk }) => {
  const data = temporaryFolder('again');
  try {
    const first = await openKiosk({ data });
    await sellNew(first.window);
    await choose(first.window, 'C-B2');
    await book(first.window, 'Ada Lovelace');
    await choose(first.window, 'C-B3');
    await expect(first.window.locator('.chips button')).toHaveCount(1);
    expect(processes(data).length).toBeGreaterThan(1);
    await first.close();
    await expect.poll(() => processes(data), 'nothing of it runs on').toEqual([]);

    const second = await openKiosk({ data });
    const { window } = second;
    await isReady(window);
    await window.locator('.screenings button').press('Enter');
    await expect(seat(window, 'C-B2')).toHaveAttribute('data-status', 'booked');
    // The same kiosk: what it held before is its own again.
    await expect(seat(window, 'C-B3')).toHaveAttribute('data-status', 'selected');
    await second.close();
  } finally {
    removeFolder(data);
  }
});

test('an app that was killed leaves nothing that the next start stumbles over', async ({ openKiosk }) => {
  const data = temporaryFolder('killed');
  try {
    const first = await openKiosk({ data });
    await sellNew(first.window);
    await choose(first.window, 'C-B2');
    await book(first.window, 'Ada Lovelace');
    const child = first.app.process();
    child.kill('SIGKILL');
    await expect.poll(() => child.signalCode).toBe('SIGKILL');

    const second = await openKiosk({ data });
    const { window } = second;
    await isReady(window);
    await window.locator('.screenings button').press('Enter');
    await expect(seat(window, 'C-B2')).toHaveAttribute('data-status', 'booked');
    await choose(window, 'C-B3');
    await book(window, 'Charles Babbage');
    await second.close();
    await expect.poll(() => processes(data), 'nothing of either runs on').toEqual([]);
  } finally {
    removeFolder(data);
  }
});

test('an app that is asked to end by a signal ends all it started', async ({ openKiosk }) => {
  const data = temporaryFolder('signal');
  try {
    const { window, app } = await openKiosk({ data });
    await isReady(window);
    const child = app.process();
    child.kill('SIGTERM');
    await expect.poll(() => child.exitCode).toBe(0);
    await expect.poll(() => processes(data), 'nothing of it runs on').toEqual([]);
  } finally {
    removeFolder(data);
  }
});

test('the server for patrons, killed, is said to be closed and opens again; the kiosk sells on', async ({
  openKiosk,
}) => {
  const kiosk = await openKiosk();
  const { window, app } = kiosk;
  await sellNew(window);
  await expect(window.locator('#patrons-status')).toContainText('Open for patrons at http://');
  const parent = app.process().pid ?? 0;
  const [server] = childrenOf(parent).filter(({ args }) => args.includes('out/server/main.cjs'));
  expect(server, 'a child of the app').toBeDefined();

  process.kill(server?.pid ?? 0, 'SIGKILL');
  await expect(window.locator('#patrons-status')).toContainText('Closed to patrons, opening again');
  await choose(window, 'C-B2');
  await book(window, 'Ada Lovelace');
  await expect(window.locator('#patrons-status')).toContainText('Open for patrons at http://');
  const [next] = childrenOf(parent).filter(({ args }) => args.includes('out/server/main.cjs'));
  expect(next?.pid).not.toBe(server?.pid);
});

test('a page that crashes comes back and shows the seats as they are', async ({ openKiosk }) => {
  const { window, app } = await openKiosk();
  await sellNew(window);
  await choose(window, 'C-B2');
  await book(window, 'Ada Lovelace');

  const back = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<string>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('did-finish-load', () => resolve(contents.getURL()));
        contents?.forcefullyCrashRenderer();
      }),
  );
  expect(await back).toBe('app://full-house/index.html');
  const programme = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
      'window.fullHouse.begin().then(({ value }) => value.programme.map(({ counts }) => counts.booked))',
    ),
  );
  expect(programme).toEqual([1]);
});

test('a second start of the app brings the first one’s window to the front, and ends', async ({ openKiosk }) => {
  const { window, app, data, printed } = await openKiosk();
  await isReady(window);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  const came = app.evaluate(
    ({ app: electron }) => new Promise((resolve) => electron.once('second-instance', () => resolve('came'))),
  );
  const { executable, args } = findElectron();
  const { stdout: said } = await run(executable, [...args, '--disable-gpu', `--user-data-dir=${data}/profile`, root], {
    env: environment({ FULL_HOUSE_DATA: data }),
    timeout: 60_000,
  });
  expect(said).toContain('open already');
  expect(await came).toBe('came');
  expect(printed.text).toContain('Full House is open at');
});

/** Guests buy over HTTP while the app's server is killed: what they were told is what is in the log. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { env, secrets } from '../../server/faults/long.ts';
import { tableOf } from '../../server/faults/report.ts';
import { runFault } from '../../server/faults/run-fault.ts';
import type { LogAddress } from '../../theatre/log/address.ts';
import { expect, test } from '../fixtures/test.ts';

/** The app's server: a child of it that runs the server's program. */
function serverOf(app: number): number {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const line = lines.find((each) => new RegExp(`^\\s*\\d+\\s+${app}\\s.*out/server/main\\.cjs`).test(each));
  if (line === undefined) throw new Error('the app has no server');
  return Number.parseInt(line, 10);
}

function addressIn(data: string): LogAddress {
  const inLog = (file: string) => readFileSync(join(data, 'log', file), 'utf8');
  const credentials = JSON.parse(inLog('credentials.json')) as { user: string; pass: string };
  return { servers: [`127.0.0.1:${Number(inLog('port'))}`], ...credentials };
}

test('no booking is lost or doubled when the app’s server is killed', async ({ openKiosk }) => {
  const kiosk = await openKiosk({ env });
  const { app, data, printed } = kiosk;
  const origins = [await kiosk.url()];
  const openedAt = () => [...printed.text.matchAll(/Full House is open at (https?:\/\/[^\s/]+)/g)];
  const row = await runFault({
    name: 'kill -9 the desktop’s server',
    origins,
    ...secrets,
    address: addressIn(data),
    rounds: 1,
    within: 1000,
    async strike() {
      const times = openedAt().length;
      const began = Date.now();
      process.kill(serverOf(app.process().pid ?? 0), 'SIGKILL');
      while (openedAt().length === times) {
        if (Date.now() > began + 20_000) throw new Error('the app did not open its server again');
        await sleep(10);
      }
      const over = Date.now();
      // On a free port, it may be another one than before.
      origins[0] = openedAt().at(-1)?.[1] ?? '';
      return { began, over };
    },
  });
  console.log(tableOf([row]));
  expect(row).toMatchObject({ problems: [], late: [] });
  expect(row.inDoubt).toBeGreaterThan(0);
});

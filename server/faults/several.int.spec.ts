/** Two servers of one theatre under a storm of guests: one of them loses every answer of the log. Clusters are in balancer.int.spec.ts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { LogAddress } from '../../theatre/log/address.ts';
import { deafProxy } from '../../theatre/log/testing/deaf-proxy.ts';
import { testLog } from '../../theatre/log/testing/test-log.ts';
import { serverProcess, type ServerProcess } from '../testing/server-process.ts';
import { closeAll, env, ROUNDS, secrets, TIMEOUT } from './long.ts';
import { report } from './report.ts';
import { runFault, type Row } from './run-fault.ts';

const rows: Row[] = [];
const closers: (() => unknown)[] = [];
afterEach(() => closeAll(closers));
afterAll(() => report(rows));

const natsUrl = ({ servers, user = '', pass = '' }: LogAddress) =>
  servers.map((server) => `nats://${user}:${encodeURIComponent(pass)}@${server}`).join(',');

async function house(more: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const data = mkdtempSync(join(tmpdir(), 'full-house-fault-'));
  closers.push(() => rmSync(data, { recursive: true, force: true, maxRetries: 5 }));
  const server = await serverProcess(data, { ...env, ...more });
  closers.push(() => server.stop());
  return server;
}

test('acknowledgements are lost on their way to one of two servers', { timeout: TIMEOUT }, async () => {
  const log = await testLog();
  closers.push(() => log.dispose());
  const proxy = await deafProxy(Number(log.address.servers[0]?.split(':').at(-1)));
  closers.push(() => proxy.close());
  const through = { ...log.address, servers: [`127.0.0.1:${proxy.port}`] };
  const hurt = await house({ NATS_URL: natsUrl(through) });
  const whole = await house({ NATS_URL: natsUrl(log.address) });
  const row = await runFault({
    name: 'answers of the log lost',
    origins: [hurt.url, whole.url],
    ...secrets,
    address: log.address,
    rounds: ROUNDS,
    within: 1000,
    async strike(round) {
      const began = Date.now();
      proxy.swallow();
      await sleep([2800, 200, 800, 1800, 5000][round % 5]);
      proxy.cut();
      return { began, over: Date.now(), origin: hurt.url };
    },
  });
  rows.push(row);
  expect(row).toMatchObject({ problems: [], late: [] });
});

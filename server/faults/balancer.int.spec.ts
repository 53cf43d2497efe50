/** Three log nodes, two servers, and nginx with the configuration that we ship in front of them: any one of them dies under load. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from 'vitest';
import { freePort } from '../../theatre/log/testing/free-port.ts';
import { testCluster } from '../../theatre/log/testing/test-cluster.ts';
import { serverProcess, type ServerProcess } from '../testing/server-process.ts';
import { closeAll, env, long, ROUNDS, secrets, TIMEOUT } from './long.ts';
import { report } from './report.ts';
import { runFault, type Fault, type Row } from './run-fault.ts';

const nginx = ['/usr/sbin/nginx', '/usr/bin/nginx'].find((path) => existsSync(path));
const shipped = join(import.meta.dirname, '../../deploy/nginx.conf');

const rows: Row[] = [];
const closers: (() => unknown)[] = [];
afterEach(() => closeAll(closers));
afterAll(() => report(rows));

function folderOfOwn(): string {
  const folder = mkdtempSync(join(tmpdir(), 'full-house-balancer-'));
  closers.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** The shipped configuration, for plain HTTP on a free port and these two servers. Nothing else of it is changed. */
async function balance(servers: readonly ServerProcess[]): Promise<{ origin: string; reload: () => void }> {
  const folder = folderOfOwn();
  const port = await freePort();
  let text = readFileSync(shipped, 'utf8')
    .replace('listen 443 ssl http2;', `listen 127.0.0.1:${port};`)
    .replace(/ {2}ssl_certificate.*\n/g, '')
    .replace('/var/log/nginx', folder);
  for (const [at, { url }] of servers.entries()) text = text.replace(`10.0.0.1${at + 1}:4680`, new URL(url).host);
  const config = join(folder, 'nginx.conf');
  mkdirSync(join(folder, 'temp'));
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (what) => `${what}_temp_path ${folder}/temp/${what};`,
  );
  writeFileSync(
    config,
    `daemon off;\npid ${folder}/pid;\nerror_log ${folder}/error.log;\nevents { worker_connections 4096; }\n` +
      `http {\naccess_log off;\n${temp.join('\n')}\n${text}\n}\n`,
  );
  const child = spawn(nginx ?? '', ['-c', config, '-p', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  closers.push(async () => {
    if (child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  });
  const url = `http://127.0.0.1:${port}`;
  await expect
    .poll(() =>
      fetch(`${url}/healthz`).then(
        ({ ok }) => ok || said,
        () => said,
      ),
    )
    .toBe(true);
  return { origin: url, reload: () => void child.kill('SIGHUP') };
}

test.skipIf(nginx === undefined)(
  'a server, then a node of the log, die behind the balancer',
  { timeout: TIMEOUT * 2 },
  async () => {
    const cluster = await testCluster();
    closers.push(() => cluster.dispose());
    const { servers, user = '', pass = '', ca = '' } = cluster.address;
    const url = servers.map((server) => server.replace('tls://', `tls://${user}:${pass}@`)).join(',');
    const log = await cluster.connect('observer');
    const [one, other] = await Promise.all(
      [1, 2].map(async () => {
        const more = {
          NATS_URL: url,
          FULL_HOUSE_NATS_CA: ca,
          FULL_HOUSE_LOG_REPLICAS: '3',
          FULL_HOUSE_TRUST_PROXY: '127.0.0.1',
        };
        const server = await serverProcess(folderOfOwn(), { ...env, ...more });
        closers.push(() => server.stop());
        return server;
      }),
    );
    if (!one || !other) throw new Error('two servers were wanted');
    const { origin, reload } = await balance([one, other]);
    const phones = { origin, within: 10_000 };
    const common = { origins: [origin], ...secrets, address: cluster.address, rounds: ROUNDS, within: 10_000, phones };

    const strikes = async (fault: Pick<Fault, 'name' | 'strike' | 'mend'>) => {
      const row = await runFault({ ...common, ...fault });
      rows.push(row);
      expect(row).toMatchObject({ problems: [], late: [] });
    };
    const pair = [one, other];
    await strikes({
      name: 'kill -9 server behind nginx',
      async strike(round) {
        const began = Date.now();
        await pair[round % 2]?.kill();
        // Nothing comes back: the other goes on.
        return { began, over: began };
      },
      mend: (round) => pair[round % 2]?.start() ?? Promise.resolve(),
    });

    let fallen = 0;
    const killed = (name: string, choose: (leader: number, meta: number, round: number) => number) =>
      strikes({
        name,
        async strike(round) {
          const leader = await cluster.leader(log);
          fallen = choose(leader, await cluster.metaLeader(), round);
          const began = Date.now();
          cluster.kill(fallen);
          return { began, over: began };
        },
        async mend() {
          cluster.revive(fallen);
          // The next one to fall may be any: all three have everything again.
          await cluster.whole(log);
        },
      });
    await killed('kill -9 the leader of the log behind nginx', (leader) => leader);
    if (!long) return;
    const neither = (leader: number, meta: number) => [0, 1, 2].find((node) => node !== leader && node !== meta) ?? 0;
    await killed('kill -9 the leader of the cluster', (leader, meta) => (meta < 0 ? (leader + 1) % 3 : meta));
    await killed('kill -9 a node that leads nothing', neither);
    await killed('kill -9 each node in turn', (_leader, _meta, round) => round % 3);
    await strikes({
      name: 'nginx reads its configuration again (HUP)',
      strike() {
        const began = Date.now();
        reload();
        return Promise.resolve({ began, over: began });
      },
    });
    await strikes({
      name: 'the leader of the log is stopped (SIGTERM)',
      async strike() {
        fallen = await cluster.leader(log);
        const began = Date.now();
        cluster.end(fallen, 'SIGTERM');
        return { began, over: began };
      },
      async mend() {
        // Started as soon as it has ended.
        cluster.revive(fallen);
        await sleep(1000);
        await cluster.whole(log);
      },
    });
  },
);

/**
 * `npm run cluster -- <folder> <host> <host> <host>` writes what three machines need to carry one log together: a folder each with
 * nats.conf, a certificate and its key, and `full-house.env` for the servers and kiosks. `--port` and `--route-port` change 4222 and 6222;
 * `--keys <data folder or backup>` takes over the keys of a house that moves. `--status` says how a cluster stands, by NATS_URL.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { copiesOf } from '../theatre/log/cluster-state.ts';
import { writeCluster } from '../theatre/log/cluster-files.ts';
import { messageOf } from '../theatre/log/errors.ts';
import { readConfig } from '../server/config.ts';
import { withLog } from './reach-log.ts';

const USAGE = `usage: npm run cluster -- <new folder> <host> <host> <host> [--port 4222] [--route-port 6222] [--keys <folder>]
       npm run cluster -- --status`;

/** By the variable that names it, the file that a house without the variable keeps it in. */
const KEYS = {
  FULL_HOUSE_STAFF_TOKEN: 'staff-token',
  FULL_HOUSE_SESSION_KEY: 'session-key',
  FULL_HOUSE_TICKET_KEY: 'ticket-key',
  FULL_HOUSE_PIN_KEY: 'pin-key',
} as const;

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) throw new Error(`${text} is no port. ${USAGE}`);
  return port;
}

/** New ones, or those of a house that is there: with other keys its tickets, sessions and PINs would not be genuine any more. */
async function keyLines(from: string | undefined): Promise<string[]> {
  if (from === undefined)
    return Object.keys(KEYS).map((variable) => `${variable}=${randomBytes(32).toString('base64url')}`);
  const lines: string[] = [];
  for (const [variable, name] of Object.entries(KEYS)) {
    const secret = await readFile(join(from, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
      // A house that was never at a kiosk has no key for PINs; it has all the others.
      if (error.code === 'ENOENT' && name === 'pin-key') return undefined;
      throw new Error(
        `${from} does not have the keys of a house (${error.message}). Name its data folder, or a backup of it.`,
      );
    });
    if (secret !== undefined) lines.push(`${variable}=${secret.trim()}`);
  }
  return lines;
}

async function status(): Promise<void> {
  const config = readConfig(process.env);
  const { leader, copies } = await withLog(config, 'cluster', (log) => copiesOf(log));
  for (const { name, state } of copies) console.log(`${name}: ${state}${name === leader ? ', leads the log' : ''}`);
  const whole = copies.every(({ state }) => state === 'current');
  console.log(whole ? 'All copies are current.' : 'Not all copies are current: stop no other node.');
  if (!whole) process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '4222' },
      'route-port': { type: 'string', default: '6222' },
      keys: { type: 'string' },
      status: { type: 'boolean' },
    },
  });
  if (values.status === true) return status();
  const [folder, ...hosts] = positionals;
  if (folder === undefined || (hosts.length !== 3 && hosts.length !== 5))
    throw new Error(`Three or five hosts are wanted. ${USAGE}`);
  for (const host of hosts) {
    if (isIP(host) === 0 && !/^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(host))
      throw new Error(`${host} is no host. ${USAGE}`);
  }
  if (new Set(hosts.map((host) => host.toLowerCase())).size !== hosts.length)
    throw new Error('Each node needs a machine of its own: name each host once.');
  const [port, routePort] = [portOf(values.port), portOf(values['route-port'])];
  if (port === routePort) throw new Error('Clients and nodes need a port each: --port and --route-port are the same.');
  const keys = await keyLines(values.keys);
  const into = resolve(folder);
  const { folders, ca, url } = await writeCluster(
    into,
    hosts.map((host) => ({ host, port, routePort })),
  );
  const env = [
    `NATS_URL=${url}`,
    'FULL_HOUSE_NATS_CA=/etc/full-house/ca.pem',
    `FULL_HOUSE_LOG_REPLICAS=${hosts.length}`,
    ...keys,
  ];
  await writeFile(join(into, 'full-house.env'), `${env.join('\n')}\n`, { mode: 0o600 });
  console.log(`Written:
  ${folders.map((own, at) => `${own}  for ${hosts[at]}: copy it there, and in it run: nats-server -c nats.conf`).join('\n  ')}
  ${join(into, 'full-house.env')} and ${ca}  for every server and kiosk; put ca.pem where the variable says
nats-server must be 2.14 or newer. All of it is secret but ca.pem.`);
}

try {
  await main();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}

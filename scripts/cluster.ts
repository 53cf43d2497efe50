/**
 * `npm run cluster -- <folder> <host> <host> <host>` writes what three machines need to carry one log together: a folder each with
 * nats.conf, a certificate and its key, and `full-house.env` for the servers and kiosks. `--port` and `--route-port` change 4222 and 6222.
 */
import { writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeCluster } from '../theatre/log/cluster-files.ts';
import { messageOf } from '../theatre/log/errors.ts';

const USAGE = 'usage: npm run cluster -- <new folder> <host> <host> <host> [--port 4222] [--route-port 6222]';

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) throw new Error(`${text} is no port. ${USAGE}`);
  return port;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { port: { type: 'string', default: '4222' }, 'route-port': { type: 'string', default: '6222' } },
  });
  const [folder, ...hosts] = positionals;
  if (folder === undefined || (hosts.length !== 3 && hosts.length !== 5))
    throw new Error(`Three or five hosts are wanted. ${USAGE}`);
  for (const host of hosts) {
    if (isIP(host) === 0 && !/^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(host))
      throw new Error(`${host} is no host. ${USAGE}`);
  }
  if (new Set(hosts).size !== hosts.length)
    throw new Error('Each node needs a machine of its own: name each host once.');
  const [port, routePort] = [portOf(values.port), portOf(values['route-port'])];
  const { folders, ca, url } = await writeCluster(
    resolve(folder),
    hosts.map((host) => ({ host, port, routePort })),
  );
  const env = `NATS_URL=${url}\nFULL_HOUSE_NATS_CA=/etc/full-house/ca.pem\nFULL_HOUSE_LOG_REPLICAS=${hosts.length}\n`;
  await writeFile(join(resolve(folder), 'full-house.env'), env, { mode: 0o600 });
  console.log(`Written:
  ${folders.map((own, at) => `${own}  for ${hosts[at]}: copy it there, and in it run: nats-server -c nats.conf`).join('\n  ')}
  ${join(resolve(folder), 'full-house.env')} and ${ca}  for every server and kiosk; put ca.pem where the variable says
All of it is secret but ca.pem.`);
}

try {
  await main();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}

/**
 * `npm run pair -- --role patron-server|reader <name>` lets another machine in and writes what it needs into a new folder of that
 * name; kiosks pair themselves by a code. `npm run pair` lists who was let in, `npm run pair -- --revoke <id>` ends it at once.
 * On the machine that has the log; a running house takes it up within a second.
 */
import { createUser } from '@nats-io/nkeys';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../server/config.ts';
import { openDataFolder } from '../server/data-folder.ts';
import { messageOf } from '../theatre/log/errors.ts';
import { ownAddresses } from '../theatre/certificate.ts';
import { houseIdentity } from '../theatre/log/lan/authority.ts';
import { readMembers, writeMembers } from '../theatre/log/lan/members.ts';
import type { Role } from '../theatre/log/lan/roles.ts';
import { prepareFolder } from '../theatre/log/server-config.ts';

const USAGE =
  'usage: npm run pair, npm run pair -- --role patron-server|reader <name> [--host <address of this machine>], npm run pair -- --revoke <id>';

async function letIn(role: Role, name: string, host: string): Promise<void> {
  const config = readConfig(process.env);
  const folder = join(config.dataFolder, 'log');
  await prepareFolder(folder);
  const { ca } = await houseIdentity(folder);
  const pair = createUser();
  const member = {
    id: `${role}-${randomBytes(4).toString('hex')}`,
    name,
    role,
    publicKey: pair.getPublicKey(),
    since: Date.now(),
  };
  const target = resolve(name);
  await mkdir(target, { mode: 0o700 });
  const put = (file: string, text: string | Uint8Array) => writeFile(join(target, file), text, { mode: 0o600 });
  await put('house-ca.pem', ca);
  await put('house.seed', pair.getSeed());
  const env = [
    `NATS_URL=tls://${host.includes(':') ? `[${host}]` : host}:${config.logPort}`,
    'FULL_HOUSE_NATS_CA=/etc/full-house/house-ca.pem',
    'FULL_HOUSE_NATS_SEED=/etc/full-house/house.seed',
  ];
  if (role === 'patron-server') {
    const { staffToken, sessionKey, ticketKey } = openDataFolder(config);
    env.push(`FULL_HOUSE_STAFF_TOKEN=${staffToken}`, `FULL_HOUSE_SESSION_KEY=${sessionKey}`);
    env.push(`FULL_HOUSE_TICKET_KEY=${ticketKey}`);
  }
  await put('house.env', `${env.join('\n')}\n`);
  const members = readMembers(folder);
  await writeMembers(folder, { open: true, list: [...members.list, member] });
  console.log(`${name} is ${member.id}. Its files are in ${target}, all of them secret but house-ca.pem:
copy them to that machine, put the variables of house.env into its environment, with the places of the two files as they are there.
This machine answers it on port ${config.logPort}; its firewall must let that through.`);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { role: { type: 'string' }, host: { type: 'string' }, revoke: { type: 'string' } },
  });
  const config = readConfig(process.env);
  if (config.natsUrl !== undefined) throw new Error('Run this on the machine that has the log, without NATS_URL.');
  const folder = join(config.dataFolder, 'log');
  const members = readMembers(folder);
  const [name] = positionals;
  if (values.revoke !== undefined) {
    const gone = members.list.find(({ id }) => id === values.revoke);
    if (!gone) throw new Error(`Nobody here is ${values.revoke}. ${USAGE}`);
    await writeMembers(folder, { ...members, list: members.list.filter((member) => member !== gone) });
    console.log(`${gone.name} is out. What it knew of the house's secrets it still knows: see docs/kiosks.md.`);
  } else if (values.role === undefined && name === undefined) {
    const lines = members.list.map(({ id, role, since, name: called }) =>
      [id.padEnd(24), role.padEnd(14), new Date(since).toISOString().slice(0, 10), called].join('  '),
    );
    console.log(lines.length === 0 ? 'Nobody was let in yet.' : lines.join('\n'));
  } else {
    if (values.role !== 'patron-server' && values.role !== 'reader') throw new Error(USAGE);
    if (name === undefined || !/^[A-Za-z0-9][\w-]{0,39}$/.test(name))
      throw new Error(`A name is wanted: letters, digits, _ and -. ${USAGE}`);
    await letIn(values.role, name, values.host ?? ownAddresses()[0] ?? '127.0.0.1');
  }
}

try {
  await main();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}

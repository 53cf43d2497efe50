/** What the embedded server's folder holds: credentials, port and configuration, for the owner's eyes only. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { memberConfig, type Member } from './lan/roles.ts';

export interface Credentials {
  readonly user: string;
  readonly pass: string;
}

const inFolder = (name: string) => (folder: string) => path.join(folder, name);
export const configFile = inFolder('nats.conf');
export const lockFile = inFolder('lock');
export const pidFile = inFolder('nats-server.pid');
export const logFile = inFolder('nats-server.log');
export const outputFile = inFolder('nats-server.out');
const credentialsFile = inFolder('credentials.json');
const portFile = inFolder('port');

/** What Full House's own connections may do, and no more. */
export const PERMISSIONS = `  permissions {
    publish {
      allow: ["theatre.>", "customer-key.*", "theatre-desk.>", "$JS.API.>", "$JS.FC.>", "$JS.SNAPSHOT.>", "_INBOX.>"]
      # What was acknowledged stays: nobody deletes a stream or a single message over the wire, but for the keys of customers.
      deny: ["$JS.API.STREAM.DELETE.>", "$JS.API.STREAM.MSG.DELETE.THEATRE"]
    }
    subscribe { allow: ["_INBOX.>", "theatre-desk.>"] }
  }`;

async function writePrivate(file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
  // The mode above counts for a new file only.
  await chmod(file, 0o600);
}

export async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/** The folder's own name and password, made when it has none. */
export async function keptCredentials(folder: string): Promise<Credentials> {
  const file = credentialsFile(folder);
  try {
    const kept: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof kept === 'object' && kept !== null && 'user' in kept && 'pass' in kept) {
      const { user, pass } = kept;
      if (typeof user === 'string' && typeof pass === 'string' && pass.length >= 20) return { user, pass };
    }
  } catch {
    // None yet, or half written: made anew below; the server reads them from its configuration at each start.
  }
  const made = { user: 'full-house', pass: randomBytes(24).toString('base64url') };
  await writePrivate(file, `${JSON.stringify(made)}\n`);
  return made;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address();
      const free = typeof address === 'object' && address ? address.port : undefined;
      probe.close(() => resolve(free));
    });
  });
}

/** The port used last time when it is still free, else a random one; the choice is kept. */
export async function choosePort(folder: string): Promise<number> {
  const kept = Number(await readFile(portFile(folder), 'utf8').catch(() => '0'));
  const reusable = Number.isInteger(kept) && kept > 1024 && kept < 65536 ? await tryPort(kept) : undefined;
  const port = reusable ?? (await tryPort(0));
  if (port === undefined) throw new Error('No loopback port could be opened for the log.');
  await writePrivate(portFile(folder), `${port}\n`);
  return port;
}

export async function forgetPort(folder: string): Promise<void> {
  await writePrivate(portFile(folder), '0\n');
}

export interface ServerConfig extends Credentials {
  readonly name: string;
  readonly port: number;
  /** Machines that may connect beside this house's own processes. */
  readonly members: readonly Member[];
}

export async function writeConfig(folder: string, { name, port, user, pass, members }: ServerConfig): Promise<void> {
  const text = (value: string) => JSON.stringify(value);
  await writePrivate(
    configFile(folder),
    `# Written at every start; changes are lost.
server_name: ${text(name)}
listen: "127.0.0.1:${port}"
authorization {
  # The other machine shakes hands with the gateway within this time too.
  timeout: 10
  users: [
    { user: ${text(user)}, password: ${text(pass)},
${PERMISSIONS} }
${members.map((member) => `    ${memberConfig(member)}\n`).join('')}  ]
}
max_payload: 1MB
ping_interval: "10s"
log_file: ${text(logFile(folder))}
logfile_size_limit: 10MB
logfile_max_num: 3
jetstream {
  store_dir: ${text(path.join(folder, 'store'))}
  # An acknowledgement means on disk; the default syncs up to two minutes later.
  sync_interval: always
  max_memory_store: 256MB
  limits { batch { max_inflight_per_stream: 500 } }
}
`,
  );
}

/** The house of another kiosk that this one joined: its files, in a folder of their own beside what this kiosk had before. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Admission } from '../../theatre/pairing/handshake.ts';
import type { KioskConfig } from './config.ts';

export interface JoinedHouse {
  /** What the house calls this kiosk. */
  readonly name: string;
  /** `host:port` of its log. */
  readonly server: string;
  /** Epoch milliseconds. */
  readonly since: number;
}

/** Shared by all of a theatre, by the names of their files. */
const SECRETS = ['staff-token', 'session-key', 'ticket-key', 'pin-key'] as const;

const folderIn = (dataFolder: string): string => join(dataFolder, 'house');

/** Undefined for a kiosk that sells on its own. Throws, with what to do, where the file cannot be read. */
export function joinedHouse(dataFolder: string): JoinedHouse | undefined {
  const file = join(folderIn(dataFolder), 'joined.json');
  if (!existsSync(file)) return undefined;
  try {
    const { name, server, since } = JSON.parse(readFileSync(file, 'utf8')) as JoinedHouse;
    if (typeof name === 'string' && /^\S+:\d+$/.test(server) && typeof since === 'number')
      return { name, server, since };
  } catch {
    // Said below.
  }
  throw new Error(`${file} cannot be read. Delete the folder it is in, and join the house again with a new code.`);
}

/** The configuration with which a joined kiosk runs; what the environment says wins. */
export function configFor(home: KioskConfig, joined: JoinedHouse | undefined): KioskConfig {
  if (!joined || home.natsUrl !== undefined) return home;
  const folder = folderIn(home.dataFolder);
  return {
    ...home,
    dataFolder: folder,
    natsUrl: `tls://${joined.server}`,
    natsCa: join(folder, 'house-ca.pem'),
    natsSeed: join(folder, 'house.seed'),
  };
}

/** Writes what a house gave, whole, beside what may be in use; `enterHouse` puts it in its place. */
export async function keepAdmission(
  dataFolder: string,
  joined: JoinedHouse,
  { id, ca, secrets }: Admission,
  seed: string,
): Promise<void> {
  const draft = `${folderIn(dataFolder)}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  const put = (name: string, text: string) => writeFile(join(draft, name), `${text.trim()}\n`, { mode: 0o600 });
  for (const name of SECRETS) {
    const secret = secrets[name];
    if (secret !== undefined) await put(name, secret);
  }
  // Its till is its own in that house.
  await put('kiosk-id', id);
  await put('house-ca.pem', ca);
  await put('house.seed', seed);
  const language = join(dataFolder, 'kiosk-language');
  if (existsSync(language)) await put('kiosk-language', readFileSync(language, 'utf8'));
  await put('joined.json', JSON.stringify(joined));
}

/** Nothing may run in the folder. */
export async function enterHouse(dataFolder: string): Promise<void> {
  await leaveHouse(dataFolder);
  await rename(`${folderIn(dataFolder)}.new`, folderIn(dataFolder));
}

/** Nothing may run in the folder: keys, secrets and the copy of the database go. */
export async function leaveHouse(dataFolder: string): Promise<void> {
  await rm(folderIn(dataFolder), { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** What another kiosk needs to be one of this theatre; undefined while the server has not made all of it yet. */
export function houseSecrets(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> | undefined {
  const set = (variable: string) => env[variable]?.trim() || undefined;
  const file = (name: string) => {
    try {
      return readFileSync(join(folder, name), 'utf8').trim() || undefined;
    } catch {
      return undefined;
    }
  };
  const found: Record<(typeof SECRETS)[number], string | undefined> = {
    'staff-token': set('FULL_HOUSE_STAFF_TOKEN') ?? file('staff-token'),
    'session-key': set('FULL_HOUSE_SESSION_KEY') ?? file('session-key'),
    'ticket-key': set('FULL_HOUSE_TICKET_KEY') ?? file('ticket-key'),
    // As `pin-key.ts` has it.
    'pin-key': set('FULL_HOUSE_PIN_KEY') ?? set('FULL_HOUSE_SESSION_KEY') ?? file('pin-key'),
  };
  const secrets: Record<string, string> = {};
  for (const name of SECRETS) {
    const secret = found[name];
    if (secret === undefined) return undefined;
    secrets[name] = secret;
  }
  return secrets;
}

/** What the server keeps between starts beside its log and database: the staff token, the session key, the tickets' key. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RESTORING } from './backup/manifest.ts';
import { ConfigError, type Config } from './config.ts';

export interface Secrets {
  readonly staffToken: string;
  readonly sessionKey: string;
  /** What the pair of keys that tickets are signed with follows from. */
  readonly ticketKey: string;
}

/** Makes the data folder (mode 0700) and the secrets in it (0600) where they are missing. Throws `ConfigError`. */
export function openDataFolder(
  config: Pick<Config, 'dataFolder' | 'staffToken' | 'sessionKey' | 'ticketKey'>,
): Secrets {
  const folder = config.dataFolder;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  } catch (error) {
    throw new ConfigError(
      `The data folder ${folder} cannot be used (${reason(error)}). Set FULL_HOUSE_DATA to a folder that this user may write.`,
    );
  }
  if (existsSync(join(folder, RESTORING))) {
    throw new ConfigError(`A restore into ${folder} was broken off. Delete that folder, then restore again.`);
  }
  return {
    staffToken: config.staffToken ?? kept(join(folder, 'staff-token'), 8),
    sessionKey: config.sessionKey ?? kept(join(folder, 'session-key'), 32),
    ticketKey: config.ticketKey ?? kept(join(folder, 'ticket-key'), 32),
  };
}

/** The secret in a file; made first when there is no file. Two processes that start at once agree on one. */
function kept(file: string, length: number): string {
  try {
    if (!existsSync(file)) make(file);
    chmodSync(file, 0o600);
    const secret = readFileSync(file, 'utf8').trim();
    if (secret.length >= length && /^[\x21-\x7e]+$/.test(secret)) return secret;
  } catch (error) {
    throw new ConfigError(`${file} cannot be read or written (${reason(error)}). Make it this user's, or delete it.`);
  }
  throw new ConfigError(`${file} does not hold a secret of at least ${length} characters. Delete it to have one made.`);
}

/** Appears under its name whole or not at all, also when the power goes. */
function make(file: string): void {
  const draft = `${file}.${process.pid}`;
  const secret = randomBytes(24).toString('base64url');
  writeFileSync(draft, `${secret}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    // Another process was first; its secret counts.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The house's own secret that PINs are keyed with before they are hashed. */
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PinSecrets {
  readonly pinKey: string | undefined;
  readonly sessionKey: string | undefined;
}

/**
 * The one that is set, or one made from the key that all processes of a house share anyway, or one that is made at the first
 * start and kept in the data folder (0600). Throws, with what to do, when the file cannot be used.
 */
export function pinKeyOf(folder: string, { pinKey, sessionKey }: PinSecrets): Buffer {
  if (pinKey !== undefined) return derived(pinKey);
  if (sessionKey !== undefined) return derived(sessionKey);
  const file = join(folder, 'pin-key');
  try {
    // Fails where there is one: it must never be made again over it.
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const kept = readFileSync(file, 'utf8').trim();
  if (!/^[\x21-\x7e]{32,}$/.test(kept)) {
    throw new Error(
      `${file} does not hold a key of at least 32 characters. Put it back from a backup, or delete it and give every operator a new PIN.`,
    );
  }
  return derived(kept);
}

function derived(secret: string): Buffer {
  return createHmac('sha256', secret).update('Full House PINs').digest();
}

import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** This kiosk's viewer id, kept in the folder so that seats it held are its own again after a restart. */
export function keptKioskId(folder: string): string {
  const file = join(folder, 'kiosk-id');
  try {
    const kept = readFileSync(file, 'utf8').trim();
    if (/^[A-Za-z0-9_-]{6,40}$/.test(kept)) return kept;
  } catch {
    // The first start in this folder.
  }
  const made = `kiosk-${randomBytes(6).toString('hex')}`;
  writeFileSync(file, `${made}\n`, { mode: 0o600 });
  return made;
}

/** Who was let into this house, kept beside the log's own configuration for its owner's eyes only; the log itself never has it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { writeWhole } from '../write-whole.ts';
import { roles, type Member } from './roles.ts';

export interface Members {
  /** Whether other machines may connect at all. */
  readonly open: boolean;
  readonly list: readonly Member[];
}

export const membersFile = (folder: string): string => path.join(folder, 'members.json');

const NONE: Members = { open: false, list: [] };

/** Throws where the file is there and cannot be read: a list that is lost must not look like an empty one. */
export function readMembers(folder: string): Members {
  let text: string;
  try {
    text = readFileSync(membersFile(folder), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return NONE;
    throw error;
  }
  try {
    const kept = JSON.parse(text) as Members;
    if (typeof kept.open === 'boolean' && Array.isArray(kept.list) && kept.list.every(isMember)) return kept;
  } catch {
    // Said below.
  }
  throw new Error(`${membersFile(folder)} cannot be read. Delete it, and pair the kiosks again.`);
}

export function writeMembers(folder: string, members: Members): Promise<void> {
  return writeWhole(membersFile(folder), `${JSON.stringify(members, null, 2)}\n`);
}

export const isUserKey = (text: unknown): text is string => typeof text === 'string' && /^U[A-Z2-7]{55}$/.test(text);

function isMember(value: unknown): value is Member {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name, role, publicKey, since } = value as Partial<Member>;
  return (
    typeof id === 'string' &&
    /^[a-z0-9-]{6,40}$/.test(id) &&
    typeof name === 'string' &&
    roles.some((known) => known === role) &&
    isUserKey(publicKey) &&
    typeof since === 'number'
  );
}

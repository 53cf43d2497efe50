/** The running hash of a ledger: each message changes it, and so does its place. Hexadecimal SHA-256. */
import { createHash } from 'node:crypto';

export const EMPTY_LEDGER = '';

export function hashAfter(hash: string, sequence: number, body: Uint8Array): string {
  return createHash('sha256').update(`${hash}\n${sequence}\n`).update(body).digest('hex');
}

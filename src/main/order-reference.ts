import { randomBytes } from 'node:crypto';
import { toBase32 } from '../../theatre/ticket/base32.ts';

/** A new order's reference, `XXXX-XXXX`: 40 random bits in Crockford's base32. */
export function newOrderReference(): string {
  const text = toBase32(randomBytes(5));
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

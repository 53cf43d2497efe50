import { randomBytes } from 'node:crypto';

/** Crockford's base32: no I, L, O or U to misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new order's reference, `XXXX-XXXX`: 40 random bits. */
export function newOrderReference(): string {
  const text = Array.from(randomBytes(8), (byte) => ALPHABET.charAt(byte & 31)).join('');
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** An order's reference: 40 bits in Crockford's base32, written `XXXX-XXXX`; no I, L, O or U to misread. */
import { toBase32 } from '../theatre/ticket/base32.ts';

/** From the first five of some random or derived bytes. */
export function orderReference(bytes: Uint8Array): string {
  const text = toBase32(bytes.subarray(0, 5));
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** What a person typed, as it is printed on the tickets; undefined where it cannot be a reference. */
export function parseOrderReference(text: string): string | undefined {
  if (text.length > 20) return undefined;
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(plain) ? `${plain.slice(0, 4)}-${plain.slice(4)}` : undefined;
}

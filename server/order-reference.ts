/** An order's reference: 40 bits in Crockford's base32, written `XXXX-XXXX`; no I, L, O or U to misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** From the first five of some random or derived bytes. */
export function orderReference(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let count = 0;
  for (const byte of bytes.subarray(0, 5)) {
    bits = (bits << 8) | byte;
    count += 8;
    while (count >= 5) {
      count -= 5;
      text += ALPHABET.charAt((bits >>> count) & 31);
    }
    bits &= 31;
  }
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** What a person typed, as it is printed on the tickets; undefined where it cannot be a reference. */
export function parseOrderReference(text: string): string | undefined {
  if (text.length > 20) return undefined;
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(plain) ? `${plain.slice(0, 4)}-${plain.slice(4)}` : undefined;
}

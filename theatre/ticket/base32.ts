/** Bytes in Crockford's base32: no I, L, O or U to misread, and every sign is one of a QR code's compact alphanumeric mode. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let count = 0;
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    count += 8;
    while (count >= 5) {
      count -= 5;
      text += ALPHABET.charAt((bits >>> count) & 31);
    }
    bits &= 31;
  }
  return count === 0 ? text : text + ALPHABET.charAt((bits << (5 - count)) & 31);
}

/** The bytes of a text that `toBase32` makes; undefined for any other, so that no two texts are the same bytes. */
export function fromBase32(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let bits = 0;
  let count = 0;
  let at = 0;
  for (const sign of text) {
    const value = ALPHABET.indexOf(sign);
    if (value < 0) return undefined;
    bits = (bits << 5) | value;
    count += 5;
    if (count < 8) continue;
    count -= 8;
    bytes[at++] = (bits >>> count) & 255;
    bits &= (1 << count) - 1;
  }
  return toBase32(bytes) === text ? bytes : undefined;
}

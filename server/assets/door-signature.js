/** What a ticket says by itself, and whether this house signed it: all that can be known while no server answers. */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE =
  /^(FH1\.([A-Z0-9-]{1,40})\.[0-9A-Z]{8}\.([A-Z]{1,4}-[A-Z]{1,2}\d{1,3})\.\d{1,6})\.([0-9A-HJKMNP-TV-Z]{103})$/;

/** @param {string} code */
export function seatOf(code) {
  return CODE.exec(code.toUpperCase())?.[3] ?? '';
}

/**
 * @param {string} code
 * @param {{ key: string, screening: string }} house its public key in base64url, and the screening of this door
 * @returns {Promise<'genuine' | 'not-genuine' | 'other-screening' | undefined>} undefined for what is no ticket's code, or where the browser cannot tell
 */
export async function checkSignature(code, { key, screening }) {
  const [, said = '', wanted = '', , signature = ''] = CODE.exec(code.toUpperCase()) ?? [];
  if (said === '') return undefined;
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: key };
    const house = await crypto.subtle.importKey('jwk', jwk, { name: 'Ed25519' }, false, ['verify']);
    const text = new TextEncoder().encode(said);
    if (!(await crypto.subtle.verify({ name: 'Ed25519' }, house, bytesOf(signature), text))) return 'not-genuine';
  } catch {
    // A page over plain http, or an older browser.
    return undefined;
  }
  return wanted.toLowerCase() === screening ? 'genuine' : 'other-screening';
}

/** Crockford's base32. @param {string} text */
function bytesOf(text) {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let [bits, count, at] = [0, 0, 0];
  for (const sign of text) {
    bits = (bits << 5) | ALPHABET.indexOf(sign);
    count += 5;
    if (count < 8) continue;
    count -= 8;
    bytes[at++] = (bits >>> count) & 255;
    bits &= (1 << count) - 1;
  }
  return bytes;
}

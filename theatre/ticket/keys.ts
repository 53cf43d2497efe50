/** The house's pair of keys for tickets: the private one signs them, with the public one anybody can tell a genuine one. */
import { createHmac, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

export interface TicketKeys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** What an Ed25519 private key in PKCS #8 begins with, before its 32 bytes (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The pair that follows from a house's secret: servers with the same secret sign alike. */
export function ticketKeys(secret: string): TicketKeys {
  const seed = createHmac('sha256', secret).update('ticket signing').digest();
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** As a file that any tool reads. */
export function publicKeyPem(publicKey: KeyObject): string {
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

/** As browsers take it: its 32 bytes in base64url. */
export function publicKeyBytes(publicKey: KeyObject): string {
  return publicKey.export({ format: 'jwk' }).x ?? '';
}

/** The key in such a file; undefined for anything else. */
export function readPublicKey(pem: string): KeyObject | undefined {
  // Node would make the public key of a private one: who checks tickets should never have had that.
  if (!pem.includes('-----BEGIN PUBLIC KEY-----')) return undefined;
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}

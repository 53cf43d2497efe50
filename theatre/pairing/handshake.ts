/**
 * Both sides of a pairing prove that they know the code, over all that was said and over the certificate that each of them saw:
 * whoever stands between them with another certificate has another proof. What a short code cannot bear is being tried at leisure;
 * 60 bits behind scrypt, good for minutes, can.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';

/** Of the TLS handshake (ALPN): who asks for it wants to pair. */
export const PAIRING = 'full-house-pairing';
export const VERSION = 1;
/** Of one line. */
export const LINE_LIMIT = 16_384;
/** For all of it. */
export const WITHIN_MS = 15_000;

export interface Hello {
  readonly v: number;
  /** What people are to call the machine. */
  readonly name: string;
  /** Its public nkey. */
  readonly publicKey: string;
  readonly nonce: string;
}

export interface Welcome {
  readonly nonce: string;
  readonly salt: string;
}

export interface Transcript {
  readonly hello: Hello;
  readonly welcome: Welcome;
  /** SHA-256 of the certificate, as Node writes it. */
  readonly fingerprint: string;
}

/** What a machine gets to be one of the house. */
export interface Admission {
  readonly id: string;
  readonly role: string;
  /** PEM of the authority that signs the house's certificates. */
  readonly ca: string;
  /** `host:port` of the log, the likeliest first. */
  readonly servers: readonly string[];
  /** Secrets that all of a theatre share, by the names of their files in a data folder. */
  readonly secrets: Readonly<Record<string, string>>;
}

export const newNonce = (): string => randomBytes(32).toString('base64url');
export const newSalt = (): string => randomBytes(16).toString('base64url');

/** `signs` as `readCode` answers them. A tenth of a second of work, on purpose. */
export function keyFromCode(signs: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(
      signs,
      Buffer.from(salt, 'base64url'),
      32,
      { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 },
      (error, key) => (error ? reject(error) : resolve(key)),
    );
  });
}

function textOf({ hello, welcome, fingerprint }: Transcript): string {
  const { v, name, publicKey, nonce } = hello;
  return JSON.stringify([v, name, publicKey, nonce, welcome.nonce, welcome.salt, fingerprint]);
}

export function proofOf(key: Buffer, side: 'joiner' | 'house', transcript: Transcript): string {
  return createHmac('sha256', key)
    .update(`full-house ${side}\n${textOf(transcript)}`)
    .digest('base64url');
}

export function proves(key: Buffer, side: 'joiner' | 'house', transcript: Transcript, proof: unknown): boolean {
  const right = Buffer.from(proofOf(key, side, transcript));
  const given = Buffer.from(typeof proof === 'string' ? proof : '');
  return given.length === right.length && timingSafeEqual(given, right);
}

function sealingKey(key: Buffer, { hello, welcome }: Transcript): Buffer {
  return Buffer.from(hkdfSync('sha256', key, `${hello.nonce}${welcome.nonce}`, 'full-house admission', 32));
}

/** Readable for who made this very handshake alone. */
export function seal(key: Buffer, transcript: Transcript, admission: Admission): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(key, transcript), iv);
  cipher.setAAD(Buffer.from(textOf(transcript)));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(admission), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Throws for what was not sealed so. */
export function unseal(key: Buffer, transcript: Transcript, text: string): Admission {
  const bytes = Buffer.from(text, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(key, transcript), bytes.subarray(0, 12));
  decipher.setAAD(Buffer.from(textOf(transcript)));
  decipher.setAuthTag(bytes.subarray(12, 28));
  const opened = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  return JSON.parse(opened.toString('utf8')) as Admission;
}

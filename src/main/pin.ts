/** PINs: made into what the log may hold, and compared with it. */
import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { PinHash } from '../../theatre/people/events.ts';

type Cost = Pick<PinHash, 'n' | 'r' | 'p'>;

const COST: Cost = { n: 2 ** 15, r: 8, p: 1 };
const BYTES = 32;

export const PIN = /^\d{4,8}$/;

/** Those that are tried first: all the same, up or down in a row, the same two again, and a few that people like. */
export function isEasy(pin: string): boolean {
  const steps = new Set(Array.from(pin.slice(1), (digit, at) => Number(digit) - Number(pin[at])));
  if (steps.size === 1 && [0, 1, -1].includes([...steps][0] ?? 0)) return true;
  return /^(\d\d)\1+$/.test(pin) || ['2580', '0852', '1230', '1212', '7890'].includes(pin);
}

/** A few characters that say which key a hash was made with, and nothing else about it. */
export const keyName = (key: Buffer): string => createHmac('sha256', key).update('name').digest('hex').slice(0, 8);

/** `cost` is what each try takes; another than the usual is for tests. */
export async function hashPin(pin: string, key: Buffer, cost: Cost = COST): Promise<PinHash> {
  const salt = randomBytes(16);
  const hash = await stretch(pin, key, salt, cost);
  return { key: keyName(key), salt: salt.toString('base64'), hash: hash.toString('base64'), ...cost };
}

/** False also for a hash that was made with another key. */
export async function isPin(pin: string, made: PinHash, key: Buffer): Promise<boolean> {
  const wanted = Buffer.from(made.hash, 'base64');
  const hash = await stretch(pin, key, Buffer.from(made.salt, 'base64'), made);
  return wanted.length === hash.length && timingSafeEqual(wanted, hash);
}

function stretch(pin: string, key: Buffer, salt: Buffer, { n, r, p }: Cost): Promise<Buffer> {
  const keyed = createHmac('sha256', key).update(pin).digest();
  return new Promise((resolve, reject) => {
    scrypt(keyed, salt, BYTES, { N: n, r, p, maxmem: 256 * n * r }, (error, hash) =>
      error ? reject(error) : resolve(hash),
    );
  });
}

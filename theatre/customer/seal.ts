/**
 * Who bought an order, sealed with a key of that order alone. The sealed text stands in the ledger for good, the key beside it: erasing
 * the key erases the person and changes no event.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Customer, Person, SealedCustomer } from '../screening/events.ts';

export interface CustomerKey {
  /** Part of a subject; says nothing. */
  readonly id: string;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

/** What a sealed text belongs to: it opens nowhere else. */
export interface SealedFor {
  readonly screeningId: string;
  readonly order: string;
}

const CIPHER = 'aes-256-gcm';
export const SECRET_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Texts are filled up with blanks to a multiple of this, so that their length does not tell whose they are. */
const BLOCK_BYTES = 64;

export function newCustomerKey(): CustomerKey {
  return { id: randomBytes(16).toString('base64url'), secret: randomBytes(SECRET_BYTES) };
}

export const isSealed = (customer: Customer): customer is SealedCustomer => 'sealed' in customer;

/** AES-256-GCM over the person as JSON: nonce, text and tag, as base64url. */
export function seal({ name, email }: Person, { id, secret }: CustomerKey, of: SealedFor): SealedCustomer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, secret, nonce).setAAD(belonging(of));
  const json = Buffer.from(JSON.stringify(email === undefined ? { name } : { name, email }));
  const text = Buffer.concat([json, Buffer.alloc(BLOCK_BYTES - (json.length % BLOCK_BYTES), ' ')]);
  const sealed = Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  return { sealed: sealed.toString('base64url'), key: id };
}

/**
 * The person, or undefined where the key is gone, is another one, or the text is not what was sealed for this order. A plain
 * customer is their own.
 */
export function unseal(customer: Customer, secret: Uint8Array | undefined, of: SealedFor): Person | undefined {
  if (!isSealed(customer)) return customer;
  const bytes = Buffer.from(customer.sealed, 'base64url');
  if (secret?.length !== SECRET_BYTES || bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  // One text has one spelling: bits that base64url leaves over must not pass unseen.
  if (bytes.toString('base64url') !== customer.sealed) return undefined;
  const decipher = createDecipheriv(CIPHER, secret, bytes.subarray(0, NONCE_BYTES))
    .setAAD(belonging(of))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    const person: unknown = JSON.parse(text.toString('utf8'));
    return isPerson(person) ? person : undefined;
  } catch {
    return undefined;
  }
}

/** Another machine may have sealed what it likes. */
function isPerson(value: unknown): value is Person {
  if (typeof value !== 'object' || value === null) return false;
  const { name, email } = value as Partial<Record<keyof Person, unknown>>;
  return typeof name === 'string' && (email === undefined || typeof email === 'string');
}

function belonging({ screeningId, order }: SealedFor): Buffer {
  return Buffer.from(JSON.stringify(['full-house customer', 1, screeningId, order]));
}

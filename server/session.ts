/**
 * Who is looking. A phone keeps a signed cookie; its viewer id, which everyone may see, is derived from the cookie's
 * secret one way only, so nobody can act as a viewer whose id they have read.
 */
import { createHmac, randomBytes } from 'node:crypto';
import cookie from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

export const SESSION_COOKIE = 'full-house';

/** Long enough to find the tickets again after the show; in seconds. */
const COOKIE_LIFE = 60 * 24 * 3600;
const SECRET_LENGTH = 32;

export class Sessions {
  readonly #signing: Buffer;
  readonly #naming: Buffer;

  /** Servers that share a theatre need the same key; any printable text of 32 characters or more. */
  constructor(key: string) {
    const derive = (purpose: string) => createHmac('sha256', key).update(purpose).digest();
    this.#signing = derive('session cookie');
    this.#naming = derive('viewer id');
  }

  /** A new viewer: the cookie's value and the public id. */
  create(): { readonly value: string; readonly viewerId: string } {
    const secret = randomBytes(24).toString('base64url');
    return { value: cookie.sign(secret, this.#signing), viewerId: this.#viewerId(secret) };
  }

  /** The viewer id behind a cookie's value; undefined when there is none or it was not made with our key. */
  viewerOf(value: string | undefined): string | undefined {
    if (value === undefined || value.length > 2 * SECRET_LENGTH + 16) return undefined;
    const { valid, value: secret } = cookie.unsign(value, this.#signing);
    return valid && secret.length === SECRET_LENGTH ? this.#viewerId(secret) : undefined;
  }

  /** A value that only this house can make and that tells nothing of what it is made from. */
  derive(purpose: string, ...parts: readonly string[]): Buffer {
    return createHmac('sha256', this.#naming)
      .update(JSON.stringify([purpose, ...parts]))
      .digest();
  }

  /** What opens an order's page without the session that bought it: 132 bits that only this house can make. */
  orderKey(reference: string): string {
    return this.derive('order link', reference).toString('base64url').slice(0, 22);
  }

  /** 96 bits: nobody meets another's id by chance. */
  #viewerId(secret: string): string {
    return this.derive('viewer', secret).toString('base64url').slice(0, 16);
  }
}

/**
 * Over TLS a cookie's name says that it is this host's own, and browsers hold to it: a page of a neighbouring name cannot
 * put a session of its own in a visitor's hands and then read what was bought with it.
 */
export function cookieName(request: Pick<FastifyRequest, 'protocol'>, name: string): string {
  return request.protocol === 'https' ? `__Host-${name}` : name;
}

/** The viewer who asks; undefined for one without a cookie of ours. */
export function viewerOf(sessions: Sessions, request: FastifyRequest): string | undefined {
  return sessions.viewerOf(request.cookies[cookieName(request, SESSION_COOKIE)]);
}

/** The viewer who asks; a new one gets the cookie with this answer. */
export function greet(sessions: Sessions, request: FastifyRequest, reply: FastifyReply): string {
  const known = viewerOf(sessions, request);
  if (known !== undefined) return known;
  const { value, viewerId } = sessions.create();
  reply.setCookie(cookieName(request, SESSION_COOKIE), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    // A phone on the house's own network without TLS would not send a Secure cookie back.
    secure: request.protocol === 'https',
    maxAge: COOKIE_LIFE,
  });
  return viewerId;
}

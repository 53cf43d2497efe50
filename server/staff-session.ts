/**
 * Staff in a browser, which cannot be told to send an Authorization header: whoever gave the staff token gets a cookie for a
 * working day. It is signed and says when it ends; nothing is kept of it, and changing the token or the session key ends all.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Secrets } from './data-folder.ts';
import { cookieName } from './session.ts';

export const STAFF_COOKIE = 'full-house-staff';

/** A long day at the counter and the evening's show; in seconds. */
const LIFE = 14 * 3600;

export class StaffSessions {
  readonly #key: Buffer;

  constructor({ sessionKey, staffToken }: Pick<Secrets, 'sessionKey' | 'staffToken'>) {
    this.#key = createHmac('sha256', sessionKey)
      .update(JSON.stringify(['staff cookie', staffToken]))
      .digest();
  }

  /** A cookie's value, good from now (epoch milliseconds) on. */
  create(now = Date.now()): string {
    const until = (now + LIFE * 1000).toString(36);
    return `${until}.${this.#sign(until)}`;
  }

  /** Whether a cookie's value was made here and has not ended. */
  isGood(value: string | undefined, now = Date.now()): boolean {
    const [, until = '', signature = ''] = /^([0-9a-z]{1,12})\.([A-Za-z0-9_-]{43})$/.exec(value ?? '') ?? [];
    const given = Buffer.from(signature);
    const right = Buffer.from(this.#sign(until));
    return given.length === right.length && timingSafeEqual(given, right) && now < Number.parseInt(until, 36);
  }

  signIn(request: FastifyRequest, reply: FastifyReply): void {
    reply.setCookie(cookieName(request, STAFF_COOKIE), this.create(), { ...attributes(request), maxAge: LIFE });
  }

  signOut(request: FastifyRequest, reply: FastifyReply): void {
    reply.clearCookie(cookieName(request, STAFF_COOKIE), attributes(request));
  }

  #sign(until: string): string {
    return createHmac('sha256', this.#key).update(until).digest('base64url');
  }
}

// Strict: no link and no form of another site ever brings it along.
const attributes = ({ protocol }: FastifyRequest) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: protocol === 'https' }) as const;

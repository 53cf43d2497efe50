/** Who may come in: hooks in front of the routes. Each answers with its problem or lets the request pass. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../theatre/screening/commands.ts';
import { prefersHtml } from './html-answers.ts';
import type { Limiter } from './limits.ts';
import { isOwnOrigin, originOf } from './origin.ts';
import { problem, sendProblem } from './problem.ts';
import { cookieName, viewerOf, type Sessions } from './session.ts';
import { STAFF_COOKIE, type StaffSessions } from './staff-session.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the viewer whose command this is; '' on routes that take none. */
    viewerId: string;
  }
}

/** Who acts behind the staff guard: whoever has the house's own key is trusted as a manager. */
export const staffActor: Actor = { id: 'staff', role: 'manager' };

export type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

export interface Guards {
  /** In front of a viewer's commands: from our own page, with our own cookie, not too fast. Sets `request.viewerId`. */
  readonly command: Guard;
  /** In front of pages and streams. */
  readonly read: Guard;
  /** In front of what takes long to make. */
  readonly costly: Guard;
  /** In front of what staff do. Whoever asks for a page of it without being signed in is sent to the sign-in. */
  readonly staff: Guard;
  /** Whether the request is staff's: by its token, or by a browser that signed in. */
  isStaff(request: FastifyRequest): boolean;
  /** Whether a browser asks that staff have signed in with. */
  isSignedIn(request: FastifyRequest): boolean;
  /** In front of the sign-in: not too many wrong tokens from one address. */
  readonly signIn: Guard;
  /** Whether it is the staff token; a wrong one counts against the address. */
  isToken(request: FastifyRequest, token: string): Promise<boolean>;
}

export interface GuardParts {
  readonly sessions: Sessions;
  readonly staffSessions: StaffSessions;
  readonly staffToken: string;
  readonly limit: Limiter;
}

const OVER_ITS_HEAD = 600;

export function createGuards({ sessions, staffSessions, staffToken, limit }: GuardParts): Guards {
  const expected = digest(staffToken);
  // Digests are of one length, so that the comparison tells nothing of the token, its length included.
  const isRight = (token: string) => token.length <= OVER_ITS_HEAD && timingSafeEqual(digest(token), expected);
  const isSignedIn = (request: FastifyRequest) =>
    staffSessions.isGood(request.cookies[cookieName(request, STAFF_COOKIE)]);
  const isStaff = (request: FastifyRequest) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) return isRight(/^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '');
    // A browser sends its cookies with whatever any page asks of it; only reading is harmless.
    return isSignedIn(request) && (isReading(request) || isOwnOrigin(request));
  };
  const signIn: Guard = async (request, reply) => {
    // Looked at first, so that guessing faster finds nothing sooner.
    const refused = await limit('addressTokens', request, { only: 'look' });
    return refused && sendProblem(reply, refused);
  };
  return {
    isStaff,
    isSignedIn,
    signIn,
    async isToken(request, token) {
      if (isRight(token)) return true;
      await limit('addressTokens', request);
      return false;
    },
    async command(request, reply) {
      if (!isOwnOrigin(request)) {
        const origin = originOf(request);
        return sendProblem(reply, problem('wrong-origin', { detail: ({ input }) => input.wrongOrigin(origin) }));
      }
      const viewerId = viewerOf(sessions, request);
      if (viewerId === undefined) return sendProblem(reply, problem('no-session'));
      request.viewerId = viewerId;
      const refused =
        (await limit('sessionCommands', request, { viewerId })) ?? (await limit('addressCommands', request));
      return refused && sendProblem(reply, refused);
    },
    async read(request, reply) {
      const refused = await limit('addressReads', request);
      return refused && sendProblem(reply, refused);
    },
    async costly(request, reply) {
      const refused = await limit('addressCostly', request);
      return refused && sendProblem(reply, refused);
    },
    async staff(request, reply) {
      const { authorization } = request.headers;
      if (authorization === undefined) {
        // A cookie of ours is nothing that could be guessed: whoever guesses tokens keeps nobody out who has signed in.
        if (isStaff(request)) return undefined;
        if (isSignedIn(request)) return sendProblem(reply, problem('wrong-origin'));
        if (isReading(request) && prefersHtml(request)) {
          return reply.redirect(`/staff?to=${encodeURIComponent(request.url)}`, 303);
        }
        return sendProblem(reply, (await limit('addressReads', request)) ?? problem('no-token'));
      }
      const refused = await signIn(request, reply);
      if (refused || isStaff(request)) return refused;
      return sendProblem(reply, (await limit('addressTokens', request)) ?? problem('no-token'));
    },
  };
}

const isReading = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

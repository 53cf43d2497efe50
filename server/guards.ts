/** Who may come in: hooks in front of the routes. Each answers with its problem or lets the request pass. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Limiter } from './limits.ts';
import { isOwnOrigin, originOf } from './origin.ts';
import { problem, sendProblem } from './problem.ts';
import { viewerOf, type Sessions } from './session.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the viewer whose command this is; '' on routes that take none. */
    viewerId: string;
  }
}

export type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

export interface Guards {
  /** In front of a viewer's commands: from our own page, with our own cookie, not too fast. Sets `request.viewerId`. */
  readonly command: Guard;
  /** In front of pages and streams. */
  readonly read: Guard;
  /** In front of what staff do. */
  readonly staff: Guard;
  /** Whether the request carries the staff token. */
  isStaff(request: FastifyRequest): boolean;
}

export function createGuards(sessions: Sessions, staffToken: string, limit: Limiter): Guards {
  const expected = digest(staffToken);
  const isStaff = (request: FastifyRequest) => {
    const token = /^Bearer +(\S{1,600})$/i.exec(request.headers.authorization ?? '')?.[1];
    // Digests are of one length, so that the comparison tells nothing of the token, its length included.
    return token !== undefined && timingSafeEqual(digest(token), expected);
  };
  return {
    isStaff,
    async command(request, reply) {
      if (!isOwnOrigin(request)) {
        const detail = `The request did not come from a page of ${originOf(request)}. Open the screening here and try again.`;
        return sendProblem(reply, problem('wrong-origin', { detail }));
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
    async staff(request, reply) {
      // Looked at first, so that guessing faster finds nothing sooner.
      const refused = await limit('addressTokens', request, { only: 'look' });
      if (refused) return sendProblem(reply, refused);
      if (isStaff(request)) return undefined;
      return sendProblem(reply, (await limit('addressTokens', request)) ?? problem('no-token'));
    },
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

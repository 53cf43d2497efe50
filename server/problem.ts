/** Refusals as problem documents (RFC 9457): what went wrong, in words for the person it happened to. */
import type { FastifyReply } from 'fastify';
import { refusalWords } from '../theatre/contract/words.ts';
import type { Rejection } from '../theatre/screening/decide.ts';
import type { LostSeat } from '../theatre/screening/events.ts';
import { kinds, type Kind, type ProblemCode } from './problem-kinds.ts';

export interface Problem {
  /** Where the kind of problem is explained: `/problems/{code}`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  /** The seats that it concerns, and why; empty where it concerns none. */
  readonly seats: readonly LostSeat[];
  /** What is wrong with single fields of a form, by their names. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Seconds after which another try makes sense. */
  readonly retryAfter?: number;
}

interface Particulars {
  readonly detail?: string;
  readonly seats?: readonly LostSeat[];
  readonly fields?: Readonly<Record<string, string>>;
  readonly retryAfter?: number;
}

export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(kinds, text);
}

export function problem(code: ProblemCode, particulars: Particulars = {}): Problem {
  const kind: Kind = kinds[code];
  const retryAfter = particulars.retryAfter ?? kind.retryAfter;
  return {
    type: `/problems/${code}`,
    title: kind.title,
    status: kind.status,
    detail: particulars.detail ?? kind.detail,
    code,
    seats: particulars.seats ?? [],
    ...(particulars.fields === undefined ? {} : { fields: particulars.fields }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

/** What `decide` said, for the one who asked. */
export function problemOf({ rejected, seats }: Rejection, maxSeats: number): Problem {
  // A method that an address does not take has that name already.
  const code = rejected === 'not-allowed' ? 'counter-only' : rejected;
  return problem(code, { seats, detail: refusalWords(rejected, seats, maxSeats) });
}

/** What Fastify, Node or a plugin threw, as the problem it is; anything unknown is our own fault. */
export function problemOfError(error: { readonly code?: string; readonly statusCode?: number }): Problem {
  const { code, statusCode } = error;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem('too-large');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem('not-supported');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return problem('unreadable', {
        detail: 'The request says it is JSON, but has no body. Send {} or leave the content type out.',
      });
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return problem('unreadable', { detail: 'The body is not valid JSON.' });
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problem('unreadable', { detail: 'The body is not as long as its Content-Length says.' });
    case 'FST_ERR_BAD_URL':
      return problem('unreadable', { detail: 'The address is not a valid one.' });
    case 'FST_ERR_MAX_PARAM_LENGTH':
    case 'HPE_URL_OVERFLOW':
      return problem('address-too-long');
    case 'HPE_HEADER_OVERFLOW':
      return problem('headers-too-large');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problem('too-slow');
    case 'FST_ERR_REOPENED_CLOSE_SERVER':
      return problem('closing');
    default:
      // What may not be served is not there for anybody.
      if (statusCode === 403 || statusCode === 404) return problem('not-found');
      return statusCode !== undefined && statusCode >= 400 && statusCode < 500
        ? problem('unreadable')
        : problem('fault');
  }
}

/** Answers with the problem. */
export function sendProblem(reply: FastifyReply, refused: Problem): FastifyReply {
  const { retryAfter, ...document } = refused;
  if (retryAfter !== undefined) reply.header('retry-after', String(Math.ceil(retryAfter)));
  if (refused.code === 'no-token') reply.header('www-authenticate', 'Bearer realm="Full House staff"');
  return reply
    .code(refused.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(document));
}

/** Refusals as problem documents (RFC 9457): what went wrong, in words for the person it happened to. */
import type { FastifyReply } from 'fastify';
import type { Catalogue } from '../theatre/contract/catalogue/index.ts';
import type { Reason } from '../theatre/screening/commands.ts';
import type { Rejection } from '../theatre/screening/decide.ts';
import type { LostSeat } from '../theatre/screening/events.ts';
import { kinds, type ProblemCode } from './problem-kinds.ts';
import { sayLanguage, textsFor } from './texts.ts';

/** Words for whoever will read them; a function where it is not known yet in which language that is. */
export type Said = string | ((texts: Catalogue) => string);

export interface Problem {
  /** Where the kind of problem is explained: `/problems/{code}`. */
  readonly type: string;
  readonly status: number;
  readonly detail: Said;
  readonly code: ProblemCode;
  /** The seats that it concerns, and why; empty where it concerns none. */
  readonly seats: readonly LostSeat[];
  /** What is wrong with single fields of a form, by their names. */
  readonly fields?: Readonly<Record<string, Said>>;
  /** Seconds after which another try makes sense. */
  readonly retryAfter?: number;
}

interface Particulars {
  readonly detail?: Said;
  readonly seats?: readonly LostSeat[];
  readonly fields?: Readonly<Record<string, Said>>;
  readonly retryAfter?: number;
}

export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(kinds, text);
}

export function problem(code: ProblemCode, particulars: Particulars = {}): Problem {
  const kind = kinds[code];
  const retryAfter = particulars.retryAfter ?? kind.retryAfter;
  return {
    type: `/problems/${code}`,
    status: kind.status,
    detail: particulars.detail ?? ((texts) => texts.problems[code].detail),
    code,
    seats: particulars.seats ?? [],
    ...(particulars.fields === undefined ? {} : { fields: particulars.fields }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

/** One field is wrong, and what would be right. */
export function malformed(field: string, wanted: Exclude<Said, string>): Problem {
  return problem('malformed', {
    detail: (texts) => texts.input.field(field, wanted(texts)),
    fields: { [field]: wanted },
  });
}

/** What `decide` said, for the one who asked. */
export function problemOf({ rejected, seats }: Rejection, maxSeats: number): Problem {
  return problem(codeOf(rejected), { seats, detail: ({ refusals }) => refusals.of(rejected, seats, maxSeats) });
}

/** Of a refusal. A method that an address does not take is called `not-allowed` already. */
function codeOf(reason: Reason): ProblemCode {
  return reason === 'not-allowed' ? 'counter-only' : reason;
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
      return problem('unreadable', { detail: ({ input }) => input.emptyBody });
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return problem('unreadable', { detail: ({ input }) => input.notJson });
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problem('unreadable', { detail: ({ input }) => input.wrongLength });
    case 'FST_ERR_BAD_URL':
      return problem('unreadable', { detail: ({ input }) => input.wrongAddress });
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

/** The problem in one language, as the standard has it. */
export function problemDocument({ type, status, detail, code, seats, fields }: Problem, texts: Catalogue) {
  const said = (words: Said) => (typeof words === 'string' ? words : words(texts));
  return {
    type,
    title: texts.problems[code].title,
    status,
    detail: said(detail),
    code,
    seats,
    ...(fields === undefined
      ? {}
      : { fields: Object.fromEntries(Object.entries(fields).map(([name, words]) => [name, said(words)])) }),
  };
}

/** Answers with the problem, in the language of the one who asked. */
export function sendProblem(reply: FastifyReply, refused: Problem): FastifyReply {
  const { retryAfter } = refused;
  if (retryAfter !== undefined) reply.header('retry-after', String(Math.ceil(retryAfter)));
  if (refused.code === 'no-token') reply.header('www-authenticate', 'Bearer realm="Full House staff"');
  return sayLanguage(reply)
    .code(refused.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(problemDocument(refused, textsFor(reply.request))));
}

/**
 * What the server says of itself to its operator: plain lines, or with FULL_HOUSE_LOG=json one JSON object a line for whatever collects
 * them. Never who did something: a request is its method, its route (not its address), how it was answered and how long that took.
 */
import type { FastifyInstance } from 'fastify';
import { pino, type DestinationStream } from 'pino';

export interface Journal {
  /** Something an operator should know, a line. */
  notice(this: void, line: string): void;
  /** A fault of ours, and in what. */
  fault(this: void, error: Error, what: string): void;
  /** An answered request; in plain lines these are left out. */
  answered(this: void, request: AnsweredRequest): void;
}

export interface AnsweredRequest {
  readonly method: string;
  /** As it is declared, like `/orders/:order`; undefined where there is none. */
  readonly route: string | undefined;
  readonly status: number;
  readonly ms: number;
}

export type JournalFormat = 'lines' | 'json';

/** Addresses get into error messages of mail servers; they do not get out of here. */
const withoutAddresses = (text: string): string =>
  text.replace(/[^\s<>"'@]+@[^\s<>"'@]*[^\s<>"'@.,;:!?]/g, '(address)');

/** What came from elsewhere, such as a mail server's answer, neither moves a terminal's cursor nor begins a line that looks like ours. */
const withoutControls = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, (sign) =>
    sign === '\n' ? '\n  ' : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

export function openJournal(format: JournalFormat, to: DestinationStream = process.stderr): Journal {
  if (format === 'lines') {
    const say = (line: string) => {
      to.write(`${withoutControls(withoutAddresses(line))}\n`);
    };
    return {
      notice: say,
      fault: (error, what) => say(`Fault in ${what}: ${error.stack ?? error.message}`),
      answered: () => undefined,
    };
  }
  const log = pino({ base: { service: 'full-house', pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, to);
  return {
    notice: (line) => log.info(withoutAddresses(line)),
    fault: (error, what) =>
      log.error({ what, stack: withoutAddresses(error.stack ?? '') }, `Fault: ${withoutAddresses(error.message)}`),
    answered: (request) => log.info(request, 'answered'),
  };
}

/** Notes every answer; streams when they end. */
export function journalAnswers(app: FastifyInstance, { answered }: Journal): void {
  app.addHook('onResponse', async (request, reply) => {
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    answered({ method: request.method, route: request.routeOptions.url, status: reply.statusCode, ms });
  });
}

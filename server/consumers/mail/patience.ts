/** How long mail waits for what, and how often it tries: all of it in one place. */
import type { Backoff } from './backoff.ts';

/** What one mail's way to the SMTP server may take, in milliseconds. */
export interface SmtpPatience {
  /** For its name to be looked up and its port to answer. */
  readonly connectMs: number;
  /** Then for its greeting: servers that want to tell programs from mail servers greet late, by half a minute and more. */
  readonly greetingMs: number;
  /** From the start until it waits for the content, whatever it says meanwhile: a byte now and then is no answer. */
  readonly beforeMs: number;
  /** From the content's first byte until it says that it has it. Given up sooner, nobody would know whether it has. */
  readonly contentMs: number;
  /** A connection that has taken a mail is kept so long for the next one; 0 for none. */
  readonly keepMs: number;
}

export interface Patience {
  readonly smtp: SmtpPatience;
  /** While the mail server takes nothing at all. */
  readonly server: Backoff;
  /** For one mail that it does not take yet. */
  readonly mail: Backoff;
  /** Mails on their way at once; one that takes longer than `slowMs` makes room for another, up to `mostAtOnce`. */
  readonly atOnce: number;
  readonly mostAtOnce: number;
  readonly slowMs: number;
  /** A mail that began is given up for lost after this: longer than `contentMs`, which is when its sender knows. */
  readonly outcomeMs: number;
  /** By which the clocks of two servers may differ. */
  readonly skewMs: number;
  /** A mail that cannot be sent for so long is not sent. */
  readonly horizonMs: number;
}

const MINUTE = 60_000;

/** As RFC 5321 (4.5.3.2) wants them, shorter where waiting gains nothing. */
export const patience: Patience = {
  smtp: { connectMs: MINUTE / 2, greetingMs: 2 * MINUTE, beforeMs: 5 * MINUTE, contentMs: 10 * MINUTE, keepMs: 3000 },
  server: { firstMs: 1000, longestMs: 5 * MINUTE },
  mail: { firstMs: 5000, longestMs: 30 * MINUTE },
  atOnce: 3,
  mostAtOnce: 10,
  slowMs: 10_000,
  outcomeMs: 11 * MINUTE,
  skewMs: 15_000,
  horizonMs: 3 * 24 * 60 * MINUTE,
};

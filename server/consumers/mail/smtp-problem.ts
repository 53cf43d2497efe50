/** What an SMTP server or the way to it said, in a line for staff, without secrets. */
import { isMailReason, mailProblem } from '../../../theatre/contract/mail-problem.ts';
import type { MailConfig } from '../../mail-config.ts';

export interface SmtpError {
  readonly message: string;
  /** Node's or nodemailer's. */
  readonly code?: string | undefined;
  /** The server's own words. */
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
  /** Which command they answer. */
  readonly command?: string | undefined;
}

const LONGEST = 300;
/** Nodemailer's codes for a way that is not there, or no more. */
const NO_CONNECTION = new Set(['ECONNECTION', 'EDNS', 'ESOCKET']);

export function problemOf({ message, code, response, command = '' }: SmtpError): string {
  // Of an answer to the way in, which way that was is half of the story.
  const to = /^(STARTTLS|AUTH|EHLO|HELO)/.exec(command)?.[1];
  const said = (to === undefined ? '' : `${to}: `) + (response ?? message);
  const line = said.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  const text = line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
  const untrusted = /self[- ]signed|unable to verify|certificate/i.test(said) && response === undefined;
  if (untrusted) {
    return mailProblem('untrusted', text);
  }
  if (response !== undefined || isMailReason(text)) return text;
  if (code === 'ETIMEDOUT') return mailProblem('late', text);
  return NO_CONNECTION.has(code ?? '') ? mailProblem('no-connection', text) : text;
}

/** Servers are known to repeat what they were sent. */
export function keptSecret(text: string, { user, pass }: Pick<MailConfig, 'user' | 'pass'>): string {
  const secrets = [pass, encoded(pass), encoded(`\0${user}\0${pass}`), encoded(user)];
  return secrets.reduce<string>(
    (kept, secret) => (secret === undefined || secret.length < 3 ? kept : kept.replaceAll(secret, '•••')),
    text,
  );
}

function encoded(text: string | undefined): string | undefined {
  return text === undefined ? undefined : Buffer.from(text).toString('base64');
}

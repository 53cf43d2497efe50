/**
 * Why a mail was not sent, as the log keeps it: one of our own reasons by its code, then what the mail server or the system
 * said, which comes as it is (`untrusted: self-signed certificate`). What has none of our codes is theirs altogether.
 */
import type { Catalogue } from './catalogue/index.ts';

export const mailReasons = [
  'no-address',
  'no-seats',
  'erased',
  'given-up',
  'hung-up',
  'no-connection',
  'ending',
  'untrusted',
  'late',
  'log-late',
] as const;
export type MailReason = (typeof mailReasons)[number];

export function mailProblem(reason: MailReason, said = ''): string {
  return said === '' ? reason : `${reason}: ${said}`;
}

/** Whether it is one of our reasons, and not the words of a mail server or of the system alone. */
export function isMailReason(problem: string): boolean {
  return reasonIn(problem) !== undefined;
}

function reasonIn(problem: string): MailReason | undefined {
  return mailReasons.find((known) => problem === known || problem.startsWith(`${known}: `));
}

/** In the language of whoever reads it, without a full stop at the end. */
export function mailProblemWords(problem: string, texts: Catalogue): string {
  const reason = reasonIn(problem);
  if (reason === undefined) return problem;
  // Of a mail that was given up, the last trouble is one of these again.
  const said = mailProblemWords(problem.slice(reason.length + 2), texts);
  return texts.mailProblems[reason](said);
}

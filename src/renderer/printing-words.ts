import type { Problem, Values } from '../../theatre/contract/ipc.ts';
import { texts } from './texts.ts';

/** What became of tickets that were to be printed: said to be out only where the system knows. */
export function printedWords({ printer, issue, printed }: Values['printTickets'], reprint: boolean): string {
  const words = texts().printing;
  const said = printed ? words.out(printer) : words.printed(printer);
  return reprint ? `${said} ${words.reprinted(issue)}` : said;
}

/** Why nothing came out, and what to do; `otherwise` says what is no printer's fault. */
export function printProblemWords(problem: Problem, otherwise: (problem: Problem) => string): string {
  const { problems, systemSays, earlier } = texts().printing;
  if (problem.earlier === 'unknown') return earlier.unknown;
  const own: Readonly<Record<string, string>> = problems;
  const words = own[problem.reason];
  if (words === undefined) return otherwise(problem);
  return [
    words,
    ...(problem.message === undefined ? [] : [systemSays(problem.message)]),
    ...(problem.earlier === 'void' ? [earlier.void] : []),
  ].join(' ');
}

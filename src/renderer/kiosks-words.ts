/** Why something about other kiosks was not done, in the language of this kiosk. */
import type { Problem } from '../../theatre/contract/ipc.ts';
import { timeLeft } from './format.ts';
import { texts } from './texts.ts';
import { problemWords } from './words.ts';

export function kiosksProblemWords(problem: Problem): string {
  if (problem.reason === 'pin-wait') return texts().people.waitFor(timeLeft((problem.until ?? 0) - Date.now()));
  const known: Readonly<Record<string, string>> = texts().kiosks.problems;
  return known[problem.reason] ?? problemWords(problem);
}

export const isPin = (typed: string): boolean => /^\d{4,8}$/.test(typed);

/** Why something about other kiosks was not done, in the language of this kiosk. */
import type { Problem } from '../../theatre/contract/ipc.ts';
import { texts } from './texts.ts';
import { problemWords } from './words.ts';

export function kiosksProblemWords(problem: Problem): string {
  const known: Readonly<Record<string, string>> = texts().kiosks.problems;
  return known[problem.reason] ?? problemWords(problem);
}

/** Why something about people or the till was not done, in the language of this kiosk. */
import type { Problem } from '../../theatre/contract/ipc.ts';
import type { Names } from '../../theatre/contract/ipc-till.ts';
import { texts } from './texts.ts';
import { problemWords } from './words.ts';

export function tillProblemWords(problem: Problem): string {
  const known: Readonly<Record<string, string>> = { ...texts().people.problems, ...texts().till.problems };
  return known[problem.reason] ?? problemWords(problem);
}

/** Somebody's name; of whoever acted before there were operators, what that counter is called. */
export function nameOf(names: Names, id: string): string {
  return names[id] ?? (id === 'staff' ? texts().people.staff : id);
}

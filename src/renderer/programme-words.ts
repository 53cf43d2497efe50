/** Why something about the programme or a house was not done. */
import type { Problem } from '../../theatre/contract/ipc.ts';
import { texts } from './texts.ts';
import { problemWords } from './words.ts';

export function programmeProblem(problem: Pick<Problem, 'reason'> & Partial<Problem>): string {
  const { problems } = texts().programme;
  const { reason } = problem;
  return isOurs(problems, reason) ? problems[reason] : problemWords({ seats: [], ...problem });
}

function isOurs(problems: object, reason: string): reason is keyof typeof problems {
  return Object.hasOwn(problems, reason);
}

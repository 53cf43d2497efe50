/** Why something about the programme or a house was not done. */
import type { Problem } from '../../theatre/contract/ipc.ts';
import type { PlanProblem } from '../../theatre/seating/plan-problem.ts';
import { texts } from './texts.ts';
import { problemWords } from './words.ts';

export function programmeProblem(problem: Pick<Problem, 'reason'> & Partial<Problem>): string {
  const { problems } = texts().programme;
  const { reason } = problem;
  return isOurs(problems, reason) ? problems[reason] : problemWords({ seats: [], ...problem });
}

/** As many of a plan's faults as one can mend at a time, where and what. */
export function planFaults(problems: readonly PlanProblem[]): string[] {
  return problems.slice(0, 6).map((problem) => texts().plan.problem(problem));
}

function isOurs(problems: object, reason: string): reason is keyof typeof problems {
  return Object.hasOwn(problems, reason);
}
